"""What people write in a board's report: no names, nothing that looks like a personal number, counts."""

import pytest

from vetting.domain.errors import Refused
from vetting.domain.report_texts import TEXT_KEYS, area_of, counts_told, looks_personal, require_sound
from vetting.domain.terms_reports import ReportArea

KNOWN = ["Asta Bergvall", "Per-Erik Ek Lund", "Lokalintendent"]


@pytest.mark.parametrize(
    "text",
    [
        "Asta Bergvall har slutat.",
        "Vi tackar asta  bergvall.",
        "Bergvall, Asta svarade.",
        "Det är Asta Bergvalls ärende.",
        "Frågan ställdes till Per-Erik Ek Lund\noch besvarades.",
    ],
)
def test_names_are_refused_in_the_ways_they_are_written(text):
    with pytest.raises(Refused, match="report_names_person") as refused:
        require_sound({"summary": text}, KNOWN)
    assert refused.value.facts["field"] == "summary"


def test_somebody_the_service_does_not_know_is_told_by_the_given_name():
    with pytest.raises(Refused, match="person_named") as refused:
        require_sound({"complaints": "Klagomålet kom från Anna Svensson i går."}, KNOWN)
    assert refused.value.facts["field"] == "complaints"
    assert refused.value.facts["words"] == ["Anna Svensson"]


@pytest.mark.parametrize(
    "text", ["Lokalintendent saknas.", "Asta och Bergvall är två orter.", "Ek lundar växer."]
)
def test_other_words_are_no_names(text):
    assert require_sound({"summary": text}, KNOWN) == {"summary": text}


@pytest.mark.parametrize(
    "text",
    [
        "811228-9875",  # the check digit is wrong
        "19811228-9875",
        "8112289875",
        "811228 9875",
        "1981-12-28-9875",
        "811288-9875",  # a coordination number's day
        "(81-12-28 9875)",
    ],
)
def test_what_looks_like_a_personal_number_is_one_here(text):
    assert looks_personal(f"Gäller {text} i fjol.")


@pytest.mark.parametrize(
    "text",
    [
        "889999-9018",  # an organisation number's third digit is two or more
        "NOR 2026/0012",
        "2026-11-20",
        "2026-11-20 kl. 09.00",
        "SFS 2017:725",
        "25 000 kronor av 1 200 000 kronor",
        "08-465 004 10",
        "813228-9875",  # no such day
    ],
)
def test_other_numbers_may_be_written(text):
    assert not looks_personal(f"Se {text}.")


@pytest.mark.parametrize(("written", "kept"), [("3", "3"), (" 0 ", "0"), ("1 200", "1200"), ("007", "7")])
def test_counts_are_whole_numbers(written, kept):
    sound = require_sound({"complaints_count": written}, ())
    assert sound == {"complaints_count": kept}
    assert counts_told(sound) == {"complaints_count": int(kept)}


@pytest.mark.parametrize("written", ["tre", "-1", "2,5", "100000", "²"])
def test_other_counts_are_refused(written):
    with pytest.raises(Refused, match="report_count_odd"):
        require_sound({"ombudsman_count": written}, ())


def test_every_text_but_the_summary_is_about_an_activity():
    assert [key for key in TEXT_KEYS if area_of(key) is None] == ["summary"]
    assert area_of("spot_checks_deviation") is ReportArea.SPOT_CHECKS
    assert area_of("cross_check_measure") is ReportArea.CROSS_CHECK
    assert area_of("complaints") is ReportArea.TRIALS
