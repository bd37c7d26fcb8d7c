"""Drafts of checklists as people send them in: TOML or a workbook, both brought to the same TOML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from vetting.domain.checklist import Checklist
from vetting.domain.errors import UnusableFile
from vetting.gateways.checklist_files import MAX_BYTES, NAME, VERSION, WORDS, digest_of, parsed
from vetting.gateways.checklist_toml import faults_of_questions, toml_table
from vetting.gateways.checklist_writing import toml_of
from vetting.gateways.rule_sheets import read_rules
from vetting.gateways.rule_workbooks import write_rules
from vetting.gateways.uploads import MEBIBYTE, FileKind, guard_zip, inspect_upload
from vetting.paths import checklists_dir

MOST_QUESTIONS = 300
LONGEST_NAME = 60
LONGEST_QUESTION = 600
MOST_PARTS = 20
# What TOML writes between quotes or behind a mark: a dot in it parts no key.
# Each takes all it can, ended or not: nothing is walked twice.
LITERAL = re.compile(
    r'"""(?:[^\\"]|\\.|"(?!""))*+(?:""")?'
    r"|\'\'\'(?:[^\']|\'(?!\'\'))*+(?:\'\'\')?"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|\'[^\'\n]*+\'?"
    r"|#[^\n]*+",
    re.DOTALL,
)
CODE = re.compile(r"[\w:.-]{1,40}")
MAX_UNPACKED = 16 * MEBIBYTE


@dataclass(frozen=True)
class SentDraft:
    """A draft that can be read. `content` is its TOML; `file_digest` is of what was sent in."""

    checklist: Checklist
    content: bytes
    file_name: str
    file_digest: str


def read_draft(filename: str, data: bytes) -> SentDraft:
    """What was sent in. Raises UnusableFile: those of uploads, rule_sheets and `checklist_*`, and
    `rules_several_faults` with `faults`, each a code with its facts, where several questions are wrong."""
    name = PurePath(filename.replace("\\", "/")).name
    content = data
    if data.startswith(b"PK"):
        inspect_upload(data, name, allowed=frozenset({FileKind.XLSX}), max_bytes=5 * MAX_BYTES)
        _require_small(data, name)
        content = toml_of(read_rules(data, name))
    elif name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        raise UnusableFile("renamed_file", filename=name, expected="xlsx", found="toml")
    return SentDraft(draft_in(content, file=name), content, name, digest_of(data))


def draft_in(content: bytes, *, file: str) -> Checklist:
    """The checklist in the TOML of a draft. Raises UnusableFile as `read_draft`."""
    if len(content) > MAX_BYTES:
        raise UnusableFile("checklist_too_large", file=file, question="", key="")
    _require_shallow(content, file)
    table = toml_table(content, file)
    _require_few(table, file)
    faults = faults_of_questions(table, file=file)
    if len(faults) > 1:
        told = tuple((fault.code, dict(fault.facts)) for fault in faults)
        raise UnusableFile("rules_several_faults", file=file, count=len(faults), faults=told)
    checklist = parsed(checklists_dir(), content, file=file)
    if not NAME.fullmatch(checklist.name) or checklist.name == WORDS or len(checklist.name) > LONGEST_NAME:
        raise UnusableFile("rules_odd_name", file=file, found=checklist.name[:LONGEST_NAME])
    if not VERSION.fullmatch(checklist.version):
        raise UnusableFile("rules_odd_version", file=file, found=checklist.version[:20])
    _require_usable(checklist, file)
    return checklist


def workbook_of(content: bytes, language: str, codes: Sequence[tuple[str, str]] = ()) -> bytes:
    """The TOML of a checklist as a workbook; `codes` and what they mean stand on a sheet of their own."""
    return write_rules(toml_table(content, ""), language, codes=codes)


def _require_shallow(content: bytes, file: str) -> None:
    """The reader keeps every beginning of a dotted key: one of many parts would fill the memory."""
    bare = LITERAL.sub("s", content.decode("utf-8", "replace"))
    if any(line.count(".") > MOST_PARTS for line in bare.split("\n")):
        raise UnusableFile("checklist_not_toml", file=file, question="", key="", found="a.b.c.d …")


def _require_small(data: bytes, file: str) -> None:
    """A workbook of rules is small unpacked as well: one that is not would be read for minutes."""
    with guard_zip(data, file) as archive:
        if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
            raise UnusableFile("checklist_too_large", file=file, question="", key="")


def _require_usable(checklist: Checklist, file: str) -> None:
    """Codes that columns can keep, and questions that somebody can read."""
    words = checklist.words
    for code in (
        *(*words.evidence, *words.sources, *words.parameters),
        *(label.id for label in (*checklist.focus_areas, *checklist.results)),
    ):
        if not CODE.fullmatch(code):
            raise UnusableFile("rules_odd_code", file=file, found=code[:60])
    for question in checklist.questions:
        if max(len(question.text.sv), len(question.text.en)) > LONGEST_QUESTION:
            raise UnusableFile("rules_text_too_long", question=question.id, longest=LONGEST_QUESTION)


def _require_few(table: dict[str, object], file: str) -> None:
    asked = table.get("questions")
    if isinstance(asked, list) and len(asked) > MOST_QUESTIONS:
        raise UnusableFile("rules_too_many_rows", filename=file, sheet="questions", limit=MOST_QUESTIONS)
