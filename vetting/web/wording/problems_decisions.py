"""What is wrong with a proposal, a decision or a plan, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    # The case is not ready
    "supplement_open": _("A completion is awaited until %(due_on)s. Wait for it, or end the request."),
    "answers_lacking": _("Answers lack a reason or evidence. Open the checklist and complete them."),
    "forbidden_ground": _(
        "An answer says that a forbidden ground was used. Such a ground may not lie behind a proposal: "
        "review the answer in the checklist."
    ),
    "check_outdated": _(
        "Facts of the association, or who signs for it, have changed since the check was made. Run it again from "
        "the case."
    ),
    "check_missing": _("No cross-check has been made. Run it from the case."),
    "mandatory_source": _(
        "A mandatory source could not be relied on: %(sources)s. Run the check again when it has answered, or "
        "ask the unit head to let the case go on without it, from the certificate of the check."
    ),
    "check_incomplete": _(
        "The cross-check is incomplete (%(sources)s). Run it again when the sources are in, "
        "or write why it must do."
    ),
    # The proposal
    "summary_missing": _("Write a summary of the reasons."),
    "grant_amount_missing": _("A grant needs an amount of at least one krona."),
    "amount_above_applied": _("The amount %(amount)s is above the %(applied)s kronor applied for. Lower it."),
    "amount_not_below_applied": _(
        "A partial grant must be below the %(applied)s kronor applied for. Lower it, or choose Granted."
    ),
    "amount_without_grant": _("An amount goes only with a grant. Take it away."),
    "conditions_missing": _("A grant needs at least one condition. Write them one on each line."),
    "reservation_missing": _(
        "A grant needs a reservation: without it the decision cannot be changed or money reclaimed later."
    ),
    "proportionality_missing": _(
        "Write what the decision aims at, which milder measure was considered, and the balance "
        "(at least %(needed)s characters)."
    ),
    "reasons_missing": _("Choose at least one answered criterion as a ground and write why it decides."),
    "reason_not_answered": _("%(question)s is not answered that way any more. Reload and choose again."),
    "reason_empty": _("Write why %(question)s decides."),
    "plan_item_incomplete": _("Row %(row)s of the plan lacks what, evidence or a responsible officer."),
    "plan_item_past": _("Row %(row)s of the plan is due on %(due_on)s, which has passed. Give a later date."),
    "owner_not_possible": _(
        "The officer in row %(row)s of the plan no longer follows up here. Choose another."
    ),
    # The decision
    "proposal_gone": _("The proposal has been returned or replaced. Go back and read the present one."),
    "proposal_check_outdated": _(
        "Facts of the association, or who signs for it, have changed since the check was made. Return the "
        "proposal, so that the check is run again."
    ),
    "proposal_stale": _(
        "Answers or the cross-check have changed since the proposal. Return it, "
        "so that it is looked at again."
    ),
    "proposer_has_conflict": _(
        "The officer who proposed has since declared a conflict of interest. Return it, "
        "so that another proposes."
    ),
    "board_only": _(
        "A refusal is not delegated: the board decides it and the registrar records the decision."
    ),
    "nothing_delegated": _("The delegation order gives you nothing here. The board may decide instead."),
    "above_delegation": _(
        "%(amount)s kronor is above your delegation of %(limit)s kronor. The board may decide instead."
    ),
    "nothing_delegated_ask": _(
        "The delegation order gives you nothing here. These may decide: %(who)s. So may the board."
    ),
    "above_delegation_ask": _(
        "%(amount)s kronor is above your delegation of %(limit)s kronor. These may decide: %(who)s. So may the board."
    ),
    "adjusted_before_decision": _(
        "The minutes cannot have been adjusted before the decision of %(decided_on)s."
    ),
    "announced_before_adjusted": _("It is announced that the minutes are adjusted: not before they are."),
    "announced_ahead": _("Record the announcement once it is posted: the day lies ahead."),
    "not_announced": _("The decision has not been announced yet."),
    "not_reviewed_so": _(
        "This decision is not tried by legality review and is not announced on the notice board."
    ),
    "taken_down_ahead": _("Record it once the announcement is taken down: the day lies ahead."),
    "taken_down_early": _(
        "The announcement must stay posted through %(until)s. If it was taken down before, announce the decision "
        "anew: the three weeks then run from the new announcement."
    ),
    "chair_not_empowered": _(
        "The board has not given the chair power to decide what cannot await it. The board decides."
    ),
    "already_reported": _("The board has already been told of this decision."),
    "report_day_impossible": _(
        "The meeting cannot have been before the decision or later than today. Write the day of the meeting in the minutes."
    ),
    "minutes_missing": _("Write which minutes and paragraph the decision stands in."),
    "board_day_impossible": _(
        "The board cannot have decided on %(decided_on)s: the date must lie between the proposal and today."
    ),
    # Letter
    "letter_not_written": _("There is no letter yet: it is written together with the decision."),
    "pdf_not_installed": _(
        "PDF files cannot be made here. Install the extra “pdf” (vetting[pdf]), "
        "or print the page from the browser."
    ),
    # Follow-up
    "follow_up_done_already": _("Somebody has already marked this as done. Reload the page."),
    "plan_revised_since": _("The plan has been revised since you opened it. Reload the page to see it."),
}
