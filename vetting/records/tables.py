"""Loads every table class, so that the metadata is whole."""

from types import ModuleType

from sqlalchemy import MetaData

from vetting.records import (
    applications,
    assessments,
    associations,
    cross_checks,
    decisions,
    files,
    follow_ups,
    imports,
    journal,
    notices,
    officers,
    snapshots,
    works,
)
from vetting.records.db import Base

SUBJECTS: tuple[ModuleType, ...] = (
    applications,
    assessments,
    associations,
    cross_checks,
    decisions,
    files,
    follow_ups,
    imports,
    journal,
    notices,
    officers,
    snapshots,
    works,
)


def metadata() -> MetaData:
    """Every table the service keeps."""
    return Base.metadata
