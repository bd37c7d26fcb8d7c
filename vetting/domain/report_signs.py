"""What an officer may ask about a report: what stood in last year's, and figures that do not agree.

All of it is questions, closed with a word. Nothing is judged here, and nothing is held up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from vetting.domain.plain_questions import PlainQuestion, number_in
from vetting.domain.report_comparer import Comparison, Sign
from vetting.domain.terms_association_reports import SignKind

MOST_PERCENT = 999_999  # a share beyond this is told as this: it is kept as a whole number
SPENT = "spent"
# A figure and those that are parts of it; the groups named together cannot be more than the whole either.
PARTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "participants": (("women",), ("men",), ("young",), ("women", "men")),
}


def signs_of(
    asked: Sequence[PlainQuestion],
    answers: Mapping[str, str],
    beside: Comparison | None,
    *,
    granted: int,
) -> tuple[Sign, ...]:
    """Every question, the odd figures first. `beside`: the report beside last year's, where there is one;
    `granted` in kronor."""
    every = (*odd_figures(asked, answers, granted=granted), *(beside.signs if beside else ()))
    return tuple(replace(one, percent=min(one.percent, MOST_PERCENT)) for one in every)


def odd_figures(
    asked: Sequence[PlainQuestion], answers: Mapping[str, str], *, granted: int
) -> tuple[Sign, ...]:
    """More used than was granted, and parts greater than their whole: `now` is what was told, `before` what
    it was to stand within."""
    named = {one.id: one for one in asked}
    told = {key: number for key in named if (number := number_in(answers.get(key, ""))) is not None}
    return (*_over(named, told, granted), *_parts(named, told))


def _over(named: Mapping[str, PlainQuestion], told: Mapping[str, int], granted: int) -> Iterable[Sign]:
    spent = told.get(SPENT, 0)
    if spent > granted:
        yield Sign(
            f"{SignKind.OVER}:{SPENT}", SignKind.OVER, named[SPENT], _share(spent, granted), spent, granted
        )


def _parts(named: Mapping[str, PlainQuestion], told: Mapping[str, int]) -> Iterable[Sign]:
    for whole, groups in PARTS.items():
        asked: set[str] = set()
        for group in groups:
            if whole not in told or any(key not in told or key in asked for key in group):
                continue
            count = sum(told[key] for key in group)
            if count <= told[whole]:
                continue
            asked.update(group)
            yield Sign(
                key=f"{SignKind.PART}:{'+'.join(group)}",
                kind=SignKind.PART,
                question=named[group[0]],
                percent=_share(count, told[whole]),
                now=count,
                before=told[whole],
                others=(named[whole], *(named[key] for key in group[1:])),
            )


def _share(part: int, whole: int) -> int:
    return min(100 * part // whole, MOST_PERCENT) if whole else MOST_PERCENT
