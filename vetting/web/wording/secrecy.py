"""Words for what can carry a secrecy mark, as its own page and a public copy tell it."""

from flask_babel import LazyString, format_date, gettext
from flask_babel import lazy_gettext as _

from vetting.domain.material import Material
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.secrecy import Item
from vetting.domain.terms import OfficeRole, PaperKind, Partner
from vetting.web.wording import word

LINE = 160
KINDS: dict[str, LazyString] = {
    "act": _("Act"),
    "evidence": _("Piece of evidence"),
    "hit": _("Hit in a register"),
    "answer": _("Answer of a partner"),
    "statement": _("The association's own words"),
    "paper": _("Paper"),
    "notice": _("Letter"),
}


def item_kind(item: Item) -> str:
    """What an item is called."""
    return str(KINDS.get(item.kind, item.kind))


def item_text(item: Item) -> str:
    """An item in words: codes as people read them, its own words as they are."""
    if item.kind == "answer":
        said = item.text.removeprefix(item.code).removeprefix(": ")
        return ": ".join(part for part in (word(AnswerCode(item.code)), said) if part)
    if item.kind == "hit" and item.code:
        return gettext(
            "About a declared signatory: %(function)s", function=word(OfficeRole(item.code)).lower()
        )
    if item.kind == "paper":
        return f"{word(PaperKind(item.code))}: {item.text}"
    return item.text


def item_source(item: Item) -> str:
    """Where an item is from: a partner by its name, anything else as it was written."""
    return word(Partner(item.source)) if item.kind == "answer" else item.source


def material_line(one: Material) -> str:
    """An item of the material on one line: what it is, its day and level, its words cut short."""
    told = [str(KINDS.get(one.kind.value, one.kind.value))]
    if one.on:
        told.append(format_date(one.on, "d MMM y"))
    if one.level:
        told.append(gettext("level %(level)s", level=one.level))
    if one.is_contrary:
        told.append(gettext("speaks for the association"))
    text = " ".join(one.text.split())
    return f"{', '.join(told)}: {text if len(text) <= LINE else text[: LINE - 1] + '…'}"
