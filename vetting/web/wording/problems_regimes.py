"""What is wrong with a decision that is not the municipality's, a rule of procedure, an opinion to the police."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "police_decide": _(
        "The police decide whether a public place may be used (Public Order Act chapter 3). The board cannot "
        "grant or refuse it: give an opinion to the police, and close the case or dismiss it."
    ),
    "hall_owner_decides": _(
        "Whoever owns the hall decides who may rent it, and is to keep it impartially available (ordinance "
        "2016:1367 section 9). The board cannot grant or refuse it: close the case or dismiss it."
    ),
    "regime_without_kind": _(
        "That kind of support cannot be given under this legal regime. Choose premises, or legality review."
    ),
    "not_a_public_place": _("Only a case about a public place has an opinion to the police."),
    "concern_without_objection": _(
        "With no objection nothing is asked for. Choose conditions or an objection, or empty the texts below."
    ),
    "interest_missing": _(
        "Write what is asked for under at least one of the five interests, and why. The municipality may look "
        "after nothing else when the police ask (Public Order Act 3:15; JO 4209-2001)."
    ),
    "objection_to_assembly": _(
        "An objection to a public meeting or a demonstration is not given here: whether it is the municipality's "
        "to make has not been settled for this service. State conditions for the place, or ask a lawyer."
    ),
    "adopted_ahead": _("A rule is recorded once it is adopted: the day lies ahead."),
    "in_force_before_adopted": _(
        "A rule holds from the day it is adopted at the earliest. An unwritten practice is no rule (JO 4432-2008)."
    ),
    "ends_before_it_begins": _("The last day lies before the first."),
    "house_rule_overlaps": _(
        "There is a version that begins on %(begins_on)s. A new one begins after it, so that it is clear what held "
        "on each day."
    ),
    "house_rule_not_there": _("The board has no such rule in force to do away with."),
    "house_rule_waits": _(
        "A version of this rule waits to be confirmed. It is confirmed or taken back before another is recorded."
    ),
    "house_rule_own": _("You recorded this version. Another person confirms it against the board's minutes."),
    "house_rule_gone": _("This version no longer waits to be confirmed. Load the page again."),
    "statement_not_delegated": _(
        "The delegation order gives nobody the opinion to the police. Power to decide cases is not enough. The "
        "board may give it, or adopt a point about it."
    ),
    "statement_not_delegated_ask": _(
        "The delegation order does not give you the opinion to the police; power to decide cases is not enough. "
        "These may give it: %(who)s. So may the board."
    ),
    "statement_elsewhere": _(
        "An opinion to the police is given only about public places. Choose that regime, or every regime."
    ),
}
