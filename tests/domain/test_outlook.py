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
