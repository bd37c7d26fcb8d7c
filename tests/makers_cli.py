"""What the composition gives the commands, for tests of one command."""

import datetime as dt

from flask import Flask

from tests.makers import NOW
from vetting.cli import Hands
from vetting.domain.authority import OPERATOR, Actor
from vetting.jobs.run import job_facts, run_by_hand
from vetting.web.board_report_files import report_file
from vetting.web.capsule_papers import named_capsule


def hands_of(app: Flask, *, by: Actor = OPERATOR, now: dt.datetime = NOW) -> Hands:
    """Hands that reach the app and the clock, and nothing that starts a server or changes tables."""
    return Hands(
        *(lambda: app, _unused, _unused, _unused, _unused),
        jobs=job_facts,
        run_job=lambda name, slot, at: run_by_hand(app, name, slot, at),
        report=report_file,
        capsule=named_capsule,
        bare_app=lambda: app,
        by=by,
        now=lambda: now,
    )


def _unused(*args: object, **kwargs: object) -> object:
    raise AssertionError("no command under test asks for this")
