"""Associations and register files, made through the deeds."""

import json

from sqlalchemy import select

from tests.makers import NOW, an_officer
from vetting.domain.association import Written
from vetting.domain.authority import Actor
from vetting.domain.terms import Role
from vetting.domain.terms_associations import NameKind, NumberRelation
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.known_as import AssociationName, RelatedNumber
from vetting.services import associations, directory_imports

GOOD_NUMBERS = ("889999-9018", "889999-9026", "889999-9034", "252999-9019", "829999-9014", "009999-9013")
# Synthetic, with check digits in order: a date, a coordination number (day + 60), twelve and ten digits.
PERSONAL_NUMBERS = ("18850101-0006", "850161-0003", "198502280004", "8512312383")


def a_secretary(username: str = "anna") -> Actor:
    """An officer who may edit the directory."""
    return an_officer(Role.CULTURE_SECRETARY, username=username)


def an_association(name: str = "Norrdals kulturförening", *, by: Actor, **more: str) -> str:
    """The id of a new association."""
    return associations.add_association(Written(name=name, **more), although_alike=True, by=by, now=NOW)


def a_csv(*rows: str, head: str = "Namn;Org.nr;Ort") -> bytes:
    """A register as delimited text."""
    return "\n".join([head, *rows]).encode()


def ibgo(*customers: dict[str, object]) -> bytes:
    """A register as IBGO exports it, with its own count."""
    full = [{"Id": at, **customer} for at, customer in enumerate(customers, start=501)]
    return json.dumps({"TotalNumberOfElements": len(full), "Customers": full}).encode()


def an_import(data: bytes, name: str = "register.csv", *, by: Actor, source_system: str = "") -> str:
    """The id of a register that is read and waits for a person."""
    import_id = directory_imports.receive_directory_file(
        data, name, source_system=source_system, by=by, now=NOW
    )
    directory_imports.stage_directory(import_id, by=by, now=NOW)
    return import_id


def an_applied_import(data: bytes, name: str = "register.csv", *, by: Actor, source_system: str = "") -> str:
    """The id of a register that is in the directory."""
    import_id = an_import(data, name, by=by, source_system=source_system)
    directory_imports.apply_import(import_id, by=by, now=NOW)
    return import_id


REGISTER = a_csv(
    "Norrdals kulturförening;889999-9018;Norrdal",
    "Söderå IF;8.02E+09;Söderå",
    "Test-Idrotten;;Söderå",
    "Vägen;850161-0003;Ekby",
    "Norrdals kulturförening;889999-9018;Norrdal",
    "Nollornas vänner;99999013;Ekby",
    "Älvby kör;889999\u20139026;Älvby",
    ";;Ekby",
)


def the_associations() -> dict[str, Association]:
    """Every association by its name, as the database has them now."""
    db.session.rollback()
    return {row.name: row for row in db.session.scalars(select(Association))}


def known_besides(association_id: str) -> dict[str, str]:
    """Another name and number of an association; rows only, ids by parameter name."""
    name = AssociationName(
        association_id=association_id, name="Allé", search_key="alle", kind=NameKind.OTHER, recorded_at=NOW
    )
    number = RelatedNumber(
        association_id=association_id,
        org_number="8299999014",
        relation=NumberRelation.PREDECESSOR,
        recorded_at=NOW,
    )
    db.session.add_all([name, number])
    db.session.flush()
    return {"name_id": name.id, "number_id": number.id}
