"""A municipality with one board, its scheme, delegation, local rules and officers, made through deeds."""

import datetime as dt
from dataclasses import dataclass, field

from tests.makers import PASSWORD
from vetting.domain.account_names import NewAccount
from vetting.domain.authority import OPERATOR, Actor
from vetting.domain.delegation import Power
from vetting.domain.terms import BoardKind, PaperKind, Regime, Role, SupportKind
from vetting.services import accounts, boards, officers, parameters

CHECKLIST = "democracy-criteria"
LIMITS = {("S08", "min_governing_body"): "3", ("S18", "min_members"): "10", ("E01", "no_public_debts"): "yes"}
PAPERS = (
    PaperKind.STATUTES,
    PaperKind.MINUTES,
    PaperKind.ACTIVITY_REPORT,
    PaperKind.ACCOUNTS,
    PaperKind.AUDIT_REPORT,
)
SIGN_INS = {
    "samordnare": ("Sanna Sjö", Role.COORDINATOR),
    "registrator": ("Ragnar Rönn", Role.REGISTRAR),
    "sekreterare": ("Karin Kvist", Role.CULTURE_SECRETARY),
    "sekreterare2": ("Kaj Kull", Role.CULTURE_SECRETARY),
    "chef": ("Elsa Ek", Role.UNIT_HEAD),
    "chef2": ("Edit En", Role.UNIT_HEAD),
    "revisor": ("Rut Rask", Role.AUDITOR),
}
EVERYWHERE = (Role.COORDINATOR, Role.AUDITOR)


@dataclass(frozen=True)
class Town:
    """What a journey needs to know: the board and who works there, by user name."""

    board_id: str
    scheme_id: str
    officers: dict[str, Actor] = field(default_factory=dict)


def a_town() -> Town:
    """The board, with everybody's password changed to the one of the tests."""
    now = dt.datetime.now(dt.UTC)
    board_id = boards.found_board(
        "ALM",
        "Almviks stadsdelsnämnd",
        kind=BoardKind.DISTRICT,
        district="Almvik",
        by=OPERATOR,
        now=now,
    )
    terms = boards.SchemeTerms(
        "Verksamhetsbidrag", SupportKind.OPERATING, Regime.LEGALITY_REVIEW, CHECKLIST, PAPERS
    )
    scheme_id = boards.open_scheme(board_id, terms, by=OPERATOR, now=now)
    boards.record_delegation(
        board_id,
        Power(Role.UNIT_HEAD, 150_000, dt.date(now.year, 1, 1), "4.2"),
        by=OPERATOR,
        now=now,
    )
    for year in (now.year, now.year + 1):
        values = {parameters.Place(CHECKLIST, *where): value for where, value in LIMITS.items()}
        parameters.set_parameters(board_id, year, values=values, by=OPERATOR, now=now)
    town = Town(board_id, scheme_id)
    for username, (name, role) in SIGN_INS.items():
        town.officers[username] = _officer(username, name, role, board_id, now)
    return town


def _officer(username: str, name: str, role: Role, board_id: str, now: dt.datetime) -> Actor:
    where = None if role in EVERYWHERE else board_id
    wanted = NewAccount(username, name)
    officer_id, once = accounts.add_officer(wanted, role=role, board_id=where, by=OPERATOR, now=now)
    actor = Actor(officer_id, name, frozenset({(role, where)}))
    officers.change_password(once, PASSWORD, by=actor, now=now)
    return actor
