"""Loads every table class, so that the metadata is whole."""

from types import ModuleType

from sqlalchemy import MetaData

from vetting.records import (
    absences,
    applications,
    assessments,
    associations,
    check_sheets,
    clearances,
    cross_checks,
    decisions,
    files,
    follow_ups,
    imports,
    inquiries,
    job_runs,
    journal,
    match_settings,
    notices,
    officers,
    reminders,
    rounds,
    snapshots,
    spot_checks,
    works,
)
from vetting.records.db import Base

SUBJECTS: tuple[ModuleType, ...] = (
    absences,
    applications,
    assessments,
    associations,
    check_sheets,
    clearances,
    cross_checks,
    decisions,
    files,
    follow_ups,
    imports,
    inquiries,
    job_runs,
    journal,
    match_settings,
    notices,
    officers,
    reminders,
    rounds,
    snapshots,
    spot_checks,
    works,
)


def metadata() -> MetaData:
    """Every table the service keeps."""
    return Base.metadata
