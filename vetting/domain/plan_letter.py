"""Letters about a follow-up plan: reminders, and answers to requests for a later day."""

from dataclasses import asdict, dataclass

from vetting.domain.reminding import Moment
from vetting.domain.swedish_time import written_day

SUBJECTS = {
    Moment.AHEAD: "Påminnelse i ärende {number}",
    Moment.PASSED: "Försenat i ärende {number}",
    Moment.AGAIN: "Andra påminnelsen i ärende {number}",
}
_REMINDING = {
    Moment.AHEAD: "Snart ska ni ha lämnat in det som bestämdes i uppföljningsplanen för ert bidrag.",
    Moment.PASSED: "Vi har inte fått det som skulle ha kommit in enligt uppföljningsplanen för ert bidrag.",
    Moment.AGAIN: (
        "Vi har fortfarande inte fått det som skulle ha kommit in enligt uppföljningsplanen för ert bidrag."
    ),
}
_LATER = (
    "Behöver ni mer tid? Begär anstånd på er sida för ärendet, eller hos handläggaren, och skriv varför. "
    "Den som har lämnat in redan kan bortse från det här brevet."
)
_NO_REPLY = "Brevet går inte att svara på. Kontakta handläggaren om något är oklart."


@dataclass(frozen=True)
class PlanLetter:
    """A letter to an association about its plan. `written_on`: an ISO date; `officer` "": not to be named."""

    municipality: str
    board: str
    case_number: str
    association: str
    org_number: str
    subject: str
    written_on: str
    paragraphs: tuple[str, ...]
    officer: str

    def as_kept(self) -> dict[str, object]:
        """As JSON values."""
        return {"letter": "plan", **asdict(self), "paragraphs": list(self.paragraphs)}

    def as_text(self) -> str:
        """As the body of an e-mail."""
        who = self.officer or "Handläggaren"
        parts = [f"{self.association}", *self.paragraphs, _NO_REPLY, f"{who}\n{self.board}"]
        return "\n\n".join(parts) + "\n"


def reminding(moment: Moment, *, title: str, evidence: str, due_on: str) -> tuple[str, ...]:
    """What a reminder says. `due_on` is an ISO date."""
    what = f"{title}\nVisas genom: {evidence}\nSenast: {written_day(due_on)}"
    return (_REMINDING[moment], what, _LATER)


def extension_granted(*, title: str, due_on: str, answer: str) -> tuple[str, ...]:
    """That a later day was given."""
    first = f"Ni har fått anstånd. {title} ska nu ha kommit in senast {written_day(due_on)}."
    return (first, f"Skäl: {answer}", "I övrigt gäller uppföljningsplanen som förut.")


def extension_refused(*, title: str, due_on: str, answer: str) -> tuple[str, ...]:
    """That no later day was given."""
    first = f"Ni får inte anstånd. {title} ska som förut ha kommit in senast {written_day(due_on)}."
    return (first, f"Skäl: {answer}")
