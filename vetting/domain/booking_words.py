"""What the lists of booking systems call things: states, purposes, yes and no; read by exact word."""

from collections.abc import Mapping

from vetting.domain.names import search_key
from vetting.domain.terms_premises import BookingState, PurposeKind

STATES: Mapping[BookingState, tuple[str, ...]] = {
    BookingState.PENDING: (
        "pending", "preliminär", "preliminärbokad", "förfrågan", "ansökt", "obekräftad", "väntar", "begärd",
        "preliminary", "requested", "tentative",
    ),
    BookingState.APPROVED: (
        "approved", "bekräftad", "bokad", "godkänd", "definitiv", "klar", "beviljad", "confirmed", "booked",
    ),
    BookingState.WITHDRAWN: (
        "withdrawn", "avbokad", "avbokat", "inställd", "återtagen", "makulerad", "cancelled", "canceled",
    ),
}  # fmt: skip
# By kind alone: what is to be said or shown there is read past and never kept (ordningslagen 2:9).
PURPOSES: Mapping[PurposeKind, tuple[str, ...]] = {
    PurposeKind.MEETING: (
        "meeting", "möte", "årsmöte", "styrelsemöte", "medlemsmöte", "föreningsmöte", "sammankomst",
    ),
    PurposeKind.COURSE: ("course", "kurs", "studiecirkel", "utbildning", "språkkafé", "läxhjälp"),
    PurposeKind.TRAINING: ("training", "träning", "idrott", "match", "gymnastik", "dansträning", "motion"),
    PurposeKind.CULTURE: (
        "culture", "kultur", "konsert", "teater", "utställning", "repetition", "körövning", "film",
    ),
    PurposeKind.PUBLIC_TALK: ("public_talk", "föreläsning", "debatt", "seminarium", "föredrag", "talk"),
    PurposeKind.CELEBRATION: ("celebration", "fest", "kalas", "bröllop", "födelsedag", "jubileum"),
    PurposeKind.CEREMONY: ("ceremony", "ceremoni", "begravning", "minnesstund", "gudstjänst", "dop"),
    PurposeKind.MARKET: ("market", "marknad", "loppis", "basar", "klädbytardag"),
    PurposeKind.OTHER: ("other", "annat", "övrigt"),
}  # fmt: skip
YES = ("ja", "j", "yes", "true", "1", "x", "öppet", "öppen", "offentlig", "sant")
NO = ("nej", "n", "no", "false", "0", "slutet", "sluten", "privat", "falskt")
PRIVATE = ("privat", "privatperson", "private", "person")


_STATE_OF = {search_key(word): kind for kind, found in STATES.items() for word in found}
_PURPOSE_OF = {search_key(word): kind for kind, found in PURPOSES.items() for word in found}
_YES, _NO, _PRIVATE = (frozenset(map(search_key, words)) for words in (YES, NO, PRIVATE))


def state_told(word: str) -> BookingState | None:
    """The state a sender's word stands for; None for one that is not known."""
    return _STATE_OF.get(search_key(word))


def purpose_told(word: str) -> PurposeKind:
    """The kind of purpose; whatever is not one of the words is something else."""
    return _PURPOSE_OF.get(search_key(word), PurposeKind.OTHER)


def yes_or_no(word: str) -> bool | None:
    """Yes, no, or not told."""
    key = search_key(word)
    return True if key in _YES else False if key in _NO else None


def is_private(word: str) -> bool:
    """Whether the sender calls the party a private person."""
    return search_key(word) in _PRIVATE
