"""Stop marks: how one is set and ends, when it asks, and what ties a request for a room to one."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from vetting.domain.deadlines import day_due
from vetting.domain.errors import Refused, require_all
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.reason_linter import findings_in
from vetting.domain.swedish_time import SWEDEN
from vetting.domain.terms_contracts import BarLink, BarStanding
from vetting.domain.terms_decisions import DeadlineKind as K
from vetting.domain.terms_revocations import BarReach

# Rules of the house: a stop without an end would be a ban. Of the party of one contract, a year at a time.
LONGEST = dt.timedelta(days=3 * 366)
LONGEST_OF_CONTRACT = dt.timedelta(days=366)
LEAST_REASON = 20
# The same responsible party: a stop. The others are questions to put, never a stop by themselves.
STOPPING = frozenset({BarLink.ASSOCIATION, BarLink.NUMBER, BarLink.CONTRACT})
STRENGTH = {link: place for place, link in enumerate(BarLink)}


@dataclass(frozen=True)
class NewBar:
    """A stop mark to be set, on an association or on the responsible party of one contract.

    `board_id` sets it; `board_ids` is where it holds, None for every board. `case_id`: the decision it rests
    on, None where that is a step on a broken contract. `conditions`: of reinstatement.
    """

    board_id: str
    reach: BarReach
    reason: str
    owner_id: str
    starts_on: dt.date
    ends_on: dt.date
    review_on: dt.date
    association_id: str | None = None
    request_id: str | None = None
    board_ids: tuple[str, ...] | None = None
    case_id: str | None = None
    conditions: str = ""


def sound_bar(new: NewBar) -> NewBar:
    """The stop mark, tidied. Raises Refused `bar_party`, `bar_days` (facts `days`), `bar_review`,
    `text_too_short`, and what a wording breaks: it is read in every board."""
    if (new.association_id is None) == (new.request_id is None):
        raise Refused("bar_party")
    require_all(
        lambda: sound_reason(new.reason, field="reason"),
        lambda: _require_end(new),
        lambda: _require_first_review(new),
        lambda: require_writable(new.conditions, field="conditions"),
    )
    conditions = require_written(new.conditions, field="conditions") if new.conditions.strip() else ""
    return replace(new, reason=sound_reason(new.reason, field="reason"), conditions=conditions)


def _require_end(new: NewBar) -> None:
    longest = LONGEST if new.request_id is None else LONGEST_OF_CONTRACT
    if not new.starts_on < new.ends_on <= new.starts_on + longest:
        raise Refused("bar_days", days=longest.days, field="ends_on")


def _require_first_review(new: NewBar) -> None:
    if not new.starts_on < new.review_on <= new.ends_on:
        raise Refused("bar_review", field="review_on")


def sound_reason(text: str, *, field: str) -> str:
    """A reason, tidied. Raises Refused `text_too_short`, as require_written, and by the code of a wording."""
    written = require_written(text, field=field)
    if len(written) < LEAST_REASON:
        raise Refused("text_too_short", field=field, least=LEAST_REASON)
    for found in findings_in(written, has_act=False):
        raise Refused(found.code, phrase=found.phrase, field=field)
    return written


@dataclass(frozen=True)
class BarDays:
    """The days of a stop mark. `is_closed`: a person has said that its time is over, or renewed it."""

    ends_on: dt.date
    review_on: dt.date
    is_lifted: bool = False
    is_closed: bool = False


def asks_from(days: BarDays) -> dt.date:
    """The day from which it asks: its review, or two weeks before its end when that is sooner."""
    return min(days.review_on, day_due(K.BAR_ENDING, days.ends_on))


def standing(days: BarDays, today: dt.date) -> BarStanding:
    """Where it stands. One past its end stops nothing more but asks until a person answers."""
    if days.is_lifted:
        return BarStanding.LIFTED
    if days.is_closed:
        return BarStanding.ENDED
    if today > days.ends_on:
        return BarStanding.RUN_OUT
    return BarStanding.TO_REVIEW if today >= asks_from(days) else BarStanding.HOLDS


def require_asking(days: BarDays, today: dt.date) -> None:
    """Raises Refused `bar_not_asking` with the day (ISO) from which it does; the decision holds till then."""
    asks_on = asks_from(days)
    if today < asks_on:
        raise Refused("bar_not_asking", day=asks_on.isoformat())


def require_review(next_review_on: dt.date, *, ends_on: dt.date, today: dt.date) -> None:
    """Raises Refused `bar_review` unless the next day of review is ahead and no later than the end."""
    if not today < next_review_on <= ends_on:
        raise Refused("bar_review", field="review_on")


Slot = tuple[str, int, int]


def slot_of(premises_id: str, starts_at: dt.datetime) -> Slot:
    """Premises, weekday and hour by the Swedish clock."""
    local = starts_at.astimezone(SWEDEN)
    return premises_id, local.weekday(), local.hour


@dataclass(frozen=True)
class ContractFacts:
    """What one request for a room is held against another by. Digests only: nobody is looked for by them."""

    request_id: str
    association_id: str | None
    org_number: str | None
    phone_digest: str | None
    email_digest: str | None
    slots: frozenset[Slot] = frozenset()
    giro: str | None = None  # of the association in the directory


def links_between(asked: ContractFacts, other: ContractFacts) -> tuple[BarLink, ...]:
    """Every fact that two requests have in common, the strongest first."""
    return tuple(
        link
        for link, mine, theirs in (
            (BarLink.ASSOCIATION, asked.association_id, other.association_id),
            (BarLink.NUMBER, asked.org_number, other.org_number),
            (BarLink.CONTRACT, asked.request_id, other.request_id),
            (BarLink.PHONE, asked.phone_digest, other.phone_digest),
            (BarLink.EMAIL, asked.email_digest, other.email_digest),
            (BarLink.ACCOUNT, asked.giro, other.giro),
        )
        if mine and mine == theirs
    ) + ((BarLink.SLOT,) if asked.slots & other.slots else ())


def strongest(links: Iterable[BarLink]) -> BarLink | None:
    """The link that tells most; None of none."""
    return min(links, key=STRENGTH.__getitem__, default=None)
