"""The check of a case as an officer makes it: a button pressed over HTTP, until its page stands again."""

from collections.abc import Sequence
from functools import partial

from benchmarks.databases import Place
from benchmarks.measuring import timed
from benchmarks.noisy_names import Body
from benchmarks.serving import Browser, service
from tests.makers import NOW, PASSWORD, an_officer
from tests.makers_applications import a_case, an_association
from vetting.domain.authority import Actor
from vetting.records.db import db, transaction
from vetting.services import applications

WARM = 10  # the first checks of a process open the indexes
USERNAME = "sekreterare"


def pressed(where: Place, bodies: Sequence[Body]) -> list[float]:
    """Milliseconds of each press, ascending: one case a body, against every source in use. The first WARM
    are not counted."""
    secretary = an_officer(username=USERNAME)
    cases = [_case_of(body, secretary) for body in bodies]
    db.session.remove()
    with service(where) as served:
        browser = Browser(served.port, USERNAME, PASSWORD)
        times = [timed(partial(_press, browser, f"/arenden/{case_id}")) for case_id in cases]
    return sorted(times[WARM:])


def _press(browser: Browser, case: str) -> None:
    browser.post(f"{case}/kontroll")
    if "/intyg" not in browser.get(case):
        raise RuntimeError(f"no check stands on {case}")


def _case_of(body: Body, secretary: Actor) -> str:
    association = an_association(body.name[:200], body.org_number)
    with transaction(is_piece=True):
        association.city = body.seat or ""
    case_id = a_case(secretary, association=association)
    applications.begin_review(case_id, by=secretary, now=NOW)
    return case_id
