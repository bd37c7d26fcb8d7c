"""Letters about spot checks: in the same words each time, escaped, and as a tagged PDF."""

import io

import pytest
from pypdf import PdfReader

from vetting.domain.check_letter import AskedArea, CheckLetter, DrawnAs, content_of
from vetting.gateways import check_letters


def a_letter(**changes):
    drawn = {"half_year": "2026-H2", "stream": "random", "grounds": (), "chance_count": 15, "chance_of": 100,
             "chance_is_exact": True, **changes.pop("drawn", {})}  # fmt: skip
    letter = CheckLetter(
        **{
            "check": "0123456789abcdef",
            "is_reminder": False,
            "municipality": "Nordköpstad",
            "board": "Norrdals stadsdelsnämnd",
            "case_number": "NOR-2026-00001",
            "association": "Almviks <Folkdansgille>",
            "org_number": "8899999018",
            "scheme": "Verksamhetsbidrag",
            "amount": 40_000,
            "decided_on": "2026-09-01",
            "drawn": DrawnAs(**drawn),
            "areas": (AskedArea("Redovisning", ("Är redovisningen inlämnad?",)),),
            "checklist": "Stickprovskontroll 2026-01",
            "written_on": "2026-11-20",
            "asked_on": "2026-11-20",
            "due_on": "2026-12-11",
            "officer": "Karin Kvist",
            **changes,
        }
    )
    return content_of(letter)


def test_the_letter_says_what_is_promised():
    text = check_letters.letter_markup(a_letter())
    for words in ("hösten 2026", "40\u00a0000\u00a0kronor", "Stödet lottades fram", "var 15 av 100",
                  "Är redovisningen inlämnad?", "11\u00a0december\u00a02026", "Vi hjälper gärna till",
                  "vi kopierar dem inte", "2 kap. 2 § regeringsformen", "Karin Kvist", "889999-9018"):  # fmt: skip
        assert words in text, words
    assert "Almviks &lt;Folkdansgille&gt;" in text


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        ({"chance_is_exact": False}, "ungefär 15 av 100"),
        ({"chance_count": 12, "chance_of": 10_000}, "12 av 10\u00a0000"),
        ({"chance_count": 100}, "kontrolleras alla stöd som liknar ert"),
        ({"stream": "weighted", "grounds": ("late_follow_up", "several_boards")}, "är försenad"),
        ({"stream": "take_all", "grounds": ("amount",)}, "inte framlottat"),
        ({"half_year": "2027-H1"}, "våren 2027"),
    ],
)
def test_why_it_is_checked_is_told_by_stream_and_ground(drawn, words):
    assert words in check_letters.letter_markup(a_letter(drawn=drawn))


def test_every_ground_has_its_words():
    from vetting.domain.terms_spot_checks import TakeAllGround, WeightGround

    for kind, stream in ((TakeAllGround, "take_all"), (WeightGround, "weighted")):
        told = {
            check_letters.letter_markup(a_letter(drawn={"stream": stream, "grounds": (ground.value,)}))
            for ground in kind
        }
        assert len(told) == len(kind), stream


def test_the_reminder_says_what_silence_leads_to():
    text = check_letters.letter_markup(a_letter(is_reminder=True, due_on="2026-12-18"))
    assert "Påminnelse: svara på stickprovskontrollen senast 18\u00a0december\u00a02026" in text
    assert "utbetalningar stoppas" in text


def test_the_pdf_is_tagged_and_the_same_each_time():
    data = check_letters.letter_pdf(a_letter())
    file = PdfReader(io.BytesIO(data))
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert file.trailer["/Root"]["/Lang"] == "sv"
    assert data == check_letters.letter_pdf(a_letter())
