"""Files in fixed posts: written by a layout, read back, and refused whole when anything is amiss."""

import datetime as dt
from pathlib import Path

import pytest

from tests.makers_posts import KFM, MADE_ON, SKV, answers, claim, nothing, receipt
from vetting.domain.answer_facts import Fact, FactKind, FactState
from vetting.domain.errors import UnusableFile
from vetting.gateways import fixed_layouts, inquiry_files
from vetting.gateways.inquiry_files import Answers, Receipt, Replied, read_reply, write_questions

ONE, TWO, THREE = "8899999018", "8299999014", "0099999013"
FILE = "f" * 16


def refused(data: bytes, layout=KFM) -> UnusableFile:
    with pytest.raises(UnusableFile) as problem:
        read_reply(layout, data, filename="KFM.UTFIL")
    return problem.value


def test_a_question_file_is_written_by_the_layout() -> None:
    data = write_questions(KFM, FILE, asked=[("a" * 16, ONE), ("b" * 16, TWO)], made_on=MADE_ON)
    assert data.decode("ascii").split("\r\n") == [
        "00KFM   FRAGA   20261119ffffffffffffffff",
        "10168899999018aaaaaaaaaaaaaaaa",
        "10168299999014bbbbbbbbbbbbbbbb",
        "99 0000004 000000000000",
        "",
    ]


def test_an_answer_is_read_into_facts_by_reference() -> None:
    posts = [
        claim("a", ONE),
        claim("a", ONE, 990, "paid", claim="private_claim", fixed_on=None),
        (
            "bankruptcy",
            {
                "reference": "b",
                "org_number": TWO,
                "number": "K 123-26",
                "decided_on": dt.date(2026, 10, 20),
                "state": "ongoing",
            },
        ),
        nothing("c", THREE),
    ]
    found = read_reply(KFM, answers(FILE, posts), filename="KFM.UTFIL")
    assert isinstance(found, Answers)
    assert (found.reference, found.as_of) == (FILE, MADE_ON)
    assert found.by_reference == {
        "a": Replied(
            ONE,
            (
                Fact(FactKind.PUBLIC_CLAIM, FactState.OPEN, on=dt.date(2026, 10, 1), amount_ore=12_500),
                Fact(FactKind.PRIVATE_CLAIM, FactState.PAID, amount_ore=990),
            ),
        ),
        "b": Replied(TWO, (Fact(FactKind.BANKRUPTCY, FactState.ONGOING, "K 123-26", dt.date(2026, 10, 20)),)),
        "c": Replied(THREE, ()),
    }


def test_an_answer_of_the_tax_agency_tells_three_registrations_and_a_name() -> None:
    told = {"reference": "a", "org_number": ONE, "f_tax": "no", "vat": "no", "employer": "yes"}
    posts = [("registration", {**told, "name": "Exempelbygdens Kulturförening"})]
    data = answers(FILE, posts, SKV)
    assert "förening".encode("iso-8859-1") in data
    found = read_reply(SKV, data, filename="svar")
    assert isinstance(found, Answers)
    assert found.by_reference["a"].facts == (
        Fact(FactKind.F_TAX, FactState.NO),
        Fact(FactKind.VAT, FactState.NO),
        Fact(FactKind.EMPLOYER, FactState.YES),
        Fact(FactKind.NAME, text="Exempelbygdens Kulturförening"),
    )


def test_a_receipt_tells_which_questions_were_refused() -> None:
    found = read_reply(KFM, receipt(FILE, {"a": "F012", "": ""}, ["b"]), filename="KVITTO")
    assert found == Receipt(FILE, MADE_ON, {"a": "F012", "": "refused"})


ANSWER = answers(FILE, [claim("a", ONE), nothing("b", TWO)])
LINES = ANSWER.split(b"\r\n")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ANSWER[:-2], "posts_cut_short"),  # the last line does not end
        (b"\r\n".join([*LINES[:-2], b""]), "posts_cut_short"),  # no end post
        (b"\r\n".join([*LINES[:1], *LINES[2:]]), "posts_count"),
        (b"\r\n".join([*LINES[:2], LINES[1], *LINES[2:]]), "posts_count"),
        (ANSWER.replace(b"000000012500", b"000000012501", 1), "posts_sum"),
        (ANSWER.replace(b"99 0000004 000000012500", b"99 0000004 000000000000"), "posts_sum"),
        (b"", "posts_cut_short"),
        (b"\r\n", "post_unknown"),
        (ANSWER.replace(b"\r\n01", b"\r\n02"), "post_unknown"),
        (ANSWER.replace(b"\r\n09", b"\r\n10"), "post_unknown"),  # a question within an answer
        (ANSWER.replace(b"20261001N", b"20261001X"), "post_field"),
        (ANSWER.replace(b"20261001N", b"20261301N"), "post_field"),
        (ANSWER.replace(b"168899999018", b"168899999019"), "post_field"),
        (ANSWER.replace(b"00000001250020261001", b"00000001250 20261001"), "post_field"),
        (ANSWER.replace(b"00KFM", b"00SKV"), "post_field"),
        (ANSWER.replace(b"UTDRAG", b"FRAGA "), "posts_other_kind"),
        (ANSWER.replace(b"UTDRAG", b"ANNAT "), "posts_other_kind"),
        (ANSWER.replace(b"20261001N", b"20261001N" + b" " * 300), "post_unknown"),
        (answers(FILE, [claim("a", ONE), nothing("a", ONE)]), "answer_contradicts"),
        (answers(FILE, [claim("a", ONE), claim("a", TWO)]), "answer_contradicts"),
        (ANSWER.decode().replace("f" * 16, "å" * 8).encode(), "posts_encoding"),  # UTF-8
        (ANSWER.replace(b"ffff", b"\x86\x84\x94\x81"), "posts_encoding"),  # an old DOS file
    ],
)
def test_a_file_that_does_not_add_up_is_refused_whole(data: bytes, code: str) -> None:
    assert data != ANSWER
    assert refused(data).code == code


def test_a_refusal_says_where_without_saying_what() -> None:
    problem = refused(ANSWER.replace(b"168899999018", b"198112289874", 1))
    assert problem.facts == {"filename": "KFM.UTFIL", "row": 2, "field": "org_number"}


def test_plain_line_ends_are_read_too() -> None:
    assert isinstance(read_reply(KFM, ANSWER.replace(b"\r\n", b"\n"), filename="x"), Answers)


@pytest.mark.parametrize("name", ["kronofogden_bench", "skatteverket_bench"])
def test_the_shipped_layouts_say_that_they_are_not_the_agencys(name: str) -> None:
    assert fixed_layouts.load(name).note == "bench layout, not the agency's"
    assert name in fixed_layouts.names_in([])


def test_an_installation_brings_its_own_layout(tmp_path: Path) -> None:
    shipped = (fixed_layouts.SHIPPED / "kronofogden_bench.toml").read_text()
    (tmp_path / "kfm.toml").write_text(shipped.replace('constant = "KFM"', 'constant = "EXEMPL"'))
    layout = fixed_layouts.load("kfm", [tmp_path])
    data = inquiry_files.write_questions(layout, FILE, asked=[("a", ONE)], made_on=MADE_ON)
    assert data.startswith(b"00EXEMPLFRAGA")
    assert "kfm" in fixed_layouts.names_in([tmp_path])


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('encoding = "iso-8859-1"', 'encoding = "ebcdic"', "encoding"),
        ('name = "reference", start = 3, length = 16', 'name = "other", start = 3, length = 16', "receipt"),
        ("start = 15, length = 16", "start = 14, length = 16", "question.reference"),
        ('type = "05"', 'type = "01"', "type"),
        ('on_from = "fixed_on"', 'on_from = "nothing"', "claim.facts"),
        ('kind = "date"', 'kind = "day"', "day"),
        ('answer = "UTDRAG"', 'other = "UTDRAG"', "kinds"),
    ],
)
def test_a_layout_that_cannot_work_says_where(tmp_path: Path, old: str, new: str, where: str) -> None:
    shipped = (fixed_layouts.SHIPPED / "kronofogden_bench.toml").read_text()
    assert old in shipped
    (tmp_path / "kfm.toml").write_text(shipped.replace(old, new))
    with pytest.raises(UnusableFile) as problem:
        fixed_layouts.load("kfm", [tmp_path])
    assert problem.value.code == "layout_unusable"
    assert where in str(problem.value.facts["where"])


@pytest.mark.parametrize("name", ["missing", "../layouts/kronofogden_bench", "", "."])
def test_a_layout_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(UnusableFile) as problem:
        fixed_layouts.load(name)
    assert problem.value.facts == {"layout": name}
