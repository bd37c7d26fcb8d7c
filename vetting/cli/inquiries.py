"""Registers that answer number by number, from the command line: question files, what waits, one asking."""

from dataclasses import asdict

import click

from vetting.cli import BAD_INPUT, Hands, print_json
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import InquiryState
from vetting.reading import inquiries as reading
from vetting.reading.inquiries import InquiryLine
from vetting.services import api_inquiries, question_files
from vetting.services.inquiries import Received

JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


@click.group("inquiry")
def inquiry() -> None:
    """Questions to registers that answer number by number."""


@inquiry.command("make")
@click.argument("key")
@click.option("--number", "numbers", multiple=True, help="Ask about this number; may be repeated.")
@click.option("--ground", default="", help="Purpose and legal route; the source's own where nothing is said.")
@JSON
@click.pass_obj
def make(hands: Hands, key: str, numbers: tuple[str, ...], ground: str, as_json: bool) -> None:
    """Writes a question file: about the numbers given, or every association with live support.

    What officers have asked about in their cases always goes with it.
    """
    made = question_files.make_question_file(key, numbers, ground=ground, by=hands.by, now=hands.now())
    if as_json:
        print_json(
            {
                "source": key,
                "reference": made.id,
                "file": str(made.path),
                "sha256": made.sha256,
                "asked": made.asked,
                "already_waiting": made.waiting,
                "due_on": made.due_on.isoformat(),
            }
        )
        return
    click.echo(f"{made.path}: {made.asked} questions, answer due {made.due_on}")
    if made.waiting:
        click.echo(f"{made.waiting} numbers wait for an answer already and are not asked about again.")


@inquiry.command("ask")
@click.argument("key")
@click.argument("number")
@JSON
@click.pass_obj
def ask(hands: Hands, key: str, number: str, as_json: bool) -> None:
    """Asks a register's API about one number; no answer ends with exit code 2."""
    told = api_inquiries.ask_api(key, number, by=hands.by, now=hands.now())
    if as_json:
        print_json(
            {
                "source": key,
                "inquiry": told.inquiry_id,
                "state": told.state.value,
                "reason": told.reason or None,
                "found": told.is_found,
                "missing": list(told.missing),
                "telling_facts": told.telling,
            }
        )
    else:
        click.echo(f"{key}: {told.state.value}" + (f" ({told.reason})" if told.reason else ""))
    if told.is_found is None:
        raise SystemExit(BAD_INPUT)


@inquiry.command("list")
@click.argument("key", required=False)
@JSON
@click.pass_obj
def listed(hands: Hands, key: str | None, as_json: bool) -> None:
    """Questions with their states, late ones first; an answered one with what it told."""
    lines = reading.inquiry_lines(key, actor=hands.by, limit=None)
    if as_json:
        print_json([_document(line) for line in lines])
        return
    for line in lines:
        why = f" ({line.fault})" if line.fault else ""
        since = "since" if line.state is InquiryState.QUEUED else "sent"
        click.echo(
            f"{line.source} {line.org_number}: {line.state.value}{why}, {since} {swedish_day(line.sent_at)}"
        )
    if not lines:
        click.echo("Nothing was asked.")


def tell_reply(told: Received, name: str, as_json: bool) -> None:
    """What became of a receipt or an answer file: a rejected one ends with exit code 2."""
    if as_json:
        print_json(asdict(told))
    elif told.state != "rejected":
        click.echo(f"{told.source}: {told.kind} {told.state}")
        click.echo(f"answered {told.answered}, receipted {told.receipted}, refused {told.refused}")
        for number in told.unanswered:
            click.echo(f"{number}: not mentioned, so not answered")
    if told.state == "rejected":
        facts = ", ".join(f"{key}={value}" for key, value in told.facts.items() if key != "filename")
        click.echo(f"{name}: {told.reason}" + (f": {facts}" if facts else ""), err=True)
        raise SystemExit(BAD_INPUT)


def _document(line: InquiryLine) -> dict[str, object]:
    return {
        "source": line.source,
        "org_number": line.org_number,
        "state": line.state.value,
        "sent_on": None if line.state is InquiryState.QUEUED else swedish_day(line.sent_at).isoformat(),
        "due_on": line.due_on.isoformat() if line.due_on else None,
        "as_of": line.as_of.isoformat() if line.as_of else None,
        "reason": line.fault or None,
        "found": line.is_found,
        "facts": [fact.document() for fact in line.facts],
        "missing": list(line.missing),
    }
