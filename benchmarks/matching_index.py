"""One party: the whole path; and the index of names alone, what it finds, owns up to, and how large it is."""

import time
from collections.abc import Sequence
from functools import partial

from benchmarks.databases import Place
from benchmarks.matching_register import Asked
from benchmarks.measuring import at_share, timed
from benchmarks.noisy_names import Body
from benchmarks.town import NOW
from vetting.domain.authority import OPERATOR
from vetting.domain.candidates import Candidates
from vetting.domain.evidence import PartyFacts
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import PartyKind
from vetting.gateways.name_index import NameIndexes
from vetting.records import finalists, listings, looks
from vetting.records.db import settings
from vetting.services import screening

Line = tuple[str, float, str, str]
AT_ONCE = 100
SINGLE = 600


def one_party(asked: Asked, rows: int) -> list[Line]:
    """A check of one party with its journal, by number too where the question has one."""
    parties = [_with_number(one.body) for one in asked.questions[:SINGLE]]
    for one in parties[:20]:
        screening.check_party(one, ["riket"], by=OPERATOR, now=NOW)
    times, used = [], []
    for one in parties:
        began = time.process_time()
        times.append(timed(partial(screening.check_party, one, ["riket"], by=OPERATOR, now=NOW)))
        used.append((time.process_time() - began) * 1000)
    what, how = f"one party against {rows:,}", "processor time without the database's"
    return [
        (f"{what}: p50", at_share(times, 0.5), "ms", ""),
        (f"{what}: p99", at_share(times, 0.99), "ms", "≤ 20"),
        (f"the same, {how}: p50", at_share(used, 0.5), "ms", ""),
        (f"the same, {how}: p99", at_share(used, 0.99), "ms", ""),
    ]


def figures(where: Place, key: str, asked: Asked, what: str) -> list[Line]:
    """Asked by name and seat, or name and birth date, never by number."""
    index = NameIndexes(settings().index_dir, listings.rows_to_index)
    ((source, snapshot),) = looks.sources_to_ask([key], today=swedish_day(NOW), index=index).sources
    seq = snapshot.seq if snapshot else 0
    parties = [_party(asked, at) for at in range(len(asked.questions))]
    times, found = [], []
    for one in parties:
        began = time.process_time()
        (near,) = index.near(source.id, seq, [one])
        times.append((time.process_time() - began) * 1000)
        found.append(near)
    size = sum(path.stat().st_size for path in (where.folder / "index" / source.id).iterdir()) / 1e6
    ten, finalist = _shares(asked, found, seq)
    return [
        (f"index alone, one of the {what}, processor time: p50", at_share(times, 0.5), "ms", ""),
        (f"index alone, one of the {what}, processor time: p99", at_share(times, 0.99), "ms", ""),
        (f"index alone, {what}: right one among its ten", ten, "", ""),
        (f"index alone, {what}: right one among its finalists", finalist, "", ""),
        (f"index alone, {what}: searches that were bounded", _bounded(found), "", ""),
        (f"index alone, {what}: size of its files", size, "MB", ""),
    ]


def _with_number(body: Body) -> PartyFacts:
    return PartyFacts(body.name, org_number=body.org_number, seat=body.seat)


def _party(asked: Asked, at: int) -> PartyFacts:
    body = asked.questions[at].body
    if body.birth_date:
        return PartyFacts(body.name, kind=PartyKind.PERSON, birth_date=body.birth_date)
    return PartyFacts(body.name, seat=body.seat)


def _shares(asked: Asked, found: Sequence[Candidates], seq: int) -> tuple[float, float]:
    """Of the questions whose body is in the register: the right one among the first ten, and among all."""
    ten = every = there = 0
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        facts = finalists.facts_at(seq, {one for near in some for one in near.listing_ids})
        for at, near in enumerate(some, start):
            truth = asked.truth[str(at)]
            records = [facts[one].record_id for one in near.listing_ids]
            there += truth is not None
            ten += truth in records[:10]
            every += truth in records
    return ten / there, every / there


def _bounded(found: Sequence[Candidates]) -> float:
    return sum(one.is_bounded for one in found) / len(found)
