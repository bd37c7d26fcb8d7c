"""The page of one claim with its forms: what the list's page and the page of deeds both draw."""

import datetime as dt

from flask import g, render_template

from vetting.domain.authority import Act, may
from vetting.domain.swedish_time import swedish_day
from vetting.reading.claims import claim_page
from vetting.web.forms.base import Form
from vetting.web.forms.claims import (
    AcknowledgementForm,
    DeclineForm,
    DemandForm,
    InstalmentsForm,
    ReasonForm,
    ReliefForm,
    RepaymentForm,
    RespiteForm,
)

# By the name under which each form stands on the page, and before its fields.
FORMS: dict[str, type[Form]] = {
    "demand": DemandForm,
    "repayment": RepaymentForm,
    "acknowledgement": AcknowledgementForm,
    "respite": RespiteForm,
    "instalments": InstalmentsForm,
    "handover": ReasonForm,
    "relief": ReliefForm,
    "undo": ReasonForm,
    "decline": DeclineForm,
}


def claim_form(name: str, *, is_sent: bool) -> Form:
    """The form of that name: with what was sent, or as it is first shown."""
    made = FORMS[name](prefix=name) if is_sent else FORMS[name](prefix=name, formdata=None)
    return made.fill_choices() if isinstance(made, ReliefForm) else made


def claim_drawn(claim_id: str, name: str = "", sent: Form | None = None) -> str:
    """The claim's page. `sent`: the form of that name, when something in it needs to be mended."""
    today = swedish_day(dt.datetime.now(dt.UTC))
    page = claim_page(claim_id, actor=g.actor, today=today)
    forms = {key: claim_form(key, is_sent=False) for key in FORMS}
    if sent is not None:
        forms[name] = sent
    return render_template(
        "claims/show.html",
        page=page,
        forms=forms,
        sent=sent,
        wrong=name,
        today=today,
        may_keep=may(g.actor, Act.KEEP_LEDGER, page.board_id),
        may_decide=may(g.actor, Act.DECIDE, page.board_id),
    )
