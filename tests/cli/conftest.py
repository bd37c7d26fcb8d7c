"""A service with a decided case, its backup, and an empty service: made once for the tests of both commands."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DATABASES
from tests.made_once import a_copy, an_app
from tests.makers_backups import LAYOUT, MAIL, Town, a_backup, an_empty, let_go
from tests.makers_capsules import a_full_case


@pytest.fixture(scope="session", params=DATABASES)
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, models: Callable[[str], str]
) -> Town:
    """A service with a decided case, papers, a letter and a layout beside it; backed up, else only read."""
    folder = tmp_path_factory.mktemp(f"kept-{request.param}")
    url = models(request.param)
    town = Town(request.param, an_app(a_copy(url, folder), folder), folder, url)
    with town.app.app_context():
        a_full_case()
        let_go()
    for name in (MAIL, LAYOUT):
        (folder / name).parent.mkdir()
        (folder / name).write_text("öppet")
    return town


@pytest.fixture(scope="session")
def packed(kept: Town, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its backup."""
    return a_backup(kept, tmp_path_factory.mktemp("packed") / "allt.backup")


@pytest.fixture(scope="session")
def empty(kept: Town, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A migrated service without a row, with the key of the other; nothing ever comes into it."""
    folder = tmp_path_factory.mktemp("empty") / "ny"
    return an_empty(kept.kind, kept.url, folder, key_of=kept.folder, migrated=True)
