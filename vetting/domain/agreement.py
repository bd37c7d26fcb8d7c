"""Two blind readings of the same checks: how far they agree, question by question."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Readings = tuple[Mapping[str, str], Mapping[str, str]]


@dataclass(frozen=True)
class QuestionAgreement:
    """One question over many checks: `both` readers answered it, `equal` times alike; `one_only`: one did.

    `share` is equal / both. `kappa` is Cohen's: what is left of the agreement when chance has had its part.
    It is None where every answer of both readers is the same one, for then chance alone would agree always;
    both are None where no check has two answers.
    """

    question_id: str
    both: int
    equal: int
    one_only: int
    share: Fraction | None
    kappa: Fraction | None


def agreement(question_ids: Sequence[str], readings: Iterable[Readings]) -> tuple[QuestionAgreement, ...]:
    """The questions that anybody answered, weakest agreement first, those without two answers last.

    `readings`: per check the first and the second reader's answers, by question id. Answers are compared as
    they are kept, so only questions with a closed list of answers belong in `question_ids`. Equal shares go
    by kappa, then in the order given.
    """
    checks = list(readings)
    found = [_question(question_id, checks) for question_id in dict.fromkeys(question_ids)]
    return tuple(sorted((one for one in found if one.both or one.one_only), key=_weakest_first))


def _weakest_first(one: QuestionAgreement) -> tuple[bool, Fraction, Fraction]:
    without = Fraction(2)  # above every kappa
    return one.share is None, one.share or Fraction(0), without if one.kappa is None else one.kappa


def _question(question_id: str, checks: Sequence[Readings]) -> QuestionAgreement:
    answers = [(first.get(question_id), second.get(question_id)) for first, second in checks]
    pairs = [(one, other) for one, other in answers if one is not None and other is not None]
    return QuestionAgreement(
        question_id=question_id,
        both=len(pairs),
        equal=sum(one == other for one, other in pairs),
        one_only=sum((one is None) != (other is None) for one, other in answers),
        share=_share(pairs),
        kappa=cohens_kappa(pairs),
    )


def _share(pairs: Sequence[tuple[str, str]]) -> Fraction | None:
    return Fraction(sum(one == other for one, other in pairs), len(pairs)) if pairs else None


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> Fraction | None:
    """(observed - expected) / (1 - expected), exactly; None where it is not defined (Cohen 1960)."""
    if not pairs:
        return None
    firsts, seconds = (Counter(answers) for answers in zip(*pairs, strict=True))
    observed = Fraction(sum(one == other for one, other in pairs), len(pairs))
    expected = Fraction(sum(firsts[answer] * seconds[answer] for answer in firsts), len(pairs) ** 2)
    return None if expected == 1 else (observed - expected) / (1 - expected)
