"""The public copy: what is marked, untried or never public cannot be got out of it, and the log tells why."""

import io
import json

import pytest
from pypdf import PdfReader

from tests.makers import a_board, an_officer
from tests.makers_decisions import a_hit_in, a_ready_case, two_officers
from tests.makers_public_copies import (
    ANSWERED,
    LATER,
    SAID,
    SHOWN,
    a_copy,
    a_secret_case,
    everything_in,
    plain,
)
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.secrecy import NEUTRAL_GROUNDS, UNTRIED
from vetting.domain.terms import Judgement, Role
from vetting.gateways import letters
from vetting.records import public_copies as kept
from vetting.records.cross_checks import CrossCheck, Hit, PartnerQuestion
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.secrecy_marks import SecrecyMark, marks_of
from vetting.services import public_copies, secrecy_marks

GROUND = NEUTRAL_GROUNDS[0]
ACT, EVIDENCE, ANSWER = "act:" + "a" * 16, "evidence:" + "b" * 16, "answer:" + "c" * 16
# Of the signatory, in every way a text of the case writes it; the neighbour; the masked items.
ALWAYS = ("Vera", "Påhittad", "pahittad@", "1971-03-04", "811228-9874", "8112289874")
MARKED = ("Olof Medelsvens", "Storgatan 5", SAID, "Ledaren hotade", "hotade en granne")


def words_in(case_id, copy_id):
    content = kept.copy_of(case_id, copy_id).content
    lines = [line for section in content["sections"] for line in section["lines"]]
    return "\n".join(f"{line['label']}: {line['text']}" for line in lines)


def marked(case_id, by):
    secrecy_marks.mark_item(case_id, ACT, GROUND, by=by, now=LATER)
    secrecy_marks.mark_passage(case_id, "Olof Medelsvens", GROUND, by=by, now=LATER)
    secrecy_marks.mark_passage(case_id, "Storgatan 5", GROUND, by=by, now=LATER)


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
def test_no_masked_word_can_be_got_out_of_the_pdf(app):
    if not letters.pdf_available():
        pytest.skip("no PDF can be made here")
    case_id, secretary = a_secret_case()
    before = plain(words_in(case_id, a_copy(case_id, secretary)))
    assert plain("Storgatan 5") in before
    assert plain("Ledaren hotade") in before
    marked(case_id, secretary)
    file = public_copies.copy_pdf(case_id, a_copy(case_id, secretary), by=secretary)
    found = everything_in(file.data)
    assert plain("Uppgiften i stadgarna visar detta.") in found, "the search finds what is there"
    for word in (*ALWAYS, *MARKED, ANSWERED, "Kronofogden"):
        assert plain(word) not in found, word
    assert file.name == "offentlig-kopia-NOR-2026-0001.pdf"
    reader = PdfReader(io.BytesIO(file.data))
    assert dict(reader.attachments) == {}
    assert set(reader.metadata) <= {"/Title", "/Author", "/Producer", "/CreationDate", "/ModDate"}
    last = reader.pages[-1].extract_text()
    assert "Maskeringslogg" in last
    assert UNTRIED.split(",")[0] in " ".join(last.split())
    assert plain("[Maskat 1]") in found


def test_the_copy_tells_the_rest_and_the_same_mask_has_one_number(app):
    case_id, secretary = a_secret_case()
    marked(case_id, secretary)
    copy_id = a_copy(case_id, secretary)
    said = words_in(case_id, copy_id)
    assert "Granlunda Kulturförening 1" in said
    assert "Uppgiften i stadgarna visar detta." in said
    assert "Kontakt: [Maskat " in said
    assert "grannen [Maskat " in said
    content = kept.copy_of(case_id, copy_id).content
    for word in (*ALWAYS, *MARKED, ANSWERED):
        assert plain(word) not in plain(json.dumps(content, ensure_ascii=False)), word
    assert "&lt;b&gt;Billigt" in public_copies.shown_copy(case_id, copy_id, by=secretary).markup
    log = content["log"]
    assert [line["number"] for line in log] == list(range(1, len(log) + 1))
    assert {"signatory", "personal_number", "passage", "item"} == {line["kind"] for line in log}
    by_kind = {line["kind"]: line for line in log}
    assert by_kind["passage"]["by"]
    assert by_kind["passage"]["on"] == LATER.date().isoformat()
    assert by_kind["signatory"]["by"] == ""


def test_what_came_from_partners_is_masked_until_it_is_tried(app):
    case_id, secretary = a_secret_case()
    assert marks_of(case_id)[ANSWER].is_default
    assert ANSWERED not in words_in(case_id, a_copy(case_id, secretary))
    secrecy_marks.mark_items_tried(case_id, [ANSWER], by=secretary, now=LATER)
    assert ANSWER not in marks_of(case_id)
    assert ANSWERED in words_in(case_id, a_copy(case_id, secretary))
    mark = secrecy_marks.mark_item(case_id, ANSWER, GROUND, by=secretary, now=LATER)
    assert marks_of(case_id)[ANSWER].ground == GROUND
    secrecy_marks.lift_mark(case_id, mark, by=secretary, now=LATER)
    assert marks_of(case_id)[ANSWER].is_default, "a lifted mark makes nothing public"
    with pytest.raises(Refused, match="mark_lifted"):
        secrecy_marks.lift_mark(case_id, mark, by=secretary, now=LATER)


def test_what_was_tried_is_untried_again_once_it_is_corrected(app):
    case_id, secretary = a_secret_case()
    secrecy_marks.mark_items_tried(case_id, [ANSWER], by=secretary, now=LATER)
    answer(case_id, answer_text="Skulderna är betalda.")
    assert marks_of(case_id)[ANSWER].is_default
    assert "betalda" not in words_in(case_id, a_copy(case_id, secretary))
    secrecy_marks.mark_item(case_id, ANSWER, GROUND, by=secretary, now=LATER)
    answer(case_id, answer_text="Skulderna är betalda i maj.")
    assert marks_of(case_id)[ANSWER].ground == GROUND, "what is secret stays so"
    open_rows = db.session.query(SecrecyMark).filter_by(lifted_at=None)
    assert open_rows.count() == 1, "the lapsed word is lifted by the one in its place"


def answer(case_id, **changes):
    with transaction(is_piece=True):
        db.session.query(PartnerQuestion).filter_by(case_id=case_id).update(changes)


@pytest.mark.parametrize("is_secret", [True, False])
def test_a_mark_on_a_hit_follows_what_it_says_to_the_next_run(app, is_secret):
    case_id, secretary = a_ready_case(), two_officers()[0]
    first = the_same(a_hit_in(case_id))
    if is_secret:
        secrecy_marks.mark_item(case_id, first, GROUND, by=secretary, now=LATER)
    else:
        secrecy_marks.mark_items_tried(case_id, [first], by=secretary, now=LATER)
    again = run_again(case_id, first)
    assert again != first
    marks = marks_of(case_id)
    assert (marks[again].ground if is_secret else marks.get(again)) == (GROUND if is_secret else None)
    with transaction(is_piece=True):
        db.session.query(Hit).update({"name": "Granlunda Kultur och Fritid"})
    assert marks_of(case_id)[again].is_default, "other words, another hit"


def the_same(hit_id):
    with transaction(is_piece=True):
        db.session.query(Hit).filter_by(id=hit_id).update({"judgement": Judgement.SAME})
    return f"hit:{hit_id}"


def run_again(case_id, key):
    """The next check finds the same, in a row of its own; gives the key of the new hit."""
    with transaction(is_piece=True):
        check = db.session.query(CrossCheck).filter_by(case_id=case_id, is_latest=True).one()
        check.is_latest = False
        db.session.flush()
        new = CrossCheck(**{**columns_of(check), "id": "d" * 16, "is_latest": True})
        db.session.add(new)
        db.session.flush()
        old = db.session.get_one(Hit, key.partition(":")[2])
        db.session.add(Hit(**{**columns_of(old), "id": "e" * 16, "check_id": new.id}))
    return "hit:" + "e" * 16


def columns_of(row):
    return {column.key: getattr(row, column.key) for column in row.__mapper__.column_attrs}


def test_many_items_are_marked_in_one_deed_or_none_is(app):
    case_id, secretary = a_secret_case()
    for wrong in ("act:" + "0" * 16, "officers"):
        with pytest.raises(NotFound):
            secrecy_marks.mark_items_tried(case_id, [ANSWER, wrong], by=secretary, now=LATER)
    with pytest.raises(NotFound):
        secrecy_marks.mark_items(case_id, [ACT, "act:" + "0" * 16], GROUND, by=secretary, now=LATER)
    assert db.session.query(SecrecyMark).count() == 0
    made = secrecy_marks.mark_items(case_id, [ACT, EVIDENCE, ACT], GROUND, by=secretary, now=LATER)
    assert len(made) == db.session.query(SecrecyMark).count() == 2


def test_where_threats_are_feared_no_officer_is_named_anywhere(app):
    case_id, secretary = a_secret_case()
    name = secretary.name
    assert name in words_in(case_id, a_copy(case_id, secretary))
    marked(case_id, secretary)
    secrecy_marks.mark_item(case_id, "officers", GROUND, by=secretary, now=LATER)
    content = kept.copy_of(case_id, a_copy(case_id, secretary)).content
    assert name.title() not in str(content)
    assert "Secretary" not in str(content), "the log would tell who set a mark"
    assert {line["by"] for line in content["log"]} == {""}


def test_a_masked_text_is_masked_where_the_reasons_quote_it(app):
    case_id, secretary = a_secret_case()
    secrecy_marks.mark_item(case_id, EVIDENCE, GROUND, by=secretary, now=LATER)
    with db.session.no_autoflush:
        said = words_in(case_id, a_copy(case_id, secretary))
    assert "föreningens sida att mötet" not in said
    assert SHOWN.split("\n")[1] not in said


def test_the_same_content_gives_the_same_digest_and_cannot_be_changed(app):
    case_id, secretary = a_secret_case()
    copy_id = a_copy(case_id, secretary)
    row = kept.copy_of(case_id, copy_id)
    with pytest.raises(Refused, match="kept_as_written"), transaction(is_piece=True):
        db.session.execute(db.text("UPDATE public_copies SET masks = 0"))
    assert public_copies.shown_copy(case_id, copy_id, by=secretary).digest == row.digest


def test_the_journal_tells_of_marks_and_copies_without_the_words(app):
    case_id, secretary = a_secret_case()
    marked(case_id, secretary)
    a_copy(case_id, secretary)
    rows = (
        db.session.query(JournalEntry.name, JournalPayload.body)
        .join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .filter(JournalEntry.case_id == case_id)
    )
    told = dict(rows.all())
    assert {"SecrecyMarked", "PublicCopyMade"} <= set(told)
    assert "Storgatan" not in "".join(told.values())


def test_words_that_stand_in_the_boards_own_name_are_refused_and_nothing_is_kept(app):
    case_id, secretary = a_secret_case()
    board = a_board_name(case_id)
    secrecy_marks.mark_passage(case_id, board, GROUND, by=secretary, now=LATER)
    with pytest.raises(Refused, match="mask_incomplete"):
        a_copy(case_id, secretary)
    assert db.session.query(kept.PublicCopy).count() == 0


def a_board_name(case_id):
    return db.session.execute(
        db.text("SELECT b.name FROM boards b JOIN cases c ON c.board_id = b.id WHERE c.id = :c"),
        {"c": case_id},
    ).scalar_one()


@pytest.mark.parametrize(
    ("item", "ground", "error", "code"),
    [
        (ACT, "Påhittad grund", Refused, "secrecy_ground"),
        (ACT, "", Refused, "secrecy_ground"),
        ("act:" + "0" * 16, GROUND, NotFound, "not_found"),
        ("passage:x", GROUND, NotFound, "not_found"),
        ("nonsense", GROUND, NotFound, "not_found"),
    ],
)
def test_a_mark_needs_an_item_of_the_case_and_a_ground(app, item, ground, error, code):
    case_id, secretary = a_secret_case()
    with pytest.raises(error, match=code):
        secrecy_marks.mark_item(case_id, item, ground, by=secretary, now=LATER)
    assert db.session.query(SecrecyMark).count() == 0


def test_a_passage_is_not_so_short_that_it_masks_half_the_case(app):
    case_id, secretary = a_secret_case()
    for words in ("a", "--- !", "På"):
        with pytest.raises(Refused, match="passage_short"):
            secrecy_marks.mark_passage(case_id, words, GROUND, by=secretary, now=LATER)


def test_others_neither_mark_nor_copy(app):
    case_id, secretary = a_secret_case()
    elsewhere = an_officer(Role.REGISTRAR, board=a_board("SYD", "Sörlunda stadsdelsnämnd"), username="annan")
    auditor = an_officer(Role.AUDITOR, username="revisor", everywhere=True)
    for actor, error in ((elsewhere, NotFound), (auditor, NotAllowed)):
        with pytest.raises(error):
            secrecy_marks.mark_item(case_id, ACT, GROUND, by=actor, now=LATER)
        with pytest.raises((NotFound, NotAllowed)):
            a_copy(case_id, actor)
    copy_id = a_copy(case_id, secretary)
    assert public_copies.shown_copy(case_id, copy_id, by=auditor).digest
    with pytest.raises(NotFound):
        public_copies.shown_copy(case_id, copy_id, by=elsewhere)
