"""Referring a case to CVE: when it may be done, and the least that goes along.

CVE looks into it and gives an opinion; the board decides (förordning 2016:1201 7 c §). Reason to assume means
concrete circumstances in the very case that point to links with violent-extremist or other anti-democratic
environments and that need to be looked into (SOU 2021:99). What somebody thinks is no such circumstance.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from vetting.domain.errors import Refused
from vetting.domain.free_text import holds_personal_number
from vetting.domain.identity import mask
from vetting.domain.material import Material, MaterialKind

FORMAT = 1
SHORTEST_REASON = 60
USUAL_DAYS = 42
SENDABLE = (
    MaterialKind.ACT,
    MaterialKind.EVIDENCE,
)  # hits and answers are others' words, and may name persons
QUESTION = "Ger omständigheterna i ärendet anledning att fråga vidare, och vilken är er bedömning av dem?"
GROUND = "Prövning av kommunalt stöd: konkreta omständigheter i ärendet ger anledning att anta, se remissen."


@dataclass(frozen=True)
class SentItem:
    """One item as it goes along. `on` an ISO day or "", `level` 1 to 8 or 0 for an act; `is_contrary`: it
    speaks for the association."""

    kind: str
    text: str
    source: str
    on: str
    level: int
    is_contrary: bool


@dataclass(frozen=True)
class ReferralLetter:
    """The referral as values: the association, the reason, the chosen items; nobody is named. ISO dates."""

    question_id: str
    municipality: str
    board: str
    case_number: str
    association: str
    org_number: str
    scheme: str
    reason: str
    asked: str
    items: tuple[SentItem, ...]
    written_on: str
    due_on: str


def sendable(material: Sequence[Material]) -> tuple[Material, ...]:
    """What of the material of a case can be sent along."""
    return tuple(one for one in material if one.kind in SENDABLE)


def require_referable(
    reason: str, chosen: Collection[str], material: Sequence[Material]
) -> tuple[Material, ...]:
    """The chosen items in the order they came. What speaks against goes along too, or CVE sees half a case
    (RF 1:9).

    Raises Refused `referral_item`, `referral_without_act`, `referral_one_sided`, `referral_reason_short` or
    `referral_personal_number`.
    """
    items = tuple(one for one in sendable(material) if one.key in chosen)
    if len(items) != len(set(chosen)):
        raise Refused("referral_item", field="items")
    if not any(one.kind is MaterialKind.ACT for one in items):
        raise Refused("referral_without_act", field="items")
    if any(one.is_contrary and one not in items for one in material):
        raise Refused("referral_one_sided", field="items")
    if len(reason) < SHORTEST_REASON:
        raise Refused("referral_reason_short", field="reason", shortest=SHORTEST_REASON)
    if any(holds_personal_number(text) for one in items for text in (one.text, one.source)):
        raise Refused("referral_personal_number", field="items")
    return items


def sent_item(one: Material) -> SentItem:
    """An item as it goes along, with nothing of who recorded it."""
    on = one.on.isoformat() if one.on else ""
    return SentItem(one.kind.value, mask(one.text), mask(one.source), on, one.level or 0, one.is_contrary)


def content_of(letter: ReferralLetter) -> dict[str, object]:
    """The letter as JSON values. Swedish is the language of letters (språklag 2009:600 10 §)."""
    found: dict[str, object] = {"letter": "referral", "format": FORMAT, "language": "sv"}
    return {**found, **asdict(letter), "items": [asdict(one) for one in letter.items]}
