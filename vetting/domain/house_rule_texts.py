"""Words a board can begin from when it adopts a procedure of its own; it may change every one of them."""

from collections.abc import Mapping
from types import MappingProxyType

from vetting.domain.checklist import Text
from vetting.domain.terms_decisions import HouseRuleKey as K

# In our own words, after what the paragraph in INSTEAD_OF asks for.
SUGGESTED: Mapping[K, Text] = MappingProxyType(
    {
        K.INQUIRY: Text(
            "Förvaltningen ser till att ärendet blir så utrett som det behöver. Den som söker visar "
            "att de formella kraven är uppfyllda; nämnden visar det som talar emot ansökan.",
            "The administration sees to it that the case is inquired into as far as it needs. Whoever"
            " applies shows that the formal requirements are met; the board shows what speaks against"
            " the application.",
        ),
        K.HEARING: Text(
            "Innan nämnden fattar ett beslut som går föreningen emot får föreningen del av allt "
            "underlag av betydelse och minst sju dagar på sig att yttra sig, i regel fjorton. "
            "Undantag skrivs in i ärendet med skälet.",
            "Before the board takes a decision against an association, the association is shown all "
            "material of importance and has at least seven days to comment, as a rule fourteen. "
            "Exceptions are written into the case with the reason.",
        ),
        K.NOTES: Text(
            "Uppgifter som förvaltningen får på annat sätt än genom en handling, till exempel vid "
            "samtal, besök eller på webben, antecknas genast med dag, källa och vem som antecknat.",
            "What the administration learns in another way than by a paper, such as in a talk, on a "
            "visit or on the web, is noted at once with day, source and who noted it.",
        ),
        K.DOCUMENT: Text(
            "För varje beslut finns en handling som visar dagen, vad beslutet innehåller, vem som har"
            " beslutat, vem som har varit föredragande och vilka regler som har tillämpats.",
            "For each decision there is a document that shows the day, what was decided, who decided,"
            " who presented the case and which rules were applied.",
        ),
        K.REASONS: Text(
            "Ett beslut som någon kan påverkas av innehåller en klargörande motivering med de "
            "omständigheter som har avgjort. Motiveringen skrivs före beslutet, inte efteråt.",
            "A decision that can affect somebody holds clear reasons with the circumstances that "
            "decided it. The reasons are written before the decision, not afterwards.",
        ),
        K.NOTIFICATION: Text(
            "Föreningen underrättas så snart som möjligt om hela beslutet och om hur det kan prövas.",
            "The association is told as soon as possible of the whole decision and of how it can be tried.",
        ),
        K.CHANGE: Text(
            "Ett gynnande beslut ändras till föreningens nackdel bara om beslutet eller reglerna för "
            "det har ett förbehåll om det, om tvingande säkerhetsskäl kräver det eller om felet beror"
            " på oriktiga eller vilseledande uppgifter från föreningen.",
            "A favourable decision is changed to the association's disadvantage only if the decision "
            "or its rules reserve it, if compelling reasons of safety require it, or if the fault is "
            "due to wrong or misleading information from the association.",
        ),
    }
)
