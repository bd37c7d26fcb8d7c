"""What the pages of a spot check share: loading one check, and drawing its page, refused or not."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import flash, g, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from vetting.domain.errors import Problem, Refused
from vetting.domain.filled_sheet import SheetMark
from vetting.domain.sheet_merge import Meeting, Met
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import AnswerKind
from vetting.reading import spot_check as reading
from vetting.reading.spot_check import CheckPage, CheckSheet
from vetting.reading.spot_check_rows import check_object
from vetting.services import assessments, spot_checks
from vetting.web.forms.base import Form
from vetting.web.forms.checklist import ChecklistForm, reason_wanted
from vetting.web.forms.spot_checks import FilledForm, check_form
from vetting.web.languages import current
from vetting.web.wording.rounds import chance_word
from vetting.web.wording.spot_checks import ground_text

Lost = Sequence[tuple[str, str, str]]
COMMENT = "comment"  # the focus area of the association's own words


@dataclass(frozen=True)
class Refusal:
    """What a refused save leaves: questions that met another's answer, and words without a place."""

    met: Mapping[str, Met] = field(default_factory=dict)
    lost: Lost = ()


def now() -> dt.datetime:
    """The moment of the request."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The Swedish day of the request."""
    return swedish_day(now())


def check(check_id: str) -> CheckPage:
    """One check for the officer who is signed in. Raises NotFound."""
    found = check_object(check_id, actor=g.actor)
    pinned = found.pinned
    checklist = assessments.pinned_checklist(pinned.name, pinned.version, digest=pinned.digest)
    return reading.check_page(found, checklist)


def mark_of(page: CheckPage) -> SheetMark:
    """What ties a paper or workbook to the check and the reading."""
    sheet = sheet_of(page)
    return SheetMark(page.object.id, sheet.reading, f"{sheet.checklist.name} {sheet.checklist.version}")


def sheet_of(page: CheckPage) -> CheckSheet:
    """The sheet shown. Raises Refused `readings_not_signed` for who oversees while two read apart."""
    if page.sheet is None:
        raise Refused("readings_not_signed")
    return page.sheet


def _carry_comment(form: ChecklistForm, sheet: CheckSheet, comment: str) -> None:
    """Lets the recorded comment stand ready where it is asked for, so that nobody writes it twice."""
    for question in (shown.question for shown in sheet.asked if shown.answer is None):
        if comment and question.focus == COMMENT and question.answers is AnswerKind.TEXT:
            form[f"{question.id}-written"].data = comment


def drawn(
    page: CheckPage,
    form: ChecklistForm | None = None,
    refusal: Refusal | None = None,
    *,
    filled: FilledForm | None = None,
    status: int = 200,
) -> tuple[str, int]:
    """The page of a check; `form` and `filled` as they were refused."""
    refusal = refusal or Refusal()
    if form is None and page.sheet is not None:
        form = check_form(page.sheet, current())
        _carry_comment(form, page.sheet, page.object.comment)
    markup = render_template(
        "spot_checks/show.html",
        page=page,
        object=page.object,
        sheet=page.sheet,
        form=form,
        filled=filled or FilledForm(formdata=None),
        met={q: met for q, met in refusal.met.items() if met.meeting is Meeting.BOTH},
        taken_over=sorted(q for q, met in refusal.met.items() if met.meeting is Meeting.THEIRS),
        lost=refusal.lost,
        reason_wanted=reason_wanted,
        chance=chance_word(page.object.chance),
        ground_text=ground_text,
        conflict_url=_conflict_url(page),
        today=today(),
    )
    return markup, status


def _conflict_url(page: CheckPage) -> str:
    """Where one of its readers says that they have a conflict of interest in an open check."""
    if page.object.reading is None or not page.object.is_open:
        return ""
    return url_for("rosters.conflict", check_id=page.object.id)


def tell(saved: spot_checks.SavedCheck) -> None:
    """Says what a save came to."""
    if saved.changed:
        count = len(saved.changed)
        flash(ngettext("%(num)s answer saved.", "%(num)s answers saved.", count), "success")
    else:
        flash(_("Nothing had changed, so nothing was saved."), "info")


def refuse_at(form: Form, problem: Problem) -> None:
    """Shows a refusal at the field it speaks of, or at the form."""
    fields = {
        "act_in_future": "act_on",
        "unknown_evidence_kind": "kind",
        "unknown_evidence_level": "level",
        "question_not_asked": "question_id",
        "unknown_question": "question_id",
        "minutes_odd": "minutes",
    }
    name = fields.get(problem.code, str(problem.facts.get("field", "")))
    if not name and "filename" in problem.facts:
        name = "file"
    form.refuse(problem, name if name in form else None)


def check_url(check_id: str, anchor: str | None = None) -> str:
    """The address of the check's page."""
    return url_for("spot_checks.show", check_id=check_id, _anchor=anchor)
