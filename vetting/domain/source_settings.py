"""Settings of a source's format as people write them: one `name = value` a line; never a secret."""

import json
import re
from collections.abc import Mapping

from vetting.domain.errors import Refused
from vetting.domain.free_text import holds_personal_number

NAME = re.compile(r"[a-z][a-z0-9_.]{0,39}")
SECRET = re.compile(
    r"secret|passw|passphrase|losenord|pwd|credential|authorization|bearer|token$|api[_-]?key|private",
    re.IGNORECASE,
)
_WITH_LOGIN = re.compile(r"^[a-z][a-z0-9+.-]*://[^/?#]*@", re.IGNORECASE)
MOST_SETTINGS = 60


def read_settings(text: str) -> dict[str, object]:
    """The settings of a text. A value that is JSON is taken as such, any other as text; lines that begin
    with # are passed over; a dotted name (`fields.name`) goes into a mapping.

    Raises Refused: bad_setting (row, text), secret_setting (row, name), personal_number_in_text (field).
    """
    found: dict[str, object] = {}
    for row, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, mark, value = (part.strip() for part in line.partition("="))
        if not mark or not NAME.fullmatch(name) or len(found) >= MOST_SETTINGS:
            raise Refused("bad_setting", row=row, text=line.strip()[:60])
        told = _value(value)
        if secret := next((one for one in (name, *_names_in(told)) if SECRET.search(one)), None):
            raise Refused("secret_setting", row=row, name=secret)
        if any(_WITH_LOGIN.match(one) for one in _texts_in(told)):
            raise Refused("secret_setting", row=row, name=name)
        if any(map(holds_personal_number, (name, value, *_texts_in(told)))):
            raise Refused("personal_number_in_text", field="settings_text")
        _put(found, name, told, row)
    return found


def _names_in(value: object) -> list[str]:
    """Every name inside a value, however deep."""
    if isinstance(value, Mapping):
        return [*value, *(name for inner in value.values() for name in _names_in(inner))]
    return [name for inner in value for name in _names_in(inner)] if isinstance(value, list) else []


def _texts_in(value: object) -> list[str]:
    """Every text inside a value."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        return [text for inner in value for text in _texts_in(inner)]
    return [value] if isinstance(value, str) else []


def settings_text(settings: Mapping[str, object]) -> str:
    """The settings as `read_settings` reads them again."""
    return "\n".join(f"{name} = {_text(value)}" for name, value in sorted(_flat(settings).items()))


def _put(found: dict[str, object], name: str, value: object, row: int) -> None:
    *path, last = name.split(".")
    at = found
    for part in path:
        inner = at.setdefault(part, {})
        if not isinstance(inner, dict):
            raise Refused("bad_setting", row=row, text=name)
        at = inner
    at[last] = value


def _flat(settings: Mapping[str, object], before: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in settings.items():
        if isinstance(value, Mapping) and all(NAME.fullmatch(str(inner)) for inner in value):
            found |= _flat(value, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = value
    return found


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _text(value: object) -> str:
    if isinstance(value, str) and _value(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)
