"""Makers for the partner's desk: agents, keys, a list with rows to mend, and questions that wait."""

import datetime as dt

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_grant, a_ready_case
from tests.makers_sources import a_source
from vetting.domain.authority import SYSTEM, Actor
from vetting.domain.terms import Partner, Role
from vetting.reading.officers import actor_of_token
from vetting.services import decisions, partner_questions, proposals, snapshots, tokens

KFM, AF = Partner.ENFORCEMENT_AUTHORITY, Partner.EMPLOYMENT_SERVICE
MAP = {"name": "Gäldenär", "org_number": "Nummer", "status": "Uppgift"}
PERSONAL = "811228-9874"
GOOD = (("Provbygdens IF", "889999-9018", "Skuld"), ("Exempelkören", "829999-9014", "Skuld"))
ODD = (
    ("Fel Siffra", "889999-9019", "Skuld"),
    ("Firma Provet", PERSONAL, "Skuld"),
    ("", "889999-9026", "Skuld"),
    ("Sällskapet Provet", "889999-9034", f"avser {PERSONAL}"),
)


def an_agent(partner: Partner = KFM) -> Actor:
    """An agent; signs in as `ombud.` and the partner."""
    return an_officer(Role.PARTNER_AGENT, username=f"ombud.{partner.value}", partner=partner)


def a_key(partner: Partner = KFM, scopes: tuple[str, ...] = ("deliveries:write", "questions:answer")) -> str:
    """The secret of a key of a partner's own system."""
    by = an_officer(Role.ADMINISTRATOR, username=f"adm.{partner.value}.{len(scopes)}", everywhere=True)
    return tokens.issue_partner_token(partner, "Verksamhetssystemet", scopes=scopes, by=by, now=NOW)[1]


def actor_of_key(secret: str) -> Actor:
    """The system behind a secret."""
    found = actor_of_token(secret)
    assert found is not None
    return found


def a_debt_list(rows: tuple[tuple[str, ...], ...] = GOOD) -> bytes:
    """A list in the partner's own headings."""
    return "\n".join(["Gäldenär;Nummer;Uppgift", *(";".join(row) for row in rows), ""]).encode()


def a_partner_source(key: str = "skuldlista", partner: Partner = KFM, **more: object) -> str:
    """A source of the partner, read from sheets with its own headings."""
    return a_source(key, "spreadsheet_drop", partner=partner, name="Skulder", column_map=MAP, **more)


def put_in_use(key: str, rows: tuple[tuple[str, ...], ...] = GOOD) -> snapshots.Delivered:
    """The list delivered and read."""
    name, as_of = "lista.csv", NOW.date()
    return snapshots.receive_delivery(key, a_debt_list(rows), file_name=name, as_of=as_of, by=SYSTEM, now=NOW)


def a_question(
    partner: Partner = KFM, *, due_on: dt.date | None = None, at: dt.datetime = NOW, number: int = 1
) -> str:
    """A question put by a culture secretary in a case of its own."""
    board = a_board()
    by = an_officer(Role.CULTURE_SECRETARY, username=f"fragar.{number}.{partner.value}", board=board)
    asked = partner_questions.Asking(partner, "Finns skulder?", "Bidragsprövning", "letter", due_on)
    return partner_questions.ask_partner(a_ready_case(board=board, number=number), asked, by=by, now=at)


def decided_from(case_id: str, secretary: Actor, head: Actor) -> str:
    """Proposes and decides a case that is ready; gives the decision's id."""
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    why = "Övriga register är prövade på annat sätt."
    proposal_id = proposals.propose_decision(
        case_id, a_grant(secretary), acknowledgement=why, by=secretary, now=NOW
    )
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    return decisions.decide(case_id, proposal_id, by=head, now=NOW)
