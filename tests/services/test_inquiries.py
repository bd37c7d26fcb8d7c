"""Registers asked by file: questions, receipts, answers, and what is said when there is none."""

import datetime as dt

import pytest

from tests.makers import NOW, an_officer
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_inquiries import GROUND, ONE, THREE, TWO, an_asked_register, asked
from tests.makers_posts import KFM, answers, claim, nothing, receipt
from vetting.domain.answer_facts import FactKind, FactState
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, NotFound, Refused, UnreadableRow, UnusableFile
from vetting.domain.evidence import PartyFacts
from vetting.domain.slots import Turn
from vetting.domain.terms import Band, InquiryState, Role, SourceState
from vetting.records import inquiries, snapshots
from vetting.records.db import db, settings, transaction
from vetting.records.inquiries import Inquiry
from vetting.records.journal import JournalEntry
from vetting.records.snapshots import Source
from vetting.services import inquiries as deeds
from vetting.services import question_files

TODAY = dt.date(2026, 11, 20)
NAME = "Almviks Folkdansgille"


def came(data: bytes, *, now: dt.datetime = NOW, name: str = "ABC.UTFIL") -> deeds.Received:
    return deeds.receive_file("kfm", data, file_name=name, by=SYSTEM, now=now)


def looked(number: str | None = ONE, today: dt.date = TODAY) -> inquiries.AnswerLook:
    return inquiries.look_at_answers(snapshots.source_named("kfm"), PartyFacts(NAME, number), today)


def state_of(reference: str) -> InquiryState:
    return db.session.query(Inquiry).filter_by(reference=reference).one().state


def overdue(now: dt.datetime) -> object:
    return question_files.tell_overdue(Turn("overdue-answers", now.date().isoformat(), now), now)


def test_a_question_file_lies_in_the_outbox_and_can_be_fetched(app) -> None:
    an_asked_register()
    made, references = asked("889999-9018", TWO, ONE)
    assert (made.asked, made.waiting, made.due_on) == (2, 0, dt.date(2026, 11, 23))
    assert made.path == settings().data_dir / "outbox" / "kfm" / f"kfm-{made.id}.txt"
    text = made.path.read_text("iso-8859-1")
    assert all(f"16{number}{reference}" in text for number, reference in references.items())
    assert question_files.question_file("kfm", made.id, by=SYSTEM) == (made.path.name, made.path.read_bytes())
    assert [one.name for one in made.path.parent.iterdir() if one.name.startswith(".")] == []
    assert db.session.query(JournalEntry).order_by(JournalEntry.seq.desc()).first().name == "QuestionsMade"


def test_without_numbers_every_association_with_support_is_asked_about(app) -> None:
    a_decided_case(*two_officers())
    an_asked_register()
    made, references = asked()
    row = db.session.query(Inquiry).filter_by(question_file_id=made.id).one()
    assert (made.asked, row.org_number in references, row.ground) == (1, True, GROUND)
    assert row.association_id is not None


def test_a_number_that_waits_for_an_answer_is_not_asked_about_twice(app) -> None:
    an_asked_register()
    asked(ONE)
    made, references = asked(ONE, TWO)
    assert (made.asked, made.waiting, list(references)) == (1, 1, [TWO])
    with pytest.raises(Refused, match="nothing_to_ask"):
        asked(ONE, TWO)


@pytest.mark.parametrize(
    ("source", "numbers", "ground", "problem", "code"),
    [
        ({"ground": ""}, (ONE,), "", Refused, "ground_missing"),
        ({}, (ONE,), "Gäller 811228-9874", Refused, "personal_number_in_text"),
        ({}, ("811228-9874",), "", UnreadableRow, "bad_org_number"),
        ({}, ("12345",), "", UnreadableRow, "bad_org_number"),
    ],
)
def test_a_question_without_ground_or_number_is_not_asked(
    app, source, numbers, ground, problem, code
) -> None:
    an_asked_register(**source)
    with pytest.raises(problem) as told:
        question_files.make_question_file("kfm", numbers, ground=ground, by=SYSTEM, now=NOW)
    assert told.value.code == code
    assert "811228" not in str(told.value.facts)
    assert db.session.query(Inquiry).count() == 0


@pytest.mark.parametrize("told", [{}, {"layout": "../x"}])
def test_a_layout_that_is_not_there_is_told_when_declaring_and_when_asking(app, told) -> None:
    with pytest.raises(UnusableFile, match="layout_missing"):
        an_asked_register(settings=told)
    an_asked_register()
    with transaction(is_piece=True):
        db.session.query(Source).one().settings = told
    with pytest.raises(UnusableFile, match="layout_missing"):
        asked(ONE)


def test_a_receipt_is_no_answer(app) -> None:
    an_asked_register()
    made, references = asked(ONE, TWO)
    told = came(receipt(made.id, {references[TWO]: "F012"}))
    assert (told.kind, told.state, told.receipted, told.refused) == ("receipt", "accepted", 1, 1)
    assert state_of(references[ONE]) is InquiryState.RECEIPTED
    assert state_of(references[TWO]) is InquiryState.REJECTED
    assert (looked(ONE).state, looked(ONE).reason) == (SourceState.NOT_CONSULTED, "awaiting_answer")
    assert looked(TWO).reason == "question_rejected"


def test_a_receipt_may_refuse_the_whole_file(app) -> None:
    an_asked_register()
    made, references = asked(ONE, TWO)
    assert came(receipt(made.id, {"": "F001"})).refused == 2
    told = came(answers(made.id, [nothing(references[ONE], ONE)]))
    assert (told.answered, told.ignored) == (0, 1)
    assert looked(ONE).reason == "question_rejected"


def test_a_number_the_answer_does_not_mention_is_told_and_never_free_of_debt(app) -> None:
    an_asked_register()
    made, references = asked(ONE, TWO, THREE)
    told = came(answers(made.id, [claim(references[ONE], ONE), nothing(references[TWO], TWO)]))
    assert (told.answered, told.unanswered) == (2, ("889999-9026",))
    assert (looked(THREE).state, looked(THREE).reason) == (SourceState.NOT_CONSULTED, "unanswered")
    assert (looked(TWO).state, looked(TWO).reason, looked(TWO).is_found) == (SourceState.FRESH, "", False)
    rest = came(answers(made.id, [nothing(references[THREE], THREE)]))
    assert (rest.answered, rest.unanswered, looked(THREE).reason) == (1, (), "")


def test_a_debt_is_a_hit_with_amount_date_and_state(app) -> None:
    an_asked_register()
    made, references = asked(ONE)
    came(answers(made.id, [claim(references[ONE], ONE, 12_500, "disputed")]))
    look = looked(ONE)
    (fact,) = look.facts
    assert (fact.kind, fact.state, fact.amount_ore) == (FactKind.PUBLIC_CLAIM, FactState.DISPUTED, 12_500)
    (met,) = look.hits
    assert (met.match.band, met.listing.name, look.status) == (Band.STRONG, NAME, "public_claim")
    assert look.as_of == dt.date(2026, 11, 19)


@pytest.mark.parametrize("state", ["paid"])
def test_a_debt_that_is_paid_is_shown_and_no_hit(app, state) -> None:
    an_asked_register()
    made, references = asked(ONE)
    came(answers(made.id, [claim(references[ONE], ONE, state=state)]))
    assert (len(looked(ONE).facts), looked(ONE).hits) == (1, ())


def test_a_judgement_can_hold_as_long_as_the_facts_stand(app) -> None:
    an_asked_register()
    ids = []
    for minute, ore in enumerate((12_500, 12_500, 99_900)):
        made, references = asked(ONE)
        came(answers(made.id, [claim(references[ONE], ONE, ore)]), now=NOW + dt.timedelta(minutes=minute))
        ids.append(looked(ONE).hits[0].listing.record_id)
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data[:-30], "posts_cut_short"),
        (lambda data: data.replace(b"000000012500", b"000000099999", 1), "posts_sum"),
        (lambda data: data.replace(b"99 0000004", b"99 0000005"), "posts_count"),
    ],
)
def test_a_file_that_does_not_add_up_changes_nothing(app, change, code) -> None:
    an_asked_register()
    made, references = asked(ONE, TWO)
    data = answers(made.id, [claim(references[ONE], ONE), nothing(references[TWO], TWO)])
    told = came(change(data))
    assert (told.state, told.reason) == ("rejected", code)
    assert {state_of(one) for one in references.values()} == {InquiryState.SENT}
    entry = db.session.query(JournalEntry).order_by(JournalEntry.seq.desc()).first()
    assert entry.name == "ReplyRejected"
    assert came(data).answered == 2  # the right file afterwards


def test_a_file_about_other_questions_changes_nothing(app) -> None:
    an_asked_register()
    made, references = asked(ONE)
    other = answers(made.id, [nothing(references[ONE], TWO)])
    strange = answers(made.id, [nothing(references[ONE], ONE), nothing("not-ours", TWO)])
    nobodys = answers("0" * 16, [nothing(references[ONE], ONE)])
    ahead = answers(made.id, [nothing(references[ONE], ONE)], made_on=TODAY + dt.timedelta(days=1))
    codes = [came(data).reason for data in (other, strange, nobodys, ahead)]
    assert codes == [
        "reply_of_other_number",
        "reply_to_other_question",
        "reply_to_nothing",
        "as_of_in_future",
    ]
    assert state_of(references[ONE]) is InquiryState.SENT


def test_the_same_file_twice_changes_nothing_and_a_corrected_answer_rules(app) -> None:
    an_asked_register()
    made, references = asked(ONE)
    data = answers(made.id, [claim(references[ONE], ONE)])
    assert [came(data).state for _ in range(2)] == ["accepted", "unchanged"]
    came(answers(made.id, [nothing(references[ONE], ONE)]))
    assert (looked(ONE).facts, looked(ONE).hits) == ((), ())


def test_an_answer_grows_too_old_and_a_late_one_is_told(app) -> None:
    an_asked_register()
    made, references = asked(ONE, TWO)
    came(answers(made.id, [nothing(references[ONE], ONE)]))
    states = [(looked(ONE, TODAY + dt.timedelta(days=days)).state.value) for days in (13, 14, 29, 30)]
    assert states == ["fresh", "ageing", "ageing", "stale"]
    assert looked(ONE, TODAY + dt.timedelta(days=30)).reason == "answer_too_old"
    assert overdue(NOW + dt.timedelta(days=3)) == {"count": 0}
    assert overdue(NOW + dt.timedelta(days=4)) == {"count": 1}
    assert overdue(NOW + dt.timedelta(days=4)) is None
    assert state_of(references[TWO]) is InquiryState.OVERDUE
    assert came(answers(made.id, [nothing(references[TWO], TWO)])).answered == 1


def test_nobody_asked_and_no_number_are_told_apart(app) -> None:
    an_asked_register()
    assert (looked(ONE).reason, looked(None).reason) == ("not_asked", "number_missing")


def test_only_who_manages_sources_asks_and_delivers(app) -> None:
    an_asked_register()
    made, references = asked(ONE)
    secretary = an_officer(Role.CULTURE_SECRETARY)
    data = answers(made.id, [nothing(references[ONE], ONE)])
    for deed in (
        lambda: question_files.make_question_file("kfm", [TWO], by=secretary, now=NOW),
        lambda: question_files.question_file("kfm", made.id, by=secretary),
        lambda: deeds.receive_file("kfm", data, file_name="x", by=secretary, now=NOW),
    ):
        with pytest.raises((NotAllowed, NotFound)):
            deed()
    assert state_of(references[ONE]) is InquiryState.SENT


def test_an_own_layout_of_the_installation_is_used(app) -> None:
    folder = settings().layouts_dir
    folder.mkdir(exist_ok=True)
    from vetting.gateways import fixed_layouts

    shipped = (fixed_layouts.SHIPPED / "kronofogden_bench.toml").read_text()
    (folder / "eget.toml").write_text(shipped.replace('constant = "KFM"', 'constant = "EGET"'))
    an_asked_register(settings={"layout": "eget"})
    made, _references = asked(ONE)
    assert made.path.read_bytes().startswith(b"00EGET")
    assert KFM.name != "eget"
