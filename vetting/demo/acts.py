"""An act in the tour: recorded, shown by evidence for and against, tied to the association and weighed."""

import datetime as dt

from vetting.demo.plots import Plot
from vetting.domain.terms import ActorRole
from vetting.services import assessments, evidence

NOT_SEEN = ("A02", "A03", "A04", "A05", "A12", "A13", "A16", "A20")
WEIGHED = (
    ("A00", "ja", ""),
    ("A01", "styrkt", "Besöksanteckningen visar hotet, och styrelsens protokoll bekräftar att det skedde."),
    ("A06", "ja", "Protokollet från årsmötet visar uppdraget. Kvällen var föreningens egen."),
    (
        "A07",
        "ja",
        "Styrelsen tog avstånd i ett protokollfört beslut två dagar senare. Det talar för föreningen.",
    ),
    ("A08", "delvis", "En rutin är beslutad men ledarna har inte fått den ännu."),
    ("A09", "ja", "Ingen annan händelse är känd. Det talar för föreningen."),
    ("A10", "nej", "Händelsen ligger nära ansökan i tiden."),
)


def weigh(case_id: str, plot: Plot, at: dt.datetime, *, seen: int) -> None:
    """The act with what shows it and what speaks against, and every question it opens answered."""
    by = plot.desk.secretary
    day = at.date() - dt.timedelta(days=34)
    act = evidence.NewAct(
        "Två ungdomar hotades med våld när de ville lämna föreningens öppna kväll.",
        day,
        "Föreningens lokal",
        ActorRole.ACTIVITY_LEADER,
        f"Besöksanteckning {day.isoformat()}",
    )
    act_id = evidence.record_act(case_id, act, by=by, now=at)
    for kind, level, words, source, is_contrary in (
        ("besoksprotokoll", 3, "Anteckning från besöket samma kväll: hotet hördes av två anställda.",
         f"Besöksanteckning {day.isoformat()}", False),
        ("protokoll", 1, "Styrelsen tog avstånd och stängde av ledaren från kvällarna.",
         "Styrelseprotokoll § 14", True),
    ):  # fmt: skip
        shown = evidence.NewEvidence("A01", kind, level, words, source, None, act_id, is_contrary)
        evidence.add_evidence(case_id, shown, by=by, now=at)
    answers = [*WEIGHED, *((question, "ingen_indikation", "") for question in NOT_SEEN)]
    assessments.answer_checklist(case_id, answers, sheet_version=seen, by=by, now=at)
