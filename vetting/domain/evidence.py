"""What is compared and what comes out: facts of a party and of a listing, reasons, a match."""

from dataclasses import dataclass
from enum import StrEnum

from vetting.domain.terms import Band, PartyKind


class Feature(StrEnum):
    """What a reason speaks of; the words people read stand in `web/wording.py`."""

    ORG_NUMBER_SAME = "org_number_same"
    ORG_NUMBER_NEAR = "org_number_near"  # one digit differs, or two changed places
    ORG_NUMBER_DIFFERS = "org_number_differs"
    ORG_NUMBER_FORMER = "org_number_former"  # equal through a predecessor or successor
    GIRO_SAME = "giro_same"
    NAME_SAME = "name_same"
    NAME_SAME_FOLDED = "name_same_folded"  # equal without diacritics only
    NAME_SAME_JOINED = "name_same_joined"  # equal when written together
    NAME_PART = "name_part"  # met through a part of the name: bracket, comma, dash
    NAME_ALIAS = "name_alias"
    ACRONYM = "acronym"
    NAME_MISSING = "name_missing"
    NAMES_SHARE_NOTHING = "names_share_nothing"
    TOKEN_SAME = "token_same"  # noqa: S105 - a word of a name
    TOKEN_SIMILAR = "token_similar"  # noqa: S105 - a word of a name
    TOKENS_JOINED = "tokens_joined"
    TYPE_COMPATIBLE = "type_compatible"  # IF and idrottsförening
    TYPE_DIFFERS = "type_differs"  # IF and IK
    NUMBERS_DIFFER = "numbers_differ"
    PLACES_DIFFER = "places_differ"
    RARE_WORDS_DIFFER = "rare_words_differ"
    WORDS_DIFFER = "words_differ"  # common words only one side has each: fotboll, innebandy
    LEGAL_FORM_DIFFERS = "legal_form_differs"  # a foundation and an association
    RUNNER_UP_NEAR = "runner_up_near"  # another listing is almost as like
    LEFT_OVER = "left_over"  # words only one side has
    SUBSET = "subset"  # all of one name is within the other
    SEAT_SAME = "seat_same"
    SEAT_DIFFERS = "seat_differs"
    BIRTH_DATE_SAME = "birth_date_same"
    BIRTH_DATE_NEAR = "birth_date_near"
    BIRTH_YEAR_SAME = "birth_year_same"
    BIRTH_DATE_UNKNOWN = "birth_date_unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that spoke for (weight above 0) or against (below 0), with the values that met."""

    feature: Feature
    query: str
    record: str
    weight: float


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """Who is asked about. `org_number` is canonical, `other_numbers` those of predecessor and successor,
    `giro` an account in digits; `birth_date` text such as 1970-01-01 or 1970."""

    name: str
    org_number: str | None = None
    seat: str | None = None
    birth_date: str | None = None
    aliases: tuple[str, ...] = ()
    kind: PartyKind = PartyKind.ORGANISATION
    giro: str | None = None
    other_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """One row of a snapshot as the matcher sees it. `birth_date`: full dates, years (1971), about
    (~1971), spans (1960/1965), several parted by `; `."""

    record_id: str
    name: str
    aliases: tuple[str, ...] = ()
    org_number: str | None = None
    seat: str | None = None
    birth_date: str | None = None
    kind: PartyKind = PartyKind.ORGANISATION
    giro: str | None = None
    other_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A question for a person: how near the listing lies (`score` 0-1) and why. Never a verdict."""

    record_id: str
    band: Band
    score: float
    reasons: tuple[Reason, ...]
