"""Each night: whether what is kept as written still matches its digests, and the journal its chain."""

import datetime as dt

from vetting.domain.authority import SYSTEM
from vetting.domain.chain_check import Break
from vetting.domain.entries import Entry
from vetting.domain.slots import Turn
from vetting.records import cases, job_runs, journal_chain, kept_digests
from vetting.records.db import let_go, transaction
from vetting.records.journal import note
from vetting.records.kept_digests import BrokenText
from vetting.records.reminders import remind_coordinators


def check_seals(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Reads every kept text and the whole chain, and tells every coordinator of what does not match, once.

    The triggers refuse a change by the service's own hands: what is found here was done past them. Nothing is
    put right by the clock. None when the turn is another's.
    """
    broken = list(kept_digests.broken_texts())
    let_go()
    chain = journal_chain.verified()
    let_go()
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        for one in broken:
            _tell_text(one, now)
        if chain.first_break is not None:
            _tell_chain(chain.first_break, now)
        count = len(broken) + (chain.first_break is not None)
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot, count=count)
        return job_runs.tell(turn, count=count)


def _tell_text(one: BrokenText, now: dt.datetime) -> None:
    subject = f"{one.table}:{one.id}"
    if one.case_id:
        told = remind_coordinators(
            "seal_broken", subject, {"case_number": cases.case(one.case_id).case_number}, now=now
        )
    else:
        told = remind_coordinators("kept_broken", subject, {"table": one.table, "row": one.id}, now=now)
    if told:
        note(Entry.DIGEST_DIFFERED, by=SYSTEM, now=now, subject=subject, case_id=one.case_id, table=one.table)


def _tell_chain(found: Break, now: dt.datetime) -> None:
    """A journal is added to all the time: its break is told by where it is."""
    subject, facts = f"journal:{found.seq}", {"seq": str(found.seq)}
    if remind_coordinators("chain_broken", subject, facts, now=now):
        note(Entry.DIGEST_DIFFERED, by=SYSTEM, now=now, subject=subject)
