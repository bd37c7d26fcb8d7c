"""The declared signatories of a case: taken down from its papers, ended, and looked at on the record."""

import datetime as dt

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.signatories import Declared, read_declared
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import OfficeRole
from vetting.records import cases, signatories
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.papers import paper_of_case
from vetting.records.preparation import case_to_prepare


def declare_signatory(case_id: str, declared: Declared, *, by: Actor, now: dt.datetime) -> str:
    """Keeps one who signs for the association with the case, and gives their id. The check that counts is
    then out of date.

    Raises NotFound, also for a paper of another case, Refused `case_not_open`, `conflict_of_interest` and as
    read_declared.
    """
    with transaction():
        case_to_prepare(case_id, by=by)
        present = signatories.signatories_now(case_id)
        people = [one.person for one in present]
        person = read_declared(declared, people, today=swedish_day(now))
        if declared.paper_id is not None:
            paper_of_case(case_id, declared.paper_id)
        row = signatories.add_signatory(case_id, person, declared, by=by.id, now=now)
        signatories.outdate_check(case_id)
        _note(Entry.SIGNATORY_DECLARED, case_id, row.function, len(present) + 1, by=by, now=now)
        return row.id


def end_signatory(case_id: str, signatory_id: str, *, by: Actor, now: dt.datetime) -> None:
    """They sign no longer, or were taken down by mistake: no later check asks about them.

    Raises NotFound, Refused `signatory_ended`, `case_not_open` or `conflict_of_interest`.
    """
    with transaction():
        row = signatories.signatory_of(case_id, signatory_id)
        case_to_prepare(case_id, by=by)
        if row.ended_at is not None:
            raise Refused("signatory_ended")
        signatories.end_signatory(row, by=by.id, now=now)
        signatories.outdate_check(case_id)
        left = len(signatories.signatories_now(case_id))
        _note(Entry.SIGNATORY_ENDED, case_id, row.function, left, by=by, now=now)


def note_view(case_id: str, *, act: Act, by: Actor, now: dt.datetime) -> None:
    """That somebody looks at the persons of a case: in the journal before they are shown.

    `act` is what the page asks that shows them. Raises NotAllowed or NotFound.
    """
    with transaction():
        require(by, act, cases.case(case_id).board_id)
        note(Entry.SIGNATORIES_VIEWED, by=by, now=now, subject=f"case:{case_id}", case_id=case_id)


def _note(
    entry: Entry, case_id: str, function: OfficeRole, count: int, *, by: Actor, now: dt.datetime
) -> None:
    """The function and how many there are now; never who."""
    told = {"role": function.value, "count": count}
    note(entry, by=by, now=now, subject=f"case:{case_id}", case_id=case_id, **told)
