"""Loads every table class, so that the metadata is whole."""

from types import ModuleType

from sqlalchemy import MetaData

from vetting.records import (
    absences,
    announcements,
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
    known_as,
    match_settings,
    notices,
    officers,
    reminders,
    rounds,
    sealed_reasons,
    signatories,
    snapshots,
    spot_checks,
    urgent_decisions,
    wordings,
    works,
)
from vetting.records.db import Base

SUBJECTS: tuple[ModuleType, ...] = (
    absences,
    announcements,
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
    known_as,
    match_settings,
    notices,
    officers,
    reminders,
    rounds,
    sealed_reasons,
    signatories,
    snapshots,
    spot_checks,
    urgent_decisions,
    wordings,
    works,
)


def metadata() -> MetaData:
    """Every table the service keeps."""
    return Base.metadata
