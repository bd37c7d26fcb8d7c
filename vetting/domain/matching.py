"""Compares a party with a listing: the rung of evidence reached, a score, and every reason."""

from dataclasses import dataclass, replace
from functools import lru_cache

from vetting.domain.evidence import Feature, ListingFacts, Match, PartyFacts, Reason
from vetting.domain.likeness import likeness
from vetting.domain.match_settings import DEFAULT, MatchSettings
from vetting.domain.name_score import NOTHING, Comparison, NameScore, best_name_score
from vetting.domain.names import folded, search_key, stem_of, strict
from vetting.domain.number_evidence import DECIDES, giro_reason, is_another_body, number_reason
from vetting.domain.person_matching import match_person
from vetting.domain.terms import Band, PartyKind
from vetting.domain.token_weights import TokenWeights
from vetting.domain.weighed import ReadyName, ready

__all__ = ["DEFAULT", "MATCHER_VERSION", "ListingFacts", "Match", "PartyFacts", "Reason", "likeness", "match"]

MATCHER_VERSION = "2"

MOST_BY_NAME = 0.93  # a name met by its words, never equal outright
SAME_NAME = 0.94
SAME_FOLDED = 0.935
SHOWN_DIGITS = 3  # bands follow the score as it is shown
ROUNDING = 0.0005 + 1e-9
DOUBTED = 0.15


def match(
    party: PartyFacts, listing: ListingFacts, weights: TokenWeights, settings: MatchSettings = DEFAULT
) -> Match | None:
    """The match, or None when nothing speaks for one.

    `weights` are those of the listing's snapshot; store their version, the settings' version and
    MATCHER_VERSION with the check. Not a verdict: each match is a question for a person.
    """
    if party.kind is not listing.kind:
        return None
    if party.kind is PartyKind.PERSON:
        return match_person(party, listing, settings)
    return _match_organisation(party, listing, weights, settings)


@dataclass(frozen=True, slots=True)
class _NameFinding:
    """The best pair of names: its rung when they are equal, else what the words say."""

    query: str
    record: str
    score: NameScore
    same: Feature | None
    is_alias: bool

    @property
    def reasons(self) -> tuple[Reason, ...]:
        alias = (Reason(Feature.NAME_ALIAS, self.query, self.record, 0.0),) if self.is_alias else ()
        if self.same is not None:
            return (*alias, Reason(self.same, self.query, self.record, 1.0))
        within = (Reason(Feature.SUBSET, self.query, self.record, 0.0),) if self.score.subset else ()
        return (*alias, *within, *self.score.reasons)


def _match_organisation(
    party: PartyFacts, listing: ListingFacts, weights: TokenWeights, settings: MatchSettings
) -> Match | None:
    number = number_reason(party, listing)
    giro = giro_reason(party, listing)
    seat = _seat_reason(party.seat, listing.seat)
    decided = giro is not None or (number is not None and number.feature in DECIDES)
    least = 0.0 if decided else max(0.0, _lowest(settings) - settings.lift_seat - ROUNDING)
    apart = 0.0 if decided or party.aliases or listing.aliases else _least_apart(seat, settings)
    how = Comparison(settings, _stems(party.seat) | _stems(listing.seat), least, apart)
    finding = _best_name(party, listing, weights.under(settings.kinds), how)
    if number and number.feature in DECIDES:
        return _match_by_number(party, listing, finding, _told(number, giro, seat), settings)
    if giro:
        return _match_by_giro((party, listing), finding, _told(number, giro, seat), settings)
    if finding is None:
        return None
    banded = _band_by_name(finding, number, seat, settings)
    if banded is None:
        return None
    band, score = banded
    return Match(listing.record_id, band, round(score, 3), (*_told(number, seat), *finding.reasons))


def _lowest(settings: MatchSettings) -> float:
    return min(settings.possible_from, settings.section_from)


def _least_apart(seat: Reason | None, settings: MatchSettings) -> float:
    """The score from which two names are worth telling that both have words of their own."""
    if not settings.possible_from:
        return 0.0  # everything is told, whatever speaks against it
    return (settings.possible_from - _moved(seat, settings) - ROUNDING) / MOST_BY_NAME


def _moved(seat: Reason | None, settings: MatchSettings) -> float:
    if seat is None:
        return 0.0
    return settings.lift_seat if seat.feature is Feature.SEAT_SAME else -settings.lift_seat


def _told(*reasons: Reason | None) -> tuple[Reason, ...]:
    return tuple(reason for reason in reasons if reason)


def _agrees(finding: _NameFinding | None, settings: MatchSettings) -> bool:
    """Do the names say the same body once a number does? One telling word, or half of the words."""
    if finding is None:
        return False
    score = finding.score
    return bool(finding.same or score.distinctive or score.score >= settings.name_agrees_from)


def _match_by_number(
    party: PartyFacts,
    listing: ListingFacts,
    finding: _NameFinding | None,
    told: tuple[Reason, ...],
    settings: MatchSettings,
) -> Match:
    """The number identifies the legal person; the name must agree before anything is confirmed."""
    if not party.name.strip() or not listing.name.strip():
        missing = Reason(Feature.NAME_MISSING, party.name, listing.name, 0.0)
        return Match(listing.record_id, Band.STRONG, 0.9, (*told, missing))
    if finding and _agrees(finding, settings):
        score = 1.0 if finding.same else 0.95 + 0.04 * min(finding.score.score, 1.0)
        return Match(listing.record_id, Band.CONFIRMED, round(score, 3), (*told, *finding.reasons))
    nothing = Reason(Feature.NAMES_SHARE_NOTHING, party.name, listing.name, -1.0)
    rest = finding.reasons if finding else ()
    return Match(listing.record_id, Band.ID_MATCH_NAME_CONFLICT, 0.6, (*told, nothing, *rest))


def _match_by_giro(
    sides: tuple[PartyFacts, ListingFacts],
    finding: _NameFinding | None,
    told: tuple[Reason, ...],
    settings: MatchSettings,
) -> Match:
    """An account speaks more than a name and less than a number: accounts are lent and shared."""
    party, listing = sides
    doubted = any(is_another_body(reason) for reason in told)
    rest = finding.reasons if finding else ()
    if finding and _agrees(finding, settings):
        band = Band.POSSIBLE if doubted else Band.STRONG
        score = min(0.95, max(settings.strong_from, finding.score.score * MOST_BY_NAME + settings.lift_giro))
        return Match(listing.record_id, band, round(score - (DOUBTED if doubted else 0), 3), (*told, *rest))
    nothing = Reason(Feature.NAMES_SHARE_NOTHING, party.name, listing.name, -0.5)
    return Match(listing.record_id, Band.POSSIBLE, 0.6, (*told, nothing, *rest))


def _band_by_name(
    finding: _NameFinding, number: Reason | None, seat: Reason | None, settings: MatchSettings
) -> tuple[Band, float] | None:
    """Band and score where the number does not decide. Another number or seat never hides a name."""
    same_seat = seat is not None and seat.feature is Feature.SEAT_SAME
    other_seat = seat is not None and seat.feature is Feature.SEAT_DIFFERS
    name = finding.score
    lift = settings.lift_seat
    if not finding.same and name.score * MOST_BY_NAME + lift + ROUNDING < _lowest(settings):
        return None
    doubted = is_another_body(number)
    if finding.same:
        score = SAME_NAME if finding.same is Feature.NAME_SAME else SAME_FOLDED
        held_back = doubted or other_seat or (_is_generic(name) and not same_seat)
        lifted = score + (lift if same_seat else 0.0)
        return (Band.POSSIBLE, score - DOUBTED) if held_back else (Band.STRONG, lifted)
    moved = lift if same_seat else -lift if other_seat or doubted else 0.0
    score = round(max(0.0, min(name.score * MOST_BY_NAME + moved, MOST_BY_NAME)), SHOWN_DIGITS)
    if name.subset:
        return (Band.SECTION_OR_UMBRELLA, score) if score >= settings.section_from else None
    if score < settings.possible_from:
        return None
    clear = name.exact and name.distinctive and not (doubted or other_seat)
    strong = clear and score >= (settings.strong_same_seat_from if same_seat else settings.strong_from)
    return (Band.STRONG if strong else Band.POSSIBLE), score


def _best_name(
    party: PartyFacts, listing: ListingFacts, weights: TokenWeights, how: Comparison
) -> _NameFinding | None:
    best: _NameFinding | None = None
    for query in (party.name, *party.aliases):
        for record in (listing.name, *listing.aliases):
            if not (query and record):
                continue
            is_alias = (query, record) != (party.name, listing.name)
            found = _compare_names(ready(query, weights), ready(record, weights), how, is_alias=is_alias)
            if best is None or _rank(found) > _rank(best):
                best = found
    return best if best and (best.same or best.score.score > 0) else None


def _compare_names(query: ReadyName, record: ReadyName, how: Comparison, *, is_alias: bool) -> _NameFinding:
    same = _sameness(query, record)
    score = best_name_score(query, record, how if same is None else replace(how, least_apart=0.0))
    return _NameFinding(query.name, record.name, score, same, is_alias)


def _rank(found: _NameFinding) -> tuple[bool, bool, float]:
    return found.same is not None, found.same is Feature.NAME_SAME, found.score.score


def _sameness(query: ReadyName, record: ReadyName) -> Feature | None:
    """Equal names by the strictest form that makes them equal."""
    if query.joined != record.joined:
        return None
    one, other = query.name, record.name
    if strict(one) == strict(other):
        return Feature.NAME_SAME
    if folded(one) == folded(other) or search_key(one) == search_key(other):
        return Feature.NAME_SAME_FOLDED
    return Feature.NAME_SAME_JOINED if len(query.joined) >= 4 else None


def _is_generic(score: NameScore) -> bool:
    """No word that tells it from a namesake in the next town, such as Hembygdsföreningen."""
    if score.found is None or score is NOTHING:
        return True
    name = score.found.a
    return not any(name.distinctive) and not any(name.places)


@lru_cache(maxsize=20_000)
def _stems(seat: str | None) -> frozenset[str]:
    return frozenset(stem_of(word) for word in search_key(seat).split()) if seat else frozenset()


def _seat_reason(ours: str | None, theirs: str | None) -> Reason | None:
    mine, yours = _stems(ours), _stems(theirs)
    if not mine or not yours:
        return None
    if mine & yours:
        return Reason(Feature.SEAT_SAME, ours or "", theirs or "", 0.1)
    return Reason(Feature.SEAT_DIFFERS, ours or "", theirs or "", -0.1)
