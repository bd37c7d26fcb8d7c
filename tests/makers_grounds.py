"""Cases whose refusal rests on an act: recorded, proven, tied to the association and weighed."""

import datetime as dt

from tests.makers_checklists import an_act, an_evidence, answered
from tests.makers_decisions import NOW, a_ready_case, the_checklist
from tests.makers_hearings import heard, heard_on_news
from vetting.domain.authority import Actor
from vetting.domain.decisions import Draft, Reason
from vetting.domain.terms import Outcome
from vetting.records.officers import Board
from vetting.services import evidence

ACT_ON = dt.date(2026, 3, 1)
WEIGHED = {
    "A07": ("nej", "Styrelsen har inte sagt något om händelsen."),
    "A08": ("delvis", "En rutin är beslutad men inte använd."),
    "A09": ("ja", "Ingen annan händelse är känd."),
    "A10": ("nej", "Händelsen låg åtta månader före ansökan."),
}
LOOKED = "Styrelsen är tillfrågad och mötesboken läst."
WHY = "Hotet stoppade ett möte som föreningen höll."


def with_a_proven_act(
    case_id: str,
    by: Actor,
    *,
    level: int = 3,
    answers: dict[str, tuple[str, str]] | None = None,
    role: str = "chair",
) -> str:
    """An act of the association, evidence for it, and every question it opens answered; gives the act's id."""
    act_id = evidence.record_act(case_id, an_act(actor_role=role), by=by, now=NOW)
    evidence.add_evidence(case_id, an_evidence("A01", level), by=by, now=NOW)
    opened = [q.id for q in the_checklist().questions if q.opens_with_act and q.id != "A01"]
    answered(
        case_id,
        by,
        **{
            "A00": "ja",
            **dict.fromkeys(opened, "ingen_indikation"),
            "A01": ("styrkt" if level < 6 else "indikation", "Mötesanteckningen visar hotet."),
            "A06": ("ja", "Protokollet visar uppdraget."),
            **WEIGHED,
            **(answers or {}),
        },
    )
    heard_on_news(case_id, by)
    return act_id


def a_case_with_act(by: Actor, *, board: Board | None = None, number: int = 1) -> str:
    """A case ready to be refused for an act, the association heard; gives its id."""
    case_id = a_ready_case(board=board, number=number)
    with_a_proven_act(case_id, by)
    heard(case_id, by)
    return case_id


def a_refusal_for_act(value: str = "styrkt", no_contrary: str = LOOKED) -> Draft:
    """A whole proposal to refuse on A01."""
    return Draft(
        outcome=Outcome.REFUSED,
        amount=0,
        summary="Ordföranden hotade dem som höll ett möte i föreningens lokal.",
        reasons=(Reason("A01", value, WHY, no_contrary),),
        proportionality="Ett lägre bidrag med villkor har övervägts men skulle inte hindra att det upprepas.",
    )
