"""What each code of refusal or fault says to people: what is wrong, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.web.wording import (
    problems_action_plans,
    problems_administration,
    problems_applications,
    problems_association_reports,
    problems_board_meetings,
    problems_board_reports,
    problems_capsules,
    problems_check_files,
    problems_checklist,
    problems_clock,
    problems_contracts,
    problems_decisions,
    problems_deliveries,
    problems_directory,
    problems_disposal,
    problems_draw,
    problems_effects,
    problems_files,
    problems_findings,
    problems_grounds,
    problems_hearings,
    problems_inquiries,
    problems_known_as,
    problems_ledger,
    problems_lettings,
    problems_lists,
    problems_mirror,
    problems_open,
    problems_packed,
    problems_partners,
    problems_plans,
    problems_premises,
    problems_regimes,
    problems_reports,
    problems_rosters,
    problems_rounds,
    problems_rules,
    problems_screening,
    problems_secrecy,
    problems_signals,
    problems_signatories,
    problems_sources,
    problems_special_reviews,
    problems_thresholds,
    problems_wordings,
)

PROBLEMS: dict[str, LazyString] = {
    **problems_association_reports.PROBLEMS,
    **problems_action_plans.PROBLEMS,
    **problems_administration.PROBLEMS,
    **problems_ledger.PROBLEMS,
    **problems_applications.PROBLEMS,
    **problems_board_meetings.PROBLEMS,
    **problems_capsules.PROBLEMS,
    **problems_directory.PROBLEMS,
    **problems_disposal.PROBLEMS,
    **problems_draw.PROBLEMS,
    **problems_effects.PROBLEMS,
    **problems_special_reviews.PROBLEMS,
    **problems_check_files.PROBLEMS,
    **problems_checklist.PROBLEMS,
    **problems_clock.PROBLEMS,
    **problems_contracts.PROBLEMS,
    **problems_decisions.PROBLEMS,
    **problems_deliveries.PROBLEMS,
    **problems_files.PROBLEMS,
    **problems_findings.PROBLEMS,
    **problems_grounds.PROBLEMS,
    **problems_hearings.PROBLEMS,
    **problems_inquiries.PROBLEMS,
    **problems_known_as.PROBLEMS,
    **problems_lettings.PROBLEMS,
    **problems_lists.PROBLEMS,
    **problems_board_reports.PROBLEMS,
    **problems_mirror.PROBLEMS,
    **problems_open.PROBLEMS,
    **problems_packed.PROBLEMS,
    **problems_partners.PROBLEMS,
    **problems_plans.PROBLEMS,
    **problems_premises.PROBLEMS,
    **problems_regimes.PROBLEMS,
    **problems_reports.PROBLEMS,
    **problems_rosters.PROBLEMS,
    **problems_rounds.PROBLEMS,
    **problems_rules.PROBLEMS,
    **problems_screening.PROBLEMS,
    **problems_secrecy.PROBLEMS,
    **problems_signals.PROBLEMS,
    **problems_signatories.PROBLEMS,
    **problems_sources.PROBLEMS,
    **problems_thresholds.PROBLEMS,
    **problems_wordings.PROBLEMS,
    # Signing in
    "sign_in_failed": _("The user name or the password is not right. Try again, or ask the administrator."),
    "too_many_tries": _("Too many failed sign-ins. Wait %(minutes)s minutes and try again."),
    "sign_in_interrupted": _("The sign-in was not finished in this browser. Begin again."),
    "provider_unreachable": _(
        "The municipality's sign-in (%(host)s) cannot be reached. Try again in a while, or use your user name and password."
    ),
    "provider_unsound": _(
        "What the municipality's sign-in (%(host)s) answered could not be trusted (%(found)s). Tell the administrator; "
        "until then use your user name and password."
    ),
    "identity_not_linked": _(
        "Your sign-in at the municipality is linked with no account here. Sign in once with your user name and password, "
        "then choose My account and Link."
    ),
    "identity_linked_elsewhere": _(
        "Your sign-in at the municipality is linked with another account already. End that link first."
    ),
    "account_linked": _("The account is linked already. End that link first."),
    "wrong_password": _("The present password is not right."),
    "password_too_short": _("The password needs at least %(needed)s characters."),
    "password_is_name": _("The password must not contain the user name."),
    "password_unchanged": _("The new password is the same as the present one. Choose another."),
    # Authority
    "not_allowed": _("Your role does not include this. Ask the administrator if you should have it."),
    "scope_missing": _("The token lacks the scope %(scope)s."),
    "not_found": _("There is no such thing here, or it belongs to another board."),
    "officer_not_found": _("There is no such officer."),
    "board_not_found": _("There is no such board."),
    # Cases
    "stage_move": _(
        "The case cannot go from “%(current)s” to “%(to)s”. Reload the page to see where it stands."
    ),
    "stage_gap": _("The journal's moves do not follow one another."),
    "case_not_open": _("The case is no longer being prepared, so this cannot be changed."),
    "decider_is_proposer": _("You proposed this decision. Another person must decide it."),
    "conflict_not_declared": _("First say whether you have a conflict of interest in this case."),
    "conflict_of_interest": _(
        "You have declared a conflict of interest in this case. Somebody else must act."
    ),
    "plan_missing": _("A grant needs a follow-up plan with at least one dated item."),
    "unanswered_questions": _("Questions that must be answered before a decision are still unanswered."),
    "unjudged_hits": _("There are hits that nobody has judged yet."),
    "already_decided": _("The case is already decided."),
    "journal_append_only": _("The journal can only be added to."),
    "same_file_again": _("The same file was delivered before. Nothing was changed."),
    "username_taken": _("There is already an officer with that user name."),
    "prefix_taken": _("Another board already uses that prefix."),
    "source_key_taken": _("There is already a source with that key."),
    "unexpected": _("Something unexpected happened. Nothing was half saved."),
    "work_left_often": _(
        "This work stopped the service each time it was begun, and is not tried again. Send less at a time, or "
        "ask whoever runs the service."
    ),
    "work_not_found": _("There is no such work, or it was asked for by somebody else."),
    "storage_full": _(
        "The file could not be stored: the disk is full or cannot be written to. Nothing was kept. "
        "Tell operations, and send it again later."
    ),
    "database_busy": _("The database is busy just now. Nothing was lost: send the form again in a moment."),
}
