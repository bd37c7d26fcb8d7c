"""Drafts of the rules: the published criteria with something changed, and how they become an edition."""

import datetime as dt

from tests.makers import NOW, an_officer
from vetting.domain.authority import Actor
from vetting.domain.rule_editions import Adoption
from vetting.domain.terms import Role
from vetting.gateways.checklist_files import digest_of, verified_bytes
from vetting.gateways.checklist_toml import toml_table
from vetting.gateways.checklist_writing import toml_of
from vetting.paths import checklists_dir
from vetting.records.checklist_editions import draft_named
from vetting.services import rule_desk

NAME, VERSION, IN_FORCE = "democracy-criteria", "2027-01", dt.date(2027, 1, 1)
ADOPTED = Adoption("Norrdals stadsdelsnämnd § 45", dt.date(2026, 11, 10))
WORDS = {"sv": "Nämndens riktlinjer 2027", "en": "The board's guidelines 2027"}


def a_table(name: str = NAME, version: str = "2026-01") -> dict:
    """The table of a published checklist, to be changed."""
    return toml_table(verified_bytes(checklists_dir(), name, version), name)


def the_question(table: dict, question_id: str) -> dict:
    """One question of the table."""
    return next(one for one in table["questions"] if one["id"] == question_id)


def without(table: dict, *question_ids: str) -> dict:
    """The table without those questions."""
    return {**table, "questions": [one for one in table["questions"] if one["id"] not in question_ids]}


def a_new_question(question_id: str = "S30", **changes: object) -> dict:
    """A criterion nobody has asked before."""
    return {
        "id": question_id,
        "section": "structure",
        "text": {
            "sv": "Har föreningen en plan för året?",
            "en": "Does the association have a plan for the year?",
        },
        "why": {
            "sv": "Planen visar vad stödet ska gå till.",
            "en": "The plan shows what the support is for.",
        },
        "evidence": ["verksamhetsplan"],
        "answers": "std",
        "bad": ["nej"],
        "effect": "complete",
        "required": True,
        "source": ["KOMMUN"],
        "in_force": "2026-11-10",
        "status": "V",
        **changes,
    }


def a_draft(
    *, version: str = VERSION, in_force_on: dt.date = IN_FORCE, table: dict | None = None, **head: object
) -> bytes:
    """The TOML of a draft that begins with the criteria in force."""
    whole = {**(table or a_table()), "version": version, "in_force_on": in_force_on, **head}
    return toml_of(whole)


def a_drafter(username: str = "jurist") -> Actor:
    return an_officer(Role.LAWYER, username=username)


def a_publisher(username: str = "samordnare") -> Actor:
    return an_officer(Role.COORDINATOR, username=username, everywhere=True)


def kept(content: bytes, by: Actor, now: dt.datetime = NOW) -> str:
    """The id of a draft sent in."""
    return rule_desk.save_draft(("utkast.toml", content), by=by, now=now)


def published(content: bytes, drafter: Actor, publisher: Actor, now: dt.datetime = NOW) -> str:
    """Drafts and publishes; the digest."""
    draft_id = kept(content, drafter, now)
    seen = draft_named(draft_id).digest
    rule_desk.publish_draft(draft_id, ADOPTED, seen_digest=seen, by=publisher, now=now)
    assert seen == digest_of(content)
    return seen
