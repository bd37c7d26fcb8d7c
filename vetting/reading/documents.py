"""The JSON documents that commands and the calls of other systems answer with alike: promised shapes."""

from dataclasses import asdict

from vetting.records.deliveries import Delivered
from vetting.records.looks import Checked


def delivery_document(told: Delivered) -> dict[str, object]:
    """What became of a delivery."""
    return {
        "source": told.source,
        "sha256": told.sha256,
        "snapshot": told.snapshot,
        "state": told.state,
        "reason": told.reason,
        "as_of": told.as_of,
        "rows": told.rows,
        "changes": told.changes,
        "facts": told.facts,
    }


def check_document(checked: Checked) -> dict[str, object]:
    """One party against the sources asked: each with its snapshot and age, and its hits with reasons."""
    return {
        "outcome": checked.outcome.value,
        "sources": [
            {
                "source": look.source,
                "snapshot": look.snapshot,
                "as_of": look.as_of,
                "age_days": look.age_days,
                "state": look.state.value,
                "reason": look.reason,
                "candidates": look.considered,
                "compared": look.compared,
                "hits": [
                    {
                        "record_id": met.match.record_id,
                        "name": met.listing.name,
                        "band": met.match.band.value,
                        "score": met.match.score,
                        "reasons": [asdict(reason) for reason in met.match.reasons],
                    }
                    for met in look.hits
                ],
            }
            for look in checked.looks
        ],
    }
