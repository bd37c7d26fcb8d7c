"""What may be declared, and what became of a row."""

import pytest

from vetting.domain import sources
from vetting.domain.errors import Refused
from vetting.domain.screening import Ageing
from vetting.domain.sources import Declaration
from vetting.domain.terms import Partner, RowState


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key": "Å"}, "source_key"),
        ({"key": "a b"}, "source_key"),
        ({"key": "ny"}, "source_key"),
        ({"key": "a" * 61}, "source_key"),
        ({"adapter": "magic"}, "unknown_adapter"),
        ({"column_map": {"phone": "Tel"}}, "unknown_column_map"),
        ({"adapter": "un_sc_xml", "column_map": {"name": "Namn"}}, "map_without_sheet"),
        ({"max_days": 3, "warn_days": 4}, "age_limits"),
        ({"max_days": -1}, "age_limits"),
        ({"min_rows": 0}, "min_rows"),
        ({"max_shrink": 100}, "max_shrink"),
    ],
)
def test_an_unsound_declaration_is_refused(changes, code):
    facts = {
        "key": "skulder",
        "adapter": "spreadsheet_drop",
        "partner": Partner.ENFORCEMENT_AUTHORITY,
    } | changes
    with pytest.raises(Refused) as refusal:
        sources.require_sound(Declaration(**facts))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("partner", "told", "ages"),
    [
        (Partner.SANCTIONS, {}, Ageing(2, 7)),
        (Partner.SANCTIONS, {"max_days": 30}, Ageing(15, 30)),
        (Partner.CVE, {}, Ageing(30, 60)),
        (Partner.CVE, {"max_days": 10, "warn_days": 1}, Ageing(1, 10)),
    ],
)
def test_ages_are_as_told_or_as_usual_for_the_partner(partner, told, ages):
    assert Declaration("a-b", "directory", partner, **told).ages == ages


@pytest.mark.parametrize(
    ("codes", "state"),
    [
        ([], RowState.OK),
        (["ok_odd_format"], RowState.REPAIRED),
        (["bad_checksum"], RowState.QUARANTINED),
        (["personal"], RowState.MASKED),
        (["personal", "missing_name"], RowState.QUARANTINED),
        (["personal", "duplicate_row"], RowState.DUPLICATE),
    ],
)
def test_the_gravest_problem_decides(codes, state):
    assert sources.state_of_row(codes) is state
