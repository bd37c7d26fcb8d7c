"""Which deed runs when, as data. Times are Swedish; nothing is placed between two and three in the night.

A new job is one line in JOBS: its name, its rule, and a deed `(turn, now)` of services/. The deed begins its
transaction with `if not job_runs.claim(turn, now): return None` and ends it with
`return job_runs.tell(turn, count=…)`: facts with words in web/wording/facts.py. The name gets words in
web/wording/clock.py. What leaves the house is queued in the same transaction and sent afterwards.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from vetting.domain.slots import Daily, Every, Rule, Seasonal, Turn
from vetting.jobs import (
    delivery_tasks,
    long_work,
    post_tasks,
    rescreen_tasks,
    retention_tasks,
    round_tasks,
)
from vetting.services import (
    effects,
    exports,
    letting_clock,
    local_pictures,
    mirror,
    officers,
    partner_reminders,
    payments,
    plan_clock,
    question_files,
    report_clock,
    round_clock,
    rounds,
    routines,
    seals,
    tenancy_clock,
)

Facts = dict[str, object]


@dataclass(frozen=True)
class Job:
    """A job by name. `run` gives what it has to tell, or None when the turn was somebody else's."""

    name: str
    rule: Rule
    run: Callable[[Turn, dt.datetime], Facts | None]


def _long_work(turn: Turn, now: dt.datetime) -> Facts:
    return {"count": long_work.do_waiting_work()}


def _missing_patterns(turn: Turn, now: dt.datetime) -> Facts:
    return {"count": mirror.keep_missing_patterns()}


JOBS: tuple[Job, ...] = (
    Job("long-work", Every(15), _long_work),
    Job("watch-folders", Every(30), delivery_tasks.watch_folders),
    Job("rescreen", Every(60), rescreen_tasks.rescreen_what_changed),
    Job("send-post", Every(60), post_tasks.send_post),
    Job("mirror-patterns", Every(3600), _missing_patterns),
    Job("ended-sessions", Daily(dt.time(4, 10)), officers.forget_ended_sessions),
    Job("open-rounds", Seasonal(round_clock.opening_day), rounds.open_due_rounds),
    Job("remind-rounds", Daily(dt.time(6, 30)), round_clock.remind_of_rounds),
    Job("draw-public", Daily(dt.time(15, 30)), round_tasks.draw_with_public_seed),
    Job("forget-deliveries", Daily(dt.time(4, 30)), retention_tasks.forget_old_deliveries),
    Job("remove-exports", Daily(dt.time(4, 40)), exports.remove_old_exports),
    Job("dispose", Daily(dt.time(4, 50)), retention_tasks.dispose),
    Job("check-seals", Daily(dt.time(3, 40)), seals.check_seals),
    Job("stand-in", Daily(dt.time(5, 35)), plan_clock.stand_in_for_absent),
    Job("remind-plans", Daily(dt.time(6, 25)), plan_clock.remind_of_plans),
    Job("remind-partners", Daily(dt.time(6, 15)), partner_reminders.remind_partners),
    Job("ask-about-bars", Daily(dt.time(6, 35)), tenancy_clock.ask_about_bars),
    Job("chase-refusals", Daily(dt.time(15, 45)), letting_clock.chase_refusals),
    Job("watch-contracts", Daily(dt.time(6, 40)), tenancy_clock.watch_contracts),
    Job("new-effects", Daily(dt.time(5, 25)), effects.find_new_effects),
    Job("match-payments", Daily(dt.time(5, 15)), payments.match_again),
    Job("overdue-answers", Daily(dt.time(6, 20)), question_files.tell_overdue),
    Job("chase-checks", Daily(dt.time(6, 45)), round_clock.chase_checks),
    Job("remind-pictures", Daily(dt.time(6, 50)), local_pictures.remind_of_pictures),
    Job("remind-reports", Daily(dt.time(6, 52)), report_clock.remind_of_reports),
    Job("remind-readers", Daily(dt.time(6, 55)), routines.remind_readers),
    Job("report-missed-draw", Seasonal(round_clock.missed_day), round_clock.report_missed_draw),
)
