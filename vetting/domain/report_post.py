"""E-mail about an association's report: the code to sign by, the receipt, what is asked for."""

import datetime as dt
from collections.abc import Sequence

from vetting.domain.swedish_time import written_day

SUBJECT_CODE = "Kod för att skriva under redovisningen i ärende {case_number}"
CODE = """\
Hej!

{association} har skrivit sin redovisning i ärende {case_number} och ber dig som {role} att läsa den och
skriva under. Den som har skrivit redovisningen kan inte själv skriva under den.

Gå till {address}
Ärendenummer: {case_number}
Engångskod: {code}

Koden kan användas en gång, till och med den {until}. Lämna den inte vidare. Har du inte med föreningen
att göra kan du bortse från brevet.

{municipality}
"""
SUBJECT_RECEIPT = "Kvittens: redovisningen i ärende {case_number} är mottagen"
RECEIPT = """\
Hej!

{municipality} har tagit emot redovisningen från {association} i ärende {case_number}, version {version}, den
{received}.

Skriven av: {written_role}
Undertecknad av: {signed_role}
Kontrollsumma (SHA-256): {digest}

Handläggaren läser redovisningen och hör av sig om något saknas. Hela redovisningen står på föreningens sida
om ärendet, där den också kan rättas.

{municipality}
"""
SUBJECT_COMPLETION = "Komplettera redovisningen i ärende {case_number}"
COMPLETION = """\
Hej!

Handläggaren har läst redovisningen från {association} i ärende {case_number} och ber er komplettera den
senast den {due_on}:

{points}
{word}
Öppna föreningens sida om ärendet med en engångskod, rätta svaren och låt någon annan i föreningen skriva
under på nytt. Har ni ingen kod ger handläggaren en ny.

{municipality}
"""


def code_mail(facts: dict[str, str], *, until: dt.date) -> tuple[str, str]:
    """Subject and text of the message with the code to sign by; `address` may be a path alone."""
    address = facts["address"]
    where = f"kommunens tjänst för föreningar, sidan {address}" if address.startswith("/") else address
    told = {**facts, "address": where, "until": written_day(until.isoformat())}
    return SUBJECT_CODE.format(**told), CODE.format(**told)


def receipt_mail(facts: dict[str, str]) -> tuple[str, str]:
    """Subject and text of the receipt; `received` of the facts is an ISO date."""
    told = {**facts, "received": written_day(facts["received"])}
    return SUBJECT_RECEIPT.format(**told), RECEIPT.format(**told)


def completion_mail(
    facts: dict[str, str], points: Sequence[tuple[str, str]], *, word: str, due_on: dt.date
) -> tuple[str, str]:
    """Subject and text of what is asked for; `points` are questions with what is wanted."""
    day, said = written_day(due_on.isoformat()), f"\n{word}\n" if word else ""
    text = COMPLETION.format(**facts, points=_listed(points), word=said, due_on=day)
    return SUBJECT_COMPLETION.format(**facts), text


def completion_letter(
    case_number: str, points: Sequence[tuple[str, str]], *, word: str, due_on: dt.date
) -> tuple[str, tuple[str, ...]]:
    """The same as a letter's subject and paragraphs, for whoever left no address with the report."""
    day = written_day(due_on.isoformat())
    first = f"Vi har läst er redovisning och ber er komplettera den senast den {day}:"
    how = "Lämna kompletteringen på samma sätt som redovisningen, eller på er sida för ärendet."
    said = (first, _listed(points), word, how)
    return SUBJECT_COMPLETION.format(case_number=case_number), tuple(part for part in said if part)


def _listed(points: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"- {question} {note}" for question, note in points)
