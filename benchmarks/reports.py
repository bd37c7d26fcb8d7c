"""Boards' reports and trends over five years of a thousand associations: page, workbook, PDF."""

import datetime as dt
from pathlib import Path

from benchmarks.databases import opened, place, settled
from benchmarks.measuring import Figure, at_share, in_turns
from benchmarks.report_city import City, settle
from benchmarks.report_city_rooms import draw_rounds, let_rooms
from tests.makers import sign_in
from tests.queries import count_queries
from vetting.domain.swedish_time import swedish_day

SEED = 20_261_120
EACH = 2


def figures(kind: str, folder: Path, server: str | None) -> list[Figure]:
    """Every report of the last whole year, of one board and of all, and trends of three and five years."""
    with opened(place(kind, folder / "reports", server)) as app:
        today = swedish_day(dt.datetime.now(dt.UTC))
        city = City(SEED, today)
        settle(city)
        let_rooms(city)
        draw_rounds(city)
        settled(app)
        client = sign_in(app.test_client(), "head.city")
        year, board = today.year - 1, city.boards[0]
        paths = {
            "T1, one board": f"/rapporter/{board}/t1-{year}",
            "T2, one board": f"/rapporter/{board}/t2-{year}",
            "VB, one board": f"/rapporter/{board}/vb-{year}",
            "KS, every board": f"/rapporter/all/ks-{year}",
            "KS as XLSX": f"/rapporter/all/ks-{year}.xlsx",
            "KS as PDF": f"/rapporter/all/ks-{year}.pdf",
            "trends, 3 years": "/trender",
            "trends, 5 years": "/trender?manader=60",
        }

        def getter(path: str):  # type: ignore[no-untyped-def]
            return lambda: client.get(path)

        calls = {name: getter(path) for name, path in paths.items()}
        for name, call in calls.items():
            if call().status_code != 200:
                raise RuntimeError(f"{name} is not shown")
        found = []
        for name, times in in_turns(calls, each=EACH, warm=1).items():
            with count_queries() as sent:
                calls[name]()
            slowest = at_share([one for taken in times.rounds for one in taken], 1.0)
            found += [
                Figure("reports", f"{name}: p50", times.p50, "ms", kind),
                Figure("reports", f"{name}: slowest", slowest, "ms", kind, "≤ 3000"),
                Figure("reports", f"{name}: queries", len(sent), "", kind, "≤ 15"),
            ]
        return found
