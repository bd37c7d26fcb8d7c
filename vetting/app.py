"""Puts the house together: settings, tables, pages, clock. The only file that knows every room."""

import datetime as dt
import logging
import os
import secrets
import shutil
import socket
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click
import waitress
from flask import Flask, current_app
from flask_wtf import CSRFProtect

from vetting import demo
from vetting.cli import Hands
from vetting.cli.main import main
from vetting.config import BadSettings, Settings, keep_secret, read_settings
from vetting.domain.authority import OPERATOR
from vetting.gateways import checklist_shelf
from vetting.gateways.letters import pdf_available
from vetting.jobs import export_tasks
from vetting.jobs.beside import WorkBeside, settle_memory, work_until_left
from vetting.jobs.run import job_facts, run_by_hand
from vetting.jobs.ticking import run_clock
from vetting.paths import templates_dir
from vetting.records import checklist_editions, journal, migrate, refused_changes
from vetting.records.db import db, engine_options, prepare_engine
from vetting.web import access, errors, filters, headers, incoming, languages, logs, navigation, signing_in
from vetting.web.api import applications, bookings, checks, doors, questions
from vetting.web.api import deliveries as api_deliveries
from vetting.web.blueprints import ALL as PAGES
from vetting.web.board_report_files import report_file
from vetting.web.capsule_papers import named_capsule
from vetting.web.list_tables.files import make_file

IDLE = dt.timedelta(minutes=30)
DEMO_MARK = "demo"


def create_app(settings: Settings | None = None) -> Flask:
    """The service, ready to answer. Raises BadSettings, or RuntimeError when a route lacks its mark."""
    settings = settings or read_settings(os.environ)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    settings.files_dir.mkdir(parents=True, exist_ok=True)
    key, key_is_new = _journal_key(settings)
    app = Flask("vetting", template_folder=str(templates_dir()), static_folder=str(_static()))
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        JOURNAL_KEY=key,
        JOURNAL_KEY_IS_NEW=key_is_new,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=settings.max_upload_bytes,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        PERMANENT_SESSION_LIFETIME=IDLE,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.behind_tls,
        SESSION_COOKIE_NAME="__Host-vetting" if settings.behind_tls else "vetting",
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a checklist may lie open for hours
        TESTING=settings.testing,
        JOB_FACTS=job_facts,
        CLOCK_IS_LATE=lambda: False,  # until this process runs a clock
    )
    app.jinja_options = {**app.jinja_options, "autoescape": True}
    app.jinja_env.trim_blocks = True
    db.init_app(app)
    checklist_shelf.hand_over(checklist_editions)
    export_tasks.hand_over(make_file)
    with app.app_context():
        prepare_engine(db.engine)
        refused_changes.watch(db.engine)
    app.teardown_request(lambda _fault: refused_changes.tell_refused_changes())
    _open_the_doors(app, settings)
    return app


def _open_the_doors(app: Flask, settings: Settings) -> None:
    logs.init_app(app)
    incoming.init_app(app)
    csrf = CSRFProtect(app)
    languages.init_app(app)
    filters.init_app(app)
    headers.init_app(app, behind_tls=settings.behind_tls)
    errors.init_app(app)
    signing_in.init_app(app)
    navigation.init_app(app, settings.municipality)
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    doors.init_app(app, csrf, (applications.api, bookings.api, api_deliveries.api, checks.api, questions.api))
    access.refuse_unmarked(app)


def _static() -> Path:
    return Path(__file__).resolve().parent / "web" / "static"


def _key_path(settings: Settings) -> Path:
    return settings.data_dir / "journal.key"


def _journal_key(settings: Settings) -> tuple[bytes, bool]:
    """The chain's key and whether it was made now; whoever only holds the database cannot forge a link."""
    path, is_new = _key_path(settings), True
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        is_new = False
    return bytes.fromhex(path.read_text().strip()), is_new


def command_line() -> None:
    """The `vetting` command."""
    main(obj=_hands(), prog_name="vetting")


def run_scheduler() -> None:
    """The clock's front door: does the timetable's work until stopped."""
    run_clock(_ready_app())


def _hands() -> Hands:
    return Hands(
        make_app=_ready_app,
        serve=_serve,
        demo=_demo,
        upgrade=_upgrade,
        differences=_differences,
        jobs=job_facts,
        run_job=lambda name, slot, now: run_by_hand(current_app, name, slot, now),
        report=report_file,
        capsule=named_capsule,
        bare_app=_bare_app,
        by=OPERATOR,
        now=lambda: dt.datetime.now(dt.UTC),
    )


def _app_or_stop(environment: Mapping[str, str] = os.environ) -> Flask:
    try:
        app = create_app(read_settings(environment))
    except BadSettings as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    _require_journal_key(app)
    return app


def _require_journal_key(app: Flask) -> None:
    """Stops when the key was made just now but the journal was not: another key would break its chain."""
    if not app.config["JOURNAL_KEY_IS_NEW"]:
        return
    with app.app_context():
        if migrate.current(db.engine) is not None and journal.head().seq > 0:
            _key_path(app.config["SETTINGS"]).unlink()
            _stop("journal.key is missing from the data folder. Put it back before the service starts.")


def _ready_app(environment: Mapping[str, str] = os.environ) -> Flask:
    app = _app_or_stop(environment)
    with app.app_context():
        if migrate.current(db.engine) != migrate.head():
            _stop("The tables are not up to date. Run: vetting db upgrade")
    return app


def _bare_app() -> Flask:
    """For filling an empty database: the key of the journal that comes must be there, and is never made."""
    app = _app_or_stop()
    if app.config["JOURNAL_KEY_IS_NEW"]:
        _key_path(app.config["SETTINGS"]).unlink()
        _stop("journal.key is missing from the data folder. Put the key of the backup's service there first.")
    return app


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(2)


def _upgrade() -> str:
    app = _app_or_stop()
    with app.app_context():
        migrate.upgrade(db.engine)
        return f"The tables are at {migrate.current(db.engine)}."


def _differences() -> list[str]:
    app = _app_or_stop()
    with app.app_context():
        if (at := migrate.current(db.engine)) != migrate.head():
            return [f"The tables are at {at or 'nothing'}, not at {migrate.head()}. Run: vetting db upgrade"]
        return migrate.differences(db.engine)


def _require_free(port: int) -> None:
    """Stops before any long work when somebody else listens there."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            _stop(f"Port {port} on 127.0.0.1 is in use. Choose another one: --port, or PORT= with make run.")


def front_of(settings: Settings) -> dict[str, Any]:
    """How the server meets requests: only from this machine, and none that could fill the disk.

    Behind TLS it is the proxy on this machine that knows whose address a request came from; without it
    everybody's failed sign-ins would be counted as one address.
    """
    front: dict[str, Any] = {"host": "127.0.0.1", "ident": "vetting"}
    front["max_request_body_size"] = 4 * settings.max_upload_bytes  # up to that the page says what is wrong
    if settings.behind_tls:
        front |= {
            "trusted_proxy": "127.0.0.1",
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
            "clear_untrusted_proxy_headers": True,
        }
    return front


def _serve(
    *,
    port: int,
    threads: int = 8,
    app: Flask | None = None,
    environment: Mapping[str, str] = os.environ,
    quiet: Sequence[str] = (),
) -> None:
    """Pages here, the clock and the long work in a process beside. `quiet`: logs that tell warnings alone."""
    _require_free(port)
    app = app or _ready_app(environment)
    _quieten(quiet)
    beside = WorkBeside("from vetting.app import work_beside; work_beside()", environment, quiet)
    app.config["CLOCK_IS_LATE"] = beside.is_late
    beside.start()
    threading.Thread(target=pdf_available, daemon=True).start()  # its library takes seconds to load
    settle_memory()
    try:
        waitress.serve(app, port=port, threads=threads, _quiet=True, **front_of(app.config["SETTINGS"]))
    finally:
        beside.stop()


def work_beside() -> None:
    """What a server's process beside it does."""
    app = _ready_app()
    _quieten(sys.argv[1:])
    work_until_left(app)


def _quieten(names: Sequence[str]) -> None:
    for name in names:
        logging.getLogger(name).setLevel(logging.WARNING)


def _demo(*, port: int, reset: bool) -> None:
    _require_free(port)
    data_dir = Path(os.environ.get("VETTING_DATA_DIR") or "./var").resolve()
    environment = {**os.environ, "VETTING_DATA_DIR": str(data_dir)}
    environment.pop("VETTING_DATABASE_URL", None)  # the demo never touches a database that is in use
    if reset:
        _throw_demo_away(data_dir)
    keep_secret(data_dir)
    app = _app_or_stop(environment)
    with app.app_context():
        migrate.upgrade(db.engine)
        demo.build_once(tell=lambda text: click.echo(text, err=True))
        (data_dir / DEMO_MARK).touch()
    click.echo(demo.welcome(f"http://127.0.0.1:{port}/"))
    quiet = ("vetting.requests", "vetting.jobs")  # the sign-ins stay in sight
    _serve(port=port, app=app, environment=environment, quiet=quiet)


def _throw_demo_away(data_dir: Path) -> None:
    """Stops unless the data folder is empty of a database, or holds one that a demo made."""
    database = data_dir / "vetting.sqlite"
    if database.exists() and not (data_dir / DEMO_MARK).exists():
        click.echo(f"{database} was not made by the demo and is left alone.", err=True)
        raise SystemExit(2)
    for name in ("vetting.sqlite", "vetting.sqlite-wal", "vetting.sqlite-shm", "journal.key", DEMO_MARK):
        (data_dir / name).unlink(missing_ok=True)
    shutil.rmtree(data_dir / "files", ignore_errors=True)
