"""Words that tie a named kind of person to a political or religious outlook: kept nowhere (RF 2:3)."""

import re

from vetting.domain.errors import Refused

# A pronoun or a part played. An association may be of any faith or party; a person is not ours to label.
_SOMEBODY = (
    r"(?:han|hon|hen|personen|kvinnan|mannen|[\w-]*ordförande[nt]?|kassör(?:en)?|sekreteraren?|"
    r"[\w-]*ledamot(?:en)?|[\w-]*ledaren?|företrädaren?|föreläsaren?|talaren?|gästen|firmatecknaren?|"
    r"ansvarige?|sökanden|medlemmen|initiativtagaren?|grundaren?|imamen|prästen|pastorn)"
)
# Those who can be told one by one. Members and those who come are a group, and may be of any faith or party.
_SEVERAL = (
    r"(?:[\w-]*styrelsen|ledningen|[\w-]*ledarna|företrädarna|[\w-]*ledamöterna|grundarna|talarna|"
    r"föreläsarna)"
)
_ASSOCIATION = (
    r"[\w-]*(?:förening|klubb|förbund|församling|kyrk|organisation|samfund|distrikt|sällskap|lag|vänner|ungdom|"
    r"moské|synagoga|råd|hus|center|scout|skola|teater|kör|orkester|gille|nätverk|projekt|festival|kommun|region|"
    r"rörelse|parti|nämnd|bolag|stiftelse)\w{0,4}"
)
_NAME_WORD = rf"(?!{_ASSOCIATION}\b)(?-i:[A-ZÅÄÖ][\w-]+)"
_NAME = rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,2}}"
_FIRST_NAME = r"(?-i:(?!(?:Vem|Ingen|Alla|Någon|Den|Det|De|Man|Som|Inte)\b)[A-ZÅÄÖ][\w-]+)"
_IS = r"(?:är|var|varit|blev|anses vara|uppges vara|påstås vara|sägs vara|ska vara|tros vara|lär vara)"
_BETWEEN = r"(?:\s+[\w-]+){0,4}?"
_ALL = r"(?:\s+(?:alla|mest|främst|bara|också|unga|övertygade|aktiva|till\s+största\s+delen)){0,2}"
_LABEL = (
    r"(?:muslim(?:sk)?|kristen|jude|judisk|katolik|ortodox|buddhist|hindu|ateist|salafist|islamist|wahhabist|"
    r"shiamuslim|sunnimuslim|nazist|nynazist|fascist|kommunist|socialist|marxist|anarkist|syndikalist|liberal|"
    r"moderat|nationalist|högerextremist|vänsterextremist|extremist|separatist|"
    r"(?:social|krist|sverige)demokrat|(?:center|vänster|folk)partist|miljöpartist|"
    r"troende|bokstavstroende|fundamentalist|sympatisör|anhängare|rasist)"
)
# As above where only a person can be called so: "Föreningen är kristen" tells of an association.
_PERSON_LABEL = (
    r"(?:muslim|jude|katolik|buddhist|hindu|ateist|salafist|islamist|wahhabist|jihadist|shiamuslim|sunnimuslim|"
    r"nazist|nynazist|fascist|kommunist|socialist|marxist|anarkist|syndikalist|nationalist|högerextremist|"
    r"vänsterextremist|extremist|separatist|(?:social|krist|sverige)demokrat|(?:center|vänster|folk)partist|"
    r"miljöpartist|bokstavstroende|fundamentalist|sympatisör|rasist)"
)
_EXTREMISTS = (
    r"(?:(?:salaf|islam|wahhab|jihad|naz|nynaz|fasc|ras)ister|(?:höger|vänster)?extremister|fundamentalister)"
)
_LABELS = (
    rf"(?:{_EXTREMISTS}|(?:shia|sunni)?muslimer|kristna|judar|katoliker|buddhister|hinduer|ateister|troende|"
    r"(?:kommun|social|marx|anark|syndikal|national|separat)ister|liberaler|moderater|sympatisörer|"
    r"(?:social|krist|sverige)demokrater|(?:center|vänster|folk|miljö)partister)"
)
_EXTREME = (
    r"(?:(?:höger|vänster)?extrem\w*|radikal\w*|våldsbejakande|antidemokratisk\w*|jihadis\w*|"
    r"(?:islam|salaf|wahhab|naz|nynaz|fasc|ras)is\w+)"
)
_PARTY = (
    r"(?:\w+\s+){0,2}(?:[\w-]*partiet|[\w-]*demokraterna|moderaterna|liberalerna|ungdomsförbundet|"
    r"(?!scout|idrotts|hembygds|folkbildnings)[\w-]*rörelsen|[\w-]*brödraskapet)"
)
_VALUES = (
    r"(?:demokrati|värde|rättighet|jämställd|jämlik|rättsstat|grundlag|princip|yttrandefri|religionsfri)\w*"
)
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
        rf"{_FIRST_NAME}\s+{_IS}\s+(?:en\s+)?{_PERSON_LABEL}",
        rf"{_NAME}\s+{_IS}{_BETWEEN}\s+{_LABEL}",
        rf"{_NAME}\s+{_IS}{_BETWEEN}\s+(?:medlem|aktiv|engagerad)\s+(?:i|inom|av)\s+{_PARTY}",
        rf"{_SEVERAL}{_BETWEEN}\s+(?:är|var|består\s+av|utgörs\s+av|leds\s+av){_ALL}\s+(?:{_LABELS}|en\s+{_PERSON_LABEL})",
        rf"medlemmarna{_BETWEEN}\s+(?:är|var|består\s+av){_ALL}\s+{_EXTREMISTS}",
        rf"(?:{_SOMEBODY}|{_SEVERAL}|{_NAME}){_BETWEEN}\s+(?:tillhör|tillhörde|sympatiserar\s+med|hör\s+till|"
        rf"koppla(?:s|ts|des)\s+till|förknippas\s+med|har\s+(?:kopplingar|band)\s+till)\s+"
        rf"(?:{_PARTY}|(?:\w+\s+){{0,2}}{_EXTREME})",
        rf"(?:{_SOMEBODY}|{_SEVERAL}|{_NAME}){_BETWEEN}\s+(?:står|stod|ställer\s+sig)\s+(?:inte|ej|icke|knappast)"
        rf"{_BETWEEN}\s+bakom{_BETWEEN}\s+{_VALUES}",
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
