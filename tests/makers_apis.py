"""Registers with an API, run on this machine: they check tokens, headers and bodies as the agencies' own do."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs

from tests.hostile import Asked, Source, answer, source
from vetting.gateways import askers
from vetting.gateways.apis.oauth import Link, Tokens
from vetting.gateways.apis.told import Told
from vetting.gateways.registries import bv_vdm_api

SECRETS = {"client_id": "us", "client_secret": "hush", "gateway_id": "gate", "gateway_secret": "keeper"}
NUMBER = "8899999018"
TODAY = dt.date(2026, 11, 20)
ENVIRONMENT = {f"VETTING_SOURCE_SKV_1_{name.upper()}": value for name, value in SECRETS.items()}


@dataclass
class Agency:
    """An agency: tokens it has issued, what it answers by number, and headers it insists on."""

    answers: dict[str, object] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    required: dict[str, str] = field(default_factory=dict)
    scope: str = "registers:read"
    issued: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    correlation_header: str = "X-Request-Id"
    seen: list[str] = field(default_factory=list)  # correlation ids

    def __call__(self, door: BaseHTTPRequestHandler, asked: Asked) -> None:
        if asked.path == "/token":
            self._issue(door, asked)
        elif (refusal := self._refusal(asked)) is not None:
            answer(door, b"{}", refusal)
        else:
            self._tell(door, asked)

    def _issue(self, door: BaseHTTPRequestHandler, asked: Asked) -> None:
        form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        wanted = {
            "grant_type": "client_credentials",
            "client_id": SECRETS["client_id"],
            "client_secret": SECRETS["client_secret"],
            "scope": self.scope,
        }
        if form != wanted:
            return answer(door, b'{"error": "invalid_client"}', 400)
        self.issued.append(f"token-{len(self.issued) + 1}")
        told = {"access_token": self.issued[-1], "expires_in": 3600, "token_type": "Bearer"}
        return answer(door, json.dumps(told).encode())

    def _refusal(self, asked: Asked) -> int | None:
        token = asked.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.issued or token in self.revoked:
            return 401
        if any(asked.headers.get(name) != value for name, value in self.required.items()):
            return 403
        correlation = asked.headers.get(self.correlation_header, "")
        self.seen.append(correlation)
        return None if 0 < len(correlation) <= 36 else 400

    def _tell(self, door: BaseHTTPRequestHandler, asked: Asked) -> None:
        number = next((one for one in self.answers if one in asked.path + asked.body.decode()), "")
        status = self.statuses.get(number, 200)
        kind = "application/json" if status == 200 else "application/problem+json"
        answer(door, json.dumps(self.answers.get(number, {})).encode(), status, Content_Type=kind)


@contextmanager
def running(agency: Agency) -> Iterator[Source]:
    """The agency at an address of this machine."""
    with source(agency) as found:
        yield found


def bv_row(number: str = NUMBER, **fields: object) -> dict[str, object]:
    """An organisation as Bolagsverket's contract writes it, with nothing the matter; `fields` replace its own."""
    producer = {"dataproducent": "Bolagsverket", "fel": None}
    usual: dict[str, object] = {
        "organisationsidentitet": {"identitetsbeteckning": number, "typ": {"kod": "ORGANISATIONSNUMMER"}},
        "namnskyddslopnummer": None,
        "organisationsnamn": {
            "organisationsnamnLista": [
                {"namn": "Exempelbygdens Kulturförening", "registreringsdatum": "2019-03-04"}
            ],
            **producer,
        },
        "organisationsform": {"kod": "I", "klartext": "Ideell förening", **producer},
        "juridiskForm": {"kod": None, "fel": {"typ": "OTILLGANGLIG_UPPGIFTSKALLA"}},  # not used by us
        "pagaendeAvvecklingsEllerOmstruktureringsforfarande": None,
        "avregistreradOrganisation": None,
    }
    return {**usual, **fields}


def fault(kind: str) -> dict[str, object]:
    """A field that came with an error."""
    return {"dataproducent": "Bolagsverket", "fel": {"typ": kind, "felBeskrivning": "..."}}


def proceedings(*codes: str, spelled: str = "pagaende") -> dict[str, object]:
    """The field of ongoing proceedings in either spelling."""
    name = f"{spelled}AvvecklingsEllerOmstruktureringsforfarande"
    rows = [{"kod": code, "klartext": code, "fromDatum": "2023-05-05T00:00:00.000+00:00"} for code in codes]
    return {name: {f"{name}Lista": rows, "dataproducent": "Bolagsverket", "fel": None}}


def settings_of(there: Source, **more: object) -> dict[str, object]:
    """Settings of a source that lies there."""
    return {"url": there.url, "token_url": there.url + "/token", "scope": "registers:read", **more}


def link_to(there: Source, adapter: str, settings: dict[str, object], **secrets: str) -> Link:
    """A link to the source `skv-1` with keys from the environment, and tokens of its own."""
    link = askers.link_of(
        "skv-1",
        adapter,
        settings=settings,
        secrets={**ENVIRONMENT, **secrets},
        inside=frozenset({there.host}),
    )
    return Link(link.door, link.access, link.keys, Tokens())


def ask_bv(there: Source, **secrets: str) -> Told:
    """What the Companies Registration Office's API there tells of `NUMBER`."""
    settings = settings_of(there)
    link = link_to(there, bv_vdm_api.ADAPTER, settings, **secrets)
    return bv_vdm_api.ask(NUMBER, link, settings=settings, correlation_id="c" * 36, today=TODAY)
