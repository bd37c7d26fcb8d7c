"""`vetting jobs`: what the clock does, shown and done by hand."""

import datetime as dt

import click

from vetting.cli import Hands, iso, print_json
from vetting.domain.slots import Daily, Rule, Seasonal, Told
from vetting.domain.swedish_time import SWEDEN
from vetting.reading import clock as reading

JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
FAILED = 1


@click.group("jobs")
def jobs() -> None:
    """What the clock does, and doing it by hand."""


@jobs.command("list")
@JSON
@click.pass_obj
def listed(hands: Hands, as_json: bool) -> None:
    """Each job, its rule, its latest run and when it is due next."""
    page = reading.clock_page(hands.jobs(hands.now()), hands.by, hands.now())
    if as_json:
        print_json([_job_document(line) for line in page.jobs])
        return
    for line in page.jobs:
        click.echo(f"{line.facts.name}: {_rule_words(line.facts.rule)}")
        if line.facts.next_due_at is not None:
            due = _swedish(line.facts.next_due_at)
            click.echo(
                f"  {'overdue since' if line.overdue else 'due'} {due}; last run: {_run_words(line.last)}"
            )


@jobs.command("run")
@click.argument("name")
@click.option("--slot", help="The slot to do, as “2026-11-20” or “2026-H2”; else everything the job owes.")
@JSON
@click.pass_obj
def run(hands: Hands, name: str, slot: str | None, as_json: bool) -> None:
    """Does what a job owes now, as the clock would; ends with 1 when it failed."""
    done = hands.run_job(name, slot, hands.now())
    if as_json:
        print_json({"job": name, "runs": [_told_document(one) for one in done]})
    else:
        for one in done:
            click.echo(_told_words(one), err=one.state == "failed")
        if not done:
            click.echo(f"{name}: nothing is due.")
    if any(one.state == "failed" for one in done):
        raise SystemExit(FAILED)


def _rule_words(rule: Rule) -> str:
    if isinstance(rule, Daily):
        return f"every day at {rule.at:%H:%M}"
    if isinstance(rule, Seasonal):
        return f"once each half-year, at {rule.at:%H:%M}"
    return f"every {rule.seconds} seconds"


def _run_words(last: reading.RunLine | None) -> str:
    if last is None:
        return "none yet"
    told = ", ".join(f"{key}={value}" for key, value in last.told)
    words = f"{last.slot} {last.state.value} {_swedish(last.finished_at)}"
    words += ", late" if last.late else ""
    words += f" ({told})" if told else ""
    return words + (f" ({last.error}, attempt {last.attempts})" if last.error else "")


def _told_words(told: Told) -> str:
    where = f"{told.job} {told.slot}".strip()
    if told.state == "failed":
        return (
            f"{where}: failed ({told.error}). The log tells more; once mended, the clock does it by itself."
        )
    if told.state == "busy":
        return f"{where}: the database is busy. Try again in a moment."
    if told.state == "taken":
        return f"{where}: already done."
    facts = ", ".join(f"{key}={value}" for key, value in sorted((told.facts or {}).items()))
    return f"{where}: done{', late' if told.late else ''}" + (f" ({facts})" if facts else "")


def _swedish(at: dt.datetime) -> str:
    return f"{at.astimezone(SWEDEN):%Y-%m-%d %H:%M}"


def _job_document(line: reading.JobLine) -> dict[str, object]:
    return {
        "job": line.facts.name,
        "rule": _rule_words(line.facts.rule),
        "next_due_at": iso(line.facts.next_due_at),
        "overdue": line.overdue,
        "last_run": None if line.last is None else _run_document(line.last),
    }


def _run_document(run: reading.RunLine) -> dict[str, object]:
    return {
        "slot": run.slot,
        "state": run.state.value,
        "due_at": iso(run.due_at),
        "started_at": iso(run.started_at),
        "finished_at": iso(run.finished_at),
        "late": run.late,
        "attempts": run.attempts,
        "told": dict(run.told),
        "error": run.error,
        "next_try_at": iso(run.next_try_at),
    }


def _told_document(told: Told) -> dict[str, object]:
    return {
        "slot": told.slot,
        "state": told.state,
        "late": told.late,
        "told": told.facts or {},
        "error": told.error,
    }
