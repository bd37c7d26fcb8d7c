"""The `vetting` command: every subcommand the service has."""

import click

from vetting.cli import Commands, Hands
from vetting.cli.applications import applications
from vetting.cli.backups import backup, restore
from vetting.cli.bookings import bookings
from vetting.cli.case import case
from vetting.cli.check_file import check_file
from vetting.cli.deliveries import deliver, release, rollback
from vetting.cli.directory import directory
from vetting.cli.dispose import dispose
from vetting.cli.draw import draw_frame
from vetting.cli.inquiries import inquiry
from vetting.cli.jobs import jobs
from vetting.cli.journal import journal
from vetting.cli.reports import report
from vetting.cli.rescreen import rescreen
from vetting.cli.serving import database, demo, serve
from vetting.cli.sources import check, source
from vetting.cli.spot_check import spot_check
from vetting.cli.users import user


@click.group(cls=Commands)
@click.version_option(package_name="vetting", prog_name="vetting")
def main() -> None:
    """Vetting of public grants and premises."""


def in_service(group: click.Command, *, bare: bool = False) -> click.Command:
    """Makes a command run inside the service, once its arguments are understood; `bare`: without tables."""
    inner = group.invoke

    def invoke(ctx: click.Context) -> object:
        hands = ctx.find_object(Hands)
        if hands is None:
            raise RuntimeError("the command was not composed by vetting.app")
        with (hands.bare_app() if bare else hands.make_app()).app_context():
            return inner(ctx)

    group.invoke = invoke  # type: ignore[method-assign]
    return group


main.add_command(demo)
main.add_command(serve)
main.add_command(database)
main.add_command(draw_frame)
main.add_command(in_service(applications))
main.add_command(in_service(backup))
main.add_command(in_service(restore, bare=True))
main.add_command(in_service(bookings))
main.add_command(in_service(case))
main.add_command(in_service(directory))
main.add_command(in_service(dispose))
main.add_command(in_service(jobs))
main.add_command(in_service(journal))
main.add_command(in_service(report))
main.add_command(in_service(rescreen))
main.add_command(in_service(spot_check))
main.add_command(in_service(user))
main.add_command(in_service(source))
main.add_command(in_service(deliver))
main.add_command(in_service(inquiry))
main.add_command(in_service(release))
main.add_command(in_service(rollback))
main.add_command(in_service(check))
main.add_command(in_service(check_file))
