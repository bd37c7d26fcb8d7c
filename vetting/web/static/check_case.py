#!/usr/bin/env python3
"""Checks the capsule of a case and says in words what agrees and what differs.

    python3 check_case.py CAPSULE.zip [--key journal.key] [--english]

One file, Python 3.8 or later and nothing else; written apart from the service that made the capsule, so that
the two check one another. Ends with 0 when all agrees, 1 when something differs, 2 when it cannot be used.

Checked are: every member by its SHA-256; every journal entry by the digest of its facts; the moves that the
journal tells of, which must lead to the stage of the case; the seal of the reasons; decision, answers,
letters, papers and later additions against the journal; with the municipality's key also every link of it.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import sys
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

SHOWN, FIRST = 8, "received"
CASE, JOURNAL, REASONS, MANIFEST = "case.json", "journal.json", "reasons-1.json", "manifest.json"
FORMATS = {CASE: "vetting-case-1", JOURNAL: "vetting-journal-slice-1", MANIFEST: "vetting-capsule-1"}
MOVES = {
    "received": {"in_review", "withdrawn"},
    "in_review": {"awaiting_supplement", "proposed", "withdrawn"},
    "awaiting_supplement": {"in_review", "withdrawn"},
    "proposed": {"in_review", "decided", "withdrawn"},
}
SWEDISH = {
    "agrees": "stämmer", "DIFFERS": "STÄMMER INTE", "All agrees.": "Allt stämmer.", "papers": "handlingar",
    "Points that differ: {}.": "Punkter som inte stämmer: {}.", "and {} more": "och {} till",
    "SHA-256 of the capsule: {}": "Kapselns SHA-256: {}", "Case {}, stage “{}”.": "Ärende {}, skede ”{}”.",
    "{} cannot be used: {}": "{} kan inte användas: {}", "it cannot be read": "den går inte att läsa",
    "a part is missing or has another form": "en del saknas eller har en annan form",
    "not a capsule": "inte en kapsel", "members": "kapselns filer", "letters": "brev", "answers": "svar",
    "{} is missing": "{} saknas", "additions after the decision": "tillägg efter beslutet",
    "{} should not be there": "{} ska inte finnas där", "{} is there twice": "{} finns två gånger",
    "{} was changed: its digest is another": "{} är ändrad: kontrollsumman är en annan",
    "{} does not have the digest it is named by": "{} har inte den kontrollsumma den heter",
    "facts of the journal": "journalens uppgifter", "order of the journal": "journalens ordning",
    "entry {}: its facts were changed": "rad {}: uppgifterna är ändrade",
    "entry {}: stands out of order": "rad {}: står i fel ordning", "decision": "beslut",
    "entry {}: belongs to another case": "rad {}: hör till ett annat ärende",
    "entry {}: does not follow the one before": "rad {}: följer inte på raden före",
    "entry {}: its link does not fit the key": "rad {}: länken passar inte nyckeln",
    "moves of the case": "ärendets förflyttningar", "seal of the reasons": "skälens försegling",
    "entry {}: goes from “{}”, but the case stood in “{}”": "rad {}: går från ”{}”, men ärendet stod i ”{}”",
    "entry {}: no case goes from “{}” to “{}”": "rad {}: inget ärende går från ”{}” till ”{}”",
    "entry {}: its facts were disposed of, so the moves cannot be replayed":
        "rad {}: uppgifterna är gallrade, så förflyttningarna kan inte spelas upp",
    "the journal leads to “{}”, the case says “{}”": "journalen leder till ”{}”, ärendet säger ”{}”",
    "there is a decision, but no sealed reasons": "det finns ett beslut men inga förseglade skäl",
    "there are sealed reasons, but no decision": "det finns förseglade skäl men inget beslut",
    "the reasons are not the ones that were sealed": "skälen är inte de som förseglades",
    "the journal noted another digest when it was signed":
        "journalen antecknade en annan kontrollsumma vid underskriften",
    "{}: the sealed reasons say {}, the case {}": "{}: de förseglade skälen säger {}, ärendet {}",
    "{}: the journal says {}, the case {}": "{}: journalen säger {}, ärendet {}",
    "“{}” was changed": "”{}” är ändrat", "“{}” is not in the journal": "”{}” finns inte i journalen",
    "the file of “{}” is missing": "filen till ”{}” saknas",
    "what entry {} of the journal tells of is gone": "det som journalens rad {} berättar om är borta",
    "Not checked without the key: that the entries are those of the whole journal.":
        "Kontrolleras inte utan nyckeln: att raderna är de som står i hela journalen.",
}  # fmt: skip
SEALED, NOTED = "{}: the sealed reasons say {}, the case {}", "{}: the journal says {}, the case {}"
OF_SEAL = ("outcome", "amount", "summary", "reasons", "proportionality", "conditions", "reservation")
OF_DECISION = ("outcome", "amount", "signature", "delegation_item", "minutes", "decided_on", "decided_by")


class Report:
    """Says one line per point that is checked, and counts those that differ."""

    def __init__(self, english: bool) -> None:
        self.english = english
        self.differing = 0

    def words(self, text: str, *facts: object) -> str:
        told = (text if self.english else SWEDISH[text]).format(*facts)
        return "".join([c if c.isprintable() else ascii(c)[1:-1] for c in told])  # no name moves the cursor

    def say(self, text: str, *facts: object) -> None:
        sys.stdout.write(self.words(text, *facts) + "\n")

    def point(self, what: str, amiss: list[tuple[Any, ...]]) -> None:
        """One point: what is amiss with it, each as words and their facts."""
        self.differing += bool(amiss)
        lines = [self.words(*one) for one in amiss[:SHOWN]]
        lines += [self.words("and {} more", len(amiss) - SHOWN)] * (len(amiss) > SHOWN)
        head = f"{self.words('DIFFERS' if amiss else 'agrees')}: {self.words(what)}"
        for line in lines or [""]:
            sys.stdout.write(head + (line and f": {line}") + "\n")


def canonical(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return unicodedata.normalize("NFC", text).encode("utf-8")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def check_members(report: Report, packed: zipfile.ZipFile, manifest: Any) -> None:
    times = Counter(packed.namelist())
    listed = {one["name"]: one["sha256"] for one in manifest["members"]}
    amiss: list[tuple[Any, ...]] = [("{} is there twice", name) for name in times if times[name] > 1]
    amiss += [("{} is missing", name) for name in listed if name not in times]
    amiss += [("{} should not be there", name) for name in times if name not in {*listed, MANIFEST}]
    for name in sorted(times):
        digest = sha256(packed.read(name))
        if name in listed and digest != listed[name]:
            amiss.append(("{} was changed: its digest is another", name))
        if name.startswith("files/") and Path(name).stem != digest:
            amiss.append(("{} does not have the digest it is named by", name))
    report.point("members", amiss)


def facts_of(entry: Any) -> Any:
    """The facts of an entry; None where they were disposed of."""
    return None if entry["body"] is None else json.loads(entry["body"])


def check_journal(report: Report, entries: list[Any], case_id: str, key: bytes | None) -> None:
    changed, order = [], []
    before: Any = {"seq": 0, "hash": "0" * 64}
    for entry in entries:
        kept = b"payload\0" + f"{entry['salt']}{entry['body']}".encode()
        if entry["body"] is not None and sha256(kept) != entry["payload_digest"]:
            changed.append(("entry {}: its facts were changed", entry["seq"]))
        if entry["case"] != case_id:
            order.append(("entry {}: belongs to another case", entry["seq"]))
        if entry["seq"] <= before["seq"]:
            order.append(("entry {}: stands out of order", entry["seq"]))
        elif entry["seq"] == before["seq"] + 1 and entry["prev"] != before["hash"]:
            order.append(("entry {}: does not follow the one before", entry["seq"]))
        if key and link_of(entry, key) != entry["hash"]:
            order.append(("entry {}: its link does not fit the key", entry["seq"]))
        before = entry
    report.point("facts of the journal", changed)
    report.point("order of the journal", order)


def link_of(entry: Any, key: bytes) -> str:
    names = ("seq", "at", "actor", "name", "subject", "case", "payload_digest", "prev")
    body = b"event\0" + canonical([1, *(entry[name] for name in names)])
    return hmac.new(key, body, hashlib.sha256).hexdigest()


def check_stage(report: Report, entries: list[Any], stage: str) -> None:
    """Replays the moves from the first stage; each must begin where the one before ended."""
    moves = [entry for entry in entries if entry["name"] == "CaseMoved"]
    disposed = "entry {}: its facts were disposed of, so the moves cannot be replayed"
    amiss: list[tuple[Any, ...]] = [(disposed, entry["seq"]) for entry in moves if entry["body"] is None]
    now = FIRST
    for seq, facts in [] if amiss else [(entry["seq"], facts_of(entry)) for entry in moves]:
        before, after = facts["before"], facts["after"]
        if before != now:
            amiss.append(("entry {}: goes from “{}”, but the case stood in “{}”", seq, before, now))
        elif after not in MOVES.get(before, set()):
            amiss.append(("entry {}: no case goes from “{}” to “{}”", seq, before, after))
        now = after
    if now != stage and not (amiss and amiss[0][0] == disposed):
        amiss.append(("the journal leads to “{}”, the case says “{}”", now, stage))
    report.point("moves of the case", amiss)


def noted(entries: list[Any], name: str = "") -> list[Any]:
    """Entries of that name, or all, that still have their facts, with them."""
    found = [(entry, facts_of(entry)) for entry in entries if name in ("", entry["name"])]
    return [(entry, facts) for entry, facts in found if facts is not None]


def differing(words: str, names: tuple[str, ...], says: Any, case: Any) -> list[tuple[Any, ...]]:
    return [(words, name, says[name], case.get(name)) for name in names if says[name] != case.get(name)]


def check_decision(report: Report, text: bytes | None, rows: Any, entries: list[Any], case: Any) -> None:
    """The sealed reasons, their digest in the case and in the journal, and the decision they belong to."""
    signings, decision = noted(entries, "DecisionMade"), (rows["decisions"] or [None])[-1]
    amiss: list[tuple[Any, ...]] = []
    if text is None and (rows["sealed_reasons"] or any("reasons_digest" in facts for _, facts in signings)):
        amiss.append(("there is a decision, but no sealed reasons",))
    if text is not None and decision is None:
        amiss.append(("there are sealed reasons, but no decision",))
    if text is not None and decision is not None:
        amiss += unlike_sealed(text, decision, rows, case)
        if any(facts.get("reasons_digest") != sha256(text) for _, facts in signings):
            amiss.append(("the journal noted another digest when it was signed",))
    report.point("seal of the reasons", amiss)
    amiss = []
    for entry, facts in signings:
        case_says = decision if decision and entry["subject"] == "decision:" + decision["id"] else {}
        amiss += differing(NOTED, OF_DECISION, dict(facts, decided_by=entry["actor"]), case_says)
    report.point("decision", amiss)


def unlike_sealed(text: bytes, decision: Any, rows: Any, case: Any) -> list[tuple[Any, ...]]:
    """In what the text, the decision and the proposal that was decided are not what was sealed."""
    sealed, amiss = json.loads(text.decode("utf-8")), []
    sealed["reasons"], seals = sealed["grounds"], [row["digest"] for row in rows["sealed_reasons"]]
    if sha256(text) not in seals:
        amiss.append(("the reasons are not the ones that were sealed",))
    proposal = {row["id"]: row for row in rows["proposals"]}[decision["proposal_id"]]
    says = {**proposal, "case_number": case["case_number"], "amount": decision["amount"]}
    says["outcome"] = decision["outcome"]
    return amiss + differing(SEALED, ("case_number", *OF_SEAL), sealed, says)


def check_kept(report: Report, what: str, kept: list[tuple[str, str, str]], told: list[Any]) -> None:
    """`kept`: name, digest as the case has it, and as reckoned anew; `told`: what the journal noted."""
    known = {facts["digest"]: entry["seq"] for entry, facts in told}
    amiss: list[tuple[Any, ...]] = []
    for name, digest, reckoned in kept:
        if reckoned != digest:
            amiss.append(("“{}” was changed" if reckoned else "the file of “{}” is missing", name))
        elif digest not in known:
            amiss.append(("“{}” is not in the journal", name))
    there = {digest for _, digest, _ in kept}
    gone = sorted(seq for digest, seq in known.items() if digest not in there)
    report.point(what, amiss + [("what entry {} of the journal tells of is gone", seq) for seq in gone])


def check_texts(report: Report, rows: Any, entries: list[Any], members: list[str]) -> None:
    """Additions, letters, papers and answers; of answers the journal notes choices, not what was written."""
    reasons = {row["decision_id"]: row["digest"] for row in rows["sealed_reasons"]}
    kept = []
    for row in rows["reason_addenda"]:
        body = {"format": "vetting-addendum-1", "reasons_digest": reasons.get(row["decision_id"], "")}
        body.update(text=row["text"], by=row["written_by"], at=row["written_at"])
        kept.append((row["text"][:60], row["digest"], sha256(canonical(body))))
    check_kept(report, "additions after the decision", kept, noted(entries, "AddendumWritten"))
    kept = [(row["subject"], row["digest"], sha256(canonical(row["content"]))) for row in rows["notices"]]
    told = noted([entry for entry in entries if entry["subject"].startswith("notice:")])
    check_kept(report, "letters", kept, [one for one in told if "digest" in one[1]])
    there = {Path(name).stem: Path(name).stem for name in members if name.startswith("files/")}
    papers = [(row["file_name"], row["file_digest"]) for row in rows["papers"]]
    kept = [(name, digest, there.get(digest, "")) for name, digest in papers]
    check_kept(report, "papers", kept, noted(entries, "PaperReceived"))
    last: dict[str, str] = {}
    for _, facts in noted(entries, "ChecklistAnswered"):
        last.update({name: value for name, value in facts["answers"].items() if value != "written"})
    current = {row["question_id"]: row["value"] for row in rows["answers"] if row["is_current"]}
    report.point("answers", differing(NOTED, tuple(sorted(set(last) & set(current))), last, current))


def check(report: Report, packed: zipfile.ZipFile, key: bytes | None) -> None:
    """All that can be checked. Raises ValueError with words when it is no capsule."""
    try:
        read = {name: json.loads(packed.read(name).decode("utf-8")) for name in FORMATS}
    except KeyError as error:
        raise ValueError("not a capsule") from error
    if any(read[name]["format"] != FORMATS[name] for name in FORMATS):
        raise ValueError("not a capsule")
    case, rows, entries = read[CASE]["case"], read[CASE]["rows"], read[JOURNAL]["entries"]
    report.say("Case {}, stage “{}”.", case["case_number"], case["stage"])
    check_members(report, packed, read[MANIFEST])
    check_journal(report, entries, case["id"], key)
    check_stage(report, entries, case["stage"])
    text = packed.read(REASONS) if REASONS in packed.namelist() else None
    check_decision(report, text, rows, entries, case)
    check_texts(report, rows, entries, packed.namelist())


def main() -> int:
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("capsule", metavar="CAPSULE.zip")
    parser.add_argument("--key", metavar="journal.key", help="the key of the municipality's journal")
    parser.add_argument("--english", action="store_true", help="answer in English")
    given = parser.parse_args()
    report, path = Report(given.english), given.key or given.capsule
    try:
        key, path = given.key and bytes.fromhex(Path(given.key).read_text("ascii").strip()), given.capsule
        report.say("SHA-256 of the capsule: {}", sha256(Path(path).read_bytes()))
        with zipfile.ZipFile(path) as packed:
            check(report, packed, key)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        why = "it cannot be read"
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        why = str(error) if str(error) in SWEDISH else "a part is missing or has another form"
    else:
        if not key:
            report.say("Not checked without the key: that the entries are those of the whole journal.")
        report.say("Points that differ: {}." if report.differing else "All agrees.", report.differing)
        return 1 if report.differing else 0
    sys.stderr.write(report.words("{} cannot be used: {}", path, report.words(why)) + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
