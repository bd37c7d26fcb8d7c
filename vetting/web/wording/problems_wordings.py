"""What is wrong with the words of a reason, which case shows why, and how to write it instead."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "outlook_in_text": _(
        "“%(phrase)s” tells what a person thinks or believes. Nobody may be recorded for that "
        "(Instrument of Government 2:3), and a board that acted on what a person was thought to stand for was "
        "criticised (JO 1414-2019). Write what was done, when and where, and in which role."
    ),
    "wording_outlook": _(
        "“%(phrase)s” rests on outlook. A board that could not be sure what a person stood for was criticised: no "
        "objective ground remained (JO 1414-2019). Write the act: what was done, on which day, where, by whom in "
        "which role, and the evidence."
    ),
    "wording_values": _(
        "“%(phrase)s”: what a group values cancels nothing. What is booked or applied for is stopped on objective "
        "grounds only (JO 4602-2014). Write what happened or will happen, and which rule it breaks."
    ),
    "wording_linked": _(
        "“%(phrase)s”: a link to somebody else is no act of the association, and a board that relied on such links "
        "was criticised (JO 1414-2019). Write what the association did, when, and what shows it."
    ),
    "wording_pointed_out": _(
        "“%(phrase)s”: being pointed out is no evidence. A refusal that rested on press and debate was annulled "
        "(Administrative Court in Stockholm 192-17). Write the act itself with a source of level 1 to 5."
    ),
    "wording_vague": _(
        "“%(phrase)s” does not say what decides. A municipality that gave no reason, and found one later, was "
        "criticised (JO 1008-2021). Name the criterion, the fact that answers it, its day and its source."
    ),
    "wording_order_risk": _(
        "“%(phrase)s”: a risk to order needs facts from before the decision. A library that cited it on thin ground "
        "was criticised (JO 5221-2014). Write what the police said on which day, and which milder measure was tried."
    ),
    "wording_pressure": _(
        "“%(phrase)s”: what others think of it is no ground. A library that gave way to protests was criticised "
        "(JO 5221-2014). Leave the reactions out; write what the association did."
    ),
    "wording_unwritten": _(
        "“%(phrase)s”: an unwritten rule is no rule. What is to bind must be decided, dated and published "
        "(JO 4432-2008). Name the rule with its version, or leave it out."
    ),
    "wording_debate": _(
        "“%(phrase)s”: rough debate is no attack on democratic rule. A refusal that rested on officers' posts was "
        "annulled (Administrative Court in Stockholm, March 2022). Write an act against somebody's rights, if "
        "there was one."
    ),
    "wording_regime": _(
        "“%(phrase)s” belongs to another way of review. This decision can be tried by legality review only, and the "
        "letter says so by itself. Take it away."
    ),
    "wording_sound": _("Nothing stops that wording. It can be proposed as it is."),
    "wording_waits": _("That wording is already with the lawyer."),
    "wording_field": _("That part of the proposal is not put to a lawyer: %(field)s."),
    "wording_answered": _("A lawyer has already answered. Read the page again."),
    "wording_own": _("You asked for this wording yourself. Another lawyer must judge it."),
}
