"""The same parties and the same register with nomenklatura: its blocker, then its matcher logic-v2.

Runs in an environment of its own (see matching_peers.py); reads and writes files only. Told as JSON:
seconds to load and to match, by the clock and of the processor (`load_cpu`, `match_cpu`), and per question
the ids found, best first, with their scores.
"""

import csv
import json
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from followthemoney import ValueEntity
from nomenklatura.blocker.index import Index
from nomenklatura.matching import get_algorithm

KEPT = 10


class Register:
    """What the blocker reads: entities, one by one."""

    def __init__(self, path: Path) -> None:
        self.by_id = {row["id"]: entity(row["id"], row) for row in rows(path)}

    def entities(self, **_: object) -> Iterator[Any]:
        return iter(self.by_id.values())


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def entity(entity_id: str, row: dict[str, str]) -> Any:
    told = {
        "name": [row["name"]],
        "registrationNumber": [row["orgnr"]] if row["orgnr"] else [],
        "address": [row["city"]] if row["city"] else [],
    }
    return ValueEntity.from_dict({"id": entity_id, "schema": "Organization", "properties": told})


def main() -> None:
    register_path, queries_path = map(Path, sys.argv[1:3])
    logging.disable(logging.CRITICAL)
    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()
    with tempfile.TemporaryDirectory() as folder:
        began, began_cpu = time.perf_counter(), time.process_time()
        register = Register(register_path)
        index = Index(register, Path(folder))
        index.build()
        loaded, loaded_cpu = time.perf_counter(), time.process_time()
        queries = {f"q{row['query_id']}": entity(f"q{row['query_id']}", row) for row in rows(queries_path)}
        found: dict[str, list[tuple[str, float]]] = {}
        for query_id, candidates in index.match_entities(iter(queries.values())):
            query = queries[str(query_id)]
            scored = [
                (str(one), algorithm.compare(query, register.by_id[str(one)], config).score)
                for one, _ in candidates
            ]
            found[str(query_id)[1:]] = sorted(scored, key=lambda one: (-one[1], one[0]))[:KEPT]
        done, done_cpu = time.perf_counter(), time.process_time()
    told = {"load": loaded - began, "match": done - loaded}
    told |= {"load_cpu": loaded_cpu - began_cpu, "match_cpu": done_cpu - loaded_cpu}
    json.dump({**told, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
