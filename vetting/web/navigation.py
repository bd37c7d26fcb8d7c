"""What stands in the frame of every page: menu by authority, who is signed in, fixed addresses."""

from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import gettext as _

from vetting import VERSION
from vetting.domain.authority import Act, Actor, may
from vetting.web.languages import current
from vetting.web.wording import word

# endpoint, act that shows it, blueprints under which it is marked as current
MENU: tuple[tuple[str, Act, tuple[str, ...]], ...] = (
    ("desk.my_day", Act.SEE_DESK, ("desk", "signals", "my_deadlines")),
    ("partner_desk.overview", Act.PARTNER_DESK, ("partner_desk", "partner_deliveries", "partner_rows")),
    (
        "applications.cases",
        Act.SEE_CASES,
        (
            "applications",
            "application_lists",
            "cases",
            "case_papers",
            "case_regimes",
            "supplements",
            "checklists",
            "proposals",
            "decisions",
            "addenda",
            "capsules",
            "hearings",
            "statements",
            "case_codes",
            "wordings",
            "mirror",
            "urgent_decisions",
            "announcements",
            "screening",
            "signatories",
            "partner_questions",
            "clearances",
            "certificates",
        ),
    ),
    ("follow_ups.overview", Act.FOLLOW_UP, ("follow_ups",)),
    ("associations.directory", Act.SEE_DIRECTORY, ("associations", "directory_imports", "merges")),
    (
        "rounds.overview",
        Act.SEE_SPOT_CHECKS,
        (
            "rounds",
            "seals",
            "draws",
            "round_voids",
            "programmes",
            "rosters",
            "round_reports",
            "spot_checks",
            "my_spot_checks",
            "check_sheets",
            "check_letters",
            "findings",
        ),
    ),
    (
        "deliveries.overview",
        Act.SEE_SOURCES,
        ("deliveries", "inquiries", "rescreenings", "source_changes", "thresholds"),
    ),
    ("equal_treatment.half_year", Act.SEE_EQUAL_TREATMENT, ("equal_treatment",)),
    ("rule_desk.overview", Act.SEE_RULE_DRAFTS, ("rule_desk",)),
    ("journal.overview", Act.SEE_JOURNAL, ("journal", "clock")),
    (
        "administration.overview",
        Act.ADMINISTER,
        ("administration", "accounts", "parameters", "tokens", "house_rules", "clock"),
    ),
)


def labels() -> dict[str, str]:
    """The menu's words in the reader's language."""
    return {
        "desk.my_day": _("My day"),
        "partner_desk.overview": _("The partner's desk"),
        "applications.cases": _("Cases"),
        "follow_ups.overview": _("Follow-up"),
        "associations.directory": _("Associations"),
        "rounds.overview": _("Spot checks"),
        "deliveries.overview": _("Deliveries"),
        "equal_treatment.half_year": _("Equal treatment"),
        "rule_desk.overview": _("Rules"),
        "journal.overview": _("Journal"),
        "administration.overview": _("Administration"),
    }


def init_app(app: Flask, municipality: str) -> None:
    """Gives every template its frame."""

    @app.context_processor
    def frame() -> dict[str, Any]:
        actor: Actor | None = g.get("actor")
        return {
            "municipality": municipality,
            "lang": current(),
            "version": VERSION,
            "me": None if actor is None else _me(actor),
            "nav": [] if actor is None else _menu(app, actor),
            "urls": _urls(app, actor),
            "may": lambda act, board_id=None: actor is not None and may(actor, Act(act), board_id),
        }


def _me(actor: Actor) -> dict[str, str]:
    roles = ", ".join(sorted({word(role) for role in actor.roles}))
    return {"display_name": actor.name, "roles": roles}


def _menu(app: Flask, actor: Actor) -> list[dict[str, object]]:
    words = labels()
    return [
        {
            "label": words[endpoint],
            "url": url_for(endpoint),
            "current": request.blueprint in blueprints,
            "count": None,
        }
        for endpoint, act, blueprints in MENU
        if endpoint in app.view_functions and may(actor, act)
    ]


def home_of(actor: Actor | None) -> str:
    """Where somebody begins: the partner's desk for an agent, my day for everybody else."""
    return url_for("partner_desk.overview" if actor is not None and actor.is_agent else "desk.my_day")


def _urls(app: Flask, actor: Actor | None) -> dict[str, str]:
    known = {
        "sign_out": "login.sign_out",
        "language": "language.choose",
        "account": "account.overview",
        "checklists": "published_checklists.overview",
        "accessibility": "about.accessibility",
        "privacy": "about.privacy",
        "draws": "public_draws.show",
        "house_rules": "house_rules.published",
        "own_case": "own_case.enter",
    }
    if actor is not None and actor.is_agent:
        del known["checklists"]  # an officers' page
    found = {name: url_for(endpoint) for name, endpoint in known.items() if endpoint in app.view_functions}
    return {"home": home_of(actor), **found}
