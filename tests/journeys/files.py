"""The files of a journey: invented names, numbers that pass the check digit and are not issued."""

import io

from openpyxl import Workbook

from tests.makers_associations import a_csv
from tests.makers_sources import un_xml

APPLICANT, NUMBER = "Almviks Folkdansgille", "889999-9018"
REGISTER = a_csv(
    f"{APPLICANT};{NUMBER};Almvik",
    "Söderå bygdegård;889999-9026;Söderå",
    "Älvby kör;889999–9034;Älvby",
    "Ekby hantverkare;;Ekby",
    "Vägen framåt;850161-0003;Ekby",
    f"{APPLICANT};{NUMBER};Almvik",
    "Dungens vänner;8.02E+09;Norrdal",
)
LISTED = "Almviks Folkdans Gille"


def a_debt_sheet() -> bytes:
    """A partner's workbook of debts: a line of text above the headings, as such sheets have."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Utdrag", "", ""),
        ("Organisationsnummer", "Namn", "Uppgift"),
        ("829999-9014", "Granlunda Motorklubb", "Skuld till det allmänna"),
        ("252999-9019", "Bäckens Scenkonst", "Skuld till det allmänna"),
    ):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def a_list_of_nations(day: str) -> bytes:
    """A list in the form of the United Nations', one name of it near the applicant's."""
    return un_xml([("900001", LISTED), ("900002", "Pendeln Logistics Group")], generated=day)
