"""Words for the clock: its jobs, when they are due, and what became of them."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from vetting.domain.slots import Daily, Rule, Seasonal
from vetting.reading.clock import RunLine
from vetting.web.wording.problems import PROBLEMS

# Every name of the timetable stands here.
JOBS: dict[str, LazyString] = {
    "long-work": lazy("Long work that waits"),
    "watch-folders": lazy("Files in the watched folders are delivered"),
    "ended-sessions": lazy("Ended sessions are deleted"),
    "open-rounds": lazy("Rounds of spot checks are opened as the programme says"),
    "remind-rounds": lazy("Reminders to seal the list and to draw"),
    "draw-public": lazy("Rounds with a confirmed public seed are drawn"),
    "forget-deliveries": lazy("Deliveries that are kept no longer are forgotten"),
    "remove-exports": lazy("Files taken out of lists are removed after seven days"),
    "dispose": lazy("What the retention plan keeps no longer is removed"),
    "check-seals": lazy("Kept texts and the journal are held against their digests"),
    "ask-about-bars": lazy("Stop marks whose review or end has come are asked about"),
    "chase-refusals": lazy("Refusals of rooms that nobody has signed are told the same day"),
    "watch-contracts": lazy("Contracts near nine months and breaches whose days run out are told"),
    "remind-partners": lazy("Partners are reminded of questions that are due"),
    "overdue-answers": lazy("Late answers from registers are told"),
    "chase-checks": lazy("Late checks, comments and measures are chased"),
    "new-effects": lazy("What is new with those whose support was revoked joins their lists"),
    "rescreen": lazy("Everyone with support is re-screened against what changed"),
    "mirror-patterns": lazy("Earlier decisions are made ready to be compared with"),
    "send-post": lazy("Post that waits is sent by e-mail"),
    "stand-in": lazy("Items of plans whose owner is away go to deputies, and come back"),
    "remind-plans": lazy("Reminders of what plans ask for, and what is late told to unit heads"),
    "match-payments": lazy("Payments are compared anew with decisions and stops"),
    "report-missed-draw": lazy("A draw that was not made is reported"),
    "remind-pictures": lazy("Local pictures that are late are told"),
    "remind-reports": lazy("Reminders of reports that can be handed in or are late"),
    "remind-readers": lazy("Reminders to read routines and guidelines"),
}


def job_word(name: str) -> str:
    """What a job is called; its own name where it has no words."""
    return str(JOBS.get(name, name))


def rule_word(rule: Rule) -> str:
    """When a job is due."""
    if isinstance(rule, Daily):
        return _("every day at %(time)s", time=f"{rule.at:%H:%M}")
    if isinstance(rule, Seasonal):
        return _("once each half-year, at %(time)s", time=f"{rule.at:%H:%M}")
    return _("every %(seconds)s seconds", seconds=rule.seconds)


def run_word(run: RunLine) -> tuple[str, str]:
    """Kind of tag and word for how a run ended."""
    if run.error is not None:
        return ("danger", _("Failed")) if run.next_try_at else ("neutral", _("Failed, overtaken"))
    return ("warning", _("Done late")) if run.late else ("success", _("Done"))


def error_word(error: str) -> str:
    """What stopped a job: the words of its code, or the kind of fault that the log tells more about."""
    pattern = str(PROBLEMS.get(error, ""))
    if pattern and "%(" not in pattern:  # the particulars are not kept
        return pattern
    if error.islower():
        return _("A rule said no (%(code)s).", code=error)
    return _("An unexpected fault (%(kind)s). The service's log tells where.", kind=error)
