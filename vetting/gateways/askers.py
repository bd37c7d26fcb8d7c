"""Which asker speaks to which kind of API, by the adapter's name."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from vetting.domain.inquiries import REPLY_ADAPTER
from vetting.gateways import fixed_layouts
from vetting.gateways.apis.keys import setting_of
from vetting.gateways.apis.oauth import Link, access_of, linked
from vetting.gateways.apis.told import Told
from vetting.gateways.fetch import Door
from vetting.gateways.registries import bv_vdm_api, oauth_api

LIMITS = Door(max_bytes=2 * 1024 * 1024)


class Asker(Protocol):
    """Asks about one organisation. Raises UnusableFile with the codes of `fetch.ask`."""

    def __call__(
        self,
        org_number: str,
        link: Link,
        *,
        settings: Mapping[str, object],
        correlation_id: str,
        today: dt.date,
    ) -> Told: ...


ASKERS: Mapping[str, Asker] = MappingProxyType(
    {bv_vdm_api.ADAPTER: bv_vdm_api.ask, oauth_api.ADAPTER: oauth_api.ask}
)


def require_settings(adapter: str, settings: Mapping[str, object], layouts: Sequence[Path] = ()) -> None:
    """Raises Refused `source_setting` when an API cannot be asked with these settings, UnusableFile
    `layout_missing` or `layout_unusable` when question files have no such layout in `layouts`."""
    if adapter == REPLY_ADAPTER:
        fixed_layouts.load(str(settings.get("layout", "")), layouts)
    elif adapter == bv_vdm_api.ADAPTER:
        bv_vdm_api.require_settings(settings)
    elif adapter == oauth_api.ADAPTER:
        oauth_api.require_settings(settings)


def link_of(
    source_key: str,
    adapter: str,
    *,
    settings: Mapping[str, object],
    secrets: Mapping[str, str],
    inside: frozenset[str],
) -> Link:
    """A link to the source, with the secrets of the environment.

    Raises Refused `source_setting`, `source_secret_missing` or `source_certificate_missing`.
    """
    require_settings(adapter, settings)
    profile = str(settings.get("profile", ""))
    usual = bv_vdm_api.ACCESS if adapter == bv_vdm_api.ADAPTER else oauth_api.PROFILES[profile]
    access = access_of(settings, usual=usual)
    return linked(source_key, access, secrets=secrets, inside=inside, limits=LIMITS)


def secrets_needed(source_key: str, adapter: str, settings: Mapping[str, object]) -> tuple[str, ...]:
    """Names of the environment's variables that such a source needs; none where nothing is asked of it."""
    if adapter not in (bv_vdm_api.ADAPTER, oauth_api.ADAPTER):
        return ()
    profile = str(settings.get("profile", ""))
    usual = bv_vdm_api.ACCESS if adapter == bv_vdm_api.ADAPTER else oauth_api.PROFILES[profile]
    return tuple(setting_of(source_key, name) for name in access_of(settings, usual=usual).secrets)
