"""Facts out of registers: which of them a person should look at, and which say nothing of an association."""

import datetime as dt

import pytest

from vetting.domain.answer_facts import (
    CLAIMS,
    PROCEEDINGS,
    Fact,
    FactKind,
    FactState,
    digest_of,
    fact_of,
    is_telling,
    name_in,
    telling,
)

_K, _S = FactKind, FactState


@pytest.mark.parametrize(
    ("kind", "state", "is_a_question"),
    [
        (_K.PUBLIC_CLAIM, _S.OPEN, True),
        (_K.PUBLIC_CLAIM, _S.DISPUTED, True),
        (_K.PRIVATE_CLAIM, _S.RESPITE, True),
        (_K.PRIVATE_CLAIM, _S.PAID, False),
        (_K.BANKRUPTCY, _S.ONGOING, True),
        (_K.BANKRUPTCY, _S.ENDED, False),
        (_K.LIQUIDATION, _S.ONGOING, True),
        (_K.RECONSTRUCTION, _S.ONGOING, True),
        (_K.OTHER_PROCEEDING, _S.ONGOING, False),
        (_K.DEREGISTERED, None, True),
        (_K.REGISTERED, None, False),
        (_K.NAME, None, False),
        (_K.LEGAL_FORM, None, False),
    ],
)
def test_what_goes_on_and_what_is_owed_is_a_question(
    kind: FactKind, state: FactState | None, is_a_question: bool
) -> None:
    assert is_telling(Fact(kind, state)) is is_a_question


@pytest.mark.parametrize("kind", [_K.F_TAX, _K.VAT, _K.EMPLOYER, _K.STATISTICAL_ACTIVITY])
@pytest.mark.parametrize("state", [_S.YES, _S.NO])
def test_no_f_tax_no_vat_no_employees_and_inactivity_are_never_a_question(
    kind: FactKind, state: FactState
) -> None:
    assert not is_telling(Fact(kind, state))


def test_whatever_has_ended_or_is_paid_is_no_question() -> None:
    facts = [Fact(kind, _S.ENDED) for kind in PROCEEDINGS] + [Fact(kind, _S.PAID) for kind in CLAIMS]
    assert telling(facts) == ()


@pytest.mark.parametrize(
    "fact",
    [
        Fact(_K.NAME, text="Exempelbygdens Kulturförening"),
        Fact(_K.PUBLIC_CLAIM, _S.OPEN, on=dt.date(2026, 10, 1), amount_ore=12_500),
        Fact(_K.PRIVATE_CLAIM, _S.PAID, amount_ore=0),
    ],
)
def test_a_fact_comes_back_from_its_document(fact: Fact) -> None:
    assert fact_of(fact.document()) == fact
    assert None not in fact.document().values()


def test_the_digest_changes_with_the_facts_and_not_with_their_order() -> None:
    one, two = Fact(_K.PUBLIC_CLAIM, _S.OPEN, amount_ore=1), Fact(_K.BANKRUPTCY, _S.ONGOING)
    assert digest_of([one, two]) == digest_of([two, one])
    assert digest_of([one]) != digest_of([Fact(_K.PUBLIC_CLAIM, _S.OPEN, amount_ore=2)])


def test_the_name_a_register_has() -> None:
    assert name_in([Fact(_K.VAT, _S.NO), Fact(_K.NAME, text="A"), Fact(_K.NAME, text="B")]) == "A"
    assert name_in([]) == ""
