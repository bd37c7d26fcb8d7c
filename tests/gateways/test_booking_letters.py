"""Letters about dates of a room: the headings of a no, and a PDF where it can be made."""

import pytest

from vetting.domain.letting_letter import LettingLetter, PoliceSaid, content_of
from vetting.gateways import booking_letters, letters

NO = LettingLetter(
    municipality="Nordköpstad",
    board="Almviks stadsdelsnämnd",
    kind="refusal",
    premises="Almviks medborgarhus",
    party="Almviks samfällighet",
    dates=(("2026-11-20T18:00", "2026-11-20T21:00"), ("2026-11-27T22:00", "2026-11-28T01:00")),
    decided_on="2026-11-19",
    decided_by="Chef",
    proposed_by="Intendent",
    ground="order_risk",
    criterion="L05",
    hindrance="Polisen beskrev ett <hot> mot huset.",
    measures=(("guard", "Räckte inte."),),
    police=PoliceSaid("2026-11-19", "Vakthavande befäl", "K-1"),
    offer="Stora salen.",
)


def test_a_no_tells_its_facts_in_the_order_of_the_headings_and_escapes_what_was_written():
    found = booking_letters.letter_markup(content_of(NO))
    told = [
        "Lokal</dt><dd>Almviks medborgarhus",
        "kl. 18.00–21.00",
        "kl. 22.00–28\u00a0november\u00a02026 kl. 01.00",
        "villkor L05",
        "&lt;hot&gt;",
        "Vakt: Räckte inte.",
        "Vakthavande befäl",
        "prövats av två personer",
        "Stora salen.",
        "Laglighetsprövning",
    ]
    places = [found.find(words) for words in told]
    assert -1 not in places, told[places.index(-1)]
    assert places == sorted(places)


@pytest.mark.skipif(not letters.pdf_available(), reason="the extra pdf is not installed")
def test_it_can_be_had_as_a_pdf_that_is_the_same_every_time():
    made = [booking_letters.letter_pdf(content_of(NO), name="beslut") for _ in range(2)]
    assert made[0].startswith(b"%PDF")
    assert made[0] == made[1]
