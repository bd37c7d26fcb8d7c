"""Which version holds on a day, and when a draft may become the next one."""

import datetime as dt

import pytest

from vetting.domain.authority import Actor
from vetting.domain.errors import Refused
from vetting.domain.rule_editions import (
    Adoption,
    DraftHead,
    KeptEdition,
    faults_of_dates,
    in_force_among,
    require_publishable,
)

TODAY = dt.date(2026, 11, 20)
OLD = KeptEdition("culture-grants", "2025-01", "a" * 64, dt.date(2025, 1, 1))
NOW = KeptEdition("culture-grants", "2026-01", "b" * 64, dt.date(2026, 1, 1))
NEXT = KeptEdition("culture-grants", "2026-01b", "c" * 64, dt.date(2026, 7, 1))


@pytest.mark.parametrize(
    ("on", "held"),
    [
        (dt.date(2024, 12, 31), None),
        (dt.date(2025, 1, 1), OLD),
        (dt.date(2025, 12, 31), OLD),
        (dt.date(2026, 1, 1), NOW),
        (dt.date(2026, 6, 30), NOW),
        (dt.date(2026, 7, 1), NEXT),
        (dt.date(2099, 1, 1), NEXT),
    ],
)
def test_a_later_version_never_reaches_an_earlier_application_kl_2_4(on, held):
    for order in ([OLD, NOW, NEXT], [NEXT, OLD, NOW]):
        assert in_force_among(order, on) is held


def a_head(version="2027-01", in_force_on=dt.date(2027, 1, 1), **more) -> DraftHead:
    facts = {"digest": "d" * 64, "drafted_by": "jurist", "earlier": (OLD, NOW, NEXT), **more}
    return DraftHead("culture-grants", version, in_force_on, **facts)


@pytest.mark.parametrize(
    ("version", "in_force_on", "faults"),
    [
        ("2027-01", dt.date(2027, 1, 1), ()),
        ("2026-11", TODAY, ()),
        ("2026-02", dt.date(2027, 1, 1), ()),
        ("2026-01b", dt.date(2027, 1, 1), ("rule_version_taken",)),
        ("2026-01a", dt.date(2027, 1, 1), ("rule_version_order",)),
        ("2027-01", dt.date(2026, 7, 1), ("rule_days_overlap", "rule_in_force_past")),
        ("2027-01", dt.date(2026, 11, 19), ("rule_in_force_past",)),
    ],
)
def test_versions_follow_each_other_and_days_do_not_overlap(version, in_force_on, faults):
    head = a_head(version, in_force_on)
    assert faults_of_dates(head, head.earlier, today=TODAY) == faults


@pytest.mark.parametrize(
    ("head", "adoption", "by", "code"),
    [
        (a_head(), Adoption("KF § 1", TODAY), "annan", None),
        (a_head(in_force_on=TODAY), Adoption("KF § 1", TODAY), "annan", None),
        (a_head(), Adoption("KF § 1", TODAY), "jurist", "rule_second_person"),
        (a_head(digest="e" * 64), Adoption("KF § 1", TODAY), "annan", "rule_draft_changed"),
        (a_head(), Adoption("", TODAY), "annan", "adopted_by_missing"),
        (a_head(), Adoption("KF § 1", dt.date(2026, 11, 21)), "annan", "adopted_later"),
        (a_head(in_force_on=dt.date(2026, 11, 1)), Adoption("KF", TODAY), "annan", "adopted_after_start"),
        (a_head(version="2026-01"), Adoption("KF § 1", TODAY), "annan", "rule_version_taken"),
        (a_head(stops=2), Adoption("KF § 1", TODAY), "annan", "rule_draft_stopped"),
    ],
)
def test_only_another_person_publishes_what_was_shown_and_adopted(head, adoption, by, code):
    if code is None:
        require_publishable(head, adoption, seen_digest="d" * 64, by=Actor(by, by), today=TODAY)
        return
    with pytest.raises(Refused) as refused:
        require_publishable(head, adoption, seen_digest="d" * 64, by=Actor(by, by), today=TODAY)
    assert refused.value.code == code
