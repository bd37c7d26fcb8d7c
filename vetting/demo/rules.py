"""A draft of next year's criteria on the rule desk: a debt may be put right first, and a plan is asked for."""

import datetime as dt

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import CHECKLIST, Town
from vetting.services import rule_desk

IN_FORCE = "2026-01"
BEFORE = dt.timedelta(days=6)
PLAN = """
[[questions]]
id = "S30"
section = "structure"
text.sv = "Har föreningen en verksamhetsplan för det år som ansökan gäller?"
text.en = "Does the association have an activity plan for the year of the application?"
why.sv = "Planen visar vad stödet ska användas till. Saknas den kan föreningen komplettera."
why.en = "The plan shows what the support is to be used for. If it is missing the association can supplement."
evidence = ["verksamhetsplan"]
answers = "std"
bad = ["nej"]
effect = "complete"
required = true
source = ["KOMMUN"]
in_force = "2026-10-01"
status = "V"
"""


def plan_draft(calendar: Calendar, town: Town, now: dt.datetime) -> None:
    """The lawyer sends the draft in some days before the day the demo stands on."""
    calendar.add(now - BEFORE, _draft(town, now - BEFORE))


def _draft(town: Town, at: dt.datetime) -> Steps:
    year = at.year + 1
    text = rule_desk.edition_toml(CHECKLIST, IN_FORCE).decode()
    text = text.replace(f'version = "{IN_FORCE}"', f'version = "{year}-01"', 1)
    text = text.replace("in_force_on = 2026-01-01", f"in_force_on = {year}-01-01", 1)
    place = text.rindex("[[questions]]", 0, text.index('section = "finances"'))
    text = text[:place] + PLAN + "\n" + text[place:]
    debt = text.index('effect = "block"', text.index('id = "E01"'))
    text = text[:debt] + text[debt:].replace('effect = "block"', 'effect = "complete"', 1)
    rule_desk.save_draft((f"kriterier-{year}.toml", text.encode()), by=town.lawyer, now=at)
    yield from ()
