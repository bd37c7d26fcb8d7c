"""Hashes of passwords as in use: slow by OWASP's lighter profile, each with a salt of its own, made anew when weaker."""

import importlib.util

import pytest
from argon2 import PasswordHasher, extract_parameters

from vetting.gateways import passwords as quickened

PASSWORD = "lugn sol över ån"


@pytest.fixture(scope="module")
def in_use():
    """The file as the service reads it: the tests' run has put quicker hashes into the one all share."""
    spec = importlib.util.spec_from_file_location("passwords_in_use", quickened.__file__)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cost(hashed):
    found = extract_parameters(hashed)
    return found.type.name, found.time_cost, found.memory_cost, found.parallelism


def test_hashes_are_as_slow_as_owasp_asks(in_use):
    """19 MiB, two rounds, one lane, argon2id."""
    assert cost(in_use.hash_password(PASSWORD)) == ("ID", 2, 19 * 1024, 1)


def test_two_hashes_of_one_password_differ_and_both_fit(in_use):
    one, two = in_use.hash_password(PASSWORD), in_use.hash_password(PASSWORD)
    assert one != two
    assert in_use.password_fits(one, PASSWORD)
    assert in_use.password_fits(two, PASSWORD)
    assert not in_use.password_fits(one, PASSWORD + " ")


def test_an_unknown_account_is_as_much_work_and_never_fits(in_use):
    assert cost(in_use._NOBODY) == cost(in_use.hash_password(PASSWORD))
    assert not in_use.password_fits(None, PASSWORD)
    assert not in_use.password_fits("no hash", PASSWORD)


def test_a_weaker_hash_is_to_be_made_anew(in_use):
    weaker = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    assert in_use.password_fits(weaker, PASSWORD)
    assert in_use.needs_rehash(weaker)
    assert not in_use.needs_rehash(in_use.hash_password(PASSWORD))
