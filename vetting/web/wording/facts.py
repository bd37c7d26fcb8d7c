"""What the facts of journal entries are called, and words for their values."""

from enum import StrEnum

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from vetting.domain import terms as t
from vetting.domain import terms_associations as ta
from vetting.domain import terms_spot_checks as ts
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.rescreening import SignalWord
from vetting.domain.terms_imports import Settlement
from vetting.web.wording import (
    entries_rules,
    facts_hearings,
    facts_regimes,
    facts_rounds,
    facts_signals,
    facts_sources,
    terms,
)

FACTS: dict[str, LazyString] = {
    **facts_regimes.FACTS,
    **facts_hearings.FACTS,
    **facts_rounds.FACTS,
    **facts_signals.FACTS,
    **facts_sources.FACTS,
    **entries_rules.FACTS,
    "absorbed": _("merged in"),
    "acknowledged_incomplete_check": _("incomplete check accepted"),
    "adapter": _("format of the source"),
    "after": _("to stage"),
    "although_alike": _("although one alike exists"),
    "amount": _("amount"),
    "answer": _("answer"),
    "answers": _("answers"),
    "as_of": _("as of"),
    "association": _("association"),
    "before": _("from stage"),
    "board": _("board"),
    "carried_over": _("carried over"),
    "case_number": _("case number"),
    "cases": _("cases"),
    "changes": _("changes"),
    "channel": _("came in by"),
    "changed": _("what was changed"),
    "check": _("cross-check"),
    "checklist": _("checklist"),
    "closed": _("closed questions"),
    "column_map": _("columns"),
    "contrary": _("speaks against"),
    "count": _("number"),
    "counts": _("rows"),
    "criteria": _("criteria"),
    "decided_on": _("decided on"),
    "declared_after": _("declared now"),
    "declared_before": _("declared before"),
    "delegation_item": _("point of the delegation order"),
    "digest": _("digest"),
    "done": _("done"),
    "due_on": _("due on"),
    "ended_on": _("ended on"),
    "error": _("fault"),
    "evidence": _("evidence"),
    "fields": _("fields"),
    "fingerprint": _("fingerprint"),
    "follow_ups": _("follow-ups"),
    "has_conflict": _("conflict of interest"),
    "held_for": _("held for"),
    "ground": _("purpose and legal route"),
    "hits": _("hits"),
    "in_force_on": _("in force from"),
    "is_active": _("in use"),
    "is_mandatory": _("mandatory"),
    "item": _("point"),
    "items": _("items"),
    "judgement": _("judgement"),
    "kept": _("stayed as they were"),
    "kind": _("kind"),
    "left": _("snapshot left"),
    "level": _("level of evidence"),
    "matcher": _("matcher"),
    "max_amount": _("highest amount"),
    "max_amount_before": _("highest amount before"),
    "max_days": _("too old after days"),
    "measure": _("measure"),
    "merge": _("merge"),
    "minutes": _("minutes"),
    "moved": _("moved along"),
    "name": _("name"),
    "name_id": _("row of the name"),
    "number_id": _("row of the number"),
    "number_class": _("state of the number"),
    "org_number": _("organisation number"),
    "relation": _("what it is"),
    "office_holder": _("office holder"),
    "officer_before": _("before"),
    "officers": _("officers"),
    "ok": _("went well"),
    "opened": _("opened questions"),
    "outcome": _("outcome"),
    "parameter": _("value"),
    "partner": _("partner"),
    "prefix": _("prefix"),
    "proposal": _("proposal"),
    "question": _("question"),
    "questions": _("questions"),
    "reading": _("reading"),
    "reasons_digest": _("digest of the sealed reasons"),
    "queries": _("parties asked about"),
    "missing": _("did not arrive"),
    "purpose": _("what standing in it means"),
    "reason": _("reason"),
    "record": _("row"),
    "replaced_by": _("came in its place"),
    "result": _("result"),
    "on": _("day"),
    "regime": _("legal regime"),
    "role": _("role"),
    "row": _("row"),
    "rows": _("rows"),
    "said_on": _("said on"),
    "scheme": _("grant scheme"),
    "scopes": _("may"),
    "settlement": _("settled by"),
    "settles": _("settles differences"),
    "sha256": _("digest"),
    "sheet_version": _("version of the answers"),
    "signatories": _("declared signatories asked about"),
    "signature": _("signed"),
    "second_reader": _("second reader"),
    "size": _("bytes"),
    "slot": _("due slot"),
    "settings": _("settings of the format"),
    "source": _("source"),
    "state": _("state of the source"),
    "tried": _("what it would have meant"),
    "sources": _("sources"),
    "spot_checks": _("spot checks"),
    "stream": _("stream"),
    "successor": _("successor"),
    "term_from_on": _("term from"),
    "tier": _("tier of the plan"),
    "to": _("to"),
    "unchanged": _("unchanged"),
    "unplaced": _("given to nobody"),
    "unread": _("without a second reader"),
    "valid_until": _("valid until"),
    "value": _("set to"),
    "value_before": _("before"),
    "version": _("version"),
    "warn_days": _("ageing after days"),
    "week_on": _("week of"),
    "weeks": _("weeks"),
    "year": _("year"),
}
# Under these keys stand words of the trade.
TRADE: dict[str, tuple[type[StrEnum], ...]] = {
    **facts_regimes.TRADE,
    **facts_hearings.TRADE,
    **facts_rounds.TRADE,
    "after": (t.Stage,),
    "answer_before": (AnswerCode,),
    "before": (t.Stage,),
    "channel": (t.Channel,),
    "judgement": (t.Judgement,),
    "kind": (
        t.SupportKind,
        t.BoardKind,
        t.PaperKind,
        t.FollowUpKind,
        t.PartyKind,
        t.SignalKind,
        ta.NameKind,
        ta.GiroKind,
    ),
    "number_class": (t.NumberClass,),
    "outcome": (t.Outcome, t.CheckOutcome),
    "measure": (ts.MeasureKind,),
    "partner": (t.Partner,),
    "reason": (ts.LeftReason,),
    "relation": (ta.NumberRelation,),
    "result": (ts.FindingResult,),
    "role": (t.Role, t.OfficeRole),
    "settled_as": (SignalWord,),
    "settlement": (Settlement,),
    "signature": (t.Signature,),
    "stream": (ts.Stream,),
    "tier": (t.PlanTier,),
}
SHOWN = 6


def fact_word(key: str) -> str:
    """What a fact is called; its own key when it has no words."""
    return str(FACTS.get(key, key.replace("_", " ")))


def value_word(value: object, key: str = "") -> str:
    """A fact's value on one line; long lists are cut and the rest counted."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if value is None or value == "":
        return "–"
    if isinstance(value, list):
        shown = ", ".join(value_word(part, key) for part in value[:SHOWN])
        more = len(value) - SHOWN
        return shown if more <= 0 else gettext("%(shown)s and %(more)s more", shown=shown, more=more)
    if isinstance(value, dict):
        return ", ".join(f"{fact_word(str(k))}: {value_word(part, str(k))}" for k, part in value.items())
    for words in TRADE.get(key, ()):
        if isinstance(value, str) and value in set(words):
            return str(terms.TERMS[words][words(value)])
    return str(value)
