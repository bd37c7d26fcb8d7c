"""What officers are told by e-mail of a reminder: of plans what and when, of everything else only that it is there."""

import re

import pytest

from vetting.domain.officer_letter import DESK_ONLY, PLAN_KINDS, is_mailed, mail_about
from vetting.domain.reminding import Moment
from vetting.web.wording.reminders import REMINDERS

PLAN = {
    "case_number": "NOR 2026/0001",
    "title": "Redovisning av\nhur bidraget använts",
    "due_on": "2027-04-01",
}
# Everything that some reminder knows; none of it may leave the service but what a plan's item is.
SECRETS = {
    "association": "Granlunda Kulturförening",
    "premises": "Kvarnsalen",
    "board": "Norrlunda stadsdelsnämnd",
    "subject": "Påminnelse i ärende NOR 2026/0001",
    "item": "BID-2026-001",
    "title": "Rutin för lås",
}


@pytest.mark.parametrize(
    ("moment", "subject", "first"),
    [
        (Moment.AHEAD, "Påminnelse i ärende NOR 2026/0001", "Snart ska det här vara klart"),
        (Moment.PASSED, "Försenat i ärende NOR 2026/0001", "Det här skulle ha varit klart"),
        (Moment.AGAIN, "Fortfarande försenat i ärende NOR 2026/0001", "Det här är fortfarande inte klart"),
        (Moment.ESCALATED, "Länge försenat i ärende NOR 2026/0001", "Det här är länge försenat"),
    ],
)
def test_of_a_plan_it_says_what_and_when(moment, subject, first):
    mail = mail_about(f"plan_{moment.value}", PLAN)
    assert mail.subject == subject
    assert mail.body.startswith(first)
    assert (
        "Ärende: NOR 2026/0001\nVad: Redovisning av hur bidraget använts\nSenast: 1 april 2027\n" in mail.body
    )
    assert ("enhetschef" in mail.body) is (moment is Moment.ESCALATED)
    assert "Min dag" in mail.body


@pytest.mark.parametrize("kind", sorted(set(REMINDERS) - PLAN_KINDS - DESK_ONLY))
def test_of_everything_else_it_says_only_that_it_is_there(kind):
    mail = mail_about(kind, PLAN | SECRETS)
    assert mail == mail_about("export_ready", {})
    told = mail.subject + mail.body
    assert [word for word in SECRETS.values() if word in told] == []
    assert "Min dag" in mail.subject
    assert "Min dag" in mail.body


@pytest.mark.parametrize("kind", sorted(set(REMINDERS) - DESK_ONLY))
def test_no_mail_holds_a_link_or_a_reader_s_name(kind):
    mail = mail_about(kind, PLAN | SECRETS | PLAN)
    assert not re.search(r"https?:|www\.|@|/min-dag", mail.subject + mail.body)
    assert "\n" not in mail.subject
    assert len(mail.subject) <= 200


def test_post_that_fails_is_not_told_of_by_post():
    assert [kind for kind in REMINDERS if not is_mailed(kind)] == ["post_given_up"]
    assert set(REMINDERS) >= PLAN_KINDS | DESK_ONLY
