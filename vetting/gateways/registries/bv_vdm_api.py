"""Bolagsverket's API for valuable data sets, version 1: one organisation at a time.

POST /organisationer with the number in the body; the answer is an array, and every field is wrapped with its
producer and `fel`. Status 200 does not mean that data arrived: a number nobody knows comes as 200 with
ORGANISATION_FINNS_EJ, and any other `fel` means that one field is missing. Errors are RFC 7807.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vetting.domain.answer_facts import Fact, FactKind, FactState
from vetting.domain.errors import Refused, UnusableFile
from vetting.gateways.apis.oauth import Access, Link
from vetting.gateways.apis.pace import Pace
from vetting.gateways.apis.told import Told, date_of, document_of
from vetting.gateways.fetch import Question, host_of

ADAPTER = "bv_vdm_api"
ACCESS = Access(
    token_url="https://portal.api.bolagsverket.se/oauth2/token",  # noqa: S106 - an address
    scope="vardefulla-datamangder:read",
    correlation_header="X-Request-Id",
)
BASE_URL = "https://gw.api.bolagsverket.se/vardefulla-datamangder/v1"
PACE = Pace(1.0)  # no ceiling is declared; sixty a minute is what users of it report
UNKNOWN = "ORGANISATION_FINNS_EJ"

PROCEEDINGS = {
    "KK": FactKind.BANKRUPTCY,
    "LI": FactKind.LIQUIDATION,
    "FR": FactKind.RECONSTRUCTION,
}
_NAME, _FORM = "organisationsnamn", "organisationsform"
_GONE = "avregistreradOrganisation"
# One word, spelled in two ways: on the wire, and in the agency's own example.
_PROCEEDING = (
    "pagaendeAvvecklingsEllerOmstruktureringsforfarande",
    "pagandeAvvecklingsEllerOmstruktureringsforfarande",
)
_RESTING = {
    _NAME: (FactKind.NAME.value,),
    _FORM: (FactKind.LEGAL_FORM.value,),
    _GONE: (FactKind.DEREGISTERED.value,),
    **dict.fromkeys(_PROCEEDING, tuple(kind.value for kind in PROCEEDINGS.values())),
}


def ask(
    org_number: str, link: Link, *, settings: Mapping[str, object], correlation_id: str, today: dt.date
) -> Told:
    """What the register says of one organisation. Raises what `Link.call` raises."""
    url = str(settings.get("url") or BASE_URL).rstrip("/") + "/organisationer"
    body = json.dumps({"identitetsbeteckning": org_number}).encode()
    PACE.keep(host_of(url))
    headers = {"Content-Type": "application/json"}
    answer = link.call(Question(url, "POST", body, headers), correlation_id)
    rows = document_of(answer, host_of(url)).get("organisationer")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnusableFile("source_answer_unreadable", host=host_of(url), found="organisationer")
    return _told(answer.body, rows, org_number, host=host_of(url), today=today)


def require_settings(settings: Mapping[str, object]) -> None:
    """Raises Refused `source_setting`: only the address may differ, as it does in the test environment."""
    if not isinstance(settings.get("url", ""), str):
        raise Refused("source_setting", setting="url")


def _told(
    body: bytes, rows: Sequence[Mapping[str, object]], org_number: str, *, host: str, today: dt.date
) -> Told:
    """One identity can have several rows, one per protected name."""
    missing: set[str] = set()
    facts: list[Fact] = []
    known = []
    for row in rows:
        _require_same(row, org_number, host)
        faults = dict(_faults(row))
        known.append(faults.get(_NAME) != UNKNOWN)
        missing |= {kind for name, fault in faults.items() if fault != UNKNOWN for kind in _RESTING[name]}
        facts += _facts(row)
    if not rows:
        missing |= {kind for kinds in _RESTING.values() for kind in kinds}
    is_found = any(known) if rows else None
    return Told(body, tuple(dict.fromkeys(facts)), is_found, tuple(sorted(missing)), today)


def _require_same(row: Mapping[str, object], org_number: str, host: str) -> None:
    identity = _inside(row, "organisationsidentitet")
    found = str(identity.get("identitetsbeteckning") or "")
    if found and found.removeprefix("16" if len(found) == 12 else "") != org_number:
        raise UnusableFile("source_answered_of_other", host=host)


def _faults(row: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Fields the facts rest on that came with an error, or not at all; null is an answer: nothing there."""
    for name in (_NAME, _FORM, _GONE, _spelled(row)):
        if name not in row:
            yield name, "absent"
        elif fault := _inside(row, name).get("fel"):
            yield name, str(fault.get("typ")) if isinstance(fault, Mapping) else "unknown"


def _spelled(row: Mapping[str, object]) -> str:
    return next((name for name in _PROCEEDING if name in row), _PROCEEDING[0])


def _inside(row: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = row.get(name)
    return value if isinstance(value, Mapping) else {}


def _facts(row: Mapping[str, object]) -> Iterator[Fact]:
    for one in _listed(_inside(row, _NAME), "organisationsnamnLista"):
        if one.get("namn"):
            yield Fact(FactKind.NAME, text=str(one["namn"])[:400], on=date_of(one.get("registreringsdatum")))
    if words := _inside(row, _FORM).get("klartext"):
        yield Fact(FactKind.LEGAL_FORM, text=str(words)[:120])
    if gone := _inside(row, _GONE).get("avregistreringsdatum"):
        yield Fact(FactKind.DEREGISTERED, on=date_of(gone))
    spelled = _spelled(row)
    for one in _listed(_inside(row, spelled), spelled + "Lista"):
        yield _proceeding(one)


def _listed(wrapped: Mapping[str, object], name: str) -> Iterable[Mapping[str, object]]:
    """The list inside a field, under either spelling."""
    names = (name, name.replace("pagaende", "pagande"), name.replace("pagande", "pagaende"))
    found = next((value for one in names if isinstance(value := wrapped.get(one), list)), [])
    return [one for one in found if isinstance(one, Mapping)]


def _proceeding(one: Mapping[str, object]) -> Fact:
    """KK is a bankruptcy; KKAVOV and KKUHAVD, with or without -AVSLAVOMFO, ended or were annulled."""
    code = str(one.get("kod") or "")
    base, _, suffix = code.partition("-")
    kind = PROCEEDINGS.get(base[:2], FactKind.OTHER_PROCEEDING)
    is_ended = suffix == "AVSLAVOMFO" or (kind is not FactKind.OTHER_PROCEEDING and len(base) > 2)
    state = FactState.ENDED if is_ended else FactState.ONGOING
    return Fact(kind, state, str(one.get("klartext") or code)[:120], date_of(one.get("fromDatum")))
