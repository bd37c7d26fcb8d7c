"""Every template compiles, is used, and is safe; every translation is there."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from vetting.gateways.letters import environment as letter_environment

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SOURCES = "\n".join(path.read_text() for path in [*(ROOT / "vetting").rglob("*.py"), *TEMPLATES])


def test_every_template_compiles_and_is_named_somewhere(empty_app):
    nowhere = []
    for path in TEMPLATES:
        name = str(path.relative_to(ROOT / "templates"))
        if name.startswith(
            "letters/"
        ):  # rendered by the door that makes letters, which also makes PDF of them
            name = path.name
            letter_environment().get_template(name)
        else:
            empty_app.jinja_env.get_template(name)
        if name not in SOURCES:
            nowhere.append(name)
    assert nowhere == []


def test_every_template_that_is_named_exists():
    named = set(re.findall(r"""["']([\w/]+\.html)["']""", SOURCES))
    there = {str(path.relative_to(ROOT / "templates")) for path in TEMPLATES}
    assert named - there - {name.removeprefix("letters/") for name in there} == set()


def test_nothing_is_passed_unescaped():
    assert [path for path in TEMPLATES if "|safe" in path.read_text().replace(" ", "")] == []


def test_no_instant_is_cut_to_a_day_that_is_not_the_swedish_one():
    # Half past midnight in Sweden is still the day before in UTC: the filters and swedish_day know, date() does not.
    assert re.findall(r"\w+_at\.date\(\)|\w+\.date\(\) \| day", SOURCES) == []


def _messages() -> set[str]:
    found = set()
    keywords = {
        "_": None,
        "gettext": None,
        "ngettext": (1, 2),
        "lazy_gettext": None,
        "_t": None,
        "lazy": None,
        "lazy_ngettext": (1, 2),
    }
    for folder, method in (("vetting", [("**.py", "python")]), ("templates", [("**.html", "jinja2")])):
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, method, keywords=keywords):
            found.add(message if isinstance(message, str) else message[0])
    return found


def test_every_text_has_its_swedish():
    with (ROOT / "vetting/web/translations/sv/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file, locale="sv")
    missing = sorted(text for text in _messages() if not (catalogue.get(text) and catalogue.get(text).string))
    assert not missing, f"{len(missing)} texts without Swedish: {missing[:20]}"
    fuzzy = [message.id for message in catalogue if message.fuzzy and message.id]
    assert not fuzzy


def test_swedish_keeps_every_particular_of_the_english():
    with (ROOT / "vetting/web/translations/sv/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file, locale="sv")
    wanted = re.compile(r"%\((\w+)\)[sd]")
    for message in catalogue:
        if isinstance(message.id, str) and message.id and message.string:
            assert set(wanted.findall(message.id)) == set(wanted.findall(message.string)), message.id


def test_the_catalogue_is_one_that_is_compiled():
    """A catalogue without its header counts as unfinished, and would be passed over in silence."""
    with (ROOT / "vetting/web/translations/sv/LC_MESSAGES/messages.po").open("rb") as file:
        assert not read_po(file, locale="sv").fuzzy
