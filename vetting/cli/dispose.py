"""`vetting dispose`: the retention plan by command, or what it would remove."""

import datetime as dt
from collections.abc import Mapping

import click

from vetting.cli import REFUSED, Hands, print_json
from vetting.domain.authority import Actor
from vetting.domain.errors import Refused
from vetting.domain.retention_plan import PlanRow
from vetting.domain.terms_disposal import RecordKind
from vetting.reading import disposal_due
from vetting.services import disposal

NOT_ADOPTED = (
    "plan_not_adopted: the municipality has adopted no retention plan, so nothing is removed. "
    "An administrator records who adopted it, when and the diary number under Retention plan."
)
WORDS = {
    RecordKind.LEAD: "leads that nobody has verified",
    RecordKind.INDICATION: "indications never proven",
    RecordKind.BOOKING_CONTACT: "contact details in requests for rooms",
    RecordKind.CONCERN: "concerns without names",
    RecordKind.OFFICER_MAIL: "reminders sent to officers by e-mail",
}


@click.command("dispose")
@click.option("--dry-run", is_flag=True, help="Only count what would be removed; nothing is written.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def dispose(hands: Hands, dry_run: bool, as_json: bool) -> None:
    """Remove what the adopted retention plan keeps no longer, counted rule by rule."""
    now = hands.now()
    try:
        found = disposal_due.carried_out(hands.by, now)
    except Refused as refusal:
        click.echo(NOT_ADOPTED if refusal.code == "plan_not_adopted" else refusal.code, err=True)
        raise SystemExit(REFUSED) from None
    count = disposal_due.counts_due if dry_run else _do
    counts = count(hands.by, now)
    if as_json:
        print_json(_document(found, counts, dry_run=dry_run))
        return
    for rule in found.rules:
        click.echo(f"{counts[rule.kind]} {WORDS[rule.kind]} ({_kept(rule)}, {rule.adopted_by})")
    for kind in found.waiting:
        click.echo(f"nothing of {WORDS[kind]}: the municipality has adopted no row for them", err=True)
    if dry_run:
        click.echo("Nothing was removed: this only counted.", err=True)


def _do(by: Actor, now: dt.datetime) -> dict[RecordKind, int]:
    return disposal.dispose_by_kind(by=by, now=now)


def _kept(rule: PlanRow) -> str:
    return "kept for good" if rule.days is None else f"kept {rule.days} days"


def _document(
    found: disposal_due.Carried, counts: Mapping[RecordKind, int], *, dry_run: bool
) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "on": found.today.isoformat(),
        "rules": [
            {
                "rule": rule.kind.value,
                "days": rule.days,
                "in_force_on": rule.in_force_on.isoformat(),
                "adopted_by": rule.adopted_by,
                "count": counts[rule.kind],
            }
            for rule in found.rules
        ],
        "not_adopted": [kind.value for kind in found.waiting],
    }
