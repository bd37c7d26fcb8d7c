"""Reads plain questions from their folder: the version in force, each file verified against the lock."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from vetting.domain.checklist import Text
from vetting.domain.errors import NotFound, UnusableFile
from vetting.domain.plain_questions import PlainQuestion, QuestionSet
from vetting.domain.terms_association_reports import AskedKind, ReportSection
from vetting.gateways.checklist_files import digest_of, verified_bytes, versions_of

REPORT, VISIT = "association-report", "visit"


def questions_in_force(folder: Path, name: str, on: date) -> QuestionSet:
    """The version in force that day. Raises NotFound `no_checklist_in_force`, and UnusableFile for a changed
    or broken file."""
    sets = [load_questions(folder, name, version) for version in versions_of(folder, name)]
    in_force = [one for one in sets if one.in_force_on <= on]
    if not in_force:
        raise NotFound("no_checklist_in_force", checklist=name, on=on)
    return max(in_force, key=lambda one: (one.in_force_on, one.version))


def load_questions(folder: Path, name: str, version: str) -> QuestionSet:
    """One published version."""
    return _parsed(verified_bytes(folder, name, version), f"{name}/{version}.toml")


@lru_cache(maxsize=16)
def _parsed(content: bytes, file: str) -> QuestionSet:
    try:
        table = tomllib.loads(content.decode("utf-8"))
        return QuestionSet(
            name=table["name"],
            version=table["version"],
            in_force_on=table["in_force_on"],
            digest=digest_of(content),
            title=Text(**table["title"]),
            questions=tuple(_question(one) for one in table["questions"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableFile("checklist_not_toml", file=file, question="", key="", found=str(error)) from error


def _question(table: Mapping[str, Any]) -> PlainQuestion:
    return PlainQuestion(
        id=table["id"],
        section=ReportSection(table["section"]),
        kind=AskedKind(table["kind"]),
        text=Text(**table["text"]),
        hint=Text(**table["hint"]),
        is_required=table["required"],
    )
