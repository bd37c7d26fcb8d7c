"""Words for clearances and signals, and for the facts that have changed."""

from collections.abc import Iterable
from enum import StrEnum

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from vetting.domain.clearances import ClearanceState as C
from vetting.domain.identity import format_org_number
from vetting.domain.rescreening import SignalWord as W
from vetting.domain.terms import Judgement, SignalKind
from vetting.reading.signals import SignalLine
from vetting.web.wording.terms_screening import column_word

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    C: {
        C.AWAITS_SECOND: _("Awaits a second person"),
        C.HOLDS: _("Holds"),
        C.LAPSED: _("Lapsed"),
        C.LIFTED: _("Lifted"),
    },
    SignalKind: {
        SignalKind.NEW_HIT: _("New hit"),
        SignalKind.CHANGED_HIT: _("Changed hit"),
        SignalKind.CLEARANCE_LAPSED: _("Clearance lapsed"),
        SignalKind.EVIDENCE_WITHDRAWN: _("Evidence no longer so"),
        SignalKind.ANSWER_CORRECTED: _("Answer corrected"),
    },
    W: {
        W.RECONSIDERED: _("The decision is being reconsidered"),
        W.JUDGED: _("Judged: not the same"),
        W.DECISION_STANDS: _("The decision stands"),
        W.DECISION_CHANGED: _("The decision has been changed in its own order"),
        W.NOTHING_TO_DO: _("Nothing to do: the row is gone, or the support has ended"),
        W.OVERTAKEN: _("Overtaken by a later change"),
    },
}
CLEARANCE_KIND = {
    C.AWAITS_SECOND: "warning", C.HOLDS: "success", C.LAPSED: "warning", C.LIFTED: "neutral",
}  # fmt: skip
SIGNAL_KIND = {
    SignalKind.NEW_HIT: "danger",
    SignalKind.CHANGED_HIT: "warning",
    SignalKind.CLEARANCE_LAPSED: "warning",
    SignalKind.EVIDENCE_WITHDRAWN: "danger",
    SignalKind.ANSWER_CORRECTED: "danger",
}
FACTS: dict[str, LazyString] = {"birth_year": _("Birth year"), "status": _("Status")}


def fact_named(name: str) -> str:
    """What a fact of a pair is called."""
    return str(FACTS.get(name) or column_word(name))


def fact_value(name: str, value: str) -> str:
    """A fact's value as people write it."""
    return format_org_number(value) if name == "org_number" and value else value


def facts_changed(changed: Iterable[str]) -> str:
    """The facts named `side.fact`, once each: "birth year, name"."""
    names = dict.fromkeys(fact_named(one.rpartition(".")[2]).lower() for one in changed)
    return ", ".join(names)


def signal_title(line: SignalLine) -> str:
    """What has happened, in one line."""
    told = facts_changed(line.changed)
    if line.kind is SignalKind.CLEARANCE_LAPSED:
        if not told:
            return gettext("Clearance lifted: judge the hit again")
        return gettext("Clearance lapsed: %(facts)s changed", facts=told)
    if line.kind is SignalKind.EVIDENCE_WITHDRAWN:
        return gettext("A row that the decision rests on has changed in %(source)s", source=line.source)
    if line.kind is SignalKind.ANSWER_CORRECTED:
        return gettext("An answer that the decision rests on has been corrected")
    if line.kind is SignalKind.CHANGED_HIT:
        return gettext("A hit has changed in %(source)s", source=line.source)
    return gettext("New hit in %(source)s", source=line.source)


def signal_state(line: SignalLine) -> tuple[str, str]:
    """Kind of tag and word for how far a signal has come."""
    if line.settled_at is not None:
        return "neutral", str(TERMS[W][W(line.settled_as or W.OVERTAKEN)])
    if line.awaits_second:
        return "warning", str(TERMS[C][C.AWAITS_SECOND])
    if line.settled_as is not None:
        return "info", str(TERMS[W][W(line.settled_as)])
    if line.judgement is Judgement.SAME:
        return "danger", gettext("Judged: the same")
    if line.judgement is not None:
        return "warning", gettext("Judged: unsure")
    if line.kind in (SignalKind.EVIDENCE_WITHDRAWN, SignalKind.ANSWER_CORRECTED):
        return "danger", gettext("To reconsider")
    return "warning", gettext("Not judged")
