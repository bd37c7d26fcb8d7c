"""A browser that presses what the pages of a round offer, at the time it is."""

import datetime as dt
import re

from flask.testing import FlaskClient

from tests.conftest import Browser
from tests.makers import an_officer, csrf, sign_in
from tests.makers_rounds import DICE, a_coordinator, some_supports
from vetting.domain.authority import Actor
from vetting.domain.seasons import half_year_of
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.records.db import db, transaction
from vetting.records.spot_checks import SpotCheck
from vetting.services.seasons import season_of


def this_half_year() -> str:
    """The half-year it is, in Sweden."""
    return str(half_year_of(swedish_day(dt.datetime.now(dt.UTC))))


def supports_of_now(count: int, **more: object) -> list[str]:
    """So many supports decided in the period of this half-year's round."""
    return some_supports(count, decided_on=season_of(this_half_year()).period_from_on, **more)


class Town:
    """A coordinator, a unit head and a secretary, each with a browser of their own."""

    def __init__(self, app) -> None:
        self.app = app
        self.actors: dict[str, Actor] = {
            "samordnare": a_coordinator(),
            "chef": an_officer(Role.UNIT_HEAD, username="chef"),
            "sekreterare": an_officer(username="sekreterare"),
        }
        self._browsers: dict[str, FlaskClient] = {}

    def browser(self, username: str = "samordnare") -> FlaskClient:
        """The officer's browser, signed in."""
        if username not in self._browsers:
            self._browsers[username] = sign_in(Browser(self.app, use_cookies=True), username)
        return self._browsers[username]

    def send(self, path: str, username: str = "samordnare", *, follow: bool = True, **fields: object):
        """A form sent by that officer, with the token that any page gives."""
        client = self.browser(username)
        data = {**fields, "csrf_token": csrf(client, "/stickprov")}
        return client.post(path, data=data, follow_redirects=follow)

    def open_round(self, **fields: object) -> str:
        """Opens this half-year's round as it is suggested, but for what is given; gives its id."""
        given = {
            "half_year": this_half_year(),
            "scope": "grants",
            "boards": list(_boards(self.browser().get("/stickprov/ny").text)),
            "random_percent": 50,
            "weighted_size": 0,
            "second_reading_percent": 10,
            "seed_kind": "dice",
            "answer_days": 21,
            **fields,
        }
        answer = self.send("/stickprov/ny", follow=False, **given)
        assert answer.status_code == 302, answer.text
        return answer.location.rsplit("/", 2)[1]

    def go_to(self, stage: str, **fields: object) -> str:
        """A round brought so far on the pages: open, sealed, recorded, confirmed, drawn or published."""
        round_id = self.open_round(**fields)
        steps = {
            "sealed": lambda: self.send(f"/stickprov/{round_id}/forsegla"),
            "recorded": lambda: self.record(round_id),
            "confirmed": lambda: self.send(f"/stickprov/{round_id}/fro/bekrafta", "chef", value=DICE),
            "drawn": lambda: self.send(f"/stickprov/{round_id}/dra"),
            "published": lambda: self.publish(round_id),
        }
        for name, step in steps.items():
            if stage == "open":
                break
            answer = step()
            assert answer.status_code == 200, answer.text
            if name == stage:
                break
        return round_id

    def record(self, round_id: str, value: str = DICE, **more: object):
        """The coordinator records the seed that the coordinator and the unit head saw."""
        seen = {"first": self.actors["samordnare"].id, "second": self.actors["chef"].id}
        return self.send(f"/stickprov/{round_id}/fro", **{"value": value, **seen, **more})

    def publish(self, round_id: str):
        """Every letter is sent, then the protocol is published."""
        with transaction(is_piece=True):
            sent = {"asked_at": dt.datetime.now(dt.UTC)}
            db.session.query(SpotCheck).filter_by(round_id=round_id).update(sent)
        return self.send(f"/stickprov/{round_id}/publicera")


def _boards(page: str) -> list[str]:
    return re.findall(r'name="boards" value="([0-9a-f]{16})"', page)
