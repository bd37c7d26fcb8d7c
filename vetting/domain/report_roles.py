"""Who writes a report at the association and who signs it: two functions, never named persons."""

from collections.abc import Collection

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.hidden_words import readable
from vetting.domain.outbox import is_address

LONGEST_ROLE = 80
LONGEST_ADDRESS = 200


def require_role(role: str, *, field: str) -> str:
    """A function at the association, such as "kassör". Raises Refused `text_missing` …"""
    return " ".join(require_written(role, field=field, longest=LONGEST_ROLE, is_received=True).split())


def unsaid(written_role: str, reason: str, *, is_correction: bool) -> tuple[tuple[str, str], ...]:
    """Pairs of field and code of what must be said besides the answers before a report can be signed."""
    needed = [("written_role", written_role), *([("reason", reason)] if is_correction else [])]
    return tuple((field, "text_missing") for field, text in needed if not text.strip())


def require_other_role(signs: str, wrote: str, *, field: str = "role") -> None:
    """Raises Refused `signer_is_writer`: whoever wrote the report does not certify it."""
    if signs.casefold() == wrote.casefold():
        raise Refused("signer_is_writer", field=field)


def require_address(address: str, *, field: str = "address") -> str:
    """An e-mail address. Raises Refused `signer_address_odd`."""
    plain = address.strip()
    if len(plain) > LONGEST_ADDRESS or not is_address(plain):
        raise Refused("signer_address_odd", field=field)
    return plain


def optional_address(address: str, *, field: str = "reply_to") -> str:
    """An e-mail address or nothing."""
    return require_address(address, field=field) if address.strip() else ""


def require_no_known_names(texts: Collection[tuple[str, str]], names: Collection[str]) -> None:
    """Raises Refused `names_known_person` with the `field` of the first text (field, text) that names anybody
    the service knows by name."""
    known = [" ".join(name.casefold().split()) for name in names if " " in name.strip()]
    for field, text in texts:
        plain = " ".join(readable(text).casefold().split())
        if any(name in plain for name in known):
            raise Refused("names_known_person", field=field)
