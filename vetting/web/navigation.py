"""What stands in the frame of every page: menu by authority, who is signed in, fixed addresses."""

from collections.abc import Mapping
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
            "special_reviews",
            "special_review_proposals",
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
            "double_funding",
            "retention_plan",
            "court_findings",
            "freedom_trials",
        ),
    ),
    ("tonight.show", Act.SEE_PREMISES, ()),
    (
        "follow_ups.overview",
        Act.FOLLOW_UP,
        ("follow_ups", "plan_parts", "plan_letters", "association_reports", "visits", "evaluations"),
    ),
    ("post.overview", Act.KEEP_POST, ("post",)),
    ("revocations.overview", Act.SEE_REVOCATIONS, ()),
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
    ("board_reports.overview", Act.SEE_BOARD_REPORTS, ("board_reports",)),
    ("rule_desk.overview", Act.SEE_RULE_DRAFTS, ("rule_desk",)),
    ("journal.overview", Act.SEE_JOURNAL, ("journal", "clock")),
    (
        "administration.overview",
        Act.ADMINISTER,
        (
            "administration",
            "reference_rates",
            "accounts",
            "staff_numbers",
            "retention_plan",
            "parameters",
            "board_meetings",
            "tokens",
            "house_rules",
            "clock",
        ),
    ),
)


# What stands under an entry, in a row of its own while one is there.
PARTS: dict[str, tuple[tuple[str, Act, tuple[str, ...]], ...]] = {
    "tonight.show": (
        ("tonight.show", Act.SEE_PREMISES, ("tonight",)),
        (
            "lettings.overview",
            Act.SEE_PREMISES,
            ("lettings", "letting_decisions", "enquiries", "booking_lists", "breaches"),
        ),
        ("premises.overview", Act.SEE_PREMISES, ("premises", "premises_lists")),
        ("contracts.terms", Act.SEE_PREMISES, ("contracts",)),
        ("observations.overview", Act.SEE_PREMISES, ("observations",)),
    ),
    "follow_ups.overview": (
        ("follow_ups.overview", Act.FOLLOW_UP, ("follow_ups", "plan_parts", "plan_letters")),
        ("association_reports.overview", Act.FOLLOW_UP, ("association_reports",)),
        ("visits.overview", Act.FOLLOW_UP, ("visits",)),
        ("evaluations.experience", Act.SEE_DIRECTORY, ("evaluations",)),
        ("action_plans.overview", Act.SEE_ACTION_PLANS, ("action_plans", "plan_activities")),
        ("routines.overview", Act.SEE_DESK, ("routines",)),
        ("training.overview", Act.SEE_DESK, ("training",)),
    ),
    "board_reports.overview": (
        ("board_reports.overview", Act.SEE_BOARD_REPORTS, ("board_reports",)),
        ("trends.overview", Act.SEE_BOARD_REPORTS, ("trends",)),
        ("local_pictures.overview", Act.SEE_ACTION_PLANS, ("local_pictures",)),
        ("concerns.overview", Act.HANDLE_CONCERNS, ("concerns",)),
        ("open_grants_lists.show", Act.SEE_BOARD_REPORTS, ("open_grants_lists",)),
        ("exports.mine", Act.SEE_BOARD_REPORTS, ("exports",)),
    ),
    "revocations.overview": (
        ("revocations.overview", Act.SEE_REVOCATIONS, ("revocations",)),
        ("bars.overview", Act.SEE_REVOCATIONS, ("bars",)),
        ("claims.overview", Act.SEE_LEDGER, ("claims", "claim_deeds")),
        ("payments.overview", Act.SEE_LEDGER, ("payments",)),
    ),
}


def labels() -> dict[str, str]:
    """The menu's words in the reader's language."""
    return {
        "desk.my_day": _("My day"),
        "partner_desk.overview": _("The partner's desk"),
        "applications.cases": _("Cases"),
        "tonight.show": _("Premises"),
        "follow_ups.overview": _("Follow-up"),
        "post.overview": _("Post"),
        "revocations.overview": _("Revocations"),
        "associations.directory": _("Associations"),
        "rounds.overview": _("Spot checks"),
        "deliveries.overview": _("Deliveries"),
        "equal_treatment.half_year": _("Equal treatment"),
        "board_reports.overview": _("Reports"),
        "rule_desk.overview": _("Rules"),
        "journal.overview": _("Journal"),
        "administration.overview": _("Administration"),
    }


def part_labels() -> dict[str, str]:
    """The words of the rows under an entry."""
    return {
        "action_plans.overview": _("Action plans"),
        "routines.overview": _("Routines and guidelines"),
        "training.overview": _("Training"),
        "local_pictures.overview": _("Local picture"),
        "tonight.show": _("Tonight"),
        "lettings.overview": _("Bookings"),
        "premises.overview": _("Register of premises"),
        "contracts.terms": _("Terms of contract"),
        "observations.overview": _("Observations"),
        "follow_ups.overview": _("Follow-up plans"),
        "association_reports.overview": _("Reports from associations"),
        "visits.overview": _("Visits"),
        "evaluations.experience": _("Experience"),
        "board_reports.overview": _("Reports"),
        "trends.overview": _("Trends"),
        "concerns.overview": _("Concerns without names"),
        "open_grants_lists.show": _("Open data"),
        "exports.mine": _("My files"),
        "revocations.overview": _("Revocations"),
        "bars.overview": _("Stop marks"),
        "claims.overview": _("Claims for repayment"),
        "payments.overview": _("Payments"),
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
    words, part_words = labels(), part_labels()
    found: list[dict[str, object]] = []
    for endpoint, act, blueprints in MENU:
        parts = _parts(app, actor, endpoint, part_words)
        is_open = may(actor, act)
        if endpoint not in app.view_functions or not (is_open or parts):
            continue
        is_current = request.blueprint in blueprints or any(part["current"] for part in parts)
        found.append(
            {
                "label": words[endpoint],
                "url": url_for(endpoint) if is_open else parts[0]["url"],
                "current": is_current,
                "parts": parts,
            }
        )
    return found


def _parts(app: Flask, actor: Actor, endpoint: str, words: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {"label": words[name], "url": url_for(name), "current": request.blueprint in blueprints}
        for name, act, blueprints in PARTS.get(endpoint, ())
        if name in app.view_functions and may(actor, act)
    ]


def home_of(actor: Actor | None) -> str:
    """Where somebody begins: the partner's desk for an agent, my day for everybody else."""
    return url_for("partner_desk.overview" if actor is not None and actor.is_agent else "desk.my_day")


def _urls(app: Flask, actor: Actor | None) -> dict[str, str]:
    known = {
        "sign_out": "login.sign_out",
        "language": "language.choose",
        "account": "account.overview",
        "exports": "exports.mine",
        "checklists": "published_checklists.overview",
        "accessibility": "about.accessibility",
        "privacy": "about.privacy",
        "draws": "public_draws.show",
        "house_rules": "house_rules.published",
        "own_case": "own_case.enter",
        "open_data": "open_grants_lists.show",
        "signpost": "concerns.signpost",
    }
    if actor is not None and actor.is_agent:
        del known["checklists"], known["exports"]  # officers' pages
    found = {name: url_for(endpoint) for name, endpoint in known.items() if endpoint in app.view_functions}
    return {"home": home_of(actor), **found}
