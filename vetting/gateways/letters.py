"""Decision letters as markup and as tagged PDF, made from their kept content alone."""

import base64
import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from vetting.domain.appeals import review_of
from vetting.domain.errors import Refused
from vetting.domain.identity import format_org_number
from vetting.domain.terms import Regime
from vetting.paths import static_dir, templates_dir

FONTS = ("inter-latin-wght-normal.woff2", "inter-latin-ext-wght-normal.woff2")
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True)
class ShownLetter:
    """A letter as markup, with the digest of its content. `has_pdf`: whether a PDF can be made here."""

    markup: str
    digest: str
    has_pdf: bool


@dataclass(frozen=True)
class LetterFile:
    """A letter as PDF: the name it is saved under, and its bytes."""

    name: str
    data: bytes


def letter_markup(content: Mapping[str, object]) -> str:
    """The letter's own part of a page: the same content gives the same bytes."""
    return _render("_decision.html", content)


def letter_document(content: Mapping[str, object]) -> str:
    """The letter as a whole document with its styles and fonts inside: nothing is fetched."""
    return _render("decision.html", content, fonts=fonts())


def shown(markup: str, digest: str) -> ShownLetter:
    """The letter to be read and printed."""
    return ShownLetter(markup, digest, pdf_available())


def pdf_available() -> bool:
    """Whether the extra `pdf` and the libraries it needs are installed."""
    if find_spec("weasyprint") is None:
        return False
    try:
        import weasyprint  # noqa: F401
    except OSError:  # Pango is missing
        return False
    return True


def require_pdf() -> None:
    """Raises Refused `pdf_not_installed` where no PDF can be made."""
    if not pdf_available():
        raise Refused("pdf_not_installed")


def letter_pdf(content: Mapping[str, object]) -> bytes:
    """The letter as a tagged PDF with language, title and headings."""
    return pdf_of(letter_document(content), name=str(content["case_number"]))


def pdf_of(document: str, *, name: str, variant: str = "pdf/ua-1") -> bytes:
    """A whole document as a tagged PDF; nothing is fetched. The same name and document give the same file.

    `variant`: "pdf/a-2a" for what is to be archived (ISO 19005-2, level A).
    """
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    # Else each file would carry the time its font was cut down (reproducible-builds.org).
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    page = HTML(string=document, url_fetcher=fetcher)
    data: bytes = page.write_pdf(pdf_variant=variant, pdf_identifier=_identifier(name))
    return data


def _identifier(name: str) -> bytes:
    """Same letter, same file: the identifier is taken from its name and not from the clock."""
    return name.encode("utf-8")[:32].ljust(16, b"-")


def _render(name: str, content: Mapping[str, object], **more: object) -> str:
    review = review_of(Regime(str(content["regime"])))
    return environment().get_template(name).render(letter=content, review=review, **more)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The letters' own templates: strict about what is missing, with Swedish amounts and dates."""
    made = Environment(
        loader=FileSystemLoader(templates_dir() / "letters"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(kronor=_kronor, day=_day, org_number=format_org_number)
    return made


@lru_cache(maxsize=1)
def fonts() -> tuple[str, ...]:
    """The letters' fonts as base64."""
    folder = static_dir() / "vendor"
    return tuple(base64.b64encode((folder / name).read_bytes()).decode("ascii") for name in FONTS)


def _kronor(amount: int) -> str:
    return f"{amount:,}".replace(",", "\u00a0") + "\u00a0kronor"


def _day(iso: str) -> str:
    day = dt.date.fromisoformat(iso)
    return f"{day.day}\u00a0{_MONTHS[day.month - 1]}\u00a0{day.year}"
