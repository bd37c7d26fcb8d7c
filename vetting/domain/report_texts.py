"""What people write in a board's report, and what it may not hold: names of persons and their numbers."""

import re
from collections.abc import Collection, Iterator, Mapping

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable
from vetting.domain.identity import is_personal
from vetting.domain.no_names import require_no_person
from vetting.domain.terms_reports import ReportArea

LONGEST = 2000
COUNT_KEYS = ("complaints_count", "ombudsman_count")  # what the service does not know and people count
WRITTEN_KEYS = (
    "summary",
    *(f"{area.value}_{what}" for area in ReportArea for what in ("deviation", "measure")),
    "complaints",
)
TEXT_KEYS = (*WRITTEN_KEYS, *COUNT_KEYS)
MOST_COUNTED = 99_999
LONGEST_NAME = 5  # words
# Six digits, or eight with the century, and four, however they are parted; the check digit may be wrong.
_NUMBER_LIKE = re.compile(r"(?<!\d)(?:(?:18|19|20)[-./\s]?)?\d\d([-./\s]?)\d\d\1\d\d\s?[-+–]?\s?\d{4}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def require_sound(texts: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """The texts tidied, empty ones left out. `names`: of everybody the service knows by name.

    Raises Refused `report_names_person`, `person_named` with the `words`, `report_number_like_personal`,
    `report_count_odd`, and as free_text.require_writable; `field` tells which text.
    """
    kept = {key: require_writable(texts.get(key, ""), field=key, longest=LONGEST) for key in TEXT_KEYS}
    known = {plain for name in names if " " in (plain := _plain(name))}
    for key in WRITTEN_KEYS:
        if looks_personal(kept[key]):
            raise Refused("report_number_like_personal", field=key)
        if not known.isdisjoint(_runs(kept[key])):
            raise Refused("report_names_person", field=key)
        require_no_person(kept[key], field=key)
    for key in COUNT_KEYS:
        kept[key] = _counted(kept[key], key)
    return {key: text for key, text in kept.items() if text}


def looks_personal(text: str) -> bool:
    """Whether something in the text has the shape of a personal or coordination number, right or wrong."""
    for found in _NUMBER_LIKE.finditer(text):
        if is_personal("".join(c for c in found.group() if c.isdigit())[-10:]):
            return True
    return False


def area_of(key: str) -> ReportArea | None:
    """The activity a text is about; None of the summary."""
    if key == "complaints" or key in COUNT_KEYS:
        return ReportArea.TRIALS
    return next((area for area in ReportArea if key.startswith(f"{area.value}_")), None)


def counts_told(texts: Mapping[str, str]) -> dict[str, int]:
    """What people counted themselves."""
    return {key: int(texts[key]) for key in COUNT_KEYS if texts.get(key)}


def _counted(written: str, key: str) -> str:
    plain = "".join(written.split())
    if not plain:
        return ""
    if not (plain.isascii() and plain.isdigit() and int(plain) <= MOST_COUNTED):
        raise Refused("report_count_odd", field=key)
    return str(int(plain))


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _runs(text: str) -> Iterator[str]:
    """Every run of two to five words as names stand: also with the genitive's s, and family name first."""
    words = _WORD.findall(text.casefold())
    for at in range(len(words)):
        for until in range(at + 2, min(at + LONGEST_NAME, len(words)) + 1):
            run = " ".join(words[at:until])
            yield run
            yield run.removesuffix("s")
        if at + 1 < len(words):
            yield f"{words[at + 1]} {words[at]}"
