"""What a board sets for its local criteria: kept as text, read back by its kind."""

from collections.abc import Mapping

from vetting.domain.answers import Parameters, ParameterValue, number_in
from vetting.domain.checklist import Checklist
from vetting.domain.errors import Refused
from vetting.domain.terms_decisions import ParameterKind

ON, OFF = "yes", "no"
MAX_LENGTH = 120


def kept_text(kind: ParameterKind, written: str) -> str:
    """The text to keep for what a person wrote; empty removes the value.

    Raises Refused `value_not_a_number`, `parameter_not_a_switch` or `parameter_too_long`.
    """
    text = " ".join(written.split())
    if not text:
        return ""
    if kind is ParameterKind.NUMBER:
        number = number_in(text)
        if number is None:
            raise Refused("value_not_a_number", value=text[:40])
        return format(number, "f")
    if kind is ParameterKind.SWITCH and text not in (ON, OFF):
        raise Refused("parameter_not_a_switch", value=text[:40])
    if len(text) > MAX_LENGTH:
        raise Refused("parameter_too_long", limit=MAX_LENGTH)
    return text


def values_of(checklist: Checklist, texts: Mapping[str, str]) -> Parameters:
    """What the board set, by parameter name; names this version of the checklist does not know are left out.

    A number that cannot be read stays a text, so that the question asking for it is refused, not skipped.
    """
    known = checklist.words.parameters
    return {name: _value(known[name].kind, text.strip()) for name, text in texts.items() if name in known}


def _value(kind: ParameterKind, text: str) -> ParameterValue:
    if kind is ParameterKind.SWITCH:
        return text == ON
    if kind is ParameterKind.NUMBER:
        number = number_in(text)
        return text if number is None else number
    return text
