"""How near two organisation names are: weighted coverage of both sides, cut by conflicts."""

from dataclasses import dataclass, replace

from vetting.domain.alignment import Alignment, Pair, align
from vetting.domain.evidence import Feature, Reason
from vetting.domain.match_settings import MatchSettings
from vetting.domain.name_conflicts import Conflict, conflicts_of
from vetting.domain.names import NamePart, PartKind
from vetting.domain.weighed import ReadyName, Weighed

ALIKE_FOR_SUBSET = 0.85
USUAL = 0.9
_WORDS_EQUAL = frozenset((Feature.TOKEN_SAME, Feature.TOKENS_JOINED))


@dataclass(frozen=True, slots=True)
class NameScore:
    """`exact`: no similar-only word and no conflict. `subset`: all of one name lies within the other.
    `distinctive`: at least one telling word is shared. `part`: what it was met through."""

    score: float
    exact: bool = False
    subset: bool = False
    distinctive: bool = False
    found: Alignment | None = None
    conflicts: tuple[Conflict, ...] = ()
    part: Reason | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Which words met, with what weight; what stood against; what was left over."""
        if self.found is None:
            return ()
        a, b = self.found.a, self.found.b
        against = [
            Reason(
                c.feature, _words(a, c.ours) or a.name, _words(b, c.theirs) or b.name, round(c.share - 1, 2)
            )
            for c in self.conflicts
        ]
        first = (self.part,) if self.part else ()
        return (*first, *_pair_reasons(self.found), *against, *_left_reasons(self.found))


NOTHING = NameScore(0.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What every comparison of two names needs: the settings, and the words of both seats. A score that
    cannot reach `least` need not be worked out; one of names with words of their own each, `least_apart`."""

    settings: MatchSettings
    seats: frozenset[str] = frozenset()
    least: float = 0.0
    least_apart: float = 0.0


def best_name_score(query: ReadyName, record: ReadyName, how: Comparison) -> NameScore:
    """The best of whole against whole and whole against the parts of the other."""
    if len(query.parts) == len(record.parts) == 1:
        return score_names(query.whole, record.whole, how, least=how.least, least_apart=how.least_apart)
    best = score_names(query.whole, record.whole, how, least=how.least)
    if any(conflict.feature is Feature.NUMBERS_DIFFER for conflict in best.conflicts):
        return best  # a part must not slip past the number of a lodge or road
    for whole, others in ((query.whole, record.parts[1:]), (record.whole, query.parts[1:])):
        for ready, part in others:
            a, b = (whole, ready) if whole is query.whole else (ready, whole)
            share = _part_share(part.kind, how.settings)
            if share <= best.score:
                continue
            met = score_names(a, b, how, least=max(how.least, best.score / share))
            if met.score * share > best.score:
                best = _through_part(met, part, (a, b), share)
    return best


def score_names(
    a: Weighed, b: Weighed, how: Comparison, *, least: float = 0.0, least_apart: float = 0.0
) -> NameScore:
    """One name against another, as they stand."""
    found = align(a, b)
    shared = paired = 0.0
    for pair in found.pairs:
        weight = _pair_weight(found, pair)
        paired += weight
        shared += weight * pair.likeness
    if not shared:
        return NOTHING
    settings, seats = how.settings, how.seats
    left_a = [i for i in found.free_a if a.texts[i] not in seats]
    left_b = [j for j in found.free_b if b.texts[j] not in seats]
    sides = (shared, paired, sum([a.weights[i] for i in left_a]), sum([b.weights[j] for j in left_b]))
    lenient = settings.subset_left_share
    if least and _coverage(sides, lenient, settings) < least:
        return NOTHING
    are_apart = bool(least_apart and left_a and left_b)  # neither lies within the other
    if are_apart and _coverage(sides, 1.0, settings) < least_apart:
        return NOTHING
    conflicts = conflicts_of(found, left_a, left_b, settings)
    subset = not conflicts and _is_subset(found, left_a, left_b)
    score = _coverage(sides, lenient if subset else 1.0, settings)
    for conflict in conflicts:
        score *= conflict.share
    if are_apart and score < least_apart:
        return NOTHING
    return NameScore(
        score=score * _doubts(found, left_a, left_b, settings),
        exact=not conflicts and all([_is_sure(pair) for pair in found.pairs]),
        subset=subset,
        distinctive=any([_tells(found, pair) for pair in found.pairs]),
        found=found,
        conflicts=tuple(conflicts),
    )


def _coverage(sides: tuple[float, float, float, float], share: float, settings: MatchSettings) -> float:
    """How much of both sides is covered by what they share, the side that is covered least counting most.

    `sides`: what they share, what met, and what is left over of each, of which `share` counts.
    """
    shared, paired, more_a, more_b = sides
    over_a, over_b = shared / (paired + share * more_a), shared / (paired + share * more_b)
    least, most = (over_a, over_b) if over_a <= over_b else (over_b, over_a)
    return settings.smaller_side * least + (1 - settings.smaller_side) * most


def _part_share(kind: PartKind, settings: MatchSettings) -> float:
    if kind is PartKind.MAIN:
        return 1.0
    if kind is PartKind.FIRST:
        return settings.share_first_part
    return settings.share_acronym if kind is PartKind.ACRONYM else settings.share_other_part


def _through_part(met: NameScore, part: NamePart, names: tuple[Weighed, Weighed], share: float) -> NameScore:
    if part.kind is PartKind.MAIN:
        return met
    feature = Feature.ACRONYM if part.kind is PartKind.ACRONYM else Feature.NAME_PART
    # A part that meets the whole of the other may be the umbrella of a section: never the same outright.
    telling = met.distinctive and part.kind is not PartKind.ACRONYM
    return replace(
        met,
        score=met.score * share,
        exact=False,
        subset=met.exact and telling and met.score > 0.9,
        distinctive=telling,
        part=Reason(feature, names[0].name, names[1].name, round(share - 1, 2)),
    )


def _doubts(found: Alignment, left_a: list[int], left_b: list[int], settings: MatchSettings) -> float:
    """What is missing rather than against: a type on one side, anything shared beyond town and type."""
    a, b = found.a, found.b
    share = 1.0
    if left_a or left_b:
        if any([_says_type(a, i) for i in left_a]) != any([_says_type(b, j) for j in left_b]):
            share *= settings.cut_missing_type
        if not any([_says_more(a, pair) for pair in found.pairs]):
            one_sided = not (left_a and left_b) and any([a.types[pair.left[0]] for pair in found.pairs])
            share *= 1.0 if one_sided else settings.cut_place_only
    if any([pair.feature is Feature.TOKEN_SIMILAR for pair in found.pairs]):
        kinds = {pair.feature for pair in found.pairs if not all([a.types[i] for i in pair.left])}
        if Feature.TOKEN_SIMILAR in kinds and not kinds & _WORDS_EQUAL:
            share *= settings.cut_sound_only
    return share


def _says_more(a: Weighed, pair: Pair) -> bool:
    """More than the town, the type or what half of all associations do."""
    if pair.feature is Feature.TYPE_COMPATIBLE:
        return False
    return any([not (a.types[i] or a.places[i] or a.common[i]) for i in pair.left])


def _is_sure(pair: Pair) -> bool:
    """Neither a similar word nor a short form in another than its usual sense."""
    return pair.feature is not Feature.TOKEN_SIMILAR and pair.likeness >= USUAL


def _says_type(name: Weighed, at: int) -> bool:
    return name.types[at] and not name.tokens[at].is_bare


def _is_subset(found: Alignment, left_a: list[int], left_b: list[int]) -> bool:
    """Nothing left on one side and a telling word more on the other: a section, branch or umbrella."""
    a, b = found.a, found.b
    if (left_a and left_b) or any([pair.likeness < ALIKE_FOR_SUBSET for pair in found.pairs]):
        return False
    if all(a.types[i] for i in left_a) and all(b.types[j] for j in left_b):
        return False
    words = [i for pair in found.pairs for i in pair.left]
    own = any(
        a.distinctive[i] or (len(a.texts[i]) >= 6 and not a.places[i] and not a.types[i]) for i in words
    )
    return own or (len(words) > 1 and any(a.places[i] for i in words))


def _pair_weight(found: Alignment, pair: Pair) -> float:
    left, right, _, feature = pair
    a, b = found.a.weights, found.b.weights
    if len(left) == len(right) == 1:
        return (a[left[0]] + b[right[0]]) / 2
    if feature is Feature.TYPE_COMPATIBLE:
        return a[left[0]] if len(left) == 1 else b[right[0]]
    return (sum(a[i] for i in left) + sum(b[j] for j in right)) / 2


def _tells(found: Alignment, pair: Pair) -> bool:
    if pair.feature is Feature.TYPE_COMPATIBLE:
        return False
    a, b = found.a.distinctive, found.b.distinctive
    return any([a[i] for i in pair.left]) or any([b[j] for j in pair.right])


def _pair_reasons(found: Alignment) -> list[Reason]:
    return [
        Reason(
            pair.feature,
            _words(found.a, pair.left),
            _words(found.b, pair.right),
            round(_pair_weight(found, pair) * pair.likeness, 2),
        )
        for pair in found.pairs
    ]


def _left_reasons(found: Alignment) -> list[Reason]:
    if not (found.free_a or found.free_b):
        return []
    weight = sum(found.a.weights[i] for i in found.free_a) + sum(found.b.weights[j] for j in found.free_b)
    ours, theirs = _words(found.a, found.free_a), _words(found.b, found.free_b)
    return [Reason(Feature.LEFT_OVER, ours, theirs, -round(weight, 2))]


def _words(name: Weighed, positions: tuple[int, ...] | list[int]) -> str:
    """The words the pieces were cut from, each once."""
    return " ".join(dict.fromkeys(name.tokens[at].source for at in positions))
