"""Invented organisations, the ways their names are written, and near names that are another body; seedable.

Nobody in here exists: places are put together from syllables, and the organisation
numbers begin with 4, a group that is not given out. One seed gives the same names everywhere.
"""

import random
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from stdnum import luhn

from vetting.domain.index_words import index_words

FIRST = (
    "Al", "Berg", "Björk", "Dal", "Ek", "En", "Fager", "Fors", "Gran", "Grön", "Hag", "Hall", "Hed",
    "Holm", "Häll", "Is", "Kalv", "Klock", "Kvarn", "Käll", "Lind", "Ljung", "Lund", "Lång", "Löv", "Mo",
    "Moss", "Mör", "Norr", "Ny", "Näs", "Oxel", "Rams", "Ren", "Ros", "Råd", "Sand", "Sjö", "Skog", "Sol",
    "Sten", "Ström", "Sund", "Svart", "Söder", "Tall", "Torn", "Tun", "Ulv", "Vall", "Vid", "Vik",
    "Väster", "Ytter", "Ålder", "Ång", "Ås", "Älg", "Ärt", "Öd", "Öst",
)  # fmt: skip
LAST = (
    "arp", "berga", "boda", "borg", "by", "bro", "dal", "eryd", "fors", "gärde", "hamra", "hult", "köp",
    "lanna", "lida", "löv", "mark", "mo", "måla", "näs", "rum", "ryd", "skog", "sta", "stad", "sund",
    "sätra", "torp", "träsk", "tuna", "vad", "vik", "vall", "ås", "äng", "ö",
)  # fmt: skip
MIDDLE = ("", "", "", "a", "e", "ers", "ing", "inge", "s", "sten", "und")
ACTIVITIES = (
    "Badminton", "Bandy", "Bordtennis", "Bowling", "Brottar", "Båt", "Cykel", "Fotbolls", "Friluft",
    "Golf", "Handbolls", "Hembygds", "Hockey", "Innebandy", "Judo", "Karate", "Konst", "Kultur", "Motor",
    "Musik", "Musei", "Pensionärs", "Rid", "Schack", "Segel", "Segelflyg", "Sim", "Skid", "Skytte",
    "Teater", "Tennis", "Trädgårds", "Volleyboll",
)  # fmt: skip
LONG = {
    "if": "Idrottsförening", "ik": "Idrottsklubb", "is": "Idrottssällskap", "bmk": "Badmintonklubb",
    "ibk": "Innebandyklubb", "ibf": "Innebandyförening", "rk": "Ridklubb", "ff": "Fotbollsförening",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """One row of the invented register. `birth_date` is for persons, number and seat for organisations."""

    name: str
    org_number: str | None = None
    seat: str | None = None
    birth_date: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A party to check: `truth` is the row it is, or None when the register has it not; `kind` tells
    the noise, or what the near name has of its own."""

    body: Body
    truth: int | None
    kind: str


def bodies(count: int, seed: int = 1) -> Iterator[Body]:
    """So many organisations, each name once."""
    chance = random.Random(seed)
    seats = [place(chance) for _ in range(290)]
    used: set[str] = set()
    while len(used) < count:
        seat = chance.choice(seats)
        name = _name(chance, seat)
        if name not in used:
            used.add(name)
            yield Body(name, _number(chance), seat)


def questions(register: Sequence[Body], count: int, seed: int = 2) -> list[Question]:
    """Bodies of the register written otherwise, each kind of noise in turn; one in three has its number,
    two in three their seat."""
    chance = random.Random(seed)
    found: list[Question] = []
    kinds = list(NOISE)
    while len(found) < count:
        kind, truth = kinds[len(found) % len(kinds)], chance.randrange(len(register))
        body = register[truth]
        name = NOISE[kind](chance, body)
        if name is None or name == body.name:
            continue  # the kind has nothing to do here
        number = body.org_number if chance.random() < 1 / 3 else None
        seat = body.seat if chance.random() < 2 / 3 else None
        found.append(Question(Body(name, number, seat), truth, kind))
    return found


def near_misses(
    register: Sequence[Body], count: int, seed: int = 3, known: Collection[frozenset[str]] = ()
) -> list[Question]:
    """Bodies the register has not, each with a name near one it has; no number, the seat in one of two.

    `known`: `keys_of` every body of the register, where the caller has them already.
    """
    chance = random.Random(seed)
    keys = known or {key for body in register for key in keys_of(body)}
    found: list[Question] = []
    kinds = list(NEAR)
    tries = 0
    while len(found) < count and tries < count * 200:
        tries += 1
        kind, near = kinds[len(found) % len(kinds)], chance.choice(register)
        name = NEAR[kind](chance, near)
        if name and key_of(name) not in keys:
            same_town = kind not in ("another place", "another town") and chance.random() < 0.5
            found.append(Question(Body(name, None, near.seat if same_town else None), None, kind))
    return found


def keys_of(body: Body) -> set[frozenset[str]]:
    """Of its name, and of its name without the town at the end, which people leave out."""
    return {key_of(body.name), key_of(body.name.removesuffix(f" i {body.seat}"))}


def key_of(name: str) -> frozenset[str]:
    """The same for every right way to write a name: two bodies with one key are namesakes, not near."""
    return frozenset(index_words(name))


def place(chance: random.Random) -> str:
    return chance.choice(FIRST) + chance.choice(MIDDLE) + chance.choice(LAST)


def _name(chance: random.Random, seat: str) -> str:
    called, activity = place(chance), chance.choice(ACTIVITIES)
    short = chance.choice(tuple(LONG)).upper()
    patterns = (
        f"{called}s {LONG[short.lower()]}",
        f"{called} {short}",
        f"{short} {called}",
        f"{called}s {activity}förening",
        f"{called}s {activity}klubb",
        f"{called}s {activity}sällskap",
        f"{activity}klubben {called}",
        f"{activity}föreningen {called} i {seat}",
        f"{called} {place(chance)} {activity}förening",
        f"Föreningen {called} {activity}",
        f"{chance.randint(1, 60) * 10 + 1000} {called} Vägsamfällighet",
        f"Logen {chance.randint(2, 990)} {called}",
        f"{called}s byalag",
        f"Brf {called} {chance.randint(1, 40)}",
        f"Stiftelsen {called} {activity}",
        f"Lions Club {called}",
    )
    return chance.choice(patterns)


def _number(chance: random.Random) -> str:
    nine = f"4{chance.randint(0, 9)}{chance.randint(2, 9)}{chance.randint(0, 999_999):06}"
    return nine + luhn.calc_check_digit(nine)


def _typo(chance: random.Random, name: str) -> str:
    at = chance.choice([at for at, letter in enumerate(name) if letter.isalpha() and at > 0] or [0])
    letter = chance.choice("abdefghiklmnoprstuv")
    kind = chance.randrange(4)
    if kind == 0:
        return name[:at] + letter + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    if kind == 2:
        return name[:at] + letter + name[at:]
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


def _longest(name: str) -> str:
    return max((word for word in name.split() if word.isalpha()), key=len, default=name)


def in_longest(chance: random.Random, name: str, slips: int) -> str:
    word = _longest(name)
    wrong = word
    for _ in range(slips):
        wrong = _typo(chance, wrong)
    return name.replace(word, wrong, 1)


def _swapped(name: str, pairs: Sequence[tuple[str, str]]) -> str | None:
    for old, new in pairs:
        if old in name:
            return name.replace(old, new, 1)
    return None


def _type_written_otherwise(chance: random.Random, body: Body) -> str | None:
    words = body.name.split()
    for at, word in enumerate(words):
        for short, long in LONG.items():
            if word == short.upper():
                return " ".join((*words[:at], long, *words[at + 1 :]))
            if word == long:
                return " ".join((*words[:at], short.upper(), *words[at + 1 :]))
    return None


Noise = Callable[[random.Random, Body], str | None]
HEADS_CUT = (("föreningen", "fören."), ("förening", "fören."), ("klubben", "kl."))
OTHER_TYPES = (
    (" IF", " IK"), (" IK", " IS"), ("IF ", "IK "), ("Idrottsförening", "IK"), ("klubben", "föreningen"),
)  # fmt: skip
OTHER_FORMS = (("Stiftelsen", "Föreningen"), ("Föreningen", "Stiftelsen"))
OTHER_ACTIVITIES = (
    ("Segelflyg", "Segel"), ("Segel", "Segelflyg"), ("Tennis", "Bordtennis"), ("Bandy", "Innebandy"),
    ("Kultur", "Konst"), ("Hembygds", "Byggnads"), ("Rid", "Skid"), ("Fotbolls", "Handbolls"),
)  # fmt: skip
OTHER_VOWELS = (("borg", "berg"), ("berga", "borga"), ("vik", "vek"), ("hult", "holt"), ("mo ", "mu "))
ACCENTS = str.maketrans("åäöÅÄÖ", "aaoAAO")


def _without_last(chance: random.Random, body: Body) -> str | None:
    words = body.name.split()
    return " ".join(words[:-1]) if len(words) > 2 else None


def _another_last(chance: random.Random, body: Body) -> str | None:
    words = body.name.split()
    return " ".join((*words[:-1], place(chance))) if len(words) > 1 else None


def _another_first(chance: random.Random, body: Body) -> str | None:
    words = body.name.split()
    return " ".join((place(chance), *words[1:])) if len(words) > 1 else None


def _another_town(chance: random.Random, body: Body) -> str | None:
    seat = body.seat or "-"
    return body.name.replace(seat, place(chance)) if seat in body.name else None


def _with_acronym(chance: random.Random, body: Body) -> str:
    return f"{body.name}, {''.join(word[0] for word in body.name.split()).upper()}X"


def _joined(chance: random.Random, body: Body) -> str | None:
    return None if body.name[:2].isupper() else body.name.replace(" ", "", 1)


NOISE: dict[str, Noise] = {
    "capitals": lambda chance, body: body.name.upper(),
    "without accents": lambda chance, body: body.name.translate(ACCENTS),
    "type written otherwise": _type_written_otherwise,
    "head cut short": lambda chance, body: _swapped(body.name, HEADS_CUT),
    "words in another order": lambda chance, body: " ".join(reversed(body.name.split())),
    "genitive": lambda chance, body: _swapped(body.name, (("s ", " "),)),
    "joined": _joined,
    "hyphen": lambda chance, body: body.name.replace(" ", "-", 1),
    "filler": lambda chance, body: f"{body.name}, ideell förening",
    "acronym appended": _with_acronym,
    "section": lambda chance, body: f"{body.name} - Ungdom",
    "place added": lambda chance, body: f"{body.name} i {body.seat}",
    "one slip": lambda chance, body: in_longest(chance, body.name, 1),
    "two slips": lambda chance, body: in_longest(chance, body.name, 2),
    "word dropped": _without_last,
}
NEAR: dict[str, Noise] = {
    "another type": lambda chance, body: _swapped(body.name, OTHER_TYPES),
    "another number": lambda chance, body: _another_number(chance, body.name),
    "another place": _another_last,
    "another vowel": lambda chance, body: _swapped(body.name, OTHER_VOWELS),
    "another activity": lambda chance, body: _swapped(body.name, OTHER_ACTIVITIES),
    "another town": _another_town,
    "another form": lambda chance, body: _swapped(body.name, OTHER_FORMS),
    "another word": _another_first,
}


def _another_number(chance: random.Random, name: str) -> str | None:
    at = [at for at, letter in enumerate(name) if letter.isdigit()]
    if not at:
        return None
    where = chance.choice(at)
    return name[:where] + str((int(name[where]) + chance.randint(1, 8)) % 10) + name[where + 1 :]
