"""A board's report: its days, its figures from facts, its document, and what its texts may not hold."""

import datetime as dt

import pytest

from vetting.domain.board_report import (
    ReportHead,
    ReportTerm,
    document_of,
    report_from,
    report_of,
    term_named,
)
from vetting.domain.errors import NotFound, Refused
from vetting.domain.report_figures import BoardFacts, RoundLine, figures_of
from vetting.domain.report_texts import require_sound
from vetting.domain.terms import Outcome
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_reports import BoardReportKind, ReportArea


@pytest.mark.parametrize(
    ("name", "until_on"),
    [
        ("t1-2026", (2026, 4, 30)),
        ("t2-2024", (2024, 8, 31)),
        ("vb-2026", (2026, 12, 31)),
        ("ks-2025", (2025, 12, 31)),
    ],
)
def test_a_report_tells_of_its_days(name, until_on):
    term = term_named(name)
    assert term.name == name
    assert (term.from_on, term.until_on) == (dt.date(until_on[0], 1, 1), dt.date(*until_on))


@pytest.mark.parametrize("name", ["t3-2026", "t1-26", "T1-2026", "t1-2026x", "", "vb-1999"])
def test_no_other_name_is_a_report(name):
    with pytest.raises(NotFound):
        term_named(name)


def test_figures_are_those_of_the_facts():
    facts = BoardFacts(
        received=12,
        decided={Outcome.GRANTED: 5, Outcome.PARTLY_GRANTED: 2, Outcome.REFUSED: 1, Outcome.REVOKED: 1},
        handling_days=(10, 30, 21, 40),
        requests={BookingState.APPROVED: 7, BookingState.PENDING: 2, BookingState.REFUSED: 1},
        claimed=12_000,
    )
    told = {(one.area, one.key): one.value for one in figures_of(facts)}
    assert told[ReportArea.CHECKLIST, "decided"] == 9
    assert told[ReportArea.CHECKLIST, "granted"] == 7
    assert told[ReportArea.CHECKLIST, "handling_days"] == 25.5
    assert told[ReportArea.PREMISES, "requests"] == 10
    assert told[ReportArea.PREMISES, "days_before"] is None
    assert told[ReportArea.STOPS, "revoked"] == 1
    assert told[ReportArea.STOPS, "claimed"] == 12_000


def test_the_document_reads_back_as_the_same_report():
    term = ReportTerm(BoardReportKind.T2, 2026)
    facts = BoardFacts(
        grounds={"S01": 1, "A01": 3, "E02": 1}, rounds=(RoundLine("2026-H1", "grants", 58, 16, 1, 1, 13),)
    )
    head = ReportHead(term, "Norrdals nämnd", dt.date(2026, 9, 1))
    report = report_of(head, facts, {"summary": "Året."})
    assert report.grounds == (("A01", 3), ("E02", 1), ("S01", 1))
    assert report_from(document_of(report)) == report


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Handläggaren Asta  BERGVALL har slutat.", "report_names_person"),
        ("Det gällde 19811228-9874.", "personal_number_in_text"),
        ("x" * 2001, "text_too_long"),
    ],
)
def test_texts_that_tell_of_somebody_are_refused(text, code):
    with pytest.raises(Refused) as refused:
        require_sound({"stops_measure": text}, ["Asta Bergvall"])
    assert (refused.value.code, refused.value.facts["field"]) == (code, "stops_measure")


def test_a_single_word_is_no_name():
    assert require_sound({"summary": " Lokalintendent saknas. "}, ["Lokalintendent"]) == {
        "summary": "Lokalintendent saknas."
    }
