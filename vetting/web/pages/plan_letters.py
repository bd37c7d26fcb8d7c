"""Letters to an association about its plan, as they were written, to be read and printed."""

from flask import Blueprint, g, render_template

from vetting.domain.authority import Act
from vetting.reading.plan_letters import plan_letter
from vetting.services.plan_letters import letter_markup
from vetting.web.access import access
from vetting.web.wording import hearings as words

pages = Blueprint("plan_letters", __name__)


@pages.get("/arenden/<case_id>/plan/brev/<plan_letter_id>")
@access(Act.FOLLOW_UP)
def show(case_id: str, plan_letter_id: str) -> str:
    """One letter, and whether it went by e-mail."""
    found = plan_letter(case_id, plan_letter_id, actor=g.actor)
    return render_template(
        "follow_ups/letter.html", page=found, markup=words.made(letter_markup(found.content))
    )
