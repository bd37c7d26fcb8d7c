"""What labels a person by outlook, and what only tells of an association or a post in it (RF 2:3)."""

import pytest

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable
from vetting.domain.outlook import outlook_of_person


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Ordföranden är muslim.", "Ordföranden är muslim"),
        ("Han uppges vara aktiv i Framtidspartiet", "Han uppges vara aktiv i Framtidspartiet"),
        ("Kassören i föreningen är troende", "Kassören i föreningen är troende"),
        ("hennes politiska åsikter", "hennes politiska åsikter"),
        ("Talaren har extrema religiösa uppfattningar", "Talaren har extrema religiösa uppfattningar"),
        ("hon röstade\npå laget", "hon röstade på laget"),
        ("Ordföranden står inte bakom demokratin.", "Ordföranden står inte bakom demokratin"),
        ("Ordföranden kopplas till extrema miljöer.", "Ordföranden kopplas till extrema"),
        ("Anna Andersson är muslim.", "Anna Andersson är muslim"),
        ("Vi vet att Anna Andersson är kristen.", "Anna Andersson är kristen"),
        ("Karim är islamist.", "Karim är islamist"),
        ("Anna Andersson är medlem i Framtidspartiet.", "Anna Andersson är medlem i Framtidspartiet"),
        ("Styrelsen består av salafister.", "Styrelsen består av salafister"),
        ("Styrelsen leds av en islamist.", "Styrelsen leds av en islamist"),
        ("Ledarna är sverigedemokrater.", "Ledarna är sverigedemokrater"),
        ("Medlemmarna är nazister.", "Medlemmarna är nazister"),
        ("Kassören tillhör Muslimska brödraskapet.", "Kassören tillhör Muslimska brödraskapet"),
        (
            "Styrelseledamoten är medlem i Nordiska motståndsrörelsen.",
            "Styrelseledamoten är medlem i Nordiska motståndsrörelsen",
        ),
        ("Föreningen är kristen.", None),
        ("Svenska Kyrkan är kristen.", None),
        ("Nordkö Kulturförening är medlem i Bildningsrörelsen.", None),
        ("Medlemmarna är kristna, muslimer och judar som möts varje vecka.", None),
        ("Deltagarna är unga muslimer och kristna.", None),
        ("Styrelsen består av fem ledamöter och två suppleanter.", None),
        ("Styrelsen är vald på årsmötet.", None),
        ("Ledarna är anställda av Kristna Kulturföreningen.", None),
        ("Styrelsen är moderat i sina krav.", None),
        ("Föreläsarna är forskare om islamister.", None),
        ("Ordföranden står inte bakom ansökan; firman tecknas av två i förening.", None),
        ("Ledaren kopplas till hotet genom inspelningen.", None),
        ("Kassören tillhör valberedningen.", None),
        ("Ordföranden är engagerad i scoutrörelsen.", None),
        ("Ordföranden dömdes för misshandel av en deltagare, se tingsrättens dom.", None),
        ("Ingen är muslim eller kristen i stadgarnas mening.", None),
        ("Anna Andersson är kassör.", None),
        ("Föreningen är en kristen ungdomsförening.", None),
        ("Ordföranden är också kassör.", None),
        ("Hon är medlem i styrelsen.", None),
        ("Församlingen har tre präster.", None),
        ("Ledaren var ansvarig för lägret.", None),
    ],
)
def test_what_labels_a_person(text, phrase):
    assert outlook_of_person(text) == phrase


def test_no_free_text_of_ours_labels_a_person():
    with pytest.raises(Refused, match="outlook_in_text") as refusal:
        require_writable("Samtal med Kim. Ordföranden är muslim.", field="note")
    assert refusal.value.facts == {"field": "note", "phrase": "Ordföranden är muslim"}


def test_what_others_wrote_is_kept_as_it_came():
    theirs = "Vår ordförande är troende, men föreningen är öppen för alla."
    assert require_writable(theirs, field="comment", is_received=True) == theirs
