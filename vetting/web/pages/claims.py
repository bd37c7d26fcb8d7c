"""Claims for repayment: the list, the list of what is let go, one claim, and its demands."""

import datetime as dt
import io
from collections.abc import Sequence

from flask import Blueprint, g, render_template, request, send_file
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.swedish_time import swedish_day
from vetting.reading import claims as reading
from vetting.reading.let_go import let_go as let_go_lines
from vetting.services import claim_letters, row_sheets
from vetting.web.access import access
from vetting.web.claim_pages import claim_drawn
from vetting.web.forms.claims import ClaimFilter
from vetting.web.list_tables.money_and_rooms import claims_shown
from vetting.web.wording import word

pages = Blueprint("claims", __name__)
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/aterkrav")
@access(Act.SEE_LEDGER)
def overview() -> str:
    """The claims, and what they come to."""
    form = ClaimFilter(request.args)
    found = _found(form)
    form.fill_choices(found.boards)
    return render_template("claims/overview.html", found=found, form=form, today=_today())


@pages.get("/aterkrav/eftergivet.xlsx")
@access(Act.SEE_LEDGER)
def let_go() -> Response:
    """What was waived or written off, as a list to the board."""
    board_id, year = request.args.get("namnd", ""), request.args.get("ar", None, type=int)
    header = (
        _("Case"), _("Association"), _("Board"), _("What was let go"), _("Kronor"), _("Date"), _("Reason"),
        _("Proposed by"), _("Confirmed by"),
    )  # fmt: skip
    rows = [
        (
            line.case_number, line.association, line.board, word(line.kind), line.amount, line.on,
            line.reason, line.proposed_by, line.by,
        )
        for line in let_go_lines(board_id=board_id, year=year, actor=g.actor)
    ]  # fmt: skip
    return _workbook(header, rows, _("Waived and written off"), "eftergivet-och-avskrivet.xlsx")


@pages.get("/aterkrav/<claim_id>")
@access(Act.SEE_LEDGER)
def show(claim_id: str) -> str:
    """One claim: what it covers, its ledger, interest, and what can be done."""
    return claim_drawn(claim_id)


@pages.get("/aterkrav/<claim_id>/krav/<demand_id>")
@access(Act.SEE_LEDGER)
def letter(claim_id: str, demand_id: str) -> str:
    """A demand as it was written."""
    found = claim_letters.shown_demand(claim_id, demand_id, by=g.actor)
    text = Markup(found.markup)  # noqa: S704 - made by an escaping template
    return render_template(
        "claims/letter.html", claim_id=claim_id, demand_id=demand_id, letter=found, text=text
    )


@pages.get("/aterkrav/<claim_id>/krav/<demand_id>.pdf")
@access(Act.SEE_LEDGER)
def letter_pdf(claim_id: str, demand_id: str) -> Response:
    """A demand as a tagged PDF."""
    file = claim_letters.demand_pdf(claim_id, demand_id, by=g.actor)
    return send_file(
        io.BytesIO(file.data), mimetype="application/pdf", as_attachment=True, download_name=file.name
    )


def _found(form: ClaimFilter) -> reading.ClaimList:
    return reading.claims_list(
        show=claims_shown(request.args), board_id=form.namnd.data or "", actor=g.actor, today=_today()
    )


def _workbook(header: tuple[str, ...], rows: Sequence[Sequence[object]], title: str, name: str) -> Response:
    data = row_sheets.workbook(header, rows, title=title)
    return send_file(io.BytesIO(data), mimetype=SHEET, as_attachment=True, download_name=name)


def _today() -> dt.date:
    return swedish_day(dt.datetime.now(dt.UTC))
