"""E-mail about an association's report: the code to sign by, the receipt, what is asked for."""

import datetime as dt
from collections.abc import Sequence

from vetting.domain.outbox import address_in_words
from vetting.domain.report_comparer import Sign
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

ASKED_OF = {
    "equal_whole": "{percent} procent av orden stod också i förra årets redovisning. Vad är nytt i år?",
    "equal": "{percent} procent av svaret stod här också förra året. Stämmer det fortfarande?",
    "jump": "Förra året var det {before} och i år {now}. Vad beror det på?",
    "over": "Ni har skrivit {now} kronor, och beviljat är {before} kronor. Stämmer siffran?",
    "part": "Ni har skrivit {now}, och på frågan ”{whole}” {before}. Vilken siffra stämmer?",
    "part_more": "Tillsammans med ”{other}” blir det {now}, och på frågan ”{whole}” står {before}. "
    "Vilken siffra stämmer?",
}


def code_mail(facts: dict[str, str], *, until: dt.date) -> tuple[str, str]:
    """Subject and text of the message with the code to sign by; `address` may be a path alone."""
    where = address_in_words(facts["address"])
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


def question_in_letter(sign: Sign) -> tuple[str, str]:
    """Id of the question that a sign is about ("" of the whole report), and what the association may be asked
    of it: words for an officer to change or leave out."""
    others = [one.text.sv for one in sign.others]
    facts = {"percent": str(sign.percent), "now": _parted(sign.now), "before": _parted(sign.before)}
    kind = sign.kind.value + ("_whole" if sign.question is None else "_more" if len(others) > 1 else "")
    named = {"whole": others[0], "other": others[-1]} if others else {}
    return sign.question.id if sign.question else "", ASKED_OF[kind].format(**named, **facts)


def address_of_letters(directory: str | None, reported: str | None) -> str:
    """Where letters about a plan go: to the address of the directory, else to the one given in a report of
    the case, to which what is asked of that report is sent too. "" where there is none: it is printed."""
    return directory or reported or ""


def _parted(number: int | None) -> str:
    return f"{number or 0:,}".replace(",", "\u00a0")


def _listed(points: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"- {question} {note}" for question, note in points)
