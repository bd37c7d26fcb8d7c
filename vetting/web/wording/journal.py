"""Words for what the journal tells: who, of what, and what may be wrong with its chain."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from vetting.domain.board_report import term_named
from vetting.domain.chain_check import Break, BreakKind
from vetting.domain.errors import NotFound
from vetting.web.wording import entries_open, subjects, word

ACTORS: dict[str, LazyString] = {
    "system": lazy("The service itself"),
    "operator": lazy("Operator"),
    "nobody": lazy("Nobody signed in"),
}
SUBJECTS: dict[str, LazyString] = {
    **entries_open.SUBJECTS,
    **subjects.SUBJECTS,
    "account": lazy("account"),
    "act": lazy("act"),
    "addendum": lazy("text added afterwards"),
    "application": lazy("application"),
    "association": lazy("association"),
    "board": lazy("board"),
    "booking_request": lazy("booking request"),
    "address": lazy("address"),
    "case": lazy("case"),
    "case_code": lazy("one-time code"),
    "check": lazy("cross-check"),
    "decision": lazy("decision"),
    "delivery": lazy("delivery"),
    "evidence": lazy("evidence"),
    "file": lazy("file"),
    "follow_up": lazy("follow-up"),
    "half_year": lazy("half-year"),
    "hearing": lazy("hearing"),
    "hit": lazy("hit"),
    "import": lazy("import"),
    "job": lazy("job of the clock"),
    "sessions": lazy("sessions"),
    "notice": lazy("letter"),
    "officer": lazy("officer"),
    "paper": lazy("paper"),
    "plan": lazy("follow-up plan"),
    "premises": lazy("premises"),
    "proposal": lazy("proposal"),
    "programme": lazy("programme for spot checks"),
    "public_copy": lazy("public copy"),
    "question": lazy("question"),
    "referral": lazy("referral"),
    "report": lazy("report"),
    "round": lazy("round of spot checks"),
    "scheme": lazy("grant scheme"),
    "secrecy_mark": lazy("secrecy mark"),
    "snapshot": lazy("snapshot"),
    "source": lazy("source"),
    "spot_check": lazy("spot check"),
    "statement": lazy("statement"),
    "support": lazy("support"),
    "token": lazy("key"),
    "work": lazy("long work"),
}


def actor_word(actor: str, name: str | None) -> str:
    """Who acted."""
    if name is not None or actor in ACTORS:
        return name or str(ACTORS[actor])
    if actor.startswith("association:"):
        return _("The association")
    if actor.startswith("signer:"):
        return _("Signatory at the association")
    return _("Other system") if actor.startswith("token:") else actor


def subject_word(kind: str) -> str:
    """What kind of thing an entry is about."""
    return str(SUBJECTS.get(kind, kind.replace("_", " ")))


def subject_name_word(kind: str, subject_id: str) -> str:
    """What the thing itself is called, where its id is a word of the trade; empty where it is not."""
    if kind != "report":
        return ""
    try:
        term = term_named(subject_id)
    except NotFound:
        return ""
    return f"{word(term.kind)} {term.year}"


def break_words(found: Break) -> tuple[str, str]:
    """What is wrong at the first broken link, and what to do."""
    seq = found.seq
    titles = {
        BreakKind.CHANGED: _("Entry %(seq)s has been changed", seq=seq),
        BreakKind.REMOVED: _("Entry %(seq)s has been removed", seq=seq),
        BreakKind.REORDERED: _("Entry %(seq)s stands in the wrong place", seq=seq),
        BreakKind.PAYLOAD_CHANGED: _("The facts of entry %(seq)s have been changed", seq=seq),
        BreakKind.TAIL_CUT: _("Entry %(seq)s and those after it are missing", seq=seq),
        BreakKind.HEAD_DIFFERS: _("The journal's end does not agree with entry %(seq)s", seq=seq),
        BreakKind.KEY_DIFFERS: _("The key is not the one the journal was made with"),
        BreakKind.CHECKPOINT_DIFFERS: _("Entry %(seq)s is not the one that was written down", seq=seq),
    }
    if found.kind is BreakKind.KEY_DIFFERS:
        return titles[found.kind], _("Put the right journal.key back in the data folder, then check again.")
    text = _(
        "Stop the service, keep the database file as it is, and compare with the latest backup. "
        "Tell whoever is responsible for information security."
    )
    return titles[found.kind], text
