"""What a ground lacks before it may carry a decision, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "ground_without_criterion": _(
        "A ground names no criterion. Every ground is an answered question of the checklist: choose one."
    ),
    "ground_rule_later": _(
        "%(question)s rests on rules in force from %(in_force_on)s (version %(version)s), and the application came in "
        "on %(applied_on)s. New rules do not reach back against anybody (Local Government Act 2:4). Tell the "
        "administrator: the case must be judged by the version of its own day."
    ),
    "ground_for_notice": _(
        "%(question)s is asked for follow-up only and is never a reason against an association. Choose another ground."
    ),
    "ground_not_proven": _(
        "%(question)s is not answered as proven. An indication carries no decision: go on looking, ask the "
        "association, or decide without it."
    ),
    "ground_evidence_weak": _(
        "%(question)s lacks evidence of level 1–5. Media reports, anonymous tips and links by third parties never "
        "prove anything alone (Administrative Court in Stockholm 192-17). Add stronger evidence in the checklist, or "
        "leave the ground out."
    ),
    "ground_act_missing": _(
        "No evidence for %(question)s names the act it proves. Record the act with its day, place and role, and add "
        "the evidence that shows it."
    ),
    "ground_act_elsewhere": _(
        "The acts behind %(question)s were done by a guest or a partner, who do not act for the association. What "
        "counts is what the association itself did: record that act, or leave the ground out."
    ),
    "ground_not_attributed": _(
        "%(question)s rests on an act that is not tied to the association: the question whether the person was a "
        "representative then, and acted within the activity, must be answered with yes."
    ),
    "ground_unweighed": _(
        "The special reasons are not all weighed for %(question)s. Answer each in the checklist, and write how it was "
        "considered also where it speaks for the decision."
    ),
    "ground_contrary_missing": _(
        "Say what speaks against %(question)s. Add it as contrary evidence in the checklist, or write here where you "
        "looked and that nothing was found: the inquiry must be objective (Instrument of Government 1:9)."
    ),
    "ground_changed": _(
        "What %(question)s rests on has changed since the proposal. Return the proposal, so that the ground is built "
        "anew from what is recorded now."
    ),
    # Evidence and the act it proves
    "act_not_named": _(
        "Choose which act the evidence proves: none, or more than one, is recorded on %(day)s."
    ),
    "act_day_differs": _(
        "The act that the evidence proves was on %(day)s. Leave the date out, or write that day."
    ),
    "act_not_found": _("That act is not recorded in this case. Choose one from the list."),
}
