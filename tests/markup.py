"""Whether a page is whole: every element closed in its order, no id or attribute given twice."""

from html.parser import HTMLParser

# Elements without content (HTML 13.1.2).
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> at {self.getpos()} has an attribute twice: {names}"
        if "id" in names:
            known = dict(attrs)["id"]
            assert known not in self.ids, f"id {known!r} at {self.getpos()} is given twice"
            self.ids.add(known)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> at {self.getpos()} closes nothing"
        assert self.open[-1] == tag, f"</{tag}> at {self.getpos()} where <{self.open[-1]}> is open"
        self.open.pop()


def require_whole(page: str) -> None:
    """Raises AssertionError naming the tag and its (line, column) at the first fault."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [], f"left open: {reader.open}"
