"""The pages of registers that answer number by number."""

import dataclasses
import io
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.hostile import Source as Running
from tests.makers import NOW, an_officer, csrf, sign_in
from tests.makers_apis import SECRETS, Agency, bv_row, fault, running
from tests.makers_decisions import a_ready_case
from tests.makers_inquiries import GROUND, ONE, TWO, an_asked_register
from tests.makers_posts import answers, claim, nothing, receipt
from tests.makers_sources import a_source
from vetting.domain.terms import InquiryState, Partner, Role
from vetting.gateways.apis.pace import Pace
from vetting.gateways.registries import bv_vdm_api
from vetting.jobs.long_work import do_waiting_work
from vetting.reading.inquiries import LINES_SHOWN
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.cross_checks import CrossCheck
from vetting.records.db import db, settings, transaction
from vetting.records.inquiries import Inquiry
from vetting.records.snapshots import Source

PAGE = "/registerfragor/kfm"


@pytest.fixture
def coordinator(app, client):
    an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)
    an_asked_register()
    return sign_in(client, "samordnare")


def sent(client, path: str, page: str = PAGE, **fields: object):
    return client.post(path, data={"csrf_token": csrf(client, page), **fields})


def replied(client, data: bytes):
    return sent(client, f"{PAGE}/svar", file=(io.BytesIO(data), "ABC.UTFIL"))


def references() -> tuple[str, dict[str, str]]:
    rows = db.session.query(Inquiry).all()
    return rows[0].question_file_id, {row.org_number: row.reference for row in rows}


def test_a_question_file_is_made_fetched_and_answered(coordinator) -> None:
    made = sent(coordinator, PAGE, numbers="889999-9018\n829999-9014", ground="")
    assert made.headers["Location"] == PAGE
    page = coordinator.get(PAGE).text
    assert "889999-9018" in page
    file_id, by_number = references()
    fetched = coordinator.get(f"{PAGE}/{file_id}")
    assert fetched.data.startswith(b"00KFM")
    assert "attachment" in fetched.headers["Content-Disposition"]
    assert replied(coordinator, receipt(file_id, {})).status_code == 200
    page = replied(coordinator, answers(file_id, [claim(by_number[ONE], ONE)])).text
    assert "829999-9014" in page
    assert "889999-9018" not in page
    states = {row.org_number: row.state for row in db.session.query(Inquiry)}
    assert states == {ONE: InquiryState.ANSWERED, TWO: InquiryState.RECEIPTED}
    source = coordinator.get("/leveranser/kfm").text
    assert PAGE in source


def test_a_file_that_does_not_add_up_is_told_and_changes_nothing(coordinator) -> None:
    sent(coordinator, PAGE, numbers=ONE)
    file_id, by_number = references()
    data = answers(file_id, [nothing(by_number[ONE], ONE)])
    answer = replied(coordinator, data.replace(b"99 0000003", b"99 0000009"))
    assert answer.status_code == 409
    assert re.search(r"9 .*3", answer.text)
    assert replied(coordinator, data).status_code == 200
    assert replied(coordinator, data).status_code == 200  # once more changes nothing


@pytest.mark.parametrize(
    ("fields", "shown"), [({"numbers": "811228-9874"}, "811228"), ({"ground": "811228-9874"}, "")]
)
def test_what_cannot_be_asked_is_told_at_its_field(coordinator, fields, shown) -> None:
    answer = sent(coordinator, PAGE, **{"numbers": ONE, **fields})
    assert answer.status_code in (409, 422)
    assert "ds-validation-message" in answer.text or "error" in answer.text
    assert db.session.query(Inquiry).count() == 0


def test_a_form_without_a_file_is_told(coordinator) -> None:
    assert sent(coordinator, f"{PAGE}/svar").status_code == 422


def test_more_questions_than_a_page_holds_are_turned(coordinator) -> None:
    source_id = db.session.query(Source.id).scalar()
    with transaction(is_piece=True):
        for at in range(LINES_SHOWN + 1):
            db.session.add(
                Inquiry(source_id=source_id, reference=f"r{at}", org_number=f"889999{at:04}", asked_by="x",
                        state=InquiryState.SENT, sent_at=NOW)
            )  # fmt: skip
    first, second, beyond = (coordinator.get(f"{PAGE}?page={page}").text for page in (1, 2, 99))
    assert "page=2" in first
    numbers = [set(re.findall(r"889999-\d{4}", page)) for page in (first, second, beyond)]
    assert [len(found) for found in numbers] == [LINES_SHOWN, 1, 1]
    assert not numbers[0] & numbers[1]
    assert "vetting inquiry" not in first


def test_the_receipt_the_answer_file_and_its_digest_are_shown(coordinator) -> None:
    sent(coordinator, PAGE, numbers=ONE)
    file_id, by_number = references()
    replied(coordinator, receipt(file_id, {}))
    assert "Kvitterad" in coordinator.get(PAGE).text
    replied(coordinator, answers(file_id, [nothing(by_number[ONE], ONE)]))
    row = db.session.query(Inquiry).one()
    answered = coordinator.get(f"{PAGE}?visa=besvarade").text
    assert "889999-9018" in answered
    assert answered.count(row.digest) >= 2  # of the answer, and in the list of files
    assert answered.count("ABC.UTFIL") >= 3
    assert "889999-9018" not in coordinator.get(PAGE).text


def test_an_officer_asks_by_file_from_the_case(client, app) -> None:
    an_asked_register()
    case_id = a_ready_case()
    an_officer(Role.CULTURE_SECRETARY, username="sekreterare")
    sign_in(client, "sekreterare")
    page = f"/arenden/{case_id}"
    answer = sent(client, f"{page}/fraga-register/kfm", page)
    assert answer.headers["Location"] == f"{page}#kontroller"
    shown = client.get(page).text
    assert "nästa frågefil till registret" in shown
    assert f"{page}/fraga-register/kfm" not in shown
    again = sent(client, f"{page}/fraga-register/kfm", page)
    assert again.status_code == 302
    assert db.session.query(Inquiry).count() == 1
    client.post("/utloggning", data={"csrf_token": csrf(client, "/konto/")})
    an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)
    sign_in(client, "samordnare")
    assert PAGE in client.get("/min-dag").text
    assert sent(client, PAGE, only_queued="y").status_code == 302
    assert db.session.query(Inquiry).one().state is InquiryState.SENT


def test_a_source_of_another_kind_has_no_such_page(coordinator) -> None:
    a_source("lista")
    assert coordinator.get("/registerfragor/lista").status_code == 404


@pytest.fixture
def agency() -> Agency:
    return Agency()


@pytest.fixture
def there(app: Flask, agency: Agency, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setattr(bv_vdm_api, "PACE", Pace(0))
    with running(agency) as found:
        told = {"url": found.url, "token_url": found.url + "/token", "scope": agency.scope}
        a_source(
            "bv",
            "bv_vdm_api",
            partner=Partner.COMPANIES_OFFICE,
            ground=GROUND,
            settings={**told, "ask_in_check": True},
        )
        secrets = {f"VETTING_SOURCE_BV_{name.upper()}": value for name, value in SECRETS.items()}
        own = dataclasses.replace(settings(), source_secrets=secrets, inside_hosts=frozenset({found.host}))
        monkeypatch.setitem(app.config, "SETTINGS", own)
        yield found


def a_case_of(agency: Agency) -> tuple[str, str]:
    case_id = a_ready_case()
    number = db.session.get(Association, db.session.get(Case, case_id).association_id).org_number
    agency.answers[number] = {"organisationer": [bv_row(number)]}
    return case_id, number


def test_a_register_is_asked_from_the_case_as_long_work(client, agency, there) -> None:
    case_id, number = a_case_of(agency)
    an_officer(Role.CULTURE_SECRETARY, username="sekreterare")
    sign_in(client, "sekreterare")
    page = f"/arenden/{case_id}"
    assert f"{page}/fraga-register/bv" in client.get(page).text
    answer = sent(client, f"{page}/fraga-register/bv", page)
    assert answer.headers["Location"].startswith("/arbete/")
    assert do_waiting_work() == 1
    assert client.get(answer.headers["Location"]).headers["Location"] == f"{page}#kontroller"
    assert db.session.query(Inquiry).one().org_number == number


def test_a_fault_of_the_register_is_told_on_the_progress_page(client, agency, there) -> None:
    case_id, number = a_case_of(agency)
    agency.statuses[number] = 500
    an_officer(Role.CULTURE_SECRETARY, username="sekreterare")
    sign_in(client, "sekreterare")
    page = f"/arenden/{case_id}"
    answer = sent(client, f"{page}/fraga-register/bv", page)
    do_waiting_work()
    told = client.get(answer.headers["Location"])
    assert "127.0.0.1" in told.text
    assert db.session.query(Inquiry).one().state is InquiryState.REJECTED


def test_a_check_asks_the_registers_that_say_so_and_shows_the_answer(client, agency, there) -> None:
    case_id, number = a_case_of(agency)
    agency.answers[number] = {"organisationer": [bv_row(number, organisationsform=fault("TIMEOUT"))]}
    an_officer(Role.CULTURE_SECRETARY, username="sekreterare")
    sign_in(client, "sekreterare")
    page = f"/arenden/{case_id}"
    answer = sent(client, f"{page}/kontroll", page)
    assert answer.headers["Location"].startswith("/arbete/")
    before = db.session.query(CrossCheck).count()
    do_waiting_work()
    assert db.session.query(CrossCheck).count() == before + 1
    shown = client.get(page).text
    assert "Exempelbygdens Kulturförening" in shown  # what the register told
    hit = re.search(rf"{page}/traffar/\w+", shown)
    assert hit is not None  # it has another name under the number
    assert "Exempelbygdens Kulturförening" in client.get(hit.group()).text
    assert "Kom inte med" in shown
    latest = db.session.query(CrossCheck).filter_by(case_id=case_id, is_latest=True).one()
    digest = db.session.query(Inquiry.digest).filter_by(case_id=case_id).scalar()
    paper = client.get(f"{page}/kontroller/{latest.id}/intyg").text
    assert (digest in paper, "Kom inte med" in paper, "ett svar om det här numret" in paper) == (True,) * 3


def test_a_check_is_made_although_a_register_is_out_of_order(client, agency, there) -> None:
    case_id, number = a_case_of(agency)
    agency.statuses[number] = 500
    an_officer(Role.CULTURE_SECRETARY, username="sekreterare")
    sign_in(client, "sekreterare")
    page = f"/arenden/{case_id}"
    sent(client, f"{page}/kontroll", page)
    do_waiting_work()
    latest = db.session.query(CrossCheck).filter_by(case_id=case_id, is_latest=True).one()
    assert latest.outcome.value == "incomplete"
