"""Payments: what does not agree, lists from the finance system, and what is planned and paid of a grant."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.terms_imports import ListKind
from vetting.domain.terms_revocations import PaymentWord
from vetting.reading import payment_lists
from vetting.reading import payments as reading
from vetting.services import payment_imports, payments
from vetting.services.payment_imports import SentList
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.payments import AlarmForm, PaymentListForm, PlanForm, TieForm
from vetting.web.wording.directory import warning_text
from vetting.web.wording.payments import alarm_text, list_field_word, list_problem_text, stop_text

pages = Blueprint("payments", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/utbetalningar")
@access(Act.SEE_LEDGER)
def overview() -> str:
    """What does not agree, and the latest lists."""
    is_settled = request.args.get("visa") == "avgjorda"
    page = max(request.args.get("page", 1, type=int), 1)
    alarms, total = reading.alarms_list(is_settled=is_settled, page=page, actor=g.actor)
    return render_template(
        "payments/overview.html",
        alarms=alarms,
        total=total,
        page=page,
        per_page=reading.PER_PAGE,
        is_settled=is_settled,
        lists=payment_lists.recent_lists(ListKind.PAYMENTS, actor=g.actor),
        alarm_text=alarm_text,
    )


@pages.route("/utbetalningar/import", methods=["GET", "POST"])
@access(Act.KEEP_LEDGER)
def receive() -> Page:
    """Sending in the finance system's list."""
    form = PaymentListForm()
    form.board.choices = reading.boards_with_ledger(g.actor)
    if not form.validate_on_submit():
        return render_template("payments/receive.html", form=form), 422 if form.errors else 200
    sent = SentList(
        form.file.data.read(), form.file.data.filename or "", (form.source_system.data or "").strip()
    )
    try:
        import_id = payment_imports.receive_payments(form.board.data, sent, by=g.actor, now=_now())
    except Problem as problem:
        if problem.code == "same_file_again":
            flash(
                _("The same file came on %(on)s. Nothing was repeated; here it is.", **problem.facts), "info"
            )
            return redirect(url_for(".received", import_id=problem.facts["import_id"]))
        form.refuse(problem, "file")
        return render_template("payments/receive.html", form=form), status_of(problem)
    return redirect(url_for(".received", import_id=import_id))


@pages.get("/utbetalningar/import/<import_id>")
@access(Act.SEE_LEDGER)
def received(import_id: str) -> str:
    """One list with its rows."""
    show = request.args.get("visa", "problems")
    page = payment_lists.list_page(
        ListKind.PAYMENTS, import_id, show=show, page=request.args.get("page", 1, type=int), actor=g.actor
    )
    return render_template(
        "payments/list.html",
        page=page,
        shown=show,
        per_page=payment_lists.PER_PAGE,
        field_word=list_field_word,
        told=list_problem_text,
        notes=[text for code in page.head.warnings if (text := warning_text(code))],
    )


@pages.get("/utbetalningar/avvikelser/<alarm_id>")
@access(Act.SEE_LEDGER)
def alarm(alarm_id: str) -> str:
    """One payment that does not agree."""
    return _alarm(alarm_id)


@pages.post("/utbetalningar/avvikelser/<alarm_id>")
@access(Act.KEEP_LEDGER)
def settle(alarm_id: str) -> Page:
    """Saying what it is."""
    form = AlarmForm().fill_choices()
    if not form.validate():
        return _alarm(alarm_id, form), 422
    try:
        payments.settle_alarm(
            alarm_id, PaymentWord(form.settled_as.data), form.reason.data or "", by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem, "reason" if problem.facts.get("field") == "reason" else None)
        return _alarm(alarm_id, form), status_of(problem)
    flash(_("Noted."), "success")
    return redirect(url_for(".overview"))


@pages.post("/utbetalningar/avvikelser/<alarm_id>/koppla")
@access(Act.KEEP_LEDGER)
def tie(alarm_id: str) -> Page:
    """Saying which case a payment without one is for."""
    form, line = TieForm(), reading.alarm_line(alarm_id, actor=g.actor)
    if not form.validate():
        return _alarm(alarm_id, tying=form), 422
    try:
        payments.tie_payment(line.payment_id, form.case_number.data or "", by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, "case_number")
        return _alarm(alarm_id, tying=form), status_of(problem)
    flash(_("The payment is tied to the case, and compared with its decision."), "success")
    return redirect(url_for(".alarm", alarm_id=alarm_id))


@pages.get("/arenden/<case_id>/utbetalningar")
@access(Act.SEE_LEDGER)
def of_case(case_id: str) -> Response:
    """From a case to the payments of what it granted."""
    return redirect(url_for(".grant", support_id=reading.support_of_case(case_id, actor=g.actor)))


@pages.get("/utbetalningar/bidrag/<support_id>")
@access(Act.SEE_LEDGER)
def grant(support_id: str) -> str:
    """One grant: planned, paid, stopped."""
    return _grant(support_id, PlanForm(formdata=None))


@pages.post("/utbetalningar/bidrag/<support_id>")
@access(Act.KEEP_LEDGER)
def plan(support_id: str) -> Page:
    """Sharing it into parts before anything is paid."""
    form = PlanForm()
    if not form.validate():
        return _grant(support_id, form), 422
    parts, conditions = form.written()
    try:
        payments.plan_payments(support_id, parts, conditions, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem)
        return _grant(support_id, form), status_of(problem)
    flash(_("The parts are planned."), "success")
    return redirect(url_for(".grant", support_id=support_id))


def _grant(support_id: str, form: PlanForm) -> str:
    found = reading.payments_of_grant(support_id, actor=g.actor)
    if not form.is_submitted():
        for row, part in zip(form.parts, found.parts, strict=False):
            row.form.amount.data, row.form.due_on.data = part.amount, part.due_on
            row.form.condition.data = part.condition
    return render_template(
        "payments/grant.html", found=found, form=form, alarm_text=alarm_text, stop_text=stop_text
    )


def _alarm(alarm_id: str, form: AlarmForm | None = None, tying: TieForm | None = None) -> str:
    line = reading.alarm_line(alarm_id, actor=g.actor)
    return render_template(
        "payments/alarm.html",
        line=line,
        form=form or AlarmForm(formdata=None).fill_choices(),
        tying=tying or TieForm(formdata=None),
        told=alarm_text(line),
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
