"""An invented national register and its questions, as the files that are delivered and asked."""

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks import noisy_names, noisy_persons
from benchmarks.noisy_names import Body, Question

NEGATIVES = 5  # one question in so many is of a near name that is not in the register


@dataclass(frozen=True)
class Asked:
    """A file of questions with what is right: the register's id per question, None for nobody."""

    path: Path
    questions: Sequence[Question]
    truth: dict[str, str | None]


def write_register(path: Path, bodies: Iterable[Body], *, delimiter: str = ";") -> Path:
    """`id;name;orgnr;city` or `id;name;birth_date`, ids by place."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        for at, body in enumerate(bodies):
            if not at:
                rows.writerow(("id", *_head(body)))
            rows.writerow((f"r{at}", *_cells(body)))
    return path


def write_questions(path: Path, questions: Sequence[Question]) -> Asked:
    """`query_id,name,orgnr,city` or `query_id,name,birth_date`."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("query_id", *_head(questions[0].body)))
        rows.writerows((at, *_cells(one.body)) for at, one in enumerate(questions))
    truth = {str(at): None if one.truth is None else f"r{one.truth}" for at, one in enumerate(questions)}
    return Asked(path, questions, truth)


def organisations(folder: Path, bodies: Sequence[Body], count: int, name: str = "questions") -> Asked:
    """Questions about organisations of the register and about near names that are not in it."""
    negatives = noisy_names.near_misses(bodies, count // NEGATIVES)
    positives = noisy_names.questions(bodies, count - len(negatives))
    return write_questions(folder / f"{name}.csv", _mixed([*positives, *negatives]))


def people(folder: Path, bodies: Sequence[Body], count: int) -> Asked:
    """The same about persons."""
    negatives = noisy_persons.near_persons(bodies, count // NEGATIVES)
    positives = noisy_persons.person_questions(bodies, count - len(negatives))
    return write_questions(folder / "person_questions.csv", _mixed([*positives, *negatives]))


def changed(bodies: Sequence[Body], share: float) -> list[Body]:
    """The register a week later: so many rows have another name, as many are gone and as many new."""
    chance = random.Random(9)
    count = max(int(len(bodies) * share / 2), 1)
    later = list(bodies)
    for at in chance.sample(range(len(later) - count), count):
        later[at] = Body(f"{later[at].name} och Vänner", later[at].org_number, later[at].seat)
    return [*later[:-count], *islice(noisy_names.bodies(count, seed=10), count)]


def _head(body: Body) -> tuple[str, ...]:
    return ("name", "birth_date") if body.birth_date else ("name", "orgnr", "city")


def _cells(body: Body) -> tuple[str, ...]:
    if body.birth_date:
        return (body.name, body.birth_date)
    return (body.name, body.org_number or "", body.seat or "")


def _mixed(questions: list[Question]) -> list[Question]:
    random.Random(6).shuffle(questions)
    return questions
