"""One of everything that an address can name, made once on each database: a test that tries all of it begins there."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.conftest import DATABASES, rolled_back
from tests.made_once import a_copy, an_app
from tests.makers import a_board
from tests.makers_objects import Names, everything_of
from tests.web.trials import Trial, without_tokens_or_pdf
from vetting.records.db import db


@pytest.fixture(scope="session", params=DATABASES)
def furnished_app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, models: Callable[[str], str]
) -> tuple[Flask, Names]:
    """The service on a database of each kind with everything of the board NOR, and its ids by parameter name."""
    folder = tmp_path_factory.mktemp(f"furnished-{request.param}")
    made = an_app(a_copy(models(request.param), folder), folder)
    with made.app_context():
        names = everything_of(a_board("NOR"), 1)
        db.session.commit()
        db.session.remove()
    return made, names


@pytest.fixture
def furnished(furnished_app: tuple[Flask, Names]) -> Iterator[tuple[Flask, Names]]:
    """The same inside one outer transaction: whatever the test commits is gone afterwards."""
    made, names = furnished_app
    with rolled_back(made):
        yield made, dict(names)


@pytest.fixture
def trial(furnished: tuple[Flask, Names], monkeypatch: pytest.MonkeyPatch) -> Trial:
    """Everything of one board, without form tokens: what is tried are the routes."""
    without_tokens_or_pdf(furnished[0], monkeypatch)
    return Trial(*furnished)
