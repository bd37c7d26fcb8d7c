"""Lists of every kind through the whole pipeline: rows in equal rows told, and only listings are kept."""

import pytest

from tests.gateways.test_damaged_lists import GOOD, PERSONAL
from tests.makers_sources import a_list, a_source, delivered
from vetting.domain.terms import Partner
from vetting.records import deliveries, listings, snapshots
from vetting.records.db import db
from vetting.records.snapshots import DeliveryRow, Listing

SETTINGS = {"list": "fundraising", "state": "terminated"}
KEPT = {  # adapter: rows kept, rows by state
    "list_csv": (2, {"masked": 2}),
    "municipal_assoc_json": (2, {"ok": 1, "masked": 1}),
    "scb_bulk_tsv": (1, {"masked": 2}),
    "bv_bulk_txt": (1, {"masked": 2}),
    "targets_simple_csv": (2, {"ok": 1, "masked": 1}),
}


@pytest.mark.parametrize("adapter", KEPT)
def test_a_delivery_is_kept_and_told(app, adapter):
    source_key = adapter.replace("_", "-")
    a_source(source_key, adapter, partner=Partner.ASSOCIATIONS, settings=SETTINGS)
    name = "lista.json" if "json" in adapter else "lista.txt"
    told = delivered(source_key, GOOD[adapter].encode(), file_name=name)
    kept, by_state = KEPT[adapter]
    assert (told.state, told.reason) == ("active", None)
    assert {state: count for state, count in told.rows.items() if count and state != "in"} == by_state
    assert told.rows["in"] == sum(by_state.values())
    source = snapshots.source_named(source_key)
    seq = deliveries.current_seq(source)
    rows = db.session.query(Listing).filter(Listing.source_id == source.id, listings.visible_at(seq)).all()
    assert len(rows) == kept
    texts = [repr((one.record_id, one.name, one.aliases, one.payload, one.status)) for one in rows]
    texts += [
        repr(one.problems) for one in db.session.query(DeliveryRow).filter_by(snapshot_id=told.snapshot)
    ]
    assert not [text for text in texts if PERSONAL in text or "9874" in text]


def test_a_register_with_ids_is_kept_and_compared_row_by_row(app):
    header = "id;namn;orgnr;ort;status"
    rows = [(f"b{n}", f"Föreningen {n}", "889999-9018", "Provby" if n % 2 else "", "") for n in range(40)]
    rows[3] = ("b3", r"Till \ från \N och \t tillbaka", "", "Provby", "öppen")
    a_source("register", "spreadsheet_drop", partner=Partner.ASSOCIATIONS)
    first = delivered("register", a_list(rows, header))
    assert (first.changes["added"], first.rows["ok"]) == (40, 40)
    source = snapshots.source_named("register")

    def kept():
        found = db.session.query(Listing).filter_by(source_id=source.id, until_seq=None)
        return {
            one.record_id: (one.name, one.org_number or "", one.seat or "", one.status or "") for one in found
        }

    assert kept() == {own: (name, number.replace("-", ""), *rest) for own, name, number, *rest in rows}
    later = [row for row in rows if row[0] not in ("b7", "b20")]
    later += [("b20", "Föreningen Tjugo", "", "", ""), ("b40", "Nya föreningen", "", "", ""), rows[1]]
    second = delivered("register", a_list(later, header))
    assert second.changes == {"added": 1, "modified": 1, "removed": 1}
    assert (second.rows["duplicate"], second.rows["in"]) == (1, 41)
    assert kept() == {own: (name, number.replace("-", ""), *rest) for own, name, number, *rest in later}
