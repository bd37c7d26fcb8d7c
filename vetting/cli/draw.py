"""`vetting draw`: the bare draw of a list of ids, with no round and no database."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import click

from vetting.cli import print_json, write_whole
from vetting.domain.bare_draw import BareDraw, bare_protocol_bytes, draw_bare
from vetting.domain.errors import Problem, Refused, UnreadableRow, UnusableFile
from vetting.domain.sampling import normal_items, ticket

ID = "id"
SHOWN = 10  # reserves named to people; all stand in the protocol and the JSON document


@click.command("draw")
@click.argument("frame", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seed", required=True, help="As rolled or published; white space is folded.")
@click.option("--size", required=True, type=click.IntRange(min=1), help="How many, of each stratum.")
@click.option("--by", default="", help="Column of FRAME that names the strata.")
@click.option("--protocol", type=click.Path(dir_okay=False, path_type=Path), help="Write the protocol here.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def draw_frame(frame: Path, seed: str, size: int, by: str, protocol: Path | None, as_json: bool) -> None:
    """Draws from the column `id` of FRAME, a CSV in UTF-8 with commas or semicolons.

    The same frame, seed and size give the same draw everywhere; a larger size continues a smaller one.
    """
    items = list(_items(frame, by))
    try:
        drawn = draw_bare(items, seed, size=size, by=by)
    except Refused as refusal:  # no rule forbids the draw; the option cannot be used
        raise Problem(refusal.code, field="--seed", **refusal.facts) from refusal
    if protocol is not None:
        _write(protocol, bare_protocol_bytes(drawn), frame)
    if as_json:
        print_json(_document(drawn))
    else:
        _tell(drawn)


def _items(frame: Path, by: str) -> Iterator[tuple[str, str]]:
    """(id, stratum) of each row. Raises UnusableFile, or UnreadableRow with file, row and field."""
    rows = _rows(frame)
    _, header = next(rows)
    fields = [ID, *([by] if by else [])]
    missing = [field for field in fields if header.count(field) != 1]
    if missing:
        code = "column_twice" if missing[0] in header else "missing_column"
        raise UnusableFile(code, filename=frame.name, missing=missing, found=header)
    seen: dict[str, int] = {}
    for row, cells in rows:
        if len(cells) != len(header):
            facts = {"expected": len(header), "found": len(cells)}
            raise UnreadableRow("row_width", filename=frame.name, row=row, field=ID, **facts)
        found = [_usable(cells[header.index(field)], field, row, frame) for field in fields]
        if found[0] in seen:
            first = seen[found[0]]
            raise UnreadableRow(
                "item_twice", filename=frame.name, row=row, field=ID, item=found[0], first_row=first
            )
        seen[found[0]] = row
        yield found[0], found[1] if by else ""
    if not seen:
        raise UnusableFile("no_rows", filename=frame.name)


def _usable(cell: str, field: str, row: int, frame: Path) -> str:
    try:
        return normal_items([cell])[0]
    except Refused as refusal:
        raise UnreadableRow("item_unusable", filename=frame.name, row=row, field=field) from refusal


def _rows(frame: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds anything, its cells trimmed, with the number of the line it ends on."""
    text = _text(frame)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise UnusableFile("broken_csv", filename=frame.name, row=reader.line_num) from error


def _text(frame: Path) -> str:
    data = frame.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise UnusableFile("unknown_encoding", filename=frame.name, row=row) from error
    if not text.strip():
        raise UnusableFile("empty_file", filename=frame.name)
    return text


def _delimiter(text: str) -> str:
    """A semicolon where it makes a column `id` of the first line, otherwise a comma."""
    header = [cell.strip(' "') for cell in text.lstrip().split("\n", 1)[0].strip().split(";")]
    return ";" if ID in header and len(header) > 1 else ","


def _write(protocol: Path, body: bytes, frame: Path) -> None:
    """Never over the frame."""
    if protocol.exists() and protocol.samefile(frame):
        raise UnusableFile("protocol_over_frame", filename=protocol.name, field="--protocol")
    write_whole(protocol, body, field="--protocol")


def _document(drawn: BareDraw) -> dict[str, object]:
    """`order` has every item, by stratum and then by ticket."""
    order: list[dict[str, object]] = []
    for one in drawn.strata:
        for item, its_ticket in one.drawn:
            order.append({"id": item, "ticket": its_ticket, "stratum": one.stratum, "drawn": True})
        for item in one.reserves:
            its_ticket = ticket(drawn.seed, item)
            order.append({"id": item, "ticket": its_ticket, "stratum": one.stratum, "drawn": False})
    return {
        "frame_digest": drawn.frame_digest,
        "seed": drawn.seed,
        "size": drawn.size,
        "by": drawn.by,
        "strata": [{"stratum": one.stratum, "items": one.items, "draw": one.draw} for one in drawn.strata],
        "order": order,
    }


def _tell(drawn: BareDraw) -> None:
    click.echo(f"{len(drawn.items)} items, frame digest {drawn.frame_digest}")
    click.echo(f"seed: {drawn.seed}")
    for one in drawn.strata:
        click.echo(f"\n{f'{one.stratum}: ' if one.stratum else ''}{one.draw} of {one.items} drawn")
        for place, (item, its_ticket) in enumerate(one.drawn, 1):
            click.echo(f"{place:5}. {item}  {its_ticket}")
        if one.reserves:
            more = f" and {len(one.reserves) - SHOWN} more" if len(one.reserves) > SHOWN else ""
            click.echo(f"       reserves: {', '.join(one.reserves[:SHOWN])}{more}")
