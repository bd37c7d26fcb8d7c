"""What somebody careless or hostile may write into any address and any form: told, never a breakdown."""

import datetime as dt
import functools
import html.parser
import re
from urllib.parse import quote, urlencode

import pytest

from tests.conftest import Browser
from tests.makers import PASSWORD, a_board, an_officer
from tests.makers_applications import a_case_in
from tests.makers_objects import everything_of
from vetting.domain.terms import Role, Stage
from vetting.gateways import letters
from vetting.records.db import db
from vetting.records.officers import Appointment
from vetting.services import officers

NASTY = {
    "nul": "a\x00b",
    "escape": "\x1b[31m\x07",
    "huge": "9" * 30,
    "endless": "9" * 5000,
    "raised": "²",
    "other_digits": "٣",
    "quoted": "'; DROP TABLE cases; --",
    "wild": "%_\\",
    "markup": '"><script>alert(1)</script>',
    "template": "{{7*7}}%(x)s{0}",
    "backwards": "\u202egnp.exe",
    "long": "å" * 3000,
    "first_day": "0001-01-01",
    "last_day": "9999-12-31",
    "separated": "\u2028\r\nSet-Cookie: x=1",
    "no_character": "\ufffe\U000e0001",
}
ARGUMENTS = (
    *("q", "sok", "page", "sort", "order", "visa", "lage", "nummer", "omrade", "board", "scheme", "stage"),
    *("year", "officer", "only", "fran", "till", "case", "entry", "from_on", "until_on", "next", "sprak"),
    *("kind", "fraga", "question_id", "namnd", "utfall", "mina"),
)
NEVER_SENT = {"static", "health.ready"}


class Forms(html.parser.HTMLParser):
    """The forms of a page that change something: where each goes, and its fields with their values."""

    def __init__(self, text):
        super().__init__()
        self.found, self._choosing = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "form":
            self.found.append((facts.get("method", "get").lower(), facts.get("action") or "", {}))
        if not self.found:
            return
        fields = self.found[-1][2]
        if tag in ("input", "textarea", "button") and facts.get("name"):
            fields.setdefault(facts["name"], facts.get("value") or "")
        if tag == "select":
            self._choosing = facts.get("name", "")
        if tag == "option" and self._choosing and (self._choosing not in fields or "selected" in facts):
            fields[self._choosing] = facts.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "select":
            self._choosing = ""


class Attacker:
    """Somebody with every role who sends requests whose effects are undone again."""

    def __init__(self, app):
        self.app = app
        board = a_board("NOR")
        self.names = everything_of(board, 1)
        by = an_officer(Role.UNIT_HEAD, username="allt.i.allo", board=board)
        others = [role for role in Role if role is not Role.UNIT_HEAD]
        db.session.add_all(Appointment(officer_id=by.id, role=role) for role in others)
        db.session.commit()
        stages = (Stage.RECEIVED, Stage.IN_REVIEW, Stage.AWAITING_SUPPLEMENT)
        self.cases = [self.names["case_id"], *(a_case_in(stage, by, board=board) for stage in stages)]
        now = dt.datetime.now(dt.UTC)
        self.token = officers.sign_in("allt.i.allo", PASSWORD, address="127.0.0.1", now=now)
        self.broken = set()

    def rules(self):
        return [rule for rule in self.app.url_map.iter_rules() if rule.endpoint not in NEVER_SENT]

    def path(self, rule, **changed):
        area = rule.rule.strip("/").split("/")[0]

        def value(found):
            name = found.group(1)
            if name in changed:
                return quote(changed[name], safe="")
            return self.names.get(f"{area}/{name}", self.names.get(name))

        return re.sub(r"<(?:\w+:)?(\w+)>", value, rule.rule)

    def send(self, method, path, *told, data=None):
        connection = db._app_engines[self.app][None]
        db.session.remove()
        undo = connection.begin_nested()
        try:
            client = Browser(self.app, use_cookies=True)
            with client.session_transaction() as session:
                session.update(_user_id=self.token, _fresh=True)
            form = {} if data is None else {"content_type": "application/x-www-form-urlencoded"}
            answer = client.open(path, method=method, data=None if data is None else urlencode(data), **form)
            if answer.status_code >= 500:
                self.broken.add((method, *told, answer.status_code))
            if answer.mimetype == "text/html" and NASTY["markup"] in answer.text:
                self.broken.add((method, *told, "markup came through"))
            return answer
        finally:
            db.session.remove()
            undo.rollback()


@pytest.fixture
def attacker(app, monkeypatch):
    """Each paper is laid out once: the same document gives the same file (tests/gateways/test_report_files)."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    monkeypatch.setattr(letters, "pdf_of", functools.cache(letters.pdf_of))
    return Attacker(app)


def test_no_part_of_an_address_breaks_a_page(attacker):
    for rule in attacker.rules():
        for name in sorted(rule.arguments):
            for label in ("nul", "huge", "separated", "wild"):
                for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                    path = attacker.path(rule, **{name: NASTY[label]})
                    attacker.send(method, path, rule.rule, name, label)
    assert attacker.broken == set()


def test_no_question_in_an_address_breaks_a_page(attacker):
    for rule in attacker.rules():
        if "GET" in rule.methods:
            for label in ("nul", "huge", "endless", "wild", "markup", "last_day", "first_day"):
                asked = urlencode(dict.fromkeys(ARGUMENTS, NASTY[label]))
                attacker.send("GET", f"{attacker.path(rule)}?{asked}", rule.rule, label)
    assert attacker.broken == set()


ROWS = ("plan-²-title", "plan-" + "9" * 5000 + "-title", "reasons-²-reason", "plan-٣-title", "remove_row")


def test_no_field_of_a_form_breaks_a_page(attacker):
    seen = set()
    for rule in attacker.rules():
        if "GET" not in rule.methods:
            continue
        for case_id in attacker.cases if "case_id" in rule.arguments else ("",):
            path = attacker.path(rule, **({"case_id": case_id} if case_id else {}))
            page = attacker.send("GET", path, rule.rule)
            for method, action, fields in Forms(page.text).found if page.mimetype == "text/html" else ():
                target = action or path
                form = (re.sub(r"[0-9a-f]{16}|\d+", "0", target), len(fields) // 20)
                if method != "post" or form in seen or "utloggning" in target:
                    continue
                seen.add(form)
                for label, value in NASTY.items():
                    hidden = {name: kept for name, kept in fields.items() if len(kept) in (1, 16, 32)}
                    attacker.send(
                        "POST", target, rule.rule, label, data={**dict.fromkeys(fields, value), **hidden}
                    )
                for name in ROWS:
                    attacker.send("POST", target, rule.rule, name[:20], data={**fields, name: "9" * 5000})
    assert len(seen) > 30
    assert attacker.broken == set()
