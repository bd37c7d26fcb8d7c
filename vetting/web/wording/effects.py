"""How effect lists are told: titles of rows, when they are, looks of states, filters in addresses."""

from flask_babel import format_datetime

from vetting.domain.terms_revocations import EffectState
from vetting.reading.effect_list import EffectLine, RowFilter
from vetting.web.filters import day, moment
from vetting.web.wording import word

STATE_KIND: dict[EffectState, str] = {
    EffectState.OPEN: "warning",
    EffectState.AWAITING_SECOND: "info",
    EffectState.LAWYER: "info",
    EffectState.KEPT: "success",
    EffectState.ENDED: "neutral",
}
_ONLY = {"mine": "mina", "waiting": "vantar"}
_KINDS = {"rooms": "lokaler", "money": "bidrag"}


def row_title(line: EffectLine) -> str:
    """What the row names, in a few words."""
    parts = [word(line.kind)]
    if line.tariff:
        parts.append(line.tariff)
    if line.premises:
        parts.append(line.premises)
    if line.party:
        parts.append(line.party)
    return ", ".join(parts)


def row_when(line: EffectLine) -> str:
    """The day it concerns, with the hours of a date."""
    if line.starts_at and line.ends_at:
        return f"{moment(line.starts_at)}–{format_datetime(line.ends_at, 'HH:mm')}"
    return day(line.concerns_on) if line.concerns_on else ""


def filter_args(wanted: RowFilter) -> dict[str, str]:
    """The filter as it stands in an address."""
    args = {"visa": _ONLY.get(wanted.only, ""), "slag": _KINDS.get(wanted.kind, ""), "serie": wanted.series}
    return {name: value for name, value in args.items() if value}
