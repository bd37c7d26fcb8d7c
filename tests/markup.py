"""Whether a page is whole: every element closed in its order, no id or attribute given twice."""

import re
from functools import cache
from typing import NamedTuple

# Elements without content (HTML 13.1.2), and those whose content is no markup (13.1.2.1).
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
RAW = {"script", "style"}

# Every page that any test opens is read, mostly of tags that were read before: html.parser takes four times this.
_TAG = re.compile(r"""<!--.*?-->|<[a-zA-Z/!](?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)
_NAME = re.compile(r"</?([^\s/>]+)")
_ATTRIBUTE = re.compile(r"""(?<=[\s"'/])([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")


class _Tag(NamedTuple):
    name: str
    opens: bool = False
    closes: bool = False
    ids: tuple[str, ...] = ()
    twice: str = ""


@cache
def _read(text: str) -> _Tag:
    if text.startswith("<!"):
        return _Tag("")
    name = _NAME.match(text)[1].lower()
    if text.startswith("</"):
        return _Tag(name, closes=True)
    given = _ATTRIBUTE.findall(text)
    names = [attribute.lower() for attribute, *_ in given]
    ids = tuple("".join(values) for attribute, *values in given if attribute.lower() == "id")
    twice = "" if len(names) == len(set(names)) else f"{names}"
    return _Tag(name, opens=name not in VOID and not text.endswith("/>"), ids=ids, twice=twice)


def require_whole(page: str) -> None:
    """Raises AssertionError naming the tag and its (line, column) at the first fault."""
    still_open: list[str] = []
    known: set[str] = set()
    found = _TAG.search(page)
    while found:
        tag, end = _read(found[0]), found.end()
        assert not tag.twice, f"<{tag.name}> at {_where(page, found)} has an attribute twice: {tag.twice}"
        for one in tag.ids:
            assert one not in known, f"id {one!r} at {_where(page, found)} is given twice"
            known.add(one)
        if tag.closes:
            assert still_open, f"</{tag.name}> at {_where(page, found)} closes nothing"
            inmost = still_open.pop()
            assert inmost == tag.name, f"</{tag.name}> at {_where(page, found)} where <{inmost}> is open"
        elif tag.opens:
            still_open.append(tag.name)
            if tag.name in RAW:
                end = max(end, page.find(f"</{tag.name}", end))
        found = _TAG.search(page, end)
    assert still_open == [], f"left open: {still_open}"


def _where(page: str, found: re.Match[str]) -> tuple[int, int]:
    at = found.start()
    return page.count("\n", 0, at) + 1, at - page.rfind("\n", 0, at) - 1
