"""The scheduler loop: APScheduler keeps the beat, the database says what is to be done."""

import datetime as dt
import logging
from typing import Any

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from vetting.jobs.timetable import JOBS, Job

logger = logging.getLogger(__name__)
DEFAULTS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


def run_clock(app: Any) -> None:
    """Runs the timetable until stopped. Missed runs are made up once, late."""
    clock = BlockingScheduler(timezone="Europe/Stockholm", job_defaults=DEFAULTS)
    for job in JOBS:
        clock.add_job(run_job, trigger_of(job), args=[app, job], id=job.name)
    try:
        clock.start()
    except (KeyboardInterrupt, SystemExit):
        logger.info("the clock was stopped")


def run_job(app: Any, job: Job) -> None:
    """One run of one job. A job that fails is logged and does not stop the others."""
    with app.app_context():
        try:
            job.run(dt.datetime.now(dt.UTC))
        except Exception:
            logger.exception("job %s failed", job.name)


def trigger_of(job: Job) -> CronTrigger | IntervalTrigger:
    """APScheduler's trigger for a job."""
    if job.daily_at is not None:
        return CronTrigger(hour=job.daily_at.hour, minute=job.daily_at.minute, timezone="Europe/Stockholm")
    return IntervalTrigger(seconds=job.every_seconds or 60)
