"""What is wrong with a step of a round, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "round_not_found": _("There is no such round of spot checks."),
    "round_ambiguous": _("More than one round fits. Name one of them by its id: %(rounds)s."),
    "protocol_not_published": _(
        "There is no such protocol here. It is published when every drawn association has had its letter."
    ),
    "number_out_of_range": _("Write a number between %(low)s and %(high)s."),
    "nothing_to_draw": _(
        "Nothing would be checked. Draw at random, draw with weights, or take something in full."
    ),
    "public_source_missing": _("Say which published value will be the seed."),
    "public_day_missing": _("Say on which day the value is published."),
    "programme_not_found": _("There is no such programme."),
    "reminder_not_found": _("There is no such reminder, or it was handled already."),
    "document_not_there": _("The document does not exist yet: the round has not come that far."),
    "round_exists": _(
        "%(half_year)s already has a round that draws from %(boards)s. A second draw is not made. "
        "A round that went wrong is voided first, with a reason and a second person."
    ),
    "half_year_odd": _("“%(half_year)s” is no half-year. Write it as 2026-H1 or 2026-H2."),
    "no_boards": _("Choose at least one board in use."),
    "terms_faulty": _("The terms of the round cannot be used. Look at the fields that are marked."),
    "round_sealed": _("The list is sealed. Terms and list can no longer be changed."),
    "round_voided": _("The round is voided. Nothing more can be done in it."),
    "round_not_drawn": _("The round is not drawn yet."),
    "seed_before_seal": _("The list must be sealed before there is a seed. Seal the list first."),
    "seed_missing": _("There is no seed yet. Roll the dice, or wait for the published value, and record it."),
    "seed_not_confirmed": _("A second person must confirm the seed before the draw."),
    "seed_already_recorded": _("A seed is already recorded. A second person confirms it."),
    "seed_already_confirmed": _("The seed is already confirmed."),
    "seed_needs_second_person": _("You recorded the seed. Another person must confirm it."),
    "seed_not_yours_to_set_aside": _("Only a witness who did not record the seed can set it aside."),
    "seed_differs": _(
        "What you read is not what was recorded. Look at the dice together. If the recorded seed is wrong, set it "
        "aside with a reason: it stays visible, and the right one is recorded."
    ),
    "already_drawn": _("The round is already drawn. There is no second draw."),
    "two_witnesses_needed": _("Name two different officers who saw the dice."),
    "witnesses_alike": _(
        "The two who saw the dice must have different functions or work for different boards."
    ),
    "dice_only_digits": _("Write the dice as digits, with blanks between them if you like; nothing else."),
    "dice_too_few": _("There are %(digits)s digits. At least %(least)s are needed: keep rolling the dice."),
    "public_seed_too_early": _(
        "The value to be used is published on %(public_on)s. It cannot be recorded before that day, or at all if "
        "it was published before the list was sealed."
    ),
    "public_day_passed": _(
        "The public value is published on %(public_on)s, which is not after today. Choose a value that nobody can "
        "know yet, and then seal."
    ),
    "frame_empty": _("No support is in the frame for this period. Look at boards, scope and period."),
    "seal_broken": _(
        "The sealed document no longer has the digest that was published. Nothing was drawn. Tell the administrator."
    ),
    "letters_not_sent": _(
        "%(count)s drawn associations have not had their letter yet. The protocol is published when all have it."
    ),
    "not_for_the_clock": _("The clock draws with a public seed only; dice are for people."),
    "already_published": _("The protocol is already published."),
    "void_not_proposed": _("Nobody has proposed to void this round."),
    "void_already_proposed": _("Voiding is already proposed. A second person takes the decision."),
    "void_needs_second_person": _("You proposed to void the round. Another person must agree."),
    "kept_as_written": _("This is kept as it was written and cannot be changed."),
}
