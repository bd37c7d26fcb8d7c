"""What a journal's entry is about, where it is neither a case nor one of the first kinds of thing."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as lazy

SUBJECTS: dict[str, LazyString] = {
    "action_plan": lazy("action plan"),
    "association_report": lazy("report from an association"),
    "away": lazy("absence"),
    "backup": lazy("backup"),
    "bar": lazy("stop mark"),
    "breach": lazy("breach of contract"),
    "cases": lazy("cases"),
    "checklist_draft": lazy("draft of rules"),
    "claim": lazy("claim for repayment"),
    "clearance": lazy("cleared register hit"),
    "court_finding": lazy("court finding"),
    "difference": lazy("explained difference"),
    "effect_list": lazy("list of effects of a revocation"),
    "extension": lazy("request for a later day"),
    "freedom_trial": lazy("weighing against freedoms"),
    "hold": lazy("paused payment"),
    "observation": lazy("observation"),
    "payment": lazy("payment"),
    "place_statement": lazy("statement to the police"),
    "plan_item": lazy("item of a plan"),
    "plan_letter": lazy("letter about a plan"),
    "provider": lazy("the municipality's sign-in"),
    "rate": lazy("reference rate"),
    "report_signer": lazy("signatory of a report"),
    "retention_plan": lazy("retention plan"),
    "retention_rule": lazy("row of the retention plan"),
    "routine": lazy("routine"),
    "signal": lazy("signal"),
    "table": lazy("table"),
    "terms_edition": lazy("terms of contract"),
    "thresholds": lazy("thresholds"),
    "visit": lazy("visit"),
}
