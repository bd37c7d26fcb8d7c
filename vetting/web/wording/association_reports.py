"""Words of the pages about associations' reports: sections, and what the comparison asks."""

from collections.abc import Sequence

from flask_babel import format_decimal
from flask_babel import gettext as _

from vetting.domain.plain_questions import PlainQuestion
from vetting.domain.report_comparer import Sign
from vetting.domain.terms_association_reports import Again, OwnReportStanding, ReportState, SignKind
from vetting.web.wording import word

STATE_KIND = {
    ReportState.TO_READ: "info",
    ReportState.COMPLETION: "warning",
    ReportState.APPROVED: "success",
}
STANDING_KIND = {
    OwnReportStanding.NOT_BEGUN: "neutral",
    OwnReportStanding.DRAFT: "info",
    OwnReportStanding.AWAITS_SIGNATURE: "info",
    OwnReportStanding.HANDED_IN: "info",
    OwnReportStanding.COMPLETION: "warning",
    OwnReportStanding.APPROVED: "success",
}
AGAIN_KIND = {Again.YES: "success", Again.CHANGED: "info", Again.NO: "neutral"}
Section = tuple[str, str, tuple[PlainQuestion, ...]]


def sections_of(asked: Sequence[PlainQuestion]) -> list[Section]:
    """The questions by section, in the order they stand: code and heading of each."""
    found: dict[str, list[PlainQuestion]] = {}
    for one in asked:
        found.setdefault(one.section.value, []).append(one)
    return [(code, word(group[0].section), tuple(group)) for code, group in found.items()]


def sign_text(sign: Sign, language: str) -> str:
    """What the officer may ask about a sign: a question, and nothing more."""
    if sign.question is None:
        return _(
            "%(percent)s %% of the words stood in last year's report too. What is new this year?",
            percent=sign.percent,
        )
    name = sign.question.text.in_language(language)
    if sign.kind is SignKind.EQUAL:
        return _(
            "“%(question)s”: %(percent)s %% of the answer stood there last year too. Is it still so?",
            question=name,
            percent=sign.percent,
        )
    figures = {"now": _count(sign.now), "before": _count(sign.before)}
    if sign.kind is SignKind.OVER:
        return _(
            "“%(question)s”: %(now)s kronor, and %(before)s kronor were granted. Is the figure right?",
            question=name,
            **figures,
        )
    if sign.kind is SignKind.PART:
        return _part_text(sign, language, figures)
    return _(
        "“%(question)s”: %(before)s last year and %(now)s this year (%(percent)s %%). What lies behind it?",
        question=name,
        percent=f"{sign.percent:+d}",
        **figures,
    )


def _part_text(sign: Sign, language: str, figures: dict[str, str]) -> str:
    whole, *more = (one.text.in_language(language) for one in sign.others)
    if more:
        return _(
            "“%(question)s” and “%(other)s”: %(now)s together, and “%(whole)s”: %(before)s. Which figure is right?",
            question=sign.question.text.in_language(language) if sign.question else "",
            other=more[0],
            whole=whole,
            **figures,
        )
    return _(
        "“%(question)s”: %(now)s, and “%(whole)s”: %(before)s. Which figure is right?",
        question=sign.question.text.in_language(language) if sign.question else "",
        whole=whole,
        **figures,
    )


def _count(value: int | None) -> str:
    return str(format_decimal(value or 0))
