"""Figures of a report that cannot stand beside each other, or beside the grant: questions and never answers."""

import datetime as dt

import pytest

from vetting.domain.checklist import Text
from vetting.domain.indicators import outcome_that_holds
from vetting.domain.plain_questions import PlainQuestion
from vetting.domain.report_comparer import Limits, compared
from vetting.domain.report_post import address_of_letters, question_in_letter
from vetting.domain.report_reading import day_that_holds, standing_of
from vetting.domain.report_roles import unsaid
from vetting.domain.report_signs import MOST_PERCENT, odd_figures, signs_of
from vetting.domain.terms_association_reports import AskedKind, OwnReportStanding, ReportSection, ReportState
from vetting.domain.terms_association_reports import SignKind as Kind

GRANTED = 54_900


def question(question_id: str, kind: AskedKind) -> PlainQuestion:
    text = Text(question_id, question_id)
    return PlainQuestion(question_id, ReportSection.RESULTS, kind, text, text, is_required=True)


ASKED = (
    question("spent", AskedKind.KRONOR),
    question("activities", AskedKind.TEXT),
    *(question(one, AskedKind.COUNT) for one in ("participants", "women", "men", "young")),
)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"spent": "99999999"}, [("over:spent", 99_999_999, GRANTED)]),
        ({"spent": "54901"}, [("over:spent", 54_901, GRANTED)]),
        ({"spent": "54 900 kr"}, []),
        ({"spent": "0"}, []),
        ({"spent": "mycket"}, []),
        ({}, []),
        ({"participants": "150", "women": "900"}, [("part:women", 900, 150)]),
        ({"participants": "150", "women": "150"}, []),
        ({"participants": "150", "women": "100", "men": "80"}, [("part:women+men", 180, 150)]),
        ({"participants": "150", "women": "100", "men": "50", "young": "150"}, []),
        ({"participants": "150", "women": "100", "young": "100"}, []),  # one may be both
        ({"participants": "150", "women": "900", "men": "1"}, [("part:women", 900, 150)]),  # asked once
        ({"participants": "150", "young": "151"}, [("part:young", 151, 150)]),
        ({"participants": "0", "young": "5"}, [("part:young", 5, 0)]),
        ({"participants": "många", "women": "900"}, []),
        ({"women": "900"}, []),
    ],
)
def test_odd_figures(answers, found):
    signs = odd_figures(ASKED, answers, granted=GRANTED)
    assert [(one.key, one.now, one.before) for one in signs] == found


def test_what_is_not_asked_raises_nothing():
    assert odd_figures(ASKED[1:2], {"spent": "99999999", "women": "9"}, granted=GRANTED) == ()


def test_both_kinds_of_questions_come_together_and_the_odd_ones_need_no_year_before():
    now, before = {"spent": "60000", "participants": "150"}, {"participants": "50"}
    alone = signs_of(ASKED, now, None, granted=GRANTED)
    both = signs_of(ASKED, now, compared(ASKED, now, before, limits=Limits()), granted=GRANTED)
    assert [one.kind for one in alone] == [Kind.OVER]
    assert [one.kind for one in both] == [Kind.OVER, Kind.JUMP]


def test_a_share_beyond_all_measure_can_be_kept():
    now = {"spent": "999999999", "participants": "999999999"}
    beside = compared(ASKED, now, {"participants": "1"}, limits=Limits())
    found = signs_of(ASKED, now, beside, granted=1)
    assert {one.percent for one in found} == {MOST_PERCENT}


@pytest.mark.parametrize(
    ("answers", "before", "asked"),
    [
        ({"spent": "99999999"}, {}, ("spent", "Ni har skrivit 99\u00a0999\u00a0999 kronor")),
        ({"spent": "54901"}, {}, ("spent", "beviljat är 54\u00a0900 kronor. Stämmer siffran?")),
        ({"participants": "9", "women": "1500"}, {}, ("women", "1\u00a0500, och på frågan ”participants” 9")),
        (
            {"participants": "9", "women": "7", "men": "6"},
            {},
            ("women", "med ”men” blir det 13, och på frågan ”participants” står 9"),
        ),
        (
            {"participants": "1500"},
            {"participants": "50"},
            ("participants", "var det 50 och i år 1\u00a0500"),
        ),
        ({"activities": "ord " * 20}, {"activities": "ord " * 20}, ("", "100 procent av orden")),
    ],
)
def test_what_the_association_may_be_asked_is_put_in_words(answers, before, asked):
    beside = compared(ASKED, answers, before, limits=Limits())
    (sign,) = signs_of(ASKED, answers, beside, granted=GRANTED)
    question_id, words = question_in_letter(sign)
    assert question_id == asked[0]
    assert asked[1] in words


@pytest.mark.parametrize(
    ("directory", "reported", "address"),
    [("a@x.example", "b@x.example", "a@x.example"), (None, "b@x.example", "b@x.example"), ("", None, "")],
)
def test_letters_go_to_the_directorys_address_or_else_the_reports(directory, reported, address):
    assert address_of_letters(directory, reported) == address


@pytest.mark.parametrize(
    ("told", "reported", "outcome"), [(12, "40", 12), (0, "40", 0), (None, "40", 40), (None, "", None)]
)
def test_what_an_officer_told_goes_before_what_the_report_says(told, reported, outcome):
    assert outcome_that_holds(told, reported) == outcome


@pytest.mark.parametrize(
    ("role", "reason", "is_correction", "fields"),
    [
        ("kassör", "", False, []),
        (" ", "", False, ["written_role"]),
        ("kassör", " ", True, ["reason"]),
        ("", "", True, ["written_role", "reason"]),
        ("kassör", "Räknat fel", True, []),
    ],
)
def test_what_is_unsaid_besides_the_answers(role, reason, is_correction, fields):
    assert [field for field, _code in unsaid(role, reason, is_correction=is_correction)] == fields


@pytest.mark.parametrize(
    ("state", "version", "is_handed", "standing"),
    [
        (None, 0, False, OwnReportStanding.NOT_BEGUN),
        (None, 3, False, OwnReportStanding.DRAFT),
        (None, 3, True, OwnReportStanding.AWAITS_SIGNATURE),
        (ReportState.TO_READ, 0, False, OwnReportStanding.HANDED_IN),
        (ReportState.TO_READ, 2, False, OwnReportStanding.HANDED_IN),
        (ReportState.COMPLETION, 2, False, OwnReportStanding.COMPLETION),
        (ReportState.COMPLETION, 2, True, OwnReportStanding.AWAITS_SIGNATURE),
        (ReportState.APPROVED, 2, True, OwnReportStanding.APPROVED),
    ],
)
def test_where_the_report_stands_for_the_association(state, version, is_handed, standing):
    assert standing_of(state, draft_version=version, is_handed_over=is_handed) is standing


@pytest.mark.parametrize(
    ("state", "day"),
    [(None, 15), (ReportState.COMPLETION, 7), (ReportState.TO_READ, None), (ReportState.APPROVED, None)],
)
def test_one_day_holds(state, day):
    found = day_that_holds(state, planned=dt.date(2027, 2, 15), asked=dt.date(2027, 2, 7))
    assert (found.day if found else None) == day
