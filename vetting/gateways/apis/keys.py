"""The secrets of one source: read from the environment alone, never kept in the database, never told."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vetting.domain.errors import Refused

PREFIX = "VETTING_SOURCE_"
NAMES = ("client_id", "client_secret", "gateway_id", "gateway_secret", "api_key", "cert")


@dataclass(frozen=True, slots=True)
class Keys:
    """`client_*` fetch a token, `gateway_*` go along with each call, `api_key` is a
    key alone, `cert` the path of a PEM file with certificate and key."""

    client_id: str = field(default="", repr=False)
    client_secret: str = field(default="", repr=False)
    gateway_id: str = field(default="", repr=False)
    gateway_secret: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    cert: str = ""


def setting_of(source_key: str, name: str) -> str:
    """The environment variable of one secret: kfm-1 and client_id give VETTING_SOURCE_KFM_1_CLIENT_ID."""
    return f"{PREFIX}{re.sub(r'[^A-Z0-9]', '_', source_key.upper())}_{name.upper()}"


def keys_of(source_key: str, secrets: Mapping[str, str], needed: Collection[str]) -> Keys:
    """The secrets a source needs. Raises Refused `source_secret_missing` or `source_certificate_missing`,
    naming the variable and never its value."""
    found = {name: secrets.get(setting_of(source_key, name), "").strip() for name in NAMES}
    for name in needed:
        if not found[name]:
            raise Refused("source_secret_missing", setting=setting_of(source_key, name))
    if found["cert"] and not Path(found["cert"]).is_file():
        raise Refused("source_certificate_missing", setting=setting_of(source_key, "cert"))
    return Keys(**found)
