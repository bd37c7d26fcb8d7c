"""What the facts of journal entries about rounds of spot checks are called, and words for their values."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_spot_checks as ts

FACTS: dict[str, LazyString] = {
    "amount_threshold": _("taken in full from, kronor"),
    "answer_days": _("days to answer"),
    "boards": _("boards"),
    "coverage_rounds": _("nobody unchecked for longer than, rounds"),
    "earlier_breach": _("taken in full after an earlier breach"),
    "excluded": _("left out"),
    "first_time": _("taken in full at first support"),
    "frame_digest": _("digest of the list"),
    "half_year": _("half-year"),
    "hourly_cost": _("cost of an hour, kronor"),
    "protocol_digest": _("digest of the protocol"),
    "public_on": _("public value published on"),
    "public_source": _("public value"),
    "random_percent": _("random draw, percent"),
    "scope": _("draws from"),
    "seal_digest": _("digest of the seal"),
    "second_reading_percent": _("read by two, percent"),
    "seed": _("seed"),
    "seed_kind": _("seed from"),
    "terms": _("terms"),
    "typed_by": _("typed by"),
    "weighted_size": _("risk-weighted draw, number"),
    "witnesses": _("witnesses"),
}
TRADE: dict[str, tuple[type[StrEnum], ...]] = {"scope": (ts.CheckScope,), "seed_kind": (ts.SeedKind,)}
