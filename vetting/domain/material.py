"""The material of a case: acts, evidence, hits and answers of partners that a decision may rest on."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class MaterialKind(StrEnum):
    """What an item is."""

    ACT = "act"
    EVIDENCE = "evidence"
    HIT = "hit"  # judged to be the same body or person
    ANSWER = "answer"  # of a partner agency


@dataclass(frozen=True)
class Material:
    """One item, in its own words. `level` 1 (own admission) to 8 (linked by a third party), only of evidence;
    `on` is the day of what happened or was answered, `digest` the SHA-256 of a file behind it. `code`: what a
    partner ticked, or the function of the signatory whom a hit is about, who is not named. `about` tells hits
    that read alike apart, by ids that say nothing of anybody."""

    kind: MaterialKind
    id: str
    text: str
    source: str
    added_at: dt.datetime
    on: dt.date | None = None
    question_id: str = ""
    level: int | None = None
    is_contrary: bool = False
    digest: str = ""
    code: str = ""
    about: str = ""

    @property
    def key(self) -> str:
        """As it is named in letters, marks and packages: `evidence:<id>`."""
        return f"{self.kind.value}:{self.id}"
