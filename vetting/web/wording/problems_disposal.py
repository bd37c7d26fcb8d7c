"""What is wrong with leads, the retention plan, persons who are one, judgments and unshown grounds."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "not_a_lead": _("Only evidence of level 6–8 is a lead."),
    "lead_verified": _("The lead is verified already. Reload the page to see by whom."),
    "plan_kind_told_only": _("The clock removes nothing of that kind, so there is no time to set for it."),
    "plan_days_impossible": _("Give between 1 and %(most)s days, or leave it blank to keep it for good."),
    "plan_reaches_back": _("A row of the plan holds from today at the earliest."),
    "plan_adopted_later": _("Give the day of the decision; it has been taken already."),
    "plan_adopted_already": _(
        "The municipality has adopted a row for every kind already. Record a new row instead."
    ),
    "plan_not_adopted": _(
        "The municipality has adopted no retention plan, so nothing is removed. Record who adopted it, when "
        "and the diary number under Retention plan."
    ),
    "plan_row_taken": _("There is a row for that kind from that day already. Choose another day."),
    "exception_there": _("The board has that exception already."),
    "judgment_day_impossible": _("A judgment comes after the decision it tries, and not in the future."),
    "member_list_of_belief": _(
        "This looks like a list of members by name, from a body of belief or opinion. Nobody may be asked for "
        "that, and it is not taken in. Instead: look at the list on site and note that it was seen, take a "
        "certificate from the auditor, or take the numbers by age band."
    ),
    # What a refusal rests on
    "ground_answer_is_met": _(
        "%(question)s is answered as met, and a refusal cannot rest on it. Choose a criterion that falls short."
    ),
    "drafter_reads_escalated": _(
        "An answer in the case asks for a second person to read it, and you have answered, recorded or added "
        "evidence here yourself. Somebody who has not drafted the case decides."
    ),
    "freedoms_not_asked": _("The case is not about premises let by contract. Nothing needs to be recorded."),
    # Two persons
    "same_person": _(
        "This was done from another of your own accounts, so it is the same person. Two different persons "
        "are needed: ask a colleague."
    ),
    "staff_number_odd": _(
        "A staff number has 2–40 letters and digits, and is never a personal number. Write it as the "
        "employer gives it."
    ),
    # Administrative appeal
    "received_before_decision": _(
        "The association cannot have received the decision before it was made, on %(decided_on)s."
    ),
    "receipt_ahead": _("Give the day the association received it; that day has not come."),
    # The plan
    "exception_ended": _("The exception is ended already."),
}
