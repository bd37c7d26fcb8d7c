"""Any register with an API that answers number by number: address, keys and fields by configuration.

Agencies' field names change and are not always published, so no field is taken for granted. Settings of such
a source (never a secret):

    url             address; {org_number} is ten digits, {org_number_12} has 16 before them
    method, body    GET, or POST with a JSON document in which the same words are replaced
    token_url, scope, correlation_header, id_header, pass_header, key_header, needs_certificate
    not_found_status  a status by which the source says that it does not know the number, such as 404
    fields          canonical fact -> {path, values, error_path, date_path}

`path` is dotted (moms.status, poster.0.kod). `values` says which of the source's words mean which state. A
fact with an error, a word nobody has declared, or `*` (a field the account has not bought) is missing: then
the answer is incomplete. Skatteverket's profile presets its headers and the address of its token.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from vetting.domain.answer_facts import STATES, Fact, FactKind, FactState
from vetting.domain.errors import Refused
from vetting.gateways.apis.oauth import Access, Link
from vetting.gateways.apis.pace import Pace
from vetting.gateways.apis.told import NOT_BOUGHT, Told, date_of, document_of
from vetting.gateways.fetch import Question, host_of

ADAPTER = "oauth_api"
PACE = Pace(1.0)
PROFILES: Mapping[str, Access] = MappingProxyType(
    {
        "": Access(),
        "skatteverket": Access(
            token_url="https://sysoauth2.skatteverket.se/oauth2/v1/sys/token",  # noqa: S106 - an address
            correlation_header="skv_client_correlation_id",
            id_header="Client_Id",
            pass_header="Client_Secret",  # noqa: S106 - the name of a header
        ),
    }
)
_FIELD_SETTINGS = frozenset({"path", "values", "error_path", "date_path"})


def ask(
    org_number: str, link: Link, *, settings: Mapping[str, object], correlation_id: str, today: dt.date
) -> Told:
    """What the source says of one organisation. Raises what `Link.call` raises."""
    url = _filled(str(settings["url"]), org_number)
    PACE.keep(host_of(url))
    unknown = settings.get("not_found_status")
    accepts = frozenset({200, unknown}) if isinstance(unknown, int) else frozenset({200})
    if settings.get("method", "GET") == "POST":
        body = _filled(json.dumps(settings.get("body", {})), org_number).encode()
        question = Question(url, "POST", body, {"Content-Type": "application/json"}, accepts=accepts)
    else:
        question = Question(url, accepts=accepts)
    answer = link.call(question, correlation_id)
    if answer.status != 200:
        return Told(answer.body, (), is_found=False, as_of=today)
    document = document_of(answer, host_of(url))
    facts, missing = [], []
    for name, field in _fields(settings):
        fact = _fact(FactKind(name), field, document)
        if fact is None:
            missing.append(name)
        else:
            facts.append(fact)
    return Told(answer.body, tuple(facts), is_found=True, missing=tuple(missing), as_of=today)


def require_settings(settings: Mapping[str, object]) -> None:
    """Raises Refused `source_setting` naming what is missing or wrong."""
    if not isinstance(settings.get("url"), str) or not settings["url"]:
        raise Refused("source_setting", setting="url")
    if settings.get("profile", "") not in PROFILES:
        raise Refused("source_setting", setting="profile")
    if settings.get("method", "GET") not in ("GET", "POST"):
        raise Refused("source_setting", setting="method")
    fields = settings.get("fields")
    if not isinstance(fields, Mapping) or not fields:
        raise Refused("source_setting", setting="fields")
    for name, field in fields.items():
        if not _is_sound(name, field):
            raise Refused("source_setting", setting=f"fields.{name}")


def _is_sound(name: str, field: object) -> bool:
    """A fact we know, with a path, and words for states which that fact can have."""
    if name not in set(FactKind) or not isinstance(field, Mapping) or set(field) - _FIELD_SETTINGS:
        return False
    values, states = field.get("values", {}), STATES.get(FactKind(name), frozenset())
    if not isinstance(field.get("path"), str) or not isinstance(values, Mapping):
        return False
    return bool(values) is bool(states) and all(state in states for state in values.values())


def _fields(settings: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    fields = settings["fields"]
    assert isinstance(fields, Mapping)  # noqa: S101 - for the type checker
    yield from fields.items()


def _filled(template: str, org_number: str) -> str:
    return template.replace("{org_number_12}", "16" + org_number).replace("{org_number}", org_number)


def _fact(kind: FactKind, field: Mapping[str, object], document: object) -> Fact | None:
    """The fact, or None when it did not arrive."""
    if field.get("error_path") and _at(document, str(field["error_path"])) is not None:
        return None
    value = _at(document, str(field["path"]))
    if value in (None, "", NOT_BOUGHT):
        return None
    on = date_of(_at(document, str(field["date_path"]))) if field.get("date_path") else None
    values = field.get("values")
    if not isinstance(values, Mapping) or not values:
        return Fact(kind, text=str(value)[:400], on=on)
    word = json.dumps(value) if isinstance(value, bool) else str(value)
    return Fact(kind, FactState(values[word]), on=on) if word in values else None


def _at(document: object, path: str) -> object:
    """What stands at a dotted path, or None."""
    found = document
    for step in path.split("."):
        if isinstance(found, Mapping):
            found = found.get(step)
        elif isinstance(found, list) and step.isdigit() and int(step) < len(found):
            found = found[int(step)]
        else:
            return None
    return found
