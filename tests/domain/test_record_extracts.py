"""Extracts from the criminal record: that the routine exists may be noted, and nothing of what they hold."""

import pytest

from tests.makers_decisions import the_checklist
from vetting.domain.errors import Refused
from vetting.domain.record_extracts import require_no_extract, what_is_told

A17 = the_checklist().question("A17")


@pytest.mark.parametrize(
    "text",
    [
        "Ledaren är dömd för misshandel.",
        "Två ledare har dömts tidigare.",
        "Alla ledare är ostraffade.",
        "Tränaren förekommer inte i belastningsregistret.",
        "Hon finns i misstankeregistret.",
        "Utdraget var tomt.",
        "Utdrag ur belastningsregistret visar ett strafföreläggande.",
        "Kassören är misstänkt för stöld",
    ],
)
def test_lag_2013_852_what_an_extract_holds_is_not_written(text):
    assert what_is_told(A17, text)
    with pytest.raises(Refused, match="extract_told"):
        require_no_extract(A17, "Rutin", text, kind="rutin_intyg", has_file=False)


@pytest.mark.parametrize(
    "text",
    [
        "Rutinen är beslutad av styrelsen den 3 maj.",
        "Utdrag ur belastningsregistret visas upp för föreningen innan någon får leda en grupp.",
        "Föreningen visade upp sin rutin. Utdragen visade upp för styrelsen återlämnas.",
        "Rutin saknas.",
    ],
)
def test_that_there_is_a_routine_may_be_written(text):
    assert what_is_told(A17, text) is None
    require_no_extract(A17, text, kind="rutin_intyg", has_file=False)


def test_other_questions_are_about_acts_and_may_rest_on_judgments():
    question = the_checklist().question("A01")
    require_no_extract(question, "Föreningen är dömd i tingsrätten.", kind="dom", has_file=True)
    assert what_is_told(question, "Föreningen är dömd i tingsrätten.") is None


@pytest.mark.parametrize(("kind", "has_file"), [("rutin_intyg", True), ("registerutdrag", False)])
def test_no_extract_is_kept_as_evidence(kind, has_file):
    with pytest.raises(Refused, match="extract_kept"):
        require_no_extract(A17, "Rutinen finns.", kind=kind, has_file=has_file)
