"""Somebody who sends requests to every route, whose effects are undone again."""

import datetime as dt
import re

from flask import Flask

from tests.conftest import Browser
from tests.makers import PASSWORD
from vetting.domain.authority import TABLE, Act
from vetting.domain.terms import Role
from vetting.gateways import letters
from vetting.records.db import db
from vetting.services import officers
from vetting.web.access import LIBRARY_ROUTES

# The second asks the engine, which the fixture has put aside; the last two are absent where no provider is
# configured, and tried in test_outside_sign_in.py.
NEVER_SENT = {"static", "health.ready", "outside_sign_in.begin", "outside_sign_in.come_back"}
# Pages that show to many and act for few: who may send them is asked by the deed.
NARROWER = {("checklists.sheet", "POST"): Act.PREPARE_CASE}


class Trial:
    """The routes with their parameters filled in, and somebody who sends requests to them."""

    def __init__(self, app: Flask, names: dict[str, str]) -> None:
        self.app, self.names, self.token = app, names, ""
        self.bearer = ""
        self.role: Role | None = None

    def signed_in_as(self, role: Role) -> None:
        """Sessions are judged by the real clock in a request."""
        self.role = role
        name, now = f"try.{role.value}", dt.datetime.now(dt.UTC)
        self.token = officers.sign_in(name, PASSWORD, address="127.0.0.1", now=now)

    def rules(self):
        for rule in self.app.url_map.iter_rules():
            if rule.endpoint in NEVER_SENT:
                continue
            view = self.app.view_functions[rule.endpoint]
            mark = getattr(view, "access", LIBRARY_ROUTES.get(rule.endpoint))
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, NARROWER.get((rule.endpoint, method), mark), method

    def is_refused(self, mark: str) -> bool:
        """Whether the table gives an act to others than the role signed in; what then is answered is tried here."""
        theirs = set() if self.role is None else {act.value for act in set(Act) - set(TABLE[self.role])}
        return mark in theirs

    def parameter(self, rule, name: str) -> str:
        area = rule.rule.strip("/").split("/")[0]
        found = self.names.get(f"{area}/{name}", self.names.get(name))
        assert found, f"{rule.rule}: no maker in tests/makers_objects.py for <{name}>"
        return found

    def path(self, rule) -> str:
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda m: self.parameter(rule, m.group(1)), rule.rule)

    def send(self, rule, method: str, *, follow: bool = False):
        """One request whose effects are undone again."""
        connection = db._app_engines[self.app][None]
        db.session.remove()
        undo = connection.begin_nested()
        try:
            client = Browser(self.app, use_cookies=True)
            if self.token:
                with client.session_transaction() as session:
                    session.update(_user_id=self.token, _fresh=True)
            headers = {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}
            sent = {"json": {}} if rule.rule.startswith("/api/") and method != "GET" else {}
            return client.open(
                self.path(rule), method=method, headers=headers, follow_redirects=follow, **sent
            )
        finally:
            db.session.remove()
            undo.rollback()


def without_tokens_or_pdf(app, monkeypatch):
    """No form tokens, and no second of work for each PDF: neither is what is tried."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    monkeypatch.setattr(letters, "pdf_of", lambda *args, **kwargs: b"%PDF-1.7")
