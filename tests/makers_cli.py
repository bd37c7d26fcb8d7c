"""What the composition gives the commands, for tests of one command."""

import datetime as dt

from flask import Flask

from tests.makers import NOW
from vetting.cli import Hands
from vetting.domain.authority import OPERATOR, Actor


def hands_of(app: Flask, *, by: Actor = OPERATOR, now: dt.datetime = NOW) -> Hands:
    """Hands that reach the app and the clock, and nothing that starts a server or changes tables."""
    return Hands(lambda: app, _unused, _unused, _unused, _unused, by=by, now=lambda: now)


def _unused(*args: object, **kwargs: object) -> object:
    raise AssertionError("no command under test asks for this")
