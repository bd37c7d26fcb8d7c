"""Routines, training and local pictures through the deeds, and what the clock says of them."""

import datetime as dt

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.makers import NOW, a_board, an_officer
from tests.makers_action_plans import TODAY, a_picture, a_routine
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.seasons import HalfYear
from vetting.domain.slots import Turn
from vetting.domain.terms import Role
from vetting.reading import local_pictures as pictures
from vetting.reading import routines as reading
from vetting.reading.reminders import reminders_of
from vetting.records.db import db
from vetting.records.routine_counts import routine_counts, training_counts
from vetting.services import local_pictures, plan_steps, routines
from vetting.services.training import register_training

AUTUMN = HalfYear("2026-H2")
LATER = NOW + dt.timedelta(days=30)


@pytest.fixture
def people(app):
    """A culture secretary, a unit head, and a coordinator of the whole municipality."""
    return (
        an_officer(Role.CULTURE_SECRETARY, username="sekreteraren"),
        an_officer(Role.UNIT_HEAD, username="chefen"),
        an_officer(Role.COORDINATOR, username="samordnaren", everywhere=True),
    )


def kinds(actor):
    return [line.kind for line in reminders_of(actor)]


def test_who_must_read_is_reminded_until_they_have(people):
    secretary, head, coordinator = people
    version_id = a_routine(coordinator)
    assert (kinds(secretary), kinds(head)) == (["routine_to_read"], [])
    page = reading.routine_page(version_id, actor=head, today=TODAY)
    assert [(one.read, one.readers) for one in page.counts] == [(0, 1)]
    assert [one.name for one in page.unread] == [secretary.name]
    routines.acknowledge(version_id, by=secretary, now=NOW)
    routines.acknowledge(version_id, by=secretary, now=NOW)  # twice is once
    assert kinds(secretary) == []
    page = reading.routine_page(version_id, actor=head, today=TODAY)
    assert ([(one.read, one.readers) for one in page.counts], page.unread) == ([(1, 1)], ())
    assert [(one.read, one.readers) for one in routine_counts(TODAY, a_board().id)] == [(1, 1)]


def test_names_are_for_the_unit_head_alone(people):
    secretary, _, coordinator = people
    version_id = a_routine(coordinator)
    for actor in (secretary, coordinator):
        assert reading.routine_page(version_id, actor=actor, today=TODAY).unread is None
    other = an_officer(Role.UNIT_HEAD, username="annan", board=a_board("SYD", "Sörlunda stadsdelsnämnd"))
    page = reading.routine_page(version_id, actor=other, today=TODAY)
    assert (page.unread, [one.board for one in page.counts]) == ((), ["Sörlunda stadsdelsnämnd"])


def test_a_new_version_takes_over_and_the_old_one_waits_for_nobody(people):
    secretary, _, coordinator = people
    first = a_routine(coordinator, in_force_from=TODAY - dt.timedelta(days=100))
    routine_id = reading.routine_page(first, actor=coordinator, today=TODAY).line.routine_id
    with pytest.raises(Refused, match="routine_days_overlap"):
        a_routine(coordinator, routine_id=routine_id, in_force_from=TODAY - dt.timedelta(days=100))
    second = a_routine(coordinator, routine_id=routine_id, title="Ny rutin")
    assert [line.facts["title"] for line in reminders_of(secretary)] == ["Ny rutin"]
    with pytest.raises(Refused, match="routine_replaced"):
        routines.acknowledge(first, by=secretary, now=NOW)
    lines = reading.routines_in_force(actor=secretary, today=TODAY)
    assert [(line.id, line.is_mine) for line in lines] == [(second, True)]
    with pytest.raises(DBAPIError, match="kept_as_written"):
        db.session.execute(text("UPDATE routine_versions SET text = 'Annat'"))


def test_a_version_that_holds_later_leaves_the_one_in_force_to_be_read_until_its_day(people):
    secretary, _, coordinator = people
    first = a_routine(coordinator)
    routine_id = reading.routine_page(first, actor=coordinator, today=TODAY).line.routine_id
    a_routine(coordinator, routine_id=routine_id, title="Ny rutin", in_force_from=LATER.date())

    def waiting(actor):
        return [line.facts["title"] for line in reminders_of(actor)]

    def morning(now):
        return routines.remind_readers(Turn("remind-readers", now.date().isoformat(), now), now)

    newcomer = an_officer(Role.CULTURE_SECRETARY, username="nykomling")
    third = an_officer(Role.CULTURE_SECRETARY, username="tredje")
    assert morning(NOW) == {"count": 2}
    assert {tuple(waiting(one)) for one in (secretary, newcomer, third)} == {("Rutin för föreningsbidrag",)}
    routines.acknowledge(first, by=secretary, now=NOW)
    assert waiting(secretary) == []
    morning(LATER - dt.timedelta(days=1))
    assert (waiting(secretary), waiting(newcomer)) == ([], ["Rutin för föreningsbidrag"])
    assert morning(LATER) == {"count": 3}
    assert {tuple(waiting(one)) for one in (secretary, newcomer, third)} == {("Ny rutin",)}


def test_what_holds_no_longer_waits_for_nobody(people):
    secretary, _, coordinator = people
    a_routine(coordinator, in_force_to=TODAY)
    assert kinds(secretary) == ["routine_to_read"]
    routines.remind_readers(Turn("remind-readers", LATER.date().isoformat(), LATER), LATER)
    assert kinds(secretary) == []


def test_a_file_is_a_pdf_that_passed_the_guards(people):
    *_, coordinator = people
    data = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    version_id = a_routine(coordinator, text="", file=("rutin.pdf", data))
    assert routines.file_of(version_id) == ("rutin.pdf", "application/pdf", data)
    with pytest.raises(Refused, match="routine_without_text"):
        a_routine(coordinator, text="", title="Tom")


def test_a_board_says_since_when_it_holds_to_it(people):
    _, head, coordinator = people
    version_id, board_id = a_routine(coordinator), a_board().id
    for day, code in ((TODAY - dt.timedelta(days=1), "in_use_before_force"), (LATER.date(), "in_use_ahead")):
        with pytest.raises(Refused, match=code):
            routines.state_in_use(version_id, board_id, day, by=head, now=NOW)
    routines.state_in_use(version_id, board_id, TODAY, by=head, now=NOW)
    (counted,) = routine_counts(TODAY, board_id)
    assert (counted.use.in_use, counted.use.boards, counted.use.own_from) == (1, 1, TODAY)
    other = a_board("SYD", "Sörlunda stadsdelsnämnd")
    with pytest.raises(NotFound):
        routines.state_in_use(version_id, other.id, TODAY, by=head, now=NOW)
    (counted,) = routine_counts(TODAY)
    assert (counted.use.in_use, counted.use.boards) == (1, 2)


def test_the_clock_reminds_newcomers_once(people):
    *_, coordinator = people
    a_routine(coordinator)
    newcomer = an_officer(Role.CULTURE_SECRETARY, username="nykomling")
    for count, slot in ((1, "2026-12-20"), (0, "2026-12-21")):
        assert routines.remind_readers(Turn("remind-readers", slot, LATER), LATER) == {"count": count}
    assert kinds(newcomer) == ["routine_to_read"]
    assert routines.remind_readers(Turn("remind-readers", "2026-12-21", LATER), LATER) is None


def test_training_is_registered_by_the_persons_own_head(people):
    secretary, head, coordinator = people
    board_id = a_board().id
    register_training(secretary.id, True, TODAY, by=head, now=NOW)
    counts = training_counts(TODAY)
    assert (counts[board_id].trained, counts[board_id].staff) == (1, 2)
    assert (counts[None].trained, counts[None].staff) == (1, 3)
    assert training_counts(TODAY - dt.timedelta(days=1))[board_id].trained == 0
    with pytest.raises(Refused, match="training_same"):
        register_training(secretary.id, True, TODAY, by=coordinator, now=NOW)
    register_training(secretary.id, False, None, by=coordinator, now=NOW)  # a slip, put right
    assert training_counts(TODAY)[board_id].trained == 0
    other = an_officer(Role.UNIT_HEAD, username="annan", board=a_board("SYD", "Sörlunda stadsdelsnämnd"))
    for by, error in ((other, NotFound), (secretary, NotAllowed)):
        with pytest.raises(error):
            register_training(secretary.id, True, TODAY, by=by, now=NOW)
    with pytest.raises(Refused, match="training_own"):
        register_training(head.id, True, TODAY, by=head, now=NOW)
    assert [one.name for one in reading.training_page(actor=other, today=TODAY).people] == []
    assert reading.training_page(actor=secretary, today=TODAY).people is None


def page(actor, version=None):
    days = plan_steps.days_around(NOW)
    return pictures.picture_page(a_board().id, AUTUMN, actor=actor, days=days, version=version)


def test_a_picture_is_adopted_for_good_and_a_later_one_follows(people):
    secretary, *_ = people
    board_id = a_board().id
    with pytest.raises(Refused, match="picture_not_written"):
        local_pictures.adopt_picture(board_id, AUTUMN, seen=0, by=secretary, now=NOW)
    bad = a_picture(f"Enligt {secretary.name} är det lugnt.")
    with pytest.raises(Refused, match="picture_points"):
        local_pictures.write_picture(board_id, AUTUMN, bad, seen=0, by=secretary, now=NOW)
    local_pictures.write_picture(board_id, AUTUMN, a_picture(sources=()), seen=0, by=secretary, now=NOW)
    with pytest.raises(Refused, match="picture_without_sources"):
        local_pictures.adopt_picture(board_id, AUTUMN, seen=1, by=secretary, now=NOW)
    with pytest.raises(Refused, match="picture_changed"):
        local_pictures.write_picture(board_id, AUTUMN, a_picture(), seen=0, by=secretary, now=NOW)
    local_pictures.write_picture(board_id, AUTUMN, a_picture(), seen=1, by=secretary, now=NOW)
    digest = local_pictures.adopt_picture(board_id, AUTUMN, seen=2, by=secretary, now=NOW)
    with pytest.raises(Refused, match="picture_same_as_before"):
        local_pictures.adopt_picture(board_id, AUTUMN, seen=2, by=secretary, now=NOW)
    local_pictures.write_picture(board_id, AUTUMN, a_picture("Det är lugnt."), seen=2, by=secretary, now=NOW)
    local_pictures.adopt_picture(board_id, AUTUMN, seen=3, by=secretary, now=LATER)
    found = page(secretary, version=1)
    assert (found.shown.digest, found.shown.is_whole) == (digest, True)
    assert (page(secretary, version=0).shown.version, page(secretary).shown) == (2, None)
    with pytest.raises(DBAPIError, match="kept_as_written"):
        db.session.execute(text("DELETE FROM local_pictures"))


@pytest.mark.parametrize(("now", "count"), [(NOW, 0), (dt.datetime(2026, 12, 2, 6, tzinfo=dt.UTC), 1)])
def test_a_late_picture_is_told_on_the_coordinators_desk_until_it_is_there(people, now, count):
    secretary, head, coordinator = people
    board_id = a_board().id
    turn = Turn("remind-pictures", now.date().isoformat(), now)
    assert local_pictures.remind_of_pictures(turn, now) == {"count": count}
    assert kinds(coordinator) == ["picture_late"] * count
    assert "picture_late" not in kinds(head)
    local_pictures.write_picture(board_id, AUTUMN, a_picture(), seen=0, by=secretary, now=now)
    local_pictures.adopt_picture(board_id, AUTUMN, seen=1, by=secretary, now=now)
    assert kinds(coordinator) == []
    again = Turn("remind-pictures", "2026-12-30", LATER)
    assert local_pictures.remind_of_pictures(again, LATER) == {"count": 0}


def test_what_held_before_somebody_came_is_due_from_the_day_they_are_asked(people):
    *_, coordinator = people
    a_routine(coordinator, in_force_from=dt.date(2019, 9, 2))
    newcomer = an_officer(Role.CULTURE_SECRETARY, username="nykomling")
    routines.remind_readers(Turn("remind-readers", "2026-12-20", LATER), LATER)
    for who, asked_on in ((people[0], NOW.date()), (newcomer, LATER.date())):
        (line,) = reminders_of(who)
        assert dt.date.fromisoformat(line.facts["due_on"]) > asked_on
