"""What is already known and bears on a question: shown beside it, offered, never answered by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from vetting.domain.checklist import Question
from vetting.domain.terms import AnswerKind, NumberClass, PaperKind

PAPERS_BY_EVIDENCE: Mapping[str, PaperKind] = {
    "stadgar": PaperKind.STATUTES,
    "arsmotesprotokoll": PaperKind.MINUTES,
    "konstituerande_protokoll": PaperKind.MINUTES,
    "verksamhetsberattelse": PaperKind.ACTIVITY_REPORT,
    "ekonomisk_redovisning": PaperKind.ACCOUNTS,
    "balansrakning": PaperKind.ACCOUNTS,
    "resultatrakning": PaperKind.ACCOUNTS,
    "revisionsberattelse": PaperKind.AUDIT_REPORT,
}


@dataclass(frozen=True)
class KnownPaper:
    """A paper of the case or of its association."""

    id: str
    kind: PaperKind
    year: int
    received_on: date


@dataclass(frozen=True)
class KnownOfCase:
    """What application and directory say before anybody has answered."""

    members_total: int | None
    number_class: NumberClass
    in_directory: bool
    confirmed_on: date | None
    papers: tuple[KnownPaper, ...] = ()


@dataclass(frozen=True)
class Fact:
    """Something known, by a code with words. `suggestion` is an answer a person may take over, or blank."""

    code: str
    values: Mapping[str, object]
    suggestion: str = ""
    paper_id: str = ""


def facts_beside(question: Question, known: KnownOfCase) -> tuple[Fact, ...]:
    """Facts for one question. Ids keep their meaning in every version, so they can be named here."""
    by_id = {"S12": _number, "S14": _directory, "S18": _members}
    found = by_id[question.id](known) if question.id in by_id else None
    return ((found,) if found else ()) + tuple(_papers(question, known))


def _number(known: KnownOfCase) -> Fact:
    """No suggestion: that a number is well formed says nothing of whether it is active, or how old."""
    return Fact("number_class", {"state": known.number_class})


def _directory(known: KnownOfCase) -> Fact:
    if not known.in_directory:
        return Fact("not_in_directory", {})
    if known.confirmed_on is None:
        return Fact("in_directory", {}, "ja")
    return Fact("in_directory_confirmed", {"day": known.confirmed_on}, "ja")


def _members(known: KnownOfCase) -> Fact | None:
    if known.members_total is None:
        return None
    return Fact("members_stated", {"members": known.members_total}, str(known.members_total))


def _papers(question: Question, known: KnownOfCase) -> Iterator[Fact]:
    wanted = {PAPERS_BY_EVIDENCE[kind] for kind in question.evidence if kind in PAPERS_BY_EVIDENCE}
    suggestion = "bifogad" if question.answers is AnswerKind.DOC else ""
    for paper in known.papers:
        if paper.kind in wanted:
            values = {"paper": paper.kind, "year": paper.year, "day": paper.received_on}
            yield Fact("paper_received", values, suggestion, paper.id)
