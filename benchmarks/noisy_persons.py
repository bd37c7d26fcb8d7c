"""Invented persons with birth dates, their names otherwise written, and near ones who are others."""

import itertools
import random
from collections.abc import Callable, Iterator, Sequence

from benchmarks.noisy_names import LAST, Body, Question, in_longest, place

GIVEN = (
    "Ale", "Bri", "Cel", "Dar", "El", "Fri", "Gus", "Hel", "In", "Jo", "Kar", "Lin", "Mar", "Nor", "Os",
    "Pet", "Ru", "Sam", "Ti", "Vil",
)  # fmt: skip
GIVEN_LAST = (
    "a", "an", "dis", "en", "gard", "ia", "is", "mira", "na", "nar", "sa", "ta", "vin", "win",
)  # fmt: skip
SOMALI = (
    ("Maxamud", "Mahamud"),
    ("Cabdale", "Abdale"),
    ("Xasiin", "Hasin"),
    ("Faadhuma", "Faduma"),
    ("Khaliif", "Halif"),
    ("Qaamar", "Kamar"),
    ("Cusmaan", "Usman"),
    ("Warsaame", "Warsame"),
    ("Yuusaf", "Yusaf"),
    ("Dhaqane", "Dakane"),
)


def persons(count: int, seed: int = 1) -> Iterator[Body]:
    """So many persons with a full birth date."""
    chance = random.Random(seed)
    for _ in range(count):
        yield Body(_person(chance), birth_date=_birth_date(chance))


def person_questions(register: Sequence[Body], count: int, seed: int = 4) -> list[Question]:
    """Persons of the register written otherwise, with their birth date (one in eight a slip in it)."""
    chance = random.Random(seed)
    kinds = list(PERSON_NOISE)
    found = []
    for at in range(count):
        truth = chance.randrange(len(register))
        body, kind = register[truth], kinds[at % len(kinds)]
        born = body.birth_date or ""
        if chance.random() < 0.125:
            born = f"{born[:3]}{(int(born[3]) + chance.randint(1, 9)) % 10}{born[4:]}"
            kind = f"{kind}, digit off"
        found.append(
            Question(Body(PERSON_NOISE[kind.split(",")[0]](chance, body.name), birth_date=born), truth, kind)
        )
    return found


def near_persons(register: Sequence[Body], count: int, seed: int = 5) -> list[Question]:
    """Persons the register has not: the name of one it has with another date, or one word another."""
    chance = random.Random(seed)
    known = {(word, body.birth_date) for body in register for word in (body.name, *body.name.split())}
    found: list[Question] = []
    for at in itertools.count():
        if len(found) == count:
            break
        body, kind = chance.choice(register), ("another date", "another family", "another given")[at % 3]
        words, word = body.name.split(), chance.choice(_person(chance).split())
        born = _birth_date(chance) if kind == "another date" else body.birth_date
        if kind != "another date":
            words[-1 if kind == "another family" else 0] = word
        telling = " ".join(words) if kind == "another date" else word
        if (telling, born) not in known:
            found.append(Question(Body(" ".join(words), birth_date=born), None, kind))
    return found


def _person(chance: random.Random) -> str:
    if chance.random() < 0.15:
        return " ".join(chance.choice(SOMALI)[0] for _ in range(3))
    given = [chance.choice(GIVEN) + chance.choice(GIVEN_LAST) for _ in range(chance.choice((1, 1, 2)))]
    family = place(chance) if chance.random() < 0.6 else chance.choice(GIVEN) + chance.choice(LAST) + "sson"
    return " ".join((*given, family))


def _birth_date(chance: random.Random) -> str:
    return f"{chance.randint(1935, 2006)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _respelt(chance: random.Random, name: str) -> str:
    """Another spelling of the same sounds."""
    for somali, latin in SOMALI:
        name = name.replace(somali, latin)
    for old, new in (("Kar", "Car"), ("Vil", "Wil"), ("sson", "son"), ("ks", "x"), ("v", "w")):
        if old in name and chance.random() < 0.7:
            name = name.replace(old, new, 1)
    return name


def _family_first(chance: random.Random, name: str) -> str:
    words = name.split()
    return name if _three(name) else " ".join((words[-1], *words[:-1]))


def _middle_dropped(chance: random.Random, name: str) -> str:
    words = name.split()
    return " ".join(words[:2]) if _three(name) else f"{words[0]} {words[-1]}"


def _with_initial(chance: random.Random, name: str) -> str:
    words = name.split()
    return name if _three(name) else " ".join((words[0], "M", *words[1:]))


def _three(name: str) -> bool:
    return any(somali in name for somali, _ in SOMALI)


PERSON_NOISE: dict[str, Callable[[random.Random, str], str]] = {
    "as it is": lambda chance, name: name,
    "family name first": _family_first,
    "middle name dropped": _middle_dropped,
    "initial": _with_initial,
    "respelt": _respelt,
    "one slip": lambda chance, name: in_longest(chance, name, 1),
    "hyphen": lambda chance, name: name.replace(" ", "-", 1) if len(name.split()) > 2 else name,
    "double surname": lambda chance, name: f"{name}-{place(chance)}",
}
