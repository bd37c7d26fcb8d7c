"""The first rows of a delivery as they would be read, to look at before anything is kept or changed."""

import itertools
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from vetting.domain.errors import UnusableFile
from vetting.domain.terms import RowState
from vetting.gateways.readers import READERS
from vetting.gateways.source import Listing, SourceOptions, Tally

LOOKED_AT = 2_000


@dataclass(slots=True)
class FirstRows:
    """At most LOOKED_AT rows; `is_whole` when the file has no more. `counts` add up to `rows_in`.

    `refusal` tells why the file cannot be used, as far as these rows show it.
    """

    tally: Tally = field(default_factory=Tally)
    rows_in: int = 0
    counts: Counter[RowState] = field(default_factory=Counter)
    rows: list[Listing] = field(default_factory=list)
    is_whole: bool = False
    refusal: UnusableFile | None = None


def first_rows(adapter: str, file: Path, filename: str, options: SourceOptions, *, shown: int) -> FirstRows:
    """Walks the first rows and keeps `shown` of them. Raises nothing: what is wrong is told."""
    found, seen = FirstRows(), set[str]()
    reading = READERS[adapter](file, found.tally, filename=filename, options=options)
    try:
        for one in itertools.islice(reading, LOOKED_AT):
            found.rows_in += 1
            state = one.state if isinstance(one, Listing) else RowState.OK
            found.counts[RowState.DUPLICATE if one.record_id in seen else state] += 1
            seen.add(one.record_id)
            if isinstance(one, Listing) and len(found.rows) < shown:
                found.rows.append(one)
        found.is_whole = next(iter(reading), None) is None
    except UnusableFile as problem:
        found.refusal = problem
    finally:
        if close := getattr(reading, "close", None):
            close()
    for state, number in found.tally.left_out.items():
        found.counts[state] += number
        found.rows_in += number
    return found
