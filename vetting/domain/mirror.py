"""The equal-treatment mirror: which earlier cases are alike by criterion, and came out otherwise (KL 2:3).

A pattern is the criteria that stand out in a case: what fell short, what is indicated, what is unclear.
Two cases of one kind of support with the same pattern are to be treated alike, or somebody says why not.
"""

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.errors import Refused
from vetting.domain.revocation import REVOKING
from vetting.domain.terms import GRANTING, Outcome
from vetting.domain.terms_decisions import CriterionMark, Treatment
from vetting.domain.verdict import Verdict

MONTHS_BACK = 24  # older cases show what was done then, and bind nobody
SHORTEST_SENTENCE = 25  # characters: "Andra regler gällde då." explains nothing by itself


@dataclass(frozen=True)
class Pattern:
    """The criteria that stand out, in the order of their ids; empty when every answer is plain."""

    marks: tuple[tuple[str, CriterionMark], ...] = ()

    @property
    def key(self) -> str:
        """As it is kept and compared: "A02=indicated S04=fell_short", or empty."""
        return " ".join(f"{question_id}={mark.value}" for question_id, mark in self.marks)


@dataclass(frozen=True)
class SideBySide:
    """Two patterns beside each other. What both have in different ways stands in both of the last two."""

    shared: Pattern
    only_here: Pattern
    only_there: Pattern


@dataclass(frozen=True)
class Treated:
    """A decided case as the mirror sees it. `is_explained`: it differed from an earlier one, and says why;
    `named` is the earlier case it was held against, blank where none was."""

    id: str
    board_id: str
    kind: str
    pattern: str
    treatment: Treatment
    decided_at: dt.datetime
    decided_on: dt.date
    is_explained: bool = False
    named: str = ""


@dataclass(frozen=True)
class Difference:
    """A case that came out otherwise than an earlier one with the same pattern.

    `against` is the one that was named when it was explained, else the latest such.
    """

    case: Treated
    against: Treated

    @property
    def is_explained(self) -> bool:
        return self.case.is_explained


def pattern_of(verdict: Verdict) -> Pattern:
    """What stands out in the answers of a case. A bad answer tells more than an indication, it more than
    an unclear one; a question has one mark."""
    marks = dict.fromkeys(verdict.unclear, CriterionMark.UNCLEAR)
    marks |= dict.fromkeys(verdict.indications, CriterionMark.INDICATED)
    marks |= {remark.question_id: CriterionMark.FELL_SHORT for remark in verdict.remarks}
    return _pattern(marks)


def pattern_from(key: str) -> Pattern:
    """The pattern that was kept under that key."""
    pairs = (part.partition("=") for part in key.split())
    return Pattern(tuple((question_id, CriterionMark(mark)) for question_id, _, mark in pairs))


def treatment_of(outcome: Outcome) -> Treatment | None:
    """How the association was treated in the matter; None where it was not examined (dismissed, closed).

    A grant in full and one in part are the same treatment here: what is granted of what was applied for
    follows from the budget and stands beside it, and no criterion tells it. What a special review lets
    stand is given; what it takes back, wholly or partly, is refused.
    """
    if outcome in GRANTING or outcome is Outcome.CONTINUED:
        return Treatment.GIVEN
    return Treatment.REFUSED if outcome is Outcome.REFUSED or outcome in REVOKING else None


def distance(here: Pattern, there: Pattern) -> int:
    """In how many criteria the two differ: marked in one only, or in another way."""
    ours, theirs = dict(here.marks), dict(there.marks)
    return sum(ours.get(question_id) is not theirs.get(question_id) for question_id in {*ours, *theirs})


def nearest_keys(mine: Pattern, keys: Iterable[str], *, most: int) -> list[str]:
    """Of patterns by their keys the closest, at most so many. As `distance`, on the texts as they are kept:
    there are thousands."""
    ours = frozenset(mine.key.split())

    def apart(key: str) -> int:
        return len({part.partition("=")[0] for part in ours.symmetric_difference(key.split())})

    return heapq.nsmallest(most, keys, key=lambda key: (apart(key), key))


def side_by_side(here: Pattern, there: Pattern) -> SideBySide:
    """What is the same in both, and what only one of them has."""
    ours, theirs = set(here.marks), set(there.marks)
    return SideBySide(
        _pattern(dict(ours & theirs)), _pattern(dict(ours - theirs)), _pattern(dict(theirs - ours))
    )


def compared_since(day: dt.date) -> dt.date:
    """The first day on which a decision still is one to be compared with on `day` (24 months back)."""
    year, month = day.year - MONTHS_BACK // 12, day.month
    last = 28 if (month, day.day) == (2, 29) else day.day
    return dt.date(year, month, last)


def sentence_in(text: str) -> str:
    """The sentence, on one line. Raises Refused `difference_sentence_short`."""
    sentence = " ".join(text.split())
    if len(sentence) < SHORTEST_SENTENCE:
        raise Refused("difference_sentence_short", field="explanation", needed=SHORTEST_SENTENCE)
    return sentence


def differences_among(
    cases: Iterable[Treated], *, from_on: dt.date, until_on: dt.date
) -> tuple[Difference, ...]:
    """Every case decided in the period that differs from an earlier one, in the order they were decided.

    `cases` holds those of the period and of the 24 months before. An earlier case that itself was an
    explained departure is no measure for the next; the case it departed from is.
    """
    alike: Mapping[tuple[str, str], list[Treated]] = defaultdict(list)
    found = []
    for case in sorted(cases, key=lambda one: (one.decided_at, one.id)):
        earlier = alike[case.kind, case.pattern]
        if from_on <= case.decided_on <= until_on and (against := _against(case, earlier)):
            found.append(Difference(case, against))
        earlier.append(case)
    return tuple(found)


def _against(case: Treated, earlier: Sequence[Treated]) -> Treated | None:
    since = compared_since(case.decided_on)
    named = [one for one in earlier if one.id == case.named] if case.named else []
    for one in (*named, *reversed(earlier)):
        if one.treatment is not case.treatment and not one.is_explained and one.decided_on >= since:
            return one
    return None


def _pattern(marks: Mapping[str, CriterionMark]) -> Pattern:
    return Pattern(tuple(sorted(marks.items())))
