"""What somebody careless or hostile may write into any address and any form: told, never a breakdown."""

import contextlib
import datetime as dt
import html.parser
import itertools
import re
from urllib.parse import quote, urlencode

import pytest
from sqlalchemy import event, literal, select
from sqlalchemy.exc import StatementError

from tests.conftest import Browser
from tests.makers import PASSWORD, a_board, an_officer
from tests.makers_applications import a_case_in
from tests.web.trials import without_tokens_or_pdf
from vetting.domain.terms import Role, Stage
from vetting.records.db import db
from vetting.records.officers import Appointment
from vetting.services import officers
from vetting.web.incoming import Incoming

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
# What a database could refuse that another takes; of the rest only the pages read, and they are the same.
SEEN_BY_DATABASES = ("nul", "huge", "long", "first_day", "last_day")
REFUSED_BY_POSTGRESQL = ("\x00", "\\u0000")
ARGUMENTS = (
    *("q", "sok", "page", "sort", "order", "visa", "lage", "nummer", "omrade", "board", "scheme", "stage"),
    *("year", "officer", "only", "fran", "till", "case", "entry", "from_on", "until_on", "next", "sprak"),
    *("kind", "fraga", "question_id", "namnd", "utfall", "mina", "slag", "alla", "riktade", "punkt", "kalla"),
    *("forfragan", "manader", "utkast", "version", "dag", "forening", "halvar", "mal", "serie", "utanfor"),
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
        if facts.get("name") == "csrf_token":
            return  # nobody asks for it here
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

    def __init__(self, app, names):
        self.app, self.names = app, names
        board = a_board("NOR")
        by = an_officer(Role.UNIT_HEAD, username="allt.i.allo", board=board)
        others = [role for role in Role if role is not Role.UNIT_HEAD]
        db.session.add_all(Appointment(officer_id=by.id, role=role) for role in others)
        db.session.commit()
        stages = (Stage.RECEIVED, Stage.IN_REVIEW, Stage.AWAITING_SUPPLEMENT)
        self.cases = [self.names["case_id"], *(a_case_in(stage, by, board=board) for stage in stages)]
        now = dt.datetime.now(dt.UTC)
        self.token = officers.sign_in("allt.i.allo", PASSWORD, address="127.0.0.1", now=now)
        self.broken, self.sending = set(), ()
        event.listen(db._app_engines[self.app][None], "before_cursor_execute", self._look_at)

    def _look_at(self, _connection, _cursor, _statement, sent, *_):
        """SQLite takes characters that PostgreSQL refuses: none reaches either."""
        for one in sent.values() if isinstance(sent, dict) else sent:
            if any(mark in str(one) for mark in REFUSED_BY_POSTGRESQL):
                self.broken.add((*self.sending, "reached the database"))

    def labels(self, *wanted):
        """The wanted kinds of what is written, or all: on one database, and on the other what it could see."""
        everything = db.engine.dialect.name == "sqlite"
        seen = NASTY if everything else SEEN_BY_DATABASES
        return [label for label in seen if not wanted or label in wanted]

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
        self.sending = (method, *told)
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
def attacker(furnished, monkeypatch):
    """Papers are not laid out: what was sent is undone before the next is asked for, and stands in none."""
    without_tokens_or_pdf(furnished[0], monkeypatch)
    return Attacker(*furnished)


@pytest.fixture
def looked_at(furnished_app, monkeypatch):
    """Holds something after a request whose page looked at the questions of its address."""
    seen = set()

    class Watched(Incoming):
        @property
        def args(self):
            seen.add("args")
            return super().args

    app, _ = furnished_app
    begun = [*app.before_request_funcs[None], seen.clear]  # what looks at every address comes before the page
    monkeypatch.setitem(app.before_request_funcs, None, begun)
    monkeypatch.setattr(app, "request_class", Watched)
    return seen


def test_a_character_that_postgresql_refuses_would_be_seen_on_its_way_to_sqlite(attacker):
    attacker.sending = ("GET", "/arenden")
    with contextlib.suppress(StatementError, ValueError):  # PostgreSQL's driver says so itself
        db.session.scalar(select(literal("a\x00b")))
    assert attacker.broken == {("GET", "/arenden", "reached the database")}


def test_no_part_of_an_address_breaks_a_page(attacker):
    for rule in attacker.rules():
        for name in sorted(rule.arguments):
            for label in attacker.labels("nul", "huge", "separated", "wild"):
                for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                    path = attacker.path(rule, **{name: NASTY[label]})
                    attacker.send(method, path, rule.rule, name, label)
    assert attacker.broken == set()


def test_no_question_in_an_address_breaks_a_page(attacker, looked_at):
    """A page that looks at no question answers all alike: it is asked twice, the others in every way."""
    asked_all = 0
    for rule in attacker.rules():
        if "GET" not in rule.methods:
            continue
        for label in attacker.labels("markup", "nul", "huge", "endless", "wild", "last_day", "first_day"):
            asked = urlencode(dict.fromkeys(ARGUMENTS, NASTY[label]))
            attacker.send("GET", f"{attacker.path(rule)}?{asked}", rule.rule, label)
            if label == "nul" and not looked_at:
                break
        else:
            asked_all += 1
    assert asked_all > 30
    assert attacker.broken == set()


ROWS = ("plan-²-title", "plan-" + "9" * 5000 + "-title", "reasons-²-reason", "plan-٣-title", "remove_row")


def rows_of(fields):
    """Odd rows to send besides the fields: by themselves where the form has rows, else all that are read alike."""
    if any(re.search(r"-\d+-", name) for name in fields):
        return [[name] for name in ROWS]
    return [ROWS[:-1], ROWS[-1:]]


def filled_in(fields, labels):
    """What is told of a form's sending, and the form: each kind of odd writing once in every field, or all kinds
    at once and in turn where the database is asked; and odd rows."""
    hidden = {name: kept for name, kept in fields.items() if len(kept) in (1, 16, 32)}
    if labels == list(SEEN_BY_DATABASES):
        for turn in range(2):
            kinds = itertools.islice(itertools.cycle(labels), turn, None)
            yield (
                f"turn {turn}",
                {name: NASTY[kind] for name, kind in zip(fields, kinds, strict=False)} | hidden,
            )
    else:
        for label in labels:
            yield label, {**dict.fromkeys(fields, NASTY[label]), **hidden}
    for names in rows_of(fields):
        yield f"rows {names[0][:20]}", {**fields, **dict.fromkeys(names, "9" * 5000)}


def test_no_field_of_a_form_breaks_a_page(attacker):
    seen, sent = set(), set()
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
                for told, data in filled_in(fields, attacker.labels()):
                    if (asked := (target, urlencode(data))) not in sent:  # buttons alone are always the same
                        sent.add(asked)
                        attacker.send("POST", target, rule.rule, told, data=data)
    assert len(seen) > 30
    assert attacker.broken == set()
