"""Registers asked number by number: by file, with answers in and questions out, and by API, not in use yet."""

import datetime as dt
from collections.abc import Sequence

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Town
from vetting.domain.authority import Actor
from vetting.domain.sources import Declaration
from vetting.domain.terms import Partner
from vetting.services import inquiries, question_files, source_changes, sources

KEY = "kronofogden-fragefil"
BEFORE = dt.timedelta(days=4)  # so late that nobody is proposed on a check that asked it in vain
DAY = dt.timedelta(days=1)
BY_FILE = Declaration(
    KEY,
    "request_reply_file",
    Partner.ENFORCEMENT_AUTHORITY,
    name="Kronofogden, frågefil",
    warn_days=35,
    max_days=70,
    ground="Prövning av bidrag; uppgifter om juridiska personer, lämnas ut på begäran",
    settings={"layout": "kronofogden_bench", "answer_days": 5},
)
BY_API = Declaration(
    "skatteverket-api",
    "oauth_api",
    Partner.TAX_AGENCY,
    name="Skatteverket, F-skatt på begäran",
    ground="Prövning av bidrag; offentlig uppgift, lämnas ut på begäran",
    settings={
        "profile": "skatteverket",
        "url": "https://api.skatteverket.invalid/uppgifter/{org_number_12}",  # leads nowhere, by RFC 2606
        "token_url": "https://api.skatteverket.invalid/token",
        "fields": {"f_tax": {"path": "skatt.f.status", "values": {"godkand": "yes", "ej_godkand": "no"}}},
    },
)
OWED = 1_840_000  # öre
NOT_YET = "Avtal och nycklar saknas. Ingen fråga ställs förrän de finns."


def plan_questions(
    calendar: Calendar, town: Town, answered: Sequence[str], waiting: Sequence[str], end: dt.datetime
) -> None:
    """A question file about `answered`, the first of whom owes, and the day before today one about `waiting`."""
    calendar.add(end - BEFORE, _ask(town.coordinator, answered, waiting, end - BEFORE))


def _ask(by: Actor, answered: Sequence[str], waiting: Sequence[str], at: dt.datetime) -> Steps:
    sources.declare_source(BY_API, by=by, now=at)
    source_changes.close_source(BY_API.key, NOT_YET, by=by, now=at)
    sources.declare_source(BY_FILE, by=by, now=at)
    made = question_files.make_question_file(KEY, answered, by=by, now=at)
    asked = made.path.read_text("iso-8859-1")
    at += 2 * DAY
    yield at
    inquiries.receive_file(KEY, _answer(asked, answered[0], at), file_name="KFM.UTFIL", by=by, now=at)
    at += DAY
    yield at
    question_files.make_question_file(KEY, waiting, by=by, now=at)


def _answer(asked: str, owing: str, at: dt.datetime) -> bytes:
    """What the agency would write back: nothing about anybody but the one who owes. The posts are those of the
    bench layout, vetting/gateways/layouts/kronofogden_bench.toml."""
    start, *questions, _ = asked.splitlines()
    posts = [_post(line[2:], owing) for line in questions]
    opened = start[:8] + "UTDRAG  " + f"{at:%Y%m%d}" + start[24:]
    closed = f"99 {len(posts) + 2:07d} {OWED if any(post.startswith('01') for post in posts) else 0:012d}"
    return "".join(line + "\r\n" for line in (opened, *posts, closed)).encode("iso-8859-1")


def _post(told: str, owing: str) -> str:
    """`told`: number and reference, as the question had them."""
    return f"01{told}A{OWED:012d}20260901N" if told.startswith(f"16{owing}") else f"09{told}"
