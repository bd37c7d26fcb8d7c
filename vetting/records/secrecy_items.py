"""What in a case can carry a secrecy mark: its material, statements, papers and letters. Seven questions."""

from sqlalchemy import select

from vetting.domain.secrecy import Item, ItemKind
from vetting.domain.swedish_time import swedish_day
from vetting.records import hearings
from vetting.records.associations import Paper
from vetting.records.db import db
from vetting.records.material import material_of
from vetting.records.notices import Notice


def items_of(case_id: str) -> tuple[Item, ...]:
    """Every item of the case: the material in the order it came, then statements, papers and letters."""
    papers = db.session.scalars(
        select(Paper).where(Paper.case_id == case_id).order_by(Paper.received_at, Paper.id)
    )
    letters = db.session.scalars(
        select(Notice).where(Notice.case_id == case_id).order_by(Notice.written_at, Notice.id)
    )
    return (
        *(
            Item(one.key, one.kind.value, one.text, one.source, one.on, one.code)
            for one in material_of(case_id)
        ),
        *(
            Item(f"statement:{one.id}", ItemKind.STATEMENT, one.text, "", one.received_on)
            for one in hearings.statements_of(case_id)
        ),
        *(
            Item(f"paper:{one.id}", ItemKind.PAPER, one.file_name, "", swedish_day(one.received_at), one.kind)
            for one in papers
        ),
        *(
            Item(f"notice:{one.id}", ItemKind.NOTICE, one.subject, "", swedish_day(one.written_at))
            for one in letters
        ),
    )
