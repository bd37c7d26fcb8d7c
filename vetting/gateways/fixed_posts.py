"""Files in fixed posts, written and read by a layout: when the end post does not agree, nothing is used."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.errors import UnusableFile
from vetting.domain.identity import read_org_number
from vetting.gateways.fixed_layouts import Field, FieldKind, Layout, Post

Value = str | int | dt.date | None
Values = Mapping[str, Value]
NO_DATE = "00000000"
CONTROLS = bytes(range(0x80, 0xA0))  # no letters in ISO 8859-1: such bytes are another character set


@dataclass(frozen=True, slots=True)
class Line:
    """One post as it was read."""

    row: int
    post: Post
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """A field as text, empty where it is blank."""
        value = self.values.get(name)
        return "" if value is None else str(value)


def write(layout: Layout, kind: str, *, start: Values, posts: Sequence[tuple[str, Values]]) -> bytes:
    """A whole file of `kind` (question, receipt, answer): start post, posts by name, end post."""
    opened = {**start, "kind": layout.kinds[kind]}
    total = sum(_summed(layout.posts[name], values) for name, values in posts)
    closing = {"count": len(posts) + 2, "sum": total}
    lines = [
        _line(layout.part("start"), opened),
        *(_line(layout.posts[name], values) for name, values in posts),
        _line(layout.part("end"), closing),
    ]
    return "".join(line + "\r\n" for line in lines).encode(layout.encoding)


def read(layout: Layout, data: bytes, *, filename: str) -> tuple[Line, list[Line]]:
    """The start post and what stands between it and the end post.

    Raises UnusableFile posts_encoding, posts_cut_short, posts_count, posts_sum, post_unknown or post_field:
    nothing of a file is used when its count or its sum does not agree.
    """
    rows = _rows(layout, data, filename)
    lines = [_read_line(layout, row, text, filename) for row, text in enumerate(rows, 1)]
    start, end = layout.part("start"), layout.part("end")
    if len(lines) < 2 or lines[0].post is not start or lines[-1].post is not end:
        raise UnusableFile("posts_cut_short", filename=filename, rows=len(lines))
    within = lines[1:-1]
    if odd := next((one for one in within if one.post in (start, end)), None):
        raise UnusableFile("post_unknown", filename=filename, row=odd.row, found=odd.post.type)
    told = lines[-1].values["count"]
    if told != len(lines):
        raise UnusableFile("posts_count", filename=filename, told=told, counted=len(lines))
    total = sum(_summed(one.post, one.values) for one in within)
    if lines[-1].values["sum"] != total:
        raise UnusableFile("posts_sum", filename=filename, told=lines[-1].values["sum"], counted=total)
    return lines[0], within


def _summed(post: Post, values: Values) -> int:
    return sum(int(str(values.get(one.name) or 0)) for one in post.fields if one.is_summed)


def _rows(layout: Layout, data: bytes, filename: str) -> list[str]:
    text = _decoded(layout, data, filename)
    if not text.endswith("\n"):
        raise UnusableFile("posts_cut_short", filename=filename, rows=text.count("\n"))
    return [row.removesuffix("\r") for row in text[:-1].split("\n")]


def _decoded(layout: Layout, data: bytes, filename: str) -> str:
    """ISO 8859-1 never fails to decode, so it is no proof: bytes that are no letters in it, and bytes that
    make sense as UTF-8, show that the file is written otherwise."""
    try:
        text = data.decode(layout.encoding)
    except UnicodeDecodeError as error:
        raise UnusableFile("posts_encoding", filename=filename, expected=layout.encoding) from error
    if layout.encoding == "iso-8859-1" and (_is_utf8(data) or data.translate(None, CONTROLS) != data):
        raise UnusableFile("posts_encoding", filename=filename, expected=layout.encoding)
    return text


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _read_line(layout: Layout, row: int, text: str, filename: str) -> Line:
    post = next((one for one in layout.posts.values() if text.startswith(one.type)), None)
    if post is None or len(text) > post.length:
        width = len(layout.part("start").type)
        raise UnusableFile("post_unknown", filename=filename, row=row, found=text[:width])
    padded = text.ljust(post.length)
    return Line(row, post, dict(_values(post, padded, row, filename)))


def _values(post: Post, text: str, row: int, filename: str) -> Iterator[tuple[str, Value]]:
    for one in post.fields:
        raw = text[one.start - 1 : one.end]
        try:
            yield one.name, _value(one, raw)
        except ValueError:
            raise UnusableFile("post_field", filename=filename, row=row, field=one.name) from None


def _value(one: Field, raw: str) -> Value:
    """A field's value. Raises ValueError when it is not written as the layout says."""
    if one.constant is not None and raw.rstrip() != one.constant:
        raise ValueError
    if one.kind is FieldKind.TEXT:
        return raw.strip()
    if one.kind is FieldKind.CODE:
        return one.codes[raw.strip()] if raw.strip() in one.codes else _wrong()
    if not (raw.isascii() and raw.isdigit()):
        raise ValueError
    if one.kind is FieldKind.DATE:
        return None if raw == NO_DATE else dt.date(int(raw[:4]), int(raw[4:6]), int(raw[6:]))
    if one.kind is FieldKind.ORG_NUMBER:
        return read_org_number(raw).canonical or _wrong()
    return int(raw)


def _wrong() -> str:
    raise ValueError


def _line(post: Post, values: Values) -> str:
    cells = list(post.type.ljust(post.length))
    for one in post.fields:
        cells[one.start - 1 : one.end] = _written(one, values.get(one.name))
    return "".join(cells).rstrip()


def _written(one: Field, value: Value) -> str:
    """A field as the layout wants it. Raises ValueError when the value does not fit."""
    if one.constant is not None:
        text = one.constant.ljust(one.length)
    elif one.kind is FieldKind.DATE:
        text = value.strftime("%Y%m%d") if isinstance(value, dt.date) else NO_DATE
    elif one.kind is FieldKind.ORG_NUMBER:
        text = f"16{value}"
    elif one.kind is FieldKind.CODE:
        text = next(code for code, word in one.codes.items() if word == value).ljust(one.length)
    elif one.kind is FieldKind.TEXT:
        text = str(value or "").ljust(one.length)
    else:
        text = str(value or 0).zfill(one.length)
    if len(text) != one.length:
        raise ValueError(f"{one.name} takes {one.length} characters")
    return text
