"""Standard words of a grant in both languages: conditions and reservation, for the officer to change."""

from vetting.domain.checklist import Text

# Shaped after the state's model for such conditions (SFS 2011:65, 26-29 a §§); local words go before them.
CONDITIONS: tuple[Text, ...] = (
    Text(
        "Bidraget får bara användas till det ändamål som anges i beslutet och får inte lämnas vidare.",
        "The grant may be used only for the purpose stated in the decision and may not be passed on.",
    ),
    Text(
        "Föreningen uppfyller demokrativillkoren under hela bidragsperioden.",
        "The association meets the democracy criteria during the whole grant period.",
    ),
    Text(
        "Föreningen meddelar snarast ändrade förhållanden som har betydelse för bidraget.",
        "The association reports changed circumstances that matter for the grant as soon as possible.",
    ),
    Text(
        "Föreningen särredovisar bidraget och ger kommunen insyn i räkenskaper och verksamhet.",
        "The association accounts for the grant separately and gives the municipality insight into accounts "
        "and activities.",
    ),
)

RESERVATION = Text(
    "Nämnden kan helt eller delvis ändra beslutet, stoppa utbetalningen och kräva tillbaka bidraget om "
    "föreningen har lämnat felaktiga uppgifter, om bidraget av annat skäl har lämnats felaktigt eller med "
    "för högt belopp och föreningen borde ha insett det, om bidraget inte har använts eller har använts till "
    "något annat än ändamålet, om redovisning eller begärda handlingar inte lämnas i tid, eller om ett "
    "villkor i beslutet inte följs.",
    "The board may wholly or partly change the decision, stop payment and reclaim the grant if the "
    "association gave wrong information, if the grant was otherwise given wrongly or too high and the "
    "association ought to have realised it, if the grant was not used or used for another purpose, if "
    "reports or requested documents are not handed in on time, or if a condition of the decision is not "
    "followed.",
)
