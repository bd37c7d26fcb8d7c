"""The rule desk: the next version of a checklist drafted, tried on closed cases, and published by another."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vetting.domain import authority
from vetting.domain.authority import Act, Actor
from vetting.domain.checklist import Checklist, Text
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused, UnusableFile
from vetting.domain.free_text import require_writable
from vetting.domain.rule_changes import RuleChanges, changes_between
from vetting.domain.rule_editions import Adoption, DraftHead, require_publishable
from vetting.domain.rule_lint import LintFinding, lint_rules
from vetting.domain.rule_replay import ClosedCase, Replay, replay_cases
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import DraftState
from vetting.gateways.checklist_shelf import shelf
from vetting.gateways.pinned_checklists import checklist_of
from vetting.gateways.rule_files import draft_in, read_draft, workbook_of
from vetting.records import checklist_editions, closed_cases
from vetting.records.checklist_editions import ChecklistDraft, ChecklistEdition
from vetting.records.db import transaction
from vetting.records.journal import note

LONGEST_NAME = 200


@dataclass(frozen=True)
class DraftRead:
    """A draft as its page shows it: what was found in it and what it changes against `newest`, if any."""

    checklist: Checklist
    findings: tuple[LintFinding, ...]
    newest: Checklist | None
    changes: RuleChanges | None

    @property
    def stops(self) -> int:
        return sum(finding.stops for finding in self.findings)


@dataclass(frozen=True)
class Tried:
    """What the draft would have made of closed cases; `left_out`: older ones that were not tried."""

    checklist: Checklist
    replay: Replay
    left_out: int


def save_draft(file: tuple[str, bytes], *, by: Actor, now: dt.datetime) -> str:
    """Keeps a draft sent in as TOML or as a workbook and gives its id; the same content is not kept twice.

    `file` is a name and bytes. Raises UnusableFile for what cannot be read (with `faults`, every question's
    first, where there are several) and Refused for texts that may stand nowhere, such as personal numbers.
    """
    authority.require(by, Act.DRAFT_RULES)
    sent = read_draft(*file)
    _require_writable(sent.checklist)
    with transaction(is_piece=True):  # the same content again leaves no entry
        if known := checklist_editions.open_draft_of(sent.checklist.digest):
            return known
        row = checklist_editions.keep_draft(
            ChecklistDraft(
                name=sent.checklist.name,
                version=sent.checklist.version,
                in_force_on=sent.checklist.in_force_on,
                content=sent.content,
                digest=sent.checklist.digest,
                file_name=sent.file_name[:LONGEST_NAME],
                file_digest=sent.file_digest,
                drafted_by=by.id,
                drafted_at=now,
            )
        )
        _note(Entry.RULES_DRAFTED, row, by, now, in_force_on=row.in_force_on.isoformat(), file=row.file_name)
        return row.id


def withdraw_draft(draft_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Takes a draft back. Raises NotFound, Refused `rule_draft_settled`."""
    authority.require(by, Act.DRAFT_RULES)
    with transaction():
        row = _open(draft_id)
        row.state, row.settled_by, row.settled_at = DraftState.WITHDRAWN, by.id, now
        _note(Entry.RULES_DRAFT_WITHDRAWN, row, by, now)


def read_kept_draft(draft_id: str, *, by: Actor, today: dt.date) -> DraftRead:
    """A kept draft with what is found in it today. Raises NotFound `rule_draft_not_found`."""
    authority.require(by, Act.SEE_RULE_DRAFTS)
    row = checklist_editions.draft_named(draft_id)
    return _read(_checklist(row), today)


def try_draft(draft_id: str, *, by: Actor) -> Tried:
    """Judges the decided cases of that checklist anew; nothing is changed, nor told of a case to who may not
    see it. Raises NotFound `rule_draft_not_found`."""
    authority.require(by, Act.SEE_RULE_DRAFTS)
    checklist = _checklist(checklist_editions.draft_named(draft_id))
    replay, left_out = _replayed(checklist)
    return Tried(checklist, replay, left_out)


def publish_draft(
    draft_id: str, adoption: Adoption, *, seen_digest: str, by: Actor, now: dt.datetime
) -> Checklist:
    """Publishes what somebody else drafted and what was adopted; it never changes again.

    `seen_digest` is of the draft the person had before them. Raises NotFound, Refused `rule_draft_settled`
    and those of `require_publishable`.
    """
    authority.require(by, Act.PUBLISH_RULES)
    adopted_by = " ".join(require_writable(adoption.adopted_by, field="adopted_by", longest=200).split())
    adoption, today = Adoption(adopted_by, adoption.adopted_on), swedish_day(now)
    replayed = _replayed(_checklist(checklist_editions.draft_named(draft_id)))[0].as_facts()
    with transaction():
        row = _open(draft_id)
        checklist = _checklist(row)
        found = _read(checklist, today)
        head = DraftHead(
            name=row.name,
            version=row.version,
            in_force_on=row.in_force_on,
            digest=row.digest,
            drafted_by=row.drafted_by,
            stops=found.stops,
            earlier=[one for one in shelf().all() if one.name == row.name],
        )
        require_publishable(head, adoption, seen_digest=seen_digest, by=by, today=today)
        checklist_editions.keep_edition(_edition(row, adoption, replayed, by, now))
        row.state, row.settled_by, row.settled_at = DraftState.PUBLISHED, by.id, now
        _note(
            Entry.RULES_PUBLISHED,
            row,
            by,
            now,
            in_force_on=row.in_force_on.isoformat(),
            adopted_by=adopted_by,
            adopted_on=adoption.adopted_on.isoformat(),
            drafted_by=row.drafted_by,
            replayed=replayed,
        )
        return checklist


def draft_toml(draft_id: str, *, by: Actor) -> tuple[str, bytes]:
    """Name and bytes of a draft as TOML. Raises NotFound."""
    authority.require(by, Act.SEE_RULE_DRAFTS)
    row = checklist_editions.draft_named(draft_id)
    return f"{row.name}-{row.version}", row.content


def draft_workbook(
    draft_id: str, language: str, *, codes: Sequence[tuple[str, str]], by: Actor
) -> tuple[str, bytes]:
    """Name and bytes of a draft as a workbook to change; `codes` with what they mean. Raises NotFound."""
    name, content = draft_toml(draft_id, by=by)
    return name, workbook_of(content, language, codes)


def edition_toml(name: str, version: str) -> bytes:
    """The bytes of a published version. Raises NotFound `unknown_checklist`."""
    return shelf().content(name, version)


def edition_workbook(name: str, version: str, language: str, *, codes: Sequence[tuple[str, str]]) -> bytes:
    """A published version as a workbook to begin the next one with. Raises NotFound `unknown_checklist`."""
    return workbook_of(edition_toml(name, version), language, codes)


def _edition(
    row: ChecklistDraft, adoption: Adoption, replayed: dict[str, object], by: Actor, now: dt.datetime
) -> ChecklistEdition:
    return ChecklistEdition(
        name=row.name,
        version=row.version,
        in_force_on=row.in_force_on,
        content=row.content,
        digest=row.digest,
        adopted_by=adoption.adopted_by,
        adopted_on=adoption.adopted_on,
        replayed=replayed,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        published_by=by.id,
        published_at=now,
    )


def _open(draft_id: str) -> ChecklistDraft:
    row = checklist_editions.draft_in_hand(draft_id)
    if row.state is not DraftState.OPEN:
        raise Refused("rule_draft_settled")
    return row


def _checklist(row: ChecklistDraft) -> Checklist:
    """What is kept, verified: raises Refused `rule_draft_changed` where somebody wrote past the service."""
    checklist = draft_in(row.content, file=row.file_name)
    if checklist.digest != row.digest:
        raise Refused("rule_draft_changed")
    return checklist


def _read(checklist: Checklist, today: dt.date) -> DraftRead:
    published = shelf().all()
    own = [one for one in published if one.name == checklist.name]
    newest = max(own, key=lambda one: (one.in_force_on, one.version), default=None)
    return DraftRead(
        checklist,
        lint_rules(checklist, published, today=today),
        newest,
        None if newest is None else changes_between(newest, checklist),
    )


def _replayed(checklist: Checklist) -> tuple[Replay, int]:
    found = closed_cases.decided_cases(checklist.name)
    left_out = closed_cases.decided_count(checklist.name) - len(found)
    versions = {(pin.checklist_version, pin.checklist_digest): pin for pin in (one.case for one in found)}
    judged_by = {key: checklist_of(pin) for key, pin in versions.items()}
    cases = (
        ClosedCase(
            id=one.case.id,
            case_number=one.case.case_number,
            board_id=one.case.board_id,
            outcome=one.outcome,
            decided_on=swedish_day(one.case.decided_at or one.case.opened_at),
            checklist=judged_by[one.case.checklist_version, one.case.checklist_digest],
            answers=one.answers,
            local_rules=one.case.local_rules or {},
            act_recorded=one.act_recorded,
        )
        for one in found
    )
    return replay_cases(cases, checklist), max(0, left_out)


def _require_writable(checklist: Checklist) -> None:
    """No text of the rules holds a personal number or labels a person (RF 2:3)."""
    for question_id, text in _texts(checklist):
        for words in (text.sv, text.en):
            try:
                require_writable(words, field=question_id)
            except Refused as refusal:
                facts = {**refusal.facts, "question": question_id}
                raise UnusableFile(f"rules_{refusal.code}", **facts) from None


def _texts(checklist: Checklist) -> Iterator[tuple[str, Text]]:
    yield from (("", checklist.title), ("", checklist.norm))
    for label in (*checklist.focus_areas, *checklist.results):
        yield label.id, label.text
    words = checklist.words
    for name, text in (*words.evidence.items(), *words.sources.items()):
        yield name, text
    for name, parameter in words.parameters.items():
        yield name, parameter.text
    for question in checklist.questions:
        yield from ((question.id, question.text), (question.id, question.why))


def _note(entry: Entry, row: ChecklistDraft, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(
        entry,
        by=by,
        now=now,
        subject=f"checklist_draft:{row.id}",
        case_id="",
        checklist=row.name,
        version=row.version,
        digest=row.digest,
        **facts,
    )
