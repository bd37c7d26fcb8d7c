"""How near two organisation names are: weighted coverage of both sides, cut by conflicts."""

from dataclasses import dataclass

from vetting.domain.alignment import Alignment, Likeness, Pair, align
from vetting.domain.evidence import Feature, Reason
from vetting.domain.names import NamePart, PartKind, Token, TokenKind, parts, tokens
from vetting.domain.token_weights import TokenWeights

NUMBERS_CUT = 0.4
PLACES_CUT = 0.5
ABBREVIATIONS_CUT = 0.6
HEADS_CUT = 0.9
TYPES_CUT = 0.75
RARE_CUT = 0.8
PLACE_ONLY_CUT = 0.7
ALIKE_FOR_SUBSET = 0.85
PART_SHARE = {PartKind.FIRST: 0.85, PartKind.OTHER: 0.8, PartKind.ACRONYM: 0.65}


@dataclass(frozen=True, slots=True)
class NameScore:
    """`exact`: no similar-only word and no conflict. `subset`: all of one name lies within the other.
    `distinctive`: at least one telling word is shared."""

    score: float
    exact: bool
    subset: bool
    distinctive: bool
    conflict: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What every comparison of two names needs: weights, likeness of words, both seats' words."""

    weights: TokenWeights
    likeness: Likeness
    seats: frozenset[str] = frozenset()


def best_name_score(query: str, record: str, how: Comparison) -> NameScore:
    """The best of whole against whole and whole against the parts of the other."""
    query_parts, record_parts = parts(query), parts(record)
    best = score_names(query, record, how)
    if any(reason.feature is Feature.NUMBERS_DIFFER for reason in best.reasons):
        return best  # a part must not slip past the number of a lodge or road
    for a, b in [(query_parts[0], p) for p in record_parts[1:]] + [
        (p, record_parts[0]) for p in query_parts[1:]
    ]:
        other = _through_part(a, b, how)
        if other is not None and other.score > best.score:
            best = other
    return best


def score_names(query: str, record: str, how: Comparison) -> NameScore:
    found = align(tokens(query), tokens(record), how.likeness)
    left_a, left_b = (_without_seats(side, how) for side in found.left_over())
    shared = sum(_pair_weight(found, pair, how.weights) * pair.likeness for pair in found.pairs)
    paired = sum(_pair_weight(found, pair, how.weights) for pair in found.pairs)
    if not shared:
        return NameScore(0.0, False, False, False, False, ())
    coverage = [shared / (paired + sum(map(how.weights.of, left))) for left in (left_a, left_b)]
    score = 0.65 * min(coverage) + 0.35 * max(coverage)
    cut, conflicts = _conflicts(left_a, left_b, how.weights)
    exact = all(pair.feature is not Feature.TOKEN_SIMILAR for pair in found.pairs) and not conflicts
    close = all(pair.likeness >= ALIKE_FOR_SUBSET for pair in found.pairs) and not conflicts
    if left_a and left_b and not _more_than_place(found, how.weights):
        cut *= PLACE_ONLY_CUT
    return NameScore(
        score=score * cut,
        exact=exact,
        subset=close and _is_subset(found, left_a, left_b, how.weights),
        distinctive=any(_tells(found, pair, how.weights) for pair in found.pairs),
        conflict=bool(conflicts),
        reasons=(*_pair_reasons(found, how.weights), *conflicts, *_left_reasons(left_a, left_b, how.weights)),
    )


def _through_part(query: NamePart, record: NamePart, how: Comparison) -> NameScore | None:
    part = record if query.kind is PartKind.WHOLE else query
    met = score_names(query.text, record.text, how)
    if part.kind is PartKind.MAIN or not met.score:
        return met if met.score else None
    feature = Feature.ACRONYM if part.kind is PartKind.ACRONYM else Feature.NAME_PART
    reason = Reason(feature, query.text, record.text, PART_SHARE[part.kind] - 1)
    # A part that meets the whole of the other may be the umbrella of a section: never the same outright.
    telling = met.distinctive and part.kind is not PartKind.ACRONYM
    return NameScore(
        met.score * PART_SHARE[part.kind],
        exact=False,
        subset=met.exact and telling and met.score > 0.9,
        distinctive=telling,
        conflict=met.conflict,
        reasons=(reason, *met.reasons),
    )


def _without_seats(left: list[Token], how: Comparison) -> list[Token]:
    """A place in one name that is the other's seat is no difference."""
    return [token for token in left if token.text not in how.seats]


def _conflicts(left_a: list[Token], left_b: list[Token], weights: TokenWeights) -> tuple[float, list[Reason]]:
    """What only one side has each, of the same sort: another number, place, type or rare word."""
    cut, reasons = 1.0, []
    for feature, share, belongs in (
        (Feature.NUMBERS_DIFFER, NUMBERS_CUT, lambda t: t.kind is TokenKind.NUMBER),
        (Feature.PLACES_DIFFER, PLACES_CUT, weights.is_place),
        (Feature.TYPE_DIFFERS, ABBREVIATIONS_CUT, lambda t: t.kind is TokenKind.ABBREVIATION),
        (Feature.TYPE_DIFFERS, HEADS_CUT, lambda t: t.kind is TokenKind.HEAD),
        (Feature.RARE_WORDS_DIFFER, RARE_CUT, weights.is_distinctive),
    ):
        ours, theirs = [t for t in left_a if belongs(t)], [t for t in left_b if belongs(t)]
        if ours and theirs:
            cut *= share
            reasons.append(Reason(feature, _words(ours), _words(theirs), round(share - 1, 2)))
    if not reasons and _short_against_other(left_a, left_b):
        cut *= TYPES_CUT
        reasons.append(Reason(Feature.TYPE_DIFFERS, _words(left_a), _words(left_b), round(TYPES_CUT - 1, 2)))
    return cut, reasons


def _short_against_other(left_a: list[Token], left_b: list[Token]) -> bool:
    """A short form that does not stand for the type the other name has."""
    short = [any(t.kind is TokenKind.ABBREVIATION for t in left) for left in (left_a, left_b)]
    head = [any(t.kind is TokenKind.HEAD for t in left) for left in (left_a, left_b)]
    return (short[0] and head[1]) or (short[1] and head[0])


def _more_than_place(found: Alignment, weights: TokenWeights) -> bool:
    """Is anything shared beyond the town and the sort of association?"""
    shared = [found.a[i] for pair in found.pairs for i in pair.left]
    return any(not (t.is_type or weights.is_place(t)) for t in shared)


def _is_subset(found: Alignment, left_a: list[Token], left_b: list[Token], weights: TokenWeights) -> bool:
    """Nothing left on one side and a telling word more on the other: a section, branch or umbrella."""
    more = left_a if left_a else left_b
    if (left_a and left_b) or not any(not t.is_type for t in more):
        return False
    words = [found.a[i] for pair in found.pairs for i in pair.left]
    own = any(weights.is_distinctive(t) or (len(t.text) >= 6 and not weights.is_place(t)) for t in words)
    return own or (any(weights.is_place(t) for t in words) and len(words) > 1)


def _pair_weight(found: Alignment, pair: Pair, weights: TokenWeights) -> float:
    if pair.feature is Feature.TYPE_COMPATIBLE:
        return weights.of(found.a[pair.left[0]] if len(pair.left) == 1 else found.b[pair.right[0]])
    ours = sum(weights.of(found.a[i]) for i in pair.left)
    theirs = sum(weights.of(found.b[j]) for j in pair.right)
    return (ours + theirs) / 2


def _tells(found: Alignment, pair: Pair, weights: TokenWeights) -> bool:
    if pair.feature is Feature.TYPE_COMPATIBLE:
        return False
    return any(weights.is_distinctive(found.a[i]) for i in pair.left) or any(
        weights.is_distinctive(found.b[j]) for j in pair.right
    )


def _pair_reasons(found: Alignment, weights: TokenWeights) -> list[Reason]:
    return [
        Reason(
            pair.feature,
            _words([found.a[i] for i in pair.left]),
            _words([found.b[j] for j in pair.right]),
            round(_pair_weight(found, pair, weights) * pair.likeness, 2),
        )
        for pair in found.pairs
    ]


def _left_reasons(left_a: list[Token], left_b: list[Token], weights: TokenWeights) -> list[Reason]:
    weight = -round(sum(map(weights.of, (*left_a, *left_b))), 2)
    return [Reason(Feature.LEFT_OVER, _words(left_a), _words(left_b), weight)] if left_a or left_b else []


def _words(found: list[Token]) -> str:
    """The words the tokens were cut from, each once."""
    return " ".join(dict.fromkeys(token.source for token in found))
