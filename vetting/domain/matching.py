"""Compares a party with a listing: the rung of evidence reached, a score, and every reason."""

from dataclasses import dataclass, replace
from functools import partial

from rapidfuzz.distance import OSA

from vetting.domain.evidence import Feature, ListingFacts, Match, PartyFacts, Reason
from vetting.domain.name_score import Comparison, NameScore, best_name_score
from vetting.domain.names import folded, joined_key, search_key, stem_of, strict, tokens
from vetting.domain.persons import BIRTH_FEATURE, BirthMatch, birth_match, person_name_score
from vetting.domain.sounds import sound_alike
from vetting.domain.terms import Band, PartyKind
from vetting.domain.token_weights import TokenWeights

__all__ = ["MATCHER_VERSION", "ListingFacts", "Match", "PartyFacts", "Reason", "match"]

MATCHER_VERSION = "1"

POSSIBLE_FROM = 0.62
STRONG_FROM = 0.9
STRONG_SAME_SEAT_FROM = 0.82
NAME_AGREES_FROM = 0.5
SECTION_FROM = 0.25
PERSON_FROM = 0.72
PERSON_STRONG_FROM = 0.8


def match(party: PartyFacts, listing: ListingFacts, weights: TokenWeights) -> Match | None:
    """The match, or None when nothing speaks for one.

    `weights` are those of the listing's snapshot; store their version and MATCHER_VERSION with the
    check. Not a verdict: each match is a question for a person.
    """
    if party.kind is not listing.kind:
        return None
    if party.kind is PartyKind.PERSON:
        return _match_person(party, listing)
    return _match_organisation(party, listing, weights)


def likeness(a: str, b: str) -> float:
    """How alike two folded words are, 0 when too far apart: no slip under 4 letters, one up to 6, two
    above, three from 11; spellings of one sound may differ by more, another first letter weighs."""
    if a == b:
        return 1.0
    shorter = min(len(a), len(b))
    if shorter < 3 or a.isdigit() or b.isdigit():
        return 0.0
    allowed = 0 if shorter < 4 else 1 if shorter <= 6 else 2 if shorter <= 10 else 3
    distance = OSA.distance(a, b)
    alike = 1 - distance / max(len(a), len(b))
    if distance <= allowed:
        return alike if a[0] == b[0] or sound_alike(a, b) else alike * 0.85
    return min(alike, 0.8) if alike >= 0.5 and sound_alike(a, b) else 0.0


def _likeness_of_words(a: str, b: str, places: frozenset[str]) -> float:
    """Two known places are two places, however alike: Falun and Flen."""
    return 0.0 if a != b and a in places and b in places else likeness(a, b)


@dataclass(frozen=True, slots=True)
class _NameFinding:
    """The best pair of names: rung when the names are equal, else the soft score."""

    score: NameScore
    same: Feature | None
    reasons: tuple[Reason, ...]


def _match_organisation(party: PartyFacts, listing: ListingFacts, weights: TokenWeights) -> Match | None:
    number = _number_reason(party, listing)
    seat = _seat_reason(party.seat, listing.seat)
    finding = _best_name(party, listing, weights)
    extra = tuple(reason for reason in (number, seat) if reason)
    if number and number.feature is Feature.ORG_NUMBER_SAME:
        return _match_by_number(party, listing, finding, extra)
    if finding is None:
        return None
    banded = _band_by_name(finding, number, seat, generic=_is_generic(party.name, weights))
    if banded is None:
        return None
    band, score = banded
    return Match(listing.record_id, band, round(score, 3), (*extra, *finding.reasons))


def _match_by_number(
    party: PartyFacts, listing: ListingFacts, finding: _NameFinding | None, extra: tuple[Reason, ...]
) -> Match:
    """The number identifies the legal person; the name must agree before anything is confirmed."""
    if not party.name.strip() or not listing.name.strip():
        missing = Reason(Feature.NAME_MISSING, party.name, listing.name, 0.0)
        return Match(listing.record_id, Band.STRONG, 0.9, (*extra, missing))
    if finding and (finding.same or finding.score.distinctive or finding.score.score >= NAME_AGREES_FROM):
        score = 1.0 if finding.same else 0.95 + 0.04 * min(finding.score.score, 1.0)
        return Match(listing.record_id, Band.CONFIRMED, round(score, 3), (*extra, *finding.reasons))
    nothing = Reason(Feature.NAMES_SHARE_NOTHING, party.name, listing.name, -1.0)
    told = finding.reasons if finding else ()
    return Match(listing.record_id, Band.ID_MATCH_NAME_CONFLICT, 0.6, (*extra, nothing, *told))


def _band_by_name(
    finding: _NameFinding, number: Reason | None, seat: Reason | None, *, generic: bool
) -> tuple[Band, float] | None:
    """Band and score where the number does not decide. Another number or seat never hides a name."""
    doubted = number is not None and number.feature is Feature.ORG_NUMBER_DIFFERS
    same_seat = seat is not None and seat.feature is Feature.SEAT_SAME
    other_seat = seat is not None and seat.feature is Feature.SEAT_DIFFERS
    if finding.same:
        score = {Feature.NAME_SAME: 0.94}.get(finding.same, 0.9) + (0.03 if same_seat else 0.0)
        held_back = doubted or other_seat or (generic and not same_seat)
        return (Band.POSSIBLE, score - 0.15) if held_back else (Band.STRONG, score)
    name = finding.score
    if name.subset and name.score >= SECTION_FROM:
        return Band.SECTION_OR_UMBRELLA, min(name.score, 0.85)
    score = min(name.score + (0.05 if same_seat else -0.05 if other_seat or doubted else 0.0), 0.93)
    if score < POSSIBLE_FROM:
        return None
    clear = name.exact and name.distinctive and not (doubted or other_seat)
    strong = clear and name.score >= (STRONG_SAME_SEAT_FROM if same_seat else STRONG_FROM)
    return (Band.STRONG if strong else Band.POSSIBLE), score


def _best_name(party: PartyFacts, listing: ListingFacts, weights: TokenWeights) -> _NameFinding | None:
    seats = frozenset(stem_of(w) for s in (party.seat, listing.seat) if s for w in search_key(s).split())
    how = Comparison(weights, partial(_likeness_of_words, places=weights.places), seats)
    best: _NameFinding | None = None
    for query in filter(None, (party.name, *party.aliases)):
        for record in filter(None, (listing.name, *listing.aliases)):
            found = _compare_names(query, record, how)
            if (query, record) != (party.name, listing.name):
                alias = Reason(Feature.NAME_ALIAS, query, record, 0.0)
                found = replace(found, reasons=(alias, *found.reasons))
            if best is None or _rank(found) > _rank(best):
                best = found
    return best if best and (best.same or best.score.score > 0) else None


def _compare_names(query: str, record: str, how: Comparison) -> _NameFinding:
    score = best_name_score(query, record, how)
    same = _sameness(query, record)
    reasons = score.reasons if same is None else (Reason(same, query, record, 1.0),)
    return _NameFinding(score, same, reasons)


def _rank(found: _NameFinding) -> tuple[bool, bool, float]:
    return found.same is not None, found.same is Feature.NAME_SAME, found.score.score


def _sameness(query: str, record: str) -> Feature | None:
    """Equal names by the strictest form that makes them equal."""
    if strict(query) == strict(record):
        return Feature.NAME_SAME
    if folded(query) == folded(record) or search_key(query) == search_key(record):
        return Feature.NAME_SAME_FOLDED
    joined = joined_key(query)
    return Feature.NAME_SAME_JOINED if len(joined) >= 4 and joined == joined_key(record) else None


def _is_generic(name: str, weights: TokenWeights) -> bool:
    """No word that tells it from a namesake in the next town, such as Hembygdsföreningen."""
    found = tokens(name)
    return not any(weights.is_distinctive(token) or weights.is_place(token) for token in found)


def _number_reason(party: PartyFacts, listing: ListingFacts) -> Reason | None:
    ours, theirs = party.org_number, listing.org_number
    if not ours or not theirs:
        return None
    if ours == theirs:
        return Reason(Feature.ORG_NUMBER_SAME, ours, theirs, 1.0)
    if OSA.distance(ours, theirs) <= 1:
        return Reason(Feature.ORG_NUMBER_NEAR, ours, theirs, 0.1)
    return Reason(Feature.ORG_NUMBER_DIFFERS, ours, theirs, -0.3)


def _seat_reason(ours: str | None, theirs: str | None) -> Reason | None:
    if not ours or not theirs or not search_key(ours) or not search_key(theirs):
        return None
    same = bool(set(map(stem_of, search_key(ours).split())) & set(map(stem_of, search_key(theirs).split())))
    return Reason(Feature.SEAT_SAME if same else Feature.SEAT_DIFFERS, ours, theirs, 0.1 if same else -0.1)


def _match_person(party: PartyFacts, listing: ListingFacts) -> Match | None:
    """A name alone is never above possible; another full birth date ends it."""
    born = birth_match(party.birth_date, listing.birth_date)
    if born is BirthMatch.CONFLICT:
        return None
    pairs = [(q, r) for q in (party.name, *party.aliases) for r in (listing.name, *listing.aliases)]
    scored = [(person_name_score(query, record, likeness), query, record) for query, record in pairs]
    (score, reasons), query, record = max(scored, key=lambda one: one[0][0])
    if score < PERSON_FROM:
        return None
    if (query, record) != (party.name, listing.name):
        reasons = (Reason(Feature.NAME_ALIAS, query, record, 0.0), *reasons)
    lift = {BirthMatch.SAME: 1.0, BirthMatch.NEAR: 0.85, BirthMatch.YEAR: 0.75}.get(born, 0.65)
    strong = born is BirthMatch.SAME and score >= PERSON_STRONG_FROM
    told = Reason(
        BIRTH_FEATURE[born], party.birth_date or "", listing.birth_date or "", round(lift - 0.65, 2)
    )
    return Match(
        listing.record_id, Band.STRONG if strong else Band.POSSIBLE, round(score * lift, 3), (told, *reasons)
    )
