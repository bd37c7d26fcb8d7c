"""The table of authority: who may do what, in which boards, and who never may."""

import itertools

import pytest

from vetting.domain.authority import (
    OPERATOR,
    SCOPES,
    SYSTEM,
    TABLE,
    Act,
    Actor,
    Reach,
    boards_for,
    may,
    may_hold_power,
    require,
)
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.terms import Role

CASE_ACTS = {Act.PREPARE_CASE, Act.DECIDE, Act.RECORD_BOARD_DECISION, Act.FOLLOW_UP, Act.SEE_CASES}


def officer(role, *boards):
    return Actor("o", "O", frozenset((role, board) for board in boards))


@pytest.mark.parametrize(("role", "act"), list(itertools.product(Role, Act)))
def test_a_role_reaches_as_far_as_the_table_says(role, act):
    reach = TABLE[role].get(act)
    own = officer(role, "b1")
    assert may(own, act) is (reach is not None)
    assert may(own, act, "b1") is (reach is not None)
    assert may(own, act, "b2") is (reach is Reach.WHOLE)
    assert may(officer(role, None), act, "b2") is (reach is not None)


def test_every_role_stands_in_the_table():
    assert set(TABLE) == set(Role)


@pytest.mark.parametrize("act", sorted(CASE_ACTS))
def test_work_on_cases_stays_in_ones_own_board_except_for_auditors(act):
    whole = {role for role in Role if TABLE[role].get(act) is Reach.WHOLE}
    assert whole <= {Role.AUDITOR}


def test_only_heads_decide_on_delegation_and_only_the_chair_urgently():
    assert {role for role in Role if Act.DECIDE in TABLE[role]} == {Role.UNIT_HEAD, Role.DIVISION_HEAD}
    assert {role for role in Role if Act.DECIDE_URGENT in TABLE[role]} == {Role.CHAIR}
    assert set(filter(may_hold_power, Role)) == {Role.UNIT_HEAD, Role.DIVISION_HEAD, Role.CHAIR}


@pytest.mark.parametrize("act", [Act.DECIDE, Act.PREPARE_CASE, Act.RECORD_BOARD_DECISION, Act.ADMINISTER])
def test_the_clock_never_decides_kl_6_38(act):
    assert not may(SYSTEM, act)
    assert boards_for(SYSTEM, act) == frozenset()
    impostor = Actor("system", "system", frozenset({(Role.UNIT_HEAD, None)}), is_system=True)
    assert not may(impostor, act)


def test_operators_never_decide_kl_6_38():
    assert not may(OPERATOR, Act.DECIDE)
    assert not may(OPERATOR, Act.RECORD_BOARD_DECISION)
    assert may(OPERATOR, Act.ADMINISTER)


def test_auditors_change_nothing():
    seeing = {
        *(Act.SEE_DESK, Act.SEE_CASES, Act.SEE_DIRECTORY, Act.SEE_SOURCES),
        *(Act.SEE_JOURNAL, Act.SEE_SPOT_CHECKS, Act.SEE_CLOCK, Act.SEE_EQUAL_TREATMENT),
        *(Act.SEE_RULE_DRAFTS, Act.SEE_PREMISES, Act.SEE_REVOCATIONS, Act.SEE_LEDGER),
        Act.SEE_BOARD_REPORTS,
        Act.SEE_ACTION_PLANS,
    }
    assert set(TABLE[Role.AUDITOR]) <= seeing


def test_boards_add_up_over_appointments():
    both = Actor(
        "o", "O", frozenset({(Role.UNIT_HEAD, "b1"), (Role.CULTURE_SECRETARY, "b2"), (Role.REGISTRAR, "b3")})
    )
    assert boards_for(both, Act.DECIDE) == {"b1"}
    assert boards_for(both, Act.PREPARE_CASE) == {"b1", "b2", "b3"}
    assert boards_for(both, Act.ADMINISTER) == frozenset()


def test_another_boards_things_do_not_exist():
    head = officer(Role.UNIT_HEAD, "b1")
    require(head, Act.DECIDE, "b1")
    with pytest.raises(NotFound):
        require(head, Act.DECIDE, "b2")
    with pytest.raises(NotAllowed) as refusal:
        require(head, Act.ADMINISTER)
    assert refusal.value.facts == {"act": "administer"}


def test_a_token_reaches_its_own_board_through_its_scopes_alone():
    for scope, acts in SCOPES.items():
        token = Actor("token:1", "E-tjänsten", token_scopes=frozenset({scope}), token_board="b1")
        for act in Act:
            assert may(token, act, "b1") is (act in acts)
            assert not may(token, act, "b2")
        assert not may(token, Act.DECIDE)
        assert not may(token, Act.ADMINISTER)
