"""Words that tie a named kind of person to a political or religious outlook: kept nowhere (RF 2:3)."""

import re

from vetting.domain.errors import Refused

# A pronoun or a part played. An association may be of any faith or party; a person is not ours to label.
_SOMEBODY = (
    r"(?:han|hon|hen|personen|kvinnan|mannen|ordförande[nt]?|kassör(?:en)?|sekreteraren?|ledamot(?:en)?|"
    r"ledaren?|företrädaren?|föreläsaren?|talaren?|gästen|firmatecknaren?|ansvarige?|sökanden|medlemmen|"
    r"initiativtagaren?|grundaren?|imamen|prästen|pastorn)"
)
_IS = r"(?:är|var|varit|blev|anses vara|uppges vara|påstås vara|sägs vara|ska vara|tros vara|lär vara)"
_BETWEEN = r"(?:\s+[\w-]+){0,4}?"
_LABEL = (
    r"(?:muslim(?:sk)?|kristen|jude|judisk|katolik|ortodox|buddhist|hindu|ateist|salafist|islamist|wahhabist|"
    r"shiamuslim|sunnimuslim|nazist|nynazist|fascist|kommunist|socialist|marxist|anarkist|syndikalist|liberal|"
    r"moderat|nationalist|högerextremist|vänsterextremist|extremist|separatist|"
    r"(?:social|krist|sverige)demokrat|(?:center|vänster|folk)partist|miljöpartist|"
    r"troende|bokstavstroende|fundamentalist|sympatisör|anhängare|rasist)"
)
_PARTY = r"(?:[\w-]*partiet|[\w-]*demokraterna|moderaterna|liberalerna|ungdomsförbundet|[\w-]*rörelsen)"
_OUTLOOK = (
    r"(?:politiska?|religiösa?|ideologiska?)\s+(?:åsikt(?:er)?|uppfattning(?:ar)?|tillhörighet|övertygelse|"
    r"åskådning|hemvist|tro|läggning|sympatier)"
)
_OWN = r"(?:hans|hennes|hens|dennes|personens|ordförandens|företrädarens|ledarens|talarens|föreläsarens)"

_PATTERNS = tuple(
    re.compile(rf"\b{pattern}\b", re.IGNORECASE)
    for pattern in (
        rf"{_SOMEBODY}{_BETWEEN}\s+{_IS}{_BETWEEN}\s+{_LABEL}",
        rf"{_SOMEBODY}{_BETWEEN}\s+{_IS}{_BETWEEN}\s+(?:medlem|aktiv|engagerad)\s+(?:i|inom|av)\s+{_PARTY}",
        rf"{_SOMEBODY}{_BETWEEN}\s+(?:röstar|röstade)\s+på\s+\w+",
        rf"{_OWN}\s+{_OUTLOOK}",
        rf"{_OWN}\s+(?:åsikt(?:er)?|ideologi|trosuppfattning|partitillhörighet|livsåskådning|tro)",
        rf"{_SOMEBODY}{_BETWEEN}\s+har{_BETWEEN}\s+{_OUTLOOK}",
    )
)


def outlook_of_person(text: str) -> str | None:
    """The first words of `text` that tell what outlook a person has, as they stand there, if any do."""
    plain = " ".join(text.split())
    found = [match for pattern in _PATTERNS if (match := pattern.search(plain))]
    return min(found, key=lambda match: match.start()).group() if found else None


def require_no_outlook(text: str, *, field: str) -> str:
    """The text. Raises Refused `outlook_in_text` with the `phrase` that labels a person (RF 2:3)."""
    phrase = outlook_of_person(text)
    if phrase is not None:
        raise Refused("outlook_in_text", field=field, phrase=phrase[:80])
    return text
