"""What a party answered before about a room stays when it answers otherwise."""

from tests.makers import NOW, an_officer
from tests.makers_premises import a_booking
from vetting.domain.terms import Role
from vetting.domain.terms_lettings import TenancyQuestion
from vetting.reading.lettings import letting_page
from vetting.records.db import db
from vetting.records.lettings import BookingQuestion
from vetting.services import lettings
from vetting.services.lettings import Answers


def test_an_answer_that_takes_the_place_of_another_leaves_it_readable(app):
    manager = an_officer(Role.PREMISES_MANAGER)
    request_id = a_booking().request_id
    for text in ("Träning i grupp.", "Träning i grupp.", "Årsmöte."):
        said = Answers({TenancyQuestion.ORDER: text})
        lettings.keep_answers(request_id, said, by=manager, now=NOW)
    row = db.session.query(BookingQuestion).filter_by(question=TenancyQuestion.ORDER).one()
    assert row.answer == "Årsmöte."
    assert [one["answer"] for one in row.earlier] == ["Träning i grupp."]
    assert row.earlier[0]["by"] == manager.id
    (line,) = letting_page(request_id, actor=manager, today=NOW.date()).asked
    assert line.earlier == ("Träning i grupp.",)
