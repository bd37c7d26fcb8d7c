"""What falls due for the officer, as a page and as a calendar feed with a secret address."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.calendar_feed import Calendar, CalendarEvent, digest_of_secret
from vetting.domain.deadlines import TABLE
from vetting.domain.errors import NotFound
from vetting.domain.terms_decisions import DeadlineKind
from vetting.reading.calendar_feeds import has_feed, reader_of_feed
from vetting.reading.my_deadlines import Due, my_deadlines
from vetting.services import calendar_feeds
from vetting.web.access import access, public, signed_in
from vetting.web.languages import current
from vetting.web.wording import word
from vetting.web.wording.regimes import counted_words, roll_words, source_words

pages = Blueprint("my_deadlines", __name__)
_GROUPS = ("late", "soon", "later", "undated")


@pages.get("/mina-frister")
@access(Act.SEE_DESK)
def overview() -> str:
    """Everything due, the most urgent first, and how each kind is counted."""
    days = calendar_feeds.days_ahead(_now())
    found = my_deadlines(g.actor, days)
    placed = [(_when(due, days.today), due) for due in found]
    groups = [(when, lines) for when in _GROUPS if (lines := tuple(due for at, due in placed if at == when))]
    return render_template(
        "deadlines/mine.html",
        groups=groups,
        total=len(found),
        today=days.today,
        has_feed=has_feed(g.actor.id),
        links={due.uid: _link(due) for due in found},
        table_of=TABLE,
        kinds=tuple(DeadlineKind),
        counted_words=counted_words,
        source_words=source_words,
        roll_words=roll_words,
    )


@pages.post("/konto/kalender")
@signed_in
def make_feed() -> str:
    """A new secret address, shown once; an earlier one stops."""
    secret = calendar_feeds.make_feed(current(), by=g.actor, now=_now())
    address = url_for(".feed", token=secret, _external=True)
    return render_template("deadlines/feed_made.html", address=address)


@pages.post("/konto/kalender/aterkalla")
@signed_in
def withdraw_feed() -> Response:
    """The address stops at once."""
    calendar_feeds.withdraw_feed(by=g.actor, now=_now())
    flash(_("The calendar address is withdrawn and opens nothing any more."), "success")
    return redirect(url_for("account.overview"))


@pages.get("/kalender/<token>.ics")
@public
def feed(token: str) -> Response:
    """The officer's deadlines for a calendar; the address itself is the key, and opens nothing else."""
    found = reader_of_feed(digest_of_secret(token))
    if found is None:
        raise NotFound("not_found")
    actor, language = found
    now = _now()
    with force_locale(language):
        events = [_event(due) for due in my_deadlines(actor, calendar_feeds.days_ahead(now)) if due.due_on]
        data = calendar_feeds.calendar_file(Calendar(_("My deadlines"), language), events, now=now)
    headers = {"Content-Disposition": 'inline; filename="frister.ics"', "X-Robots-Tag": "noindex"}
    return Response(data, content_type="text/calendar; charset=utf-8", headers=headers)


def _event(due: Due) -> CalendarEvent:
    """A day of the feed: its kind and the case number, and nothing that tells of a person."""
    host = request.host.partition(":")[0]
    link = _link(due)
    return CalendarEvent(
        uid=f"{due.uid}@{host}",
        on=due.due_on or dt.date.max,
        summary=f"{word(due.kind)}: {due.about}",
        url=request.host_url.rstrip("/") + link if link else "",
    )


_OF_CHECKS = (DeadlineKind.SPOT_CHECK, DeadlineKind.SPOT_CHECK_REPLY, DeadlineKind.MEASURE)
_OF_CLAIMS = (DeadlineKind.CLAIM_PAYMENT, DeadlineKind.CLAIM_LIMITATION)


def _link(due: Due) -> str:
    """Where the thing is."""
    if due.kind is DeadlineKind.FOLLOW_UP:
        return url_for("follow_ups.plan", case_id=due.case_id, _external=False)
    if due.kind is DeadlineKind.PAYMENT_HOLD:
        return url_for("special_reviews.show", case_id=due.case_id, _external=False)
    if due.kind in _OF_CLAIMS:
        return url_for("claims.show", claim_id=due.subject_id, _external=False)
    if due.case_id:
        return url_for("cases.show", case_id=due.case_id, _external=False)
    if due.kind in _OF_CHECKS:
        return url_for("spot_checks.show", check_id=due.subject_id, _external=False)
    if due.kind is DeadlineKind.EFFECT:
        return url_for("revocations.show", list_id=due.subject_id, visa="mina", _external=False)
    if due.kind is DeadlineKind.HOUSE_RULE_END:
        return url_for("house_rules.of_board", board_id=due.subject_id, _external=False)
    return url_for("rounds.show", round_id=due.subject_id, _external=False)


def _when(due: Due, today: dt.date) -> str:
    if due.due_on is None:
        return "undated"
    if due.is_late(today):
        return "late"
    return "soon" if due.due_on <= today + dt.timedelta(days=7) else "later"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
