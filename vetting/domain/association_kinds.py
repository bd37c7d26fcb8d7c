"""What kind of association it is, for the fairness table: by what it does, never by what anybody believes."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from vetting.domain.names import search_key
from vetting.domain.terms_spot_checks import AssociationKind

# Words of municipal registers as search keys. Where a word fits several, the first kind here has it.
_WORDS: Mapping[AssociationKind, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{words})")
    for kind, words in (
        (AssociationKind.DISABILITY, r"funktion(?:s|er)|handikap|rorelsehind|synskad|horselskad|parasport"),
        (AssociationKind.SENIORS, r"pensionar|senior|aldre"),
        (AssociationKind.OUTDOOR, r"friluft|scout|natur|djur|odling|kolonitr|fiske|jakt"),
        (
            AssociationKind.SPORTS,
            r"idrott|\w*idrott|\w*(?<!tran)sport|\w*boll|\w*gymnasti|\w*basket|bowling|boule|boccia|futsal|padel"
            r"|innebandy|bandy|\w*hockey|squash|\w*rugby|badminton|\w*tennis|cricket|curling|biljard|bangolf"
            r"|\w*golf\b|box|\w*boxning|martial|judo|jujutsu|jiu jitsu|bjj|karate|aikido|taekwondo|capoeira"
            r"|brottning|faktning|parkour|cheerlead|sim\b|simning|simidr|simhopp|simskol|simsall|bad\b|livraddn"
            r"|vatten(?:gympa|polo)|dykning|segling|kanot|rodd|surf|windsurf|cykling|triathlon|orientering"
            r"|\w*lopning|jogging|gang\b|stavgang|skid|slalom|skridsko|konstakning|inline|roller|frisbee"
            r"|ultimate|pickleball|friskvard|frisksport|fysisk akt|motion|yoga|zumba|aerobic|spinning|qi gong"
            r"|tai chi|styrke|tyngd|kraft|klattring|\w*skytte|ridning",
        ),
        (AssociationKind.YOUTH, r"ungdom|barn\b|barnver|fritidsgard"),
        (
            AssociationKind.HOUSING_AREA,
            r"samfallig|villa|bostad|hyresg|byalag|byagille|vagforening|samhallsfor|lokalomrad|grannskap",
        ),
        (
            AssociationKind.EDUCATION,
            r"stud(?:ie|ent)|utbildn|folkbildn|sprak|laxhj|foredrag|kurs|skolver|kunskap",
        ),
        (
            AssociationKind.CULTURE,
            r"kultur|musik|dans(?!k)|folkdans|balett|teater|film|kor\b|korsang|sang|konst|bildkonst|malning|foto"
            r"|hembygd|slaktf|hantverk|slojd|vavning|litterat|poesi|orkester|museum|utstallning|cirkus|standup",
        ),
    )
}
# Belief, opinion, origin, love and union: a text that speaks of them is not looked at, whatever else it says.
_UNSPOKEN = re.compile(
    r"relig|forsamling|tros(?!a)|kyrk|mosk|synagog|tempel|livsask|krist|katol|ortodox|luther|protestant"
    r"|islam|musl|judisk|judendom|judar|buddh|hindu|sikh|bahai|humanist|ateis|andlig|bibel|koran|mission"
    r"|politi|\bparti|socialis|liberal|moderat|konservat|ideolog|\bidefor|etni|invandr|nationalit|minorit"
    r"|\bsamer|\bsamisk|romsk|kurd|hbt|homosex|lesbi|facklig|fackforb"
)


def speaks_of_belief(texts: Iterable[str]) -> bool:
    """Whether a name, type or activity speaks of belief, opinion, origin or union."""
    return any(_UNSPOKEN.search(search_key(text)) for text in texts)


def kind_of(types: Iterable[str], activities: Iterable[str]) -> AssociationKind:
    """The kind most of the register's types speak of or, when none does, most of its activities.

    Words of belief, opinion or origin say nothing: with or without them the answer is the same. `other` when
    nothing else is said. Among equals the order of the kinds above decides.
    """
    for texts in (types, activities):
        counted = Counter(kind for text in texts if (kind := _spoken(search_key(text))))
        if counted:
            return max(_WORDS, key=lambda kind: counted[kind])
    return AssociationKind.OTHER


def _spoken(words: str) -> AssociationKind | None:
    if _UNSPOKEN.search(words):
        return None
    return next((kind for kind, pattern in _WORDS.items() if pattern.search(words)), None)
