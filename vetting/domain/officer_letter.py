"""What an officer reads by e-mail when a reminder comes: what it is about, and that it waits on My day."""

from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.reminding import Moment
from vetting.domain.swedish_time import written_day

# Told on My day alone: post that fails would be told of by post, and that again, without an end.
DESK_ONLY = frozenset({"post_given_up"})
_OF_PLAN = {
    f"plan_{Moment.AHEAD}": (
        "Påminnelse i ärende {number}",
        "Snart ska det här vara klart enligt uppföljningsplanen.",
    ),
    f"plan_{Moment.PASSED}": (
        "Försenat i ärende {number}",
        "Det här skulle ha varit klart enligt uppföljningsplanen.",
    ),
    f"plan_{Moment.AGAIN}": (
        "Fortfarande försenat i ärende {number}",
        "Det här är fortfarande inte klart, och dagen i uppföljningsplanen har passerat.",
    ),
    f"plan_{Moment.ESCALATED}": (
        "Länge försenat i ärende {number}",
        "Det här är länge försenat enligt uppföljningsplanen. Du får veta det som enhetschef.",
    ),
}
PLAN_KINDS = frozenset(_OF_PLAN)
_OTHER = ("En påminnelse väntar på Min dag", "Du har fått en ny påminnelse i tjänsten för stödprövning.")
_WHERE = "Påminnelsen väntar på Min dag. Logga in som du brukar; i det här mejlet finns ingen länk."
_NO_REPLY = "Mejlet är skrivet av tjänsten och går inte att svara på."


@dataclass(frozen=True)
class OfficerMail:
    """A message to an officer: it names no person and no association, and no address of a page."""

    subject: str
    body: str


def is_mailed(kind: str) -> bool:
    """Whether reminders of that kind go by e-mail too."""
    return kind not in DESK_ONLY


def mail_about(kind: str, facts: Mapping[str, str]) -> OfficerMail:
    """What a reminder of that kind says by e-mail. `facts` of plans hold `case_number`, `title` (with what is
    withheld left out) and `due_on`, an ISO date."""
    subject, first = _OF_PLAN.get(kind, _OTHER)
    parts = [first, *_what(kind, facts), _WHERE, _NO_REPLY]
    return OfficerMail(subject.format(number=facts.get("case_number", "")), "\n\n".join(parts) + "\n")


def _what(kind: str, facts: Mapping[str, str]) -> list[str]:
    """The item of a plan; of everything else nothing is told outside the service."""
    if kind not in PLAN_KINDS:
        return []
    title, due_on = " ".join(facts["title"].split()), written_day(facts["due_on"])
    return [f"Ärende: {facts['case_number']}\nVad: {title}\nSenast: {due_on}"]
