"""Bookings from the command line: the list of a booking system brought in."""

from pathlib import Path

import click

from vetting.cli import Hands
from vetting.cli.told import STATES, Document, tell
from vetting.domain.row_words import row_words
from vetting.domain.terms_imports import ListKind
from vetting.reading import booking_names
from vetting.reading import room_lists as reading
from vetting.services import booking_lists


@click.group()
def bookings() -> None:
    """Bookings of premises."""


@bookings.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--board", "prefix", default="", help="Prefix of the board, when the list does not name it.")
@click.option("--system", default="", help="The booking system's name, where there are several.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def import_file(hands: Hands, file: Path, prefix: str, system: str, as_json: bool) -> None:
    """Brings in a list of bookings (XLSX, CSV, JSON); the same list again changes nothing."""
    board_id = booking_names.board_id_of(prefix, actor=hands.by) if prefix else None
    import_id = booking_lists.receive_booking_list(
        file.read_bytes(),
        file.name,
        source_system=system,
        board_id=board_id,
        by=hands.by,
        now=hands.now(),
    )
    booking_lists.take_in_bookings(import_id, by=hands.by, now=hands.now())
    tell(_document(import_id, file, hands), changed="requests", as_json=as_json)


def _document(import_id: str, file: Path, hands: Hands) -> Document:
    head = reading.list_page(import_id, ListKind.BOOKINGS, actor=hands.by).head
    counts = head.counts
    is_changed = counts["added"] or counts["changed"]
    return {
        "file": file.name,
        "state": "imported" if is_changed else "unchanged",
        "rows": {"in": counts["rows_in"], **{name: counts[name] for name in STATES}},
        "changes": {name: counts[name] for name in ("added", "changed", "unchanged")} | {"gone": head.gone},
        "problems": [
            {**problem, "message": row_words(str(problem["code"]))}
            for problem in reading.problems_of(import_id, ListKind.BOOKINGS, actor=hands.by)
        ],
    }
