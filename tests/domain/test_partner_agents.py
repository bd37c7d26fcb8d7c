"""Who may be a partner's agent, what an agent reaches, and what may be declared of the police."""

import pytest

from vetting.domain import authority
from vetting.domain.authority import PARTNER_SCOPES, TABLE, Act, Actor
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.partner_agents import require_fit_appointment
from vetting.domain.partner_answers import require_function
from vetting.domain.screening import ADAPTERS, QUESTIONS_ONLY
from vetting.domain.sources import Declaration, require_sound
from vetting.domain.terms import Partner, Role

POLICE, TAX = Partner.POLICE, Partner.TAX_AGENCY
AGENT = Actor("a", "Ombud", frozenset({(Role.PARTNER_AGENT, None)}), partners=frozenset({TAX}))
SYSTEM_OF_PARTNER = Actor("token:1", "x", token_scopes=frozenset(PARTNER_SCOPES), partners=frozenset({TAX}))
OF_BOARD = Actor("token:2", "x", token_scopes=frozenset({"deliveries:write"}), token_board="b1")


@pytest.mark.parametrize(
    ("role", "board", "partner", "held", "code"),
    [
        (Role.PARTNER_AGENT, None, TAX, (), None),
        (Role.CULTURE_SECRETARY, "b1", None, (), None),
        (Role.AUDITOR, None, None, (Role.COORDINATOR,), None),
        (Role.PARTNER_AGENT, None, None, (), "partner_missing"),
        (Role.PARTNER_AGENT, "b1", TAX, (), "agent_has_no_board"),
        (Role.PARTNER_AGENT, None, TAX, (Role.AUDITOR,), "agent_is_nothing_else"),
        (Role.PARTNER_AGENT, None, POLICE, (Role.PARTNER_AGENT,), "agent_is_nothing_else"),
        (Role.AUDITOR, None, None, (Role.PARTNER_AGENT,), "agent_is_nothing_else"),
        (Role.ADMINISTRATOR, None, TAX, (), "partner_without_agent"),
    ],
)
def test_an_agent_is_of_one_partner_and_nothing_else(role, board, partner, held, code):
    if code is None:
        require_fit_appointment(role, board, partner=partner, held=held)
        return
    with pytest.raises(Refused) as refused:
        require_fit_appointment(role, board, partner=partner, held=held)
    assert refused.value.code == code


def test_an_agent_has_the_desk_and_no_other_authority():
    assert set(TABLE[Role.PARTNER_AGENT]) == {Act.PARTNER_DESK}
    assert [role for role in Role if Act.PARTNER_DESK in TABLE[role]] == [Role.PARTNER_AGENT]
    for actor in (AGENT, SYSTEM_OF_PARTNER):
        assert {act for act in Act if authority.may(actor, act)} == {Act.PARTNER_DESK}
    assert not any(authority.may(OF_BOARD, act) for act in Act)


@pytest.mark.parametrize("actor", [AGENT, SYSTEM_OF_PARTNER])
def test_another_agencys_things_do_not_exist(actor):
    authority.require_partner(actor, TAX)
    authority.require_delivery(actor, TAX)
    for require in (authority.require_partner, authority.require_delivery):
        with pytest.raises(NotFound):
            require(actor, POLICE)


def test_officers_deliver_for_any_partner_only_where_they_manage_sources():
    coordinator = Actor("c", "C", frozenset({(Role.COORDINATOR, None)}))
    authority.require_delivery(coordinator, TAX)
    for role in set(Role) - {Role.COORDINATOR, Role.PARTNER_AGENT}:
        officer = Actor("o", "O", frozenset({(role, None)}))
        for require in (authority.require_partner, authority.require_delivery):
            with pytest.raises(NotAllowed):
                require(officer, TAX)


def test_the_police_can_be_asked_and_deliver_no_list_of_any_kind():
    refused = {}
    for adapter in ADAPTERS:
        try:
            require_sound(Declaration("polisen", adapter, POLICE))
        except Refused as problem:
            refused[adapter] = problem.code
    assert refused == {one: "police_lists_no_persons" for one in ADAPTERS if one != QUESTIONS_ONLY}


@pytest.mark.parametrize(
    ("function", "code"),
    [
        ("", "function_missing"),
        (" \u200b ", "function_missing"),
        ("kim provare", "function_is_name"),
        ("Handläggare Kim Provare", "function_is_name"),
        ("811228-9874", "personal_number_in_text"),
        ("８１１２２８-９８７４", "personal_number_in_text"),
    ],
)
def test_a_function_answers_and_never_a_person(function, code):
    with pytest.raises(Refused) as refused:
        require_function(function, names="Kim Provare")
    assert refused.value.code == code


def test_a_function_is_told_without_outer_blanks():
    assert require_function("  Registrator\r\n", names="Kim Provare") == "Registrator"
