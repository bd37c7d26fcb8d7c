"""What is typed into the directory's search box, as a condition: name, number, case number, municipal id."""

import re

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, boards_for
from vetting.domain.identity import read_org_number
from vetting.domain.names import search_key
from vetting.domain.terms import NumberClass
from vetting.records.applications import Case
from vetting.records.associations import Association

_DIGITS = re.compile(r"[\d\s\-\u2010-\u2015.]+")
SHORTEST_NUMBER_PART = 4


def is_personal(text: str) -> bool:
    """Whether a personal number was typed: nobody is searched by it here."""
    return read_org_number(text).cls is NumberClass.PERSONAL


def found_by(text: str, actor: Actor) -> ColumnElement[bool]:
    """Associations in use that the text finds, also by the name or number of one merged into them."""
    absorbed = aliased(Association)
    through_absorbed = select(absorbed.merged_into_id).where(_by_itself(absorbed, text))
    return or_(
        _by_itself(Association, text),
        Association.id.in_(through_absorbed),
        Association.id.in_(_by_case_number(text, actor)),
    )


def _by_itself(of: type[Association], text: str) -> ColumnElement[bool]:
    number = read_org_number(text).canonical
    conditions: list[ColumnElement[bool]] = [of.municipal_id == text]
    if number:
        conditions.append(of.org_number == number)
    elif _DIGITS.fullmatch(text) and len(digits := re.sub(r"\D", "", text)) >= SHORTEST_NUMBER_PART:
        conditions.append(of.org_number.contains(digits, autoescape=True))
    words = search_key(text).split()
    if words:
        conditions.append(and_(*(of.search_key.contains(word) for word in words)))
        conditions.append(func.replace(of.search_key, " ", "").contains("".join(words)))
    return or_(*conditions)


def _by_case_number(text: str, actor: Actor) -> Select[str]:
    """Another board's cases find nothing: their being there is no business of the asker's."""
    boards = boards_for(actor, Act.SEE_CASES)
    of_number = select(Case.association_id).where(func.upper(Case.case_number) == text.upper())
    return of_number if boards is None else of_number.where(Case.board_id.in_(boards))
