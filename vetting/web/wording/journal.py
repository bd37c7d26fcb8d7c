"""Words for what the journal tells: who, of what, and what may be wrong with its chain."""

from flask_babel import gettext as _

from vetting.domain.chain_check import Break, BreakKind


def actor_word(actor: str, name: str | None) -> str:
    """Who acted."""
    known = {"system": _("The service itself"), "operator": _("Operator"), "nobody": _("Nobody signed in")}
    if name is not None or actor in known:
        return name or known[actor]
    return _("Other system") if actor.startswith("token:") else actor


def subject_word(kind: str) -> str:
    """What kind of thing an entry is about."""
    words = {
        "account": _("account"),
        "act": _("act"),
        "application": _("application"),
        "association": _("association"),
        "board": _("board"),
        "case": _("case"),
        "check": _("cross-check"),
        "decision": _("decision"),
        "delivery": _("delivery"),
        "evidence": _("evidence"),
        "file": _("file"),
        "follow_up": _("follow-up"),
        "hit": _("hit"),
        "import": _("import"),
        "notice": _("letter"),
        "officer": _("officer"),
        "paper": _("paper"),
        "plan": _("follow-up plan"),
        "proposal": _("proposal"),
        "question": _("question"),
        "scheme": _("grant scheme"),
        "snapshot": _("snapshot"),
        "source": _("source"),
        "support": _("support"),
        "token": _("key"),
        "work": _("long work"),
    }
    return words.get(kind, kind.replace("_", " "))


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
