"""The wheel holds all that the service reads, and starts where nothing of the checkout is at hand."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from vetting.gateways.checklist_files import published

ROOT = Path(__file__).resolve().parents[2]
START = """
import sys, pathlib
wheel, data = map(pathlib.Path, sys.argv[1:])
sys.path.insert(0, str(wheel))
import vetting.paths
from vetting.app import create_app
from vetting.config import Settings
from vetting.gateways.checklist_files import published
from vetting.records import migrate
from vetting.records.db import db
assert wheel in pathlib.Path(vetting.paths.__file__).parents
url = "sqlite:///" + str(data / "vetting.sqlite")
app = create_app(Settings(database_url=url, data_dir=data, secret_key="t" * 40, testing=True))
with app.app_context():
    migrate.upgrade(db.engine)
    print(migrate.differences(db.engine))
print(len(published(vetting.paths.checklists_dir())))
page = app.test_client().get("/inloggning", headers={"Accept-Language": "sv"})
print(page.status_code, "Logga in" in page.text)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    return next(folder.glob("*.whl"))


def _files(folder: str, *, below: str = "") -> set[str]:
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {below + path.relative_to(ROOT).as_posix() for path in found}


@pytest.mark.slow
def test_the_wheel_holds_what_the_tree_holds_and_nothing_else(wheel):
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    data = _files("templates", below="vetting/_data/") | _files("checklists", below="vetting/_data/")
    assert held == data | _files("vetting")


@pytest.mark.slow
def test_it_starts_in_swedish_where_the_checkout_is_not_at_hand(wheel, tmp_path):
    place, data = tmp_path / "place", tmp_path / "data"
    data.mkdir()
    zipfile.ZipFile(wheel).extractall(place)
    done = subprocess.run(
        [sys.executable, "-I", "-c", START, str(place), str(data)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    differences, checklists, page = done.stdout.strip().splitlines()
    assert differences == "[]"
    assert int(checklists) == len(published(ROOT / "checklists"))
    assert page == "200 True"
