"""The yearly list of decided grants as open data, in the shape of the 360Giving data standard 1.x.

Field names by the standard's schema: required are id, title, description, currency, amountAwarded, awardDate,
recipientOrganization and fundingOrganization (each with id and name); ids of organisations carry the prefix
SE-ON of org-id.guide. Told are the amounts as they were decided; what later became of a decision is not.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.errors import Refused
from vetting.domain.free_text import holds_personal_number, tidy
from vetting.domain.identity import format_org_number, read_org_number
from vetting.domain.outlook import outlook_of_person
from vetting.domain.pointers import pointers_in
from vetting.domain.terms import NumberClass
from vetting.domain.terms_concerns import PointerKind

CURRENCY = "SEK"
PREFIX = "SE-ON-"
LONGEST_PURPOSE = 500
EARLIEST_YEAR = 2018
# What may not stand in a published purpose. Names of places and bodies may; a person's may not.
_CUT_FOR = frozenset({PointerKind.PERSON, PointerKind.NUMBER, PointerKind.PHONE, PointerKind.EMAIL})
COLUMNS = (
    "Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date",
    "Planned Dates:Start Date", "Planned Dates:End Date", "Recipient Org:Identifier", "Recipient Org:Name",
    "Funding Org:Identifier", "Funding Org:Name", "Funding Org:Department",
    "Grant Programme:Code", "Grant Programme:Title",
)  # fmt: skip


@dataclass(frozen=True)
class DecidedGrant:
    """A decision to grant as the database has it. Days in ISO; `is_marked`: something of the case is marked
    as secret, so that its purpose is not told."""

    case_number: str
    association: str
    org_number: str | None
    number_class: NumberClass
    board: str
    scheme: str
    scheme_key: str
    purpose: str
    amount: int
    decided_on: str
    starts_on: str
    ends_on: str
    is_marked: bool


@dataclass(frozen=True)
class Funder:
    """The municipality: ten digits and name."""

    org_number: str
    name: str

    @property
    def id(self) -> str:
        return se_on(self.org_number)


@dataclass(frozen=True)
class Quality:
    """What the list lacks, in numbers of decisions, as a publisher reads it.

    `natural_persons`: left out because the recipient is a person, a sole trader or an estate;
    `without_number`: left out because no organisation number is known; `foreign`: left out, of another
    country; `cut_names`, `cut_secret`: told without their purpose; `without_purpose`: nothing was written;
    `duplicate_ids`: ids given to more than one row.
    """

    decided: int = 0
    listed: int = 0
    amount: int = 0
    natural_persons: int = 0
    without_number: int = 0
    foreign: int = 0
    cut_names: int = 0
    cut_secret: int = 0
    without_purpose: int = 0
    duplicate_ids: int = 0

    @property
    def complete(self) -> int:
        """Rows with every field told."""
        return self.listed - self.cut_names - self.cut_secret - self.without_purpose

    @property
    def left_out(self) -> int:
        return self.natural_persons + self.without_number + self.foreign


@dataclass(frozen=True)
class GrantsList:
    """The list as it would be published. `document` is the JSON, byte for byte."""

    document: str
    quality: Quality

    @property
    def digest(self) -> str:
        """SHA-256 of the JSON's bytes, hex."""
        return hashlib.sha256(self.document.encode()).hexdigest()


def grants_list(grants: Sequence[DecidedGrant], funder: Funder) -> GrantsList:
    """The list in order of day and case number; the same grants give the same bytes."""
    found: Counter[str] = Counter()
    rows = []
    for grant in sorted(grants, key=lambda one: (one.decided_on, one.case_number)):
        why = _left_out(grant)
        if why:
            found[why] += 1
            continue
        purpose, lack = _purpose(grant)
        if lack:
            found[lack] += 1
        found["amount"] += grant.amount
        rows.append(_row(grant, purpose, funder))
    ids = Counter(row["id"] for row in rows)
    found["duplicate_ids"] = sum(1 for times in ids.values() if times > 1)
    document = json.dumps({"grants": rows}, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return GrantsList(document, Quality(decided=len(grants), listed=len(rows), **found))


def funder_of(written: str, name: str) -> Funder:
    """Whoever grants. Raises Refused `funder_number` unless it is a legal person's organisation number."""
    number = read_org_number(written).canonical
    if number is None or is_of_person(number):
        raise Refused("funder_number", field="funder_number")
    return Funder(number, name)


def is_of_person(org_number: str) -> bool:
    """Whether ten digits stand for a natural person or what one left: estates are of group 1."""
    return org_number[2] < "2" or org_number[0] == "1"


def se_on(org_number: str) -> str:
    """As org-id.guide has it: SE-ON-802400-0000."""
    return PREFIX + format_org_number(org_number)


def table_of(document: str) -> tuple[tuple[object, ...], ...]:
    """The rows of the published JSON by COLUMNS."""
    return tuple(_cells(row) for row in json.loads(document)["grants"])


def _left_out(grant: DecidedGrant) -> str:
    if grant.number_class is NumberClass.PERSONAL:
        return "natural_persons"
    if grant.number_class is NumberClass.FOREIGN:
        return "foreign"
    if grant.org_number is None:
        return "without_number"
    return "natural_persons" if is_of_person(grant.org_number) else ""


def _purpose(grant: DecidedGrant) -> tuple[str, str]:
    """The association's own words, cut to size; or nothing and why."""
    words = " ".join(tidy(grant.purpose).split())
    if grant.is_marked:
        return "", "cut_secret"
    if not words:
        return "", "without_purpose"
    if _tells_of_person(words, grant):
        return "", "cut_names"
    if len(words) > LONGEST_PURPOSE:
        words = words[:LONGEST_PURPOSE].rsplit(" ", 1)[0] + " …"
    return words, ""


def _tells_of_person(words: str, grant: DecidedGrant) -> bool:
    if holds_personal_number(words) or outlook_of_person(words):
        return True
    own = (grant.association, grant.board, grant.scheme)
    return any(one.kind in _CUT_FOR for one in pointers_in(words, places=own))


def _row(grant: DecidedGrant, purpose: str, funder: Funder) -> dict[str, object]:
    slug = re.sub(r"[^A-Za-z0-9ÅÄÖåäö]+", "-", grant.case_number).strip("-")
    dates = {"startDate": grant.starts_on, "endDate": grant.ends_on}
    return {
        "id": f"{funder.id}-{slug}",
        "title": f"{grant.scheme} {grant.starts_on[:4]}",
        "description": purpose or grant.scheme,
        "currency": CURRENCY,
        "amountAwarded": grant.amount,
        "awardDate": grant.decided_on,
        "plannedDates": [dates],
        "recipientOrganization": [{"id": se_on(grant.org_number or ""), "name": grant.association}],
        "fundingOrganization": [{"id": funder.id, "name": funder.name, "department": grant.board}],
        "grantProgramme": [{"code": grant.scheme_key, "title": grant.scheme}],
    }


def _cells(row: Mapping[str, list[Mapping[str, str]]]) -> tuple[object, ...]:
    dates, to, by, programme = (
        row[name][0]
        for name in ("plannedDates", "recipientOrganization", "fundingOrganization", "grantProgramme")
    )
    return (
        row["id"], row["title"], row["description"], row["currency"], row["amountAwarded"], row["awardDate"],
        dates["startDate"], dates["endDate"], to["id"], to["name"], by["id"], by["name"], by["department"],
        programme["code"], programme["title"],
    )  # fmt: skip
