"""Questions, receipts and answers as files in fixed posts, paired by reference."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.answer_facts import STATES, Fact, FactKind, FactState
from vetting.domain.errors import UnusableFile
from vetting.gateways import fixed_posts
from vetting.gateways.fixed_layouts import Layout
from vetting.gateways.fixed_posts import Line, Value, Values


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a question file came, and which questions could not be read: reference to reason, an empty
    reference for the whole file. A receipt is no answer."""

    reference: str
    made_on: dt.date | None
    refused: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Replied:
    """What the file says of one question; no facts means that the register said it has nothing."""

    org_number: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by the reference of their question. A reference that is not there was not answered."""

    reference: str
    as_of: dt.date | None
    by_reference: Mapping[str, Replied]


def write_questions(
    layout: Layout, reference: str, *, asked: Sequence[tuple[str, str]], made_on: dt.date
) -> bytes:
    """A question file; `asked` pairs each question's reference with an organisation number."""
    name = layout.parts["question"]
    posts = [(name, {"reference": one, "org_number": number}) for one, number in asked]
    start: Values = {"reference": reference, "made_on": made_on}
    return fixed_posts.write(layout, "question", start=start, posts=posts)


def read_reply(layout: Layout, data: bytes, *, filename: str) -> Receipt | Answers:
    """A receipt or an answer, as its start post says.

    Raises UnusableFile with the codes of `fixed_posts.read`, and posts_other_kind, answer_contradicts.
    """
    start, lines = fixed_posts.read(layout, data, filename=filename)
    kinds = {written: kind for kind, written in layout.kinds.items()}
    kind = kinds.get(start.text("kind"), "")
    made_on = start.values["made_on"]
    day = made_on if isinstance(made_on, dt.date) else None
    if kind == "receipt":
        return Receipt(start.text("reference"), day, _refused(layout, lines, filename))
    if kind != "answer":
        raise UnusableFile("posts_other_kind", filename=filename, found=start.text("kind"))
    return Answers(start.text("reference"), day, _replied(layout, lines, filename))


def _refused(layout: Layout, lines: Sequence[Line], filename: str) -> dict[str, str]:
    for line in lines:
        _require(line, line.post is layout.part("receipt"), filename)
    return {
        line.text("reference"): line.text("reason") or "refused"
        for line in lines
        if line.values["result"] == "refused"
    }


def _replied(layout: Layout, lines: Sequence[Line], filename: str) -> dict[str, Replied]:
    nothing = layout.part("nothing")
    numbers: dict[str, str] = {}
    told: dict[str, list[Fact]] = defaultdict(list)
    empty: set[str] = set()
    for line in lines:
        _require(line, line.post is nothing or bool(line.post.facts), filename)
        reference, number = line.text("reference"), line.text("org_number")
        if numbers.setdefault(reference, number) != number:
            raise UnusableFile("answer_contradicts", filename=filename, row=line.row)
        if line.post is nothing:
            empty.add(reference)
        told[reference] += _facts(line, filename)
        if reference in empty and told[reference]:
            raise UnusableFile("answer_contradicts", filename=filename, row=line.row)
    return {reference: Replied(numbers[reference], tuple(facts)) for reference, facts in told.items()}


def _require(line: Line, is_expected: bool, filename: str) -> None:
    if not is_expected:
        raise UnusableFile("post_unknown", filename=filename, row=line.row, found=line.post.type)


def _facts(line: Line, filename: str) -> Iterator[Fact]:
    for rule in line.post.facts:
        try:
            yield _fact(rule, line.values)
        except ValueError:
            raise UnusableFile("post_field", filename=filename, row=line.row, field="facts") from None


def _fact(rule: Mapping[str, str], values: Values) -> Fact:
    """Raises ValueError for a kind or state we do not know."""

    def told(name: str) -> Value:
        return values[rule[name]] if name in rule else None

    kind = FactKind(str(told("kind_from") or rule.get("kind", "")))
    state = told("state_from") or rule.get("state")
    found = FactState(str(state)) if state else None
    if kind in STATES and found not in STATES[kind]:
        raise ValueError(kind)
    on, amount = told("on_from"), told("amount_from")
    return Fact(
        kind,
        found,
        str(told("text_from") or ""),
        on if isinstance(on, dt.date) else None,
        amount if isinstance(amount, int) else None,
    )
