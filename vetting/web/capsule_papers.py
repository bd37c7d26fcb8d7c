"""A case taken out as a capsule: what was read of it, the page to be read by people, and the ZIP of both."""

import datetime as dt
import json

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from vetting.domain.authority import Actor
from vetting.reading.capsule import CaseParts, case_id_of, case_parts
from vetting.reading.decisions import grounds_kept
from vetting.services import capsules
from vetting.services.assessments import pinned_checklist
from vetting.services.capsules import Capsule, ReportPage
from vetting.web.wording import certificates as check_words
from vetting.web.wording import entry_word
from vetting.web.wording.checklists import level_text
from vetting.web.wording.journal import actor_word

LANGUAGE = "sv"  # of the case, whoever takes it out


def case_capsule(case_id: str, *, actor: Actor, now: dt.datetime) -> Capsule:
    """The capsule of a case. Raises NotFound, UnusableFile `file_damaged`."""
    parts = case_parts(case_id, actor=actor)
    with force_locale(LANGUAGE):
        paper = _paper(parts)
    return capsules.export_case(case_id, parts.contents, paper, by=actor, now=now)


def named_capsule(named: str, *, actor: Actor, now: dt.datetime) -> Capsule:
    """As case_capsule, of a case named by its number or id. Raises NotFound `case_not_found` too."""
    return case_capsule(case_id_of(named, actor=actor), actor=actor, now=now)


def _paper(parts: CaseParts) -> ReportPage:
    number = parts.case["case_number"]
    markup = current_app.jinja_env.get_template("capsules/_case.html").render(_values(parts))
    return ReportPage(
        title=_("Case %(number)s", number=number),
        language=LANGUAGE,
        sender=current_app.config["SETTINGS"].municipality,
        footer=(_("Case %(number)s", number=number), _("Page")),
        markup=Markup(markup),  # noqa: S704 - made by the house's own template from escaped content
    )


def _values(parts: CaseParts) -> dict[str, object]:
    case, reasons = parts.case, parts.contents.reasons
    checklist = pinned_checklist(
        case["checklist_name"], case["checklist_version"], digest=case["checklist_digest"]
    )
    return {
        "parts": parts,
        "reasons": None if reasons is None else json.loads(reasons),
        "grounds": () if reasons is None else grounds_kept(json.loads(reasons)["grounds"]),
        "questions": {question.id: question.text.sv for question in checklist.questions},
        "answer_words": {value: text.sv for value, text in checklist.words.answers.items()},
        "journal": [(dt.datetime.fromisoformat(entry["at"]), entry) for entry in parts.journal],
        "actor_word": actor_word,
        "entry_word": entry_word,
        "level_text": level_text,
        "check_words": check_words,
    }
