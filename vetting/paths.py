"""Finds the folders of data, in a checkout or inside an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _data_root() -> Path:
    packed = _PACKAGE / "_data"
    return packed if packed.is_dir() else _PACKAGE.parent


def templates_dir() -> Path:
    """Absolute folder of the templates."""
    return _data_root() / "templates"


def checklists_dir() -> Path:
    """Absolute folder of the published checklists."""
    return _data_root() / "checklists"


def static_dir() -> Path:
    """Absolute folder of what browsers fetch: styles, fonts, checkers."""
    return _PACKAGE / "web" / "static"


def translations_dir() -> Path:
    """Absolute folder of the gettext catalogues."""
    return _PACKAGE / "web" / "translations"
