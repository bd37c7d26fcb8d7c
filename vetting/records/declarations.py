"""What the journal tells of a declared source: the same facts whether it is declared first or anew."""

from typing import Any

from vetting.records.snapshots import Source


def facts_told(source: Source) -> dict[str, Any]:
    """Everything that may be said anew of a source, by the names of a Declaration."""
    return {
        "name": source.name,
        "column_map": dict(source.column_map),
        "settings": dict(source.settings),
        "warn_days": source.warn_age_days,
        "max_days": source.max_age_days,
        "min_rows": source.min_rows,
        "max_shrink": source.max_shrink_percent,
        "max_growth": source.max_growth_percent,
        "purpose": source.purpose.value,
        "is_mandatory": source.is_mandatory,
        "ground": source.ground,
        "owner": source.owner,
        "owner_contact": source.owner_contact,
        "interval_days": source.interval_days,
        "keep_days": source.keep_days,
    }
