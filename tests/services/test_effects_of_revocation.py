"""One effect list across money and rooms, as the feature is written: from the revocation itself to its reopening."""

import pytest

from tests.makers import a_board, an_officer
from tests.makers_decisions import two_officers
from tests.makers_effects import WEEK, a_series, a_tariff, another_grant, rows_in
from tests.makers_premises import EVENING, a_premises
from tests.makers_reviews import LATER, a_revoked_support, a_support
from tests.queries import count_queries
from tests.services.test_bookings import a_new
from vetting.domain.booking import AskedDate
from vetting.domain.effects import EffectWord
from vetting.domain.errors import Refused
from vetting.domain.terms import Role
from vetting.domain.terms_premises import BookingState, PartyKind
from vetting.domain.terms_revocations import EffectKind as K
from vetting.domain.terms_revocations import EffectState as S
from vetting.reading.effect_list import RowFilter, effect_page
from vetting.records.associations import Association
from vetting.records.bookings import Booking
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.effect_lists import EffectList
from vetting.services.bookings import receive_booking
from vetting.services.effects import close_effects, decide_effects

KEEP = EffectWord(S.KEPT, "Verksamheten är en annan och villkoren följs.")


def test_two_other_grants_a_tariff_and_a_series_with_fourteen_dates_left(app):
    secretary, head = two_officers()
    culture = a_board("KUL", "Kulturnämnden")
    culture_officers = two_officers(culture)
    support_id = a_support(secretary, head)
    association = db.session.get_one(Association, db.session.get_one(Support, support_id).association_id)
    another_grant(association, (secretary, head))
    another_grant(association, culture_officers, board=culture)
    hall, first = a_premises(), LATER.replace(hour=17) + WEEK
    a_series(association, premises=hall, tariff=a_tariff(hall), first=first)
    case_id, _ = a_revoked_support(support_id, secretary, an_officer(Role.REGISTRAR))

    effects = db.session.query(EffectList).filter_by(case_id=case_id).one()
    list_id = effects.id
    found = sorted(row.kind.value for row in rows_in(list_id))
    assert found == sorted([K.GRANT] * 2 + [K.TARIFF] + [K.BOOKING] * 14)
    assert len(found) == 17
    with count_queries() as sent:
        assert len(effect_page(list_id, RowFilter(), actor=head).lines) == 17
    assert len(sent) <= 3
    assert db.session.query(Booking).filter_by(state=BookingState.CANCELLED).count() == 0  # nothing by itself

    with pytest.raises(Refused, match="effects_open"):
        close_effects(list_id, "Allt prövat.", by=head, now=LATER)
    for row in rows_in(list_id):
        by = secretary if row.board_id == a_board().id else culture_officers[0]
        decide_effects(list_id, [row.id], KEEP, by=by, now=LATER)
    close_effects(list_id, "Allt prövat.", by=head, now=LATER)

    starts_at = EVENING + 90 * WEEK
    later = AskedDate(starts_at, starts_at + WEEK / 56, "d9", BookingState.APPROVED)
    new = a_new(hall.id, later, party_kind=PartyKind.ASSOCIATION, association_id=association.id)
    receive_booking(new, by=an_officer(Role.PREMISES_MANAGER), now=LATER)
    (joined,) = rows_in(list_id, S.OPEN)
    assert (joined.kind, joined.is_later) == (K.BOOKING, True)
    assert db.session.get_one(EffectList, list_id).closed_at is None
    with pytest.raises(Refused, match="effects_open"):
        close_effects(list_id, "Allt prövat.", by=head, now=LATER)
