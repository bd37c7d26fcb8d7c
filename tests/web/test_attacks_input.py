"""What somebody careless or hostile may write into any address and any form: told, never a breakdown."""

import html.parser
import re
from urllib.parse import urlencode

import pytest

from tests.conftest import Browser
from tests.makers import a_board, an_officer
from tests.makers_applications import a_case_in
from tests.makers_objects import everything_of
from vetting.domain.terms import Role, Stage
from vetting.records.db import db
from vetting.records.officers import Appointment

NASTY = {
    "nul": "a\x00b",
    "escape": "\x1b[31m\x07",
    "huge_number": "9" * 30,
    "very_huge_number": "9" * 5000,
    "negative": "-1",
    "superscript": "²",
    "other_digits": "٣",
    "sql": "'; DROP TABLE cases; --",
    "wild": "%_\\",
    "markup": '"><script>alert(1)</script>',
    "template": "{{7*7}}%(x)s{0}",
    "backwards": "\u202egnp.exe",
    "long": "å" * 9000,
    "year": "0001-01-01",
    "far": "9999-12-31",
    "separator": "\u2028\r\nSet-Cookie: x=1",
    "not_a_character": "\ufffe\U000e0001",
    "astral": "😀",
    "empty": "",
}


class Forms(html.parser.HTMLParser):
    """Every form of a page: where it goes, and its fields with their values."""

    def __init__(self, text):
        super().__init__()
        self.found, self._select = [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.found.append((a.get("method", "get").lower(), a.get("action") or "", []))
        if not self.found:
            return
        fields = self.found[-1][2]
        if tag in ("input", "textarea", "button") and a.get("name"):
            kind = a.get("type", "")
            if kind in ("checkbox", "radio") and "checked" not in a and any(n == a["name"] for n, _ in fields):
                return
            fields.append((a["name"], a.get("value") or ""))
        if tag == "select":
            self._select = a.get("name")
        if tag == "option" and self._select:
            if "selected" in a or not any(n == self._select for n, _ in fields):
                fields[:] = [f for f in fields if f[0] != self._select]
                fields.append((self._select, a.get("value") or ""))

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None


@pytest.fixture
def town(app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    board = a_board("NOR")
    names = everything_of(board, 1)
    by = an_officer(Role.UNIT_HEAD, username="allt.i.allo", board=board)
    db.session.add_all(Appointment(officer_id=by.id, role=r, board_id=None) for r in Role if r is not Role.UNIT_HEAD)
    db.session.commit()
    cases = [names["case_id"]] + [a_case_in(s, by, board=board) for s in (Stage.RECEIVED, Stage.IN_REVIEW, Stage.AWAITING_SUPPLEMENT)]
    return names, cases, by


def session_of(app, username="allt.i.allo"):
    import datetime as dt
    from tests.makers import PASSWORD
    from vetting.services import officers
    return officers.sign_in(username, PASSWORD, address="127.0.0.1", now=dt.datetime.now(dt.UTC))


def send(app, token, method, path, **kw):
    connection = db._app_engines[app][None]
    db.session.remove()
    undo = connection.begin_nested()
    try:
        client = Browser(app, use_cookies=True)
        with client.session_transaction() as session:
            session.update(_user_id=token, _fresh=True)
        return client.open(path, method=method, **kw)
    finally:
        db.session.remove()
        undo.rollback()


def addresses(app, names, cases):
    for rule in app.url_map.iter_rules():
        if rule.endpoint in ("static", "health.ready"):
            continue
        for case_id in cases if "case_id" in rule.arguments else cases[:1]:
            known = {**names, "case_id": case_id}
            area = rule.rule.strip("/").split("/")[0]
            yield rule, re.sub(r"<(?:\w+:)?(\w+)>", lambda m: known.get(f"{area}/{m.group(1)}", known.get(m.group(1), "x")), rule.rule)


def test_path(app, town):
    names, cases, by = town
    token = session_of(app)
    broken = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint in ("static", "health.ready") or not rule.arguments:
            continue
        for which in sorted(rule.arguments):
            for label, value in NASTY.items():
                if label == "empty":
                    continue
                area = rule.rule.strip("/").split("/")[0]
                from urllib.parse import quote
                path = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: quote(value, safe="") if m.group(1) == which else names.get(f"{area}/{m.group(1)}", names.get(m.group(1), "x")), rule.rule)
                for method in rule.methods - {"HEAD", "OPTIONS"}:
                    a = send(app, token, method, path)
                    if a.status_code >= 500:
                        broken.append((rule.rule, which, label, method, a.status_code))
    assert broken == []


ARGS = ("q", "sok", "page", "sort", "order", "visa", "lage", "nummer", "omrade", "board", "scheme", "stage", "year", "officer", "only",
        "fran", "till", "case", "entry", "from_on", "until_on", "next", "sprak", "kind", "fraga", "question_id", "namnd", "utfall", "mina")


def test_query(app, town):
    names, cases, by = town
    token = session_of(app)
    broken = []
    for rule, path in addresses(app, names, cases[:1]):
        if "GET" not in rule.methods:
            continue
        for label, value in NASTY.items():
            value = value[:3000]
            a = send(app, token, "GET", path + "?" + urlencode({n: value for n in ARGS}))
            if a.status_code >= 500:
                broken.append((rule.rule, label, a.status_code))
            if '"><script>alert(1)' in a.text if a.mimetype == "text/html" else False:
                broken.append((rule.rule, "XSS"))
    assert broken == []


def shape(text):
    return re.sub(r"[0-9a-f]{16}|\d+", "0", text)


def test_forms(app, town):
    names, cases, by = town
    token = session_of(app)
    broken, seen = set(), set()
    for rule, path in addresses(app, names, cases):
        if "GET" not in rule.methods:
            continue
        page = send(app, token, "GET", path)
        if page.mimetype != "text/html":
            continue
        for method, action, fields in Forms(page.text).found:
            target = action or path
            if method != "post" or "utloggning" in target:
                continue
            for name in dict.fromkeys(n for n, _ in fields):
                key = (shape(target), shape(re.sub(r"[SELA]\d\d", "X", name)))
                if name == "csrf_token" or key in seen:
                    continue
                seen.add(key)
                for label in NASTY if app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgres") else ("very_huge_number", "superscript", "huge_number", "far", "year"):
                    data = [(n, NASTY[label] if n == name else v) for n, v in fields]
                    a = send(app, token, "POST", target, data=urlencode(data), content_type="application/x-www-form-urlencoded")
                    if a.status_code >= 500:
                        broken.add((rule.rule, name, label, a.status_code))
            key = (shape(target), "+")
            if key not in seen:
                seen.add(key)
                for extra in ("plan-²-title", "plan-" + "9" * 5000 + "-title", "reasons-²-reason", "plan-٣-title"):
                    a = send(app, token, "POST", target, data=urlencode([*fields, (extra, "x")]), content_type="application/x-www-form-urlencoded")
                    if a.status_code >= 500:
                        broken.add((rule.rule, extra[:20], a.status_code))
    print(len(seen), "fields")
    assert sorted(broken) == []
