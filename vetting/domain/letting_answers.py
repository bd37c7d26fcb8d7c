"""Answers at the counter: a question whose particulars are told in their fields needs no words besides."""

from collections.abc import Mapping

from vetting.domain.terms_lettings import TenancyQuestion

_Q = TenancyQuestion
# Which particulars of the request a question asks for, by the names of their columns.
PARTICULARS: Mapping[TenancyQuestion, tuple[str, ...]] = {
    _Q.USERS: ("actual_user", "site_responsible"),
    _Q.PARTICULARS: ("expected", "is_public"),
    _Q.IDENTITY: ("is_identified",),
}
_IDENTIFIED = "Identiteten är sedd."


def answers_of(
    words: Mapping[TenancyQuestion, str], *, told: Mapping[str, object], kept: Mapping[str, object]
) -> dict[TenancyQuestion, str]:
    """The questions that are answered, with the answer of each.

    `words`: what the party said; `told`: particulars that are told now; `kept`: those the request had.
    Particulars answer their question once none of it is missing any more; the answer then repeats them.
    """
    found = {question: text for question, text in words.items() if text}
    for question, names in PARTICULARS.items():
        new = [name for name in names if name in told]
        missing = [name for name in names if name not in told and _is_missing(name, kept.get(name))]
        if question not in found and new and not missing:
            found[question] = ", ".join(_said(name, told[name]) for name in new)
    return found


def _is_missing(name: str, value: object) -> bool:
    """Whether it is not told: that something is closed to others is told, that nobody was seen is not."""
    return value in (None, "") or (name == "is_identified" and not value)


def _said(name: str, value: object) -> str:
    if name == "is_identified":
        return _IDENTIFIED
    if name == "is_public":
        return "öppet för alla" if value else "slutet"
    return f"{value} personer" if name == "expected" else str(value)
