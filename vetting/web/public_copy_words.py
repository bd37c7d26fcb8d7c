"""A case in the words of its public copy: Swedish whoever makes it, and nothing masked yet."""

from collections.abc import Iterator

from flask_babel import force_locale
from flask_babel import gettext as _

from vetting.domain.authority import Actor
from vetting.domain.grounds import Ground, GroundEvidence
from vetting.domain.identity import format_org_number
from vetting.domain.masking import CopyLine, CopySection
from vetting.domain.public_copy import CopyDraft
from vetting.domain.revocation import Revocation
from vetting.domain.secrecy import Item
from vetting.reading.public_copy import CopyDecision, CopyFacts, copy_facts
from vetting.web.filters import day, kronor, moment
from vetting.web.wording import entry_word, word
from vetting.web.wording.checklists import level_text
from vetting.web.wording.journal import actor_word
from vetting.web.wording.secrecy import item_kind, item_source, item_text

LANGUAGE = "sv"


def copy_draft(case_id: str, *, actor: Actor) -> CopyDraft:
    """The case as its copy tells it. Raises NotFound."""
    facts = copy_facts(case_id, actor=actor)
    with force_locale(LANGUAGE):
        sections = (
            CopySection(_("The case"), tuple(_case(facts))),
            CopySection(_("Decision"), tuple(_decision(facts))),
            CopySection(_("Application"), tuple(_application(facts))),
            CopySection(_("Material"), tuple(_item(one) for one in facts.items)),
            CopySection(_("What has happened"), tuple(_history(facts))),
        )
    return CopyDraft(facts.case_number, facts.board, tuple(one for one in sections if one.lines))


def _case(facts: CopyFacts) -> Iterator[CopyLine]:
    number = format_org_number(facts.org_number) if facts.org_number else facts.number_shown
    yield CopyLine(_("Association"), facts.association)
    yield CopyLine(_("Organisation number"), number or "–")
    yield CopyLine(_("Scheme"), f"{facts.scheme} {facts.year}")
    yield CopyLine(_("Regime"), word(facts.regime))
    yield CopyLine(_("Stage"), word(facts.stage))


def _application(facts: CopyFacts) -> Iterator[CopyLine]:
    applied = facts.application
    yield CopyLine(_("Applied for"), kronor(applied.amount))
    yield CopyLine(_("Period"), f"{day(applied.starts_on)} – {day(applied.ends_on)}")
    yield CopyLine(_("Purpose"), applied.purpose or "–")
    if applied.expected_result:
        yield CopyLine(_("Expected result"), applied.expected_result)
    if applied.members_total is not None:
        yield CopyLine(_("Members"), str(applied.members_total))
    if applied.other_support:
        yield CopyLine(_("Other support"), applied.other_support)


def _decision(facts: CopyFacts) -> Iterator[CopyLine]:
    decision = facts.decision
    if decision is None:
        yield CopyLine(_("Outcome"), _("not yet decided"))
        return
    amount = f", {kronor(decision.amount)}" if decision.amount else ""
    yield CopyLine(_("Outcome"), word(decision.outcome) + amount)
    yield CopyLine(_("Decided on"), f"{day(decision.decided_on)}, {word(decision.signature)}")
    if decision.paragraph:
        yield CopyLine(_("Paragraph or point"), decision.paragraph)
    yield CopyLine(_("Signed by"), facts.officers.get(decision.decided_by, ""))
    yield CopyLine(_("Proposed by"), facts.officers.get(decision.proposed_by, ""))
    yield CopyLine(_("Summary"), decision.summary)
    yield from _reasons(decision)


def _reasons(decision: CopyDecision) -> Iterator[CopyLine]:
    for ground in decision.grounds:
        yield from _ground(ground)
    told = (
        (_("Proportionality"), decision.proportionality),
        *((_("Condition %(number)s", number=n), one) for n, one in enumerate(decision.conditions, 1)),
        (_("Reservation"), decision.reservation),
        (_("Why the incomplete cross-check must do"), decision.acknowledgement),
        *((_("Added afterwards %(when)s", when=moment(at)), text) for at, text in decision.addenda),
    )
    yield from (CopyLine(label, text) for label, text in told if text)
    if decision.revocation is not None:
        yield from _revocation(decision.revocation)
    if decision.payout is not None:
        can = _("Can be undone") if decision.payout.can_be_undone else _("Cannot be undone")
        yield CopyLine(_("If a court annuls the decision after payment"), f"{can}. {decision.payout.undoing}")


def _revocation(revocation: Revocation) -> Iterator[CopyLine]:
    yield CopyLine(_("Ground for changing the decision"), word(revocation.ground))
    yield CopyLine(_("How the ground is met"), revocation.why)
    yield CopyLine(_("If a court annuls the decision"), revocation.undoing)
    yield CopyLine(_("Claimed back"), kronor(revocation.amount))
    for one in revocation.periods:
        claimed = kronor(one.amount) if one.evidence_ids else _("None: nothing is claimed")
        yield CopyLine(_("Period"), f"{day(one.starts_on)} – {day(one.ends_on)}: {claimed}")
    for line in revocation.again:
        yield CopyLine(_("Condition for new support"), line)
    if revocation.again_from_on is not None:
        yield CopyLine(_("New support at the earliest"), day(revocation.again_from_on))


def _ground(ground: Ground) -> Iterator[CopyLine]:
    yield CopyLine(_("Ground %(id)s", id=ground.question_id), f"{ground.question} {ground.answer}.")
    if ground.rule:
        rule = f"{ground.rule.title} {ground.rule.version}, {day(ground.rule.in_force_on)}"
        yield CopyLine(_("Rule applied"), rule)
    yield CopyLine(_("Reason"), ground.reason)
    for act in ground.acts:
        text = f"{day(act.act_on)}, {act.place}: {act.what} ({word(act.actor_role)})"
        yield CopyLine(_("Act"), text, f"act:{act.id}")
    yield from (_evidence(_("Piece of evidence"), one) for one in ground.evidence)
    yield from (_evidence(_("Speaks against"), one) for one in ground.contrary)
    if ground.no_contrary:
        yield CopyLine(_("Speaks against"), ground.no_contrary)
    if ground.comment:
        yield CopyLine(_("The association's own words"), ground.comment)
    for one in (*ground.attribution, *ground.mitigation):
        yield CopyLine(one.question_id, f"{one.question} {one.answer}. {one.considered}".strip())


def _evidence(label: str, one: GroundEvidence) -> CopyLine:
    text = f"{one.description} ({one.source}; {level_text(one.level)})"
    return CopyLine(label, text, f"evidence:{one.id}")


def _item(item: Item) -> CopyLine:
    parts = (day(item.on) if item.on else "", item_source(item))
    told = ", ".join(part for part in parts if part)
    return CopyLine(item_kind(item), item_text(item) + (f" ({told})" if told else ""), item.key)


def _history(facts: CopyFacts) -> Iterator[CopyLine]:
    for one in facts.history:
        by = actor_word(one.actor, facts.officers.get(one.actor))
        yield CopyLine(moment(one.at), f"{entry_word(one.name)} ({by})")
