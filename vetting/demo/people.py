"""Boards, officers, schemes, delegations and local rules of the fictional municipality."""

import datetime as dt
import random
from dataclasses import dataclass, field

from vetting.demo import names
from vetting.domain.account_names import NewAccount
from vetting.domain.authority import OPERATOR, Actor
from vetting.domain.delegation import Power
from vetting.domain.terms import BoardKind, PaperKind, Partner, Regime, Role, SupportKind
from vetting.services import accounts, boards, officers, parameters, staff_numbers

PASSWORD = "visa-upp-staden"
DOMAIN = "nordkopstad.example"
SIGN_INS = (
    ("kultursekreterare.almvik", "culture secretary, Almviks stadsdelsnämnd: prepares cases"),
    ("enhetschef.almvik", "unit head, Almviks stadsdelsnämnd: decides on delegation"),
    ("ordforande.almvik", "chair of Almviks stadsdelsnämnd: decides what cannot await the board"),
    ("registrator.almvik", "registrar, Almviks stadsdelsnämnd: registers, enters board decisions"),
    ("lokalintendent.almvik", "premises manager, Almviks stadsdelsnämnd"),
    ("samordnare", "coordinator for the whole municipality: sources and deliveries"),
    ("jurist", "lawyer: judges wordings that the rules stop"),
    ("revisor", "auditor: reads everything, changes nothing"),
    ("administrator", "administrator: accounts, boards, schemes, local rules"),
    ("ombud.kronofogden", "agent of the Enforcement Authority: its own desk alone"),
    ("ombud.arbetsformedlingen", "agent of the Employment Service: its own desk alone"),
)
AGENTS = {
    Partner.ENFORCEMENT_AUTHORITY: ("ombud.kronofogden", "Ombud Kronofogden"),
    Partner.EMPLOYMENT_SERVICE: ("ombud.arbetsformedlingen", "Ombud Arbetsförmedlingen"),
}
DELEGATED = 150_000  # kronor
LOCAL_RULES = {
    ("S12", "min_age_years"): "1",
    ("S11", "eligible_forms"): "ideell förening, registrerat trossamfund",
    ("S14", "directory_entry_required"): "yes",
    ("S08", "min_governing_body"): "3",
    ("S15", "min_activity_years"): "2",
    ("S18", "min_members"): "10",
    ("E01", "no_public_debts"): "yes",
    ("E16", "audit_threshold"): "300000",
    ("A18", "safety_routine_required"): "yes",
}
PAPERS = (
    PaperKind.STATUTES,
    PaperKind.MINUTES,
    PaperKind.ACTIVITY_REPORT,
    PaperKind.ACCOUNTS,
    PaperKind.AUDIT_REPORT,
)
CHECKLIST = "democracy-criteria"


@dataclass(frozen=True)
class Desk:
    """A board with the people who work for it and the schemes it gives."""

    id: str
    name: str
    district: str
    secretary: Actor
    head: Actor
    registrar: Actor
    schemes: dict[SupportKind, str]


@dataclass
class Town:
    """What the rest of the demo needs to know of who is who."""

    boards: list[Desk] = field(default_factory=list)
    coordinator: Actor = OPERATOR
    lawyer: Actor = OPERATOR
    administrator: Actor = OPERATOR
    officers: int = 0
    agents: dict[Partner, Actor] = field(default_factory=dict)
    managers: dict[str, Actor] = field(default_factory=dict)  # of premises, by board
    called: set[str] = field(default_factory=set)  # the officers' names


def found_municipality(chance: random.Random, now: dt.datetime) -> Town:
    """Boards, schemes, delegations, local rules and officers."""
    town = Town()
    town.coordinator = _officer(town, chance, "samordnare", Role.COORDINATOR, None, now)
    _officer(town, chance, "revisor", Role.AUDITOR, None, now)
    town.administrator = _officer(town, chance, "administrator", Role.ADMINISTRATOR, None, now)
    town.lawyer = _officer(town, chance, "jurist", Role.LAWYER, None, now)
    for partner, called in AGENTS.items():
        town.agents[partner] = _agent(town, *called, partner, now)
    for prefix, district in names.DISTRICTS:
        board = boards.found_board(
            prefix,
            f"{district}s stadsdelsnämnd",
            kind=BoardKind.DISTRICT,
            district=district,
            by=OPERATOR,
            now=now,
        )
        manager = f"lokalintendent.{_ascii(district)}"
        town.managers[board] = _officer(town, chance, manager, Role.PREMISES_MANAGER, board, now)
        _furnish(town, chance, board, f"{district}s stadsdelsnämnd", district, now)
    for prefix, name, kind in (
        ("KUL", "Kulturnämnden", BoardKind.CULTURE),
        ("IDR", "Idrottsnämnden", BoardKind.SPORTS),
    ):
        board = boards.found_board(prefix, name, kind=kind, district=None, by=OPERATOR, now=now)
        _furnish(town, chance, board, name, "", now)
    _second_account(town, town.boards[0], now)
    return town


def _furnish(
    town: Town, chance: random.Random, board_id: str, name: str, district: str, now: dt.datetime
) -> None:
    short = _ascii(district or name)
    schemes = _open_schemes(board_id, now)
    for power in (
        Power(Role.UNIT_HEAD, DELEGATED, dt.date(now.year, 1, 1), "4.2"),
        Power(Role.CHAIR, 0, dt.date(now.year, 1, 1), "1.3"),
    ):
        boards.record_delegation(board_id, power, by=OPERATOR, now=now)
    if district == "Almvik":
        _officer(town, chance, f"ordforande.{short}", Role.CHAIR, board_id, now)
    for year in range(now.year, now.year + 4):
        values = {parameters.Place(CHECKLIST, *where): value for where, value in LOCAL_RULES.items()}
        parameters.set_parameters(board_id, year, values=values, by=OPERATOR, now=now)
    town.boards.append(
        Desk(
            id=board_id,
            name=name,
            district=district,
            secretary=_officer(
                town, chance, f"kultursekreterare.{short}", Role.CULTURE_SECRETARY, board_id, now
            ),
            head=_officer(town, chance, f"enhetschef.{short}", Role.UNIT_HEAD, board_id, now),
            registrar=_officer(town, chance, f"registrator.{short}", Role.REGISTRAR, board_id, now),
            schemes=schemes,
        )
    )


def _open_schemes(board_id: str, now: dt.datetime) -> dict[SupportKind, str]:
    return {
        kind: boards.open_scheme(
            board_id,
            boards.SchemeTerms(words, kind, Regime.LEGALITY_REVIEW, CHECKLIST, PAPERS),
            by=OPERATOR,
            now=now,
        )
        for kind, words in (
            (SupportKind.OPERATING, "Verksamhetsbidrag"),
            (SupportKind.PROJECT, "Projektbidrag"),
            (SupportKind.START_UP, "Startbidrag"),
        )
    }


def _officer(
    town: Town, chance: random.Random, username: str, role: Role, board_id: str | None, now: dt.datetime
) -> Actor:
    name = _name(town, chance.choice(names.GIVEN), chance.choice(names.FAMILY))
    wanted = NewAccount(username, name, f"{username}@{DOMAIN}")
    officer_id, once = accounts.add_officer(wanted, role=role, board_id=board_id, by=OPERATOR, now=now)
    actor = Actor(officer_id, name, frozenset({(role, board_id)}))
    officers.change_password(once, PASSWORD, by=actor, now=now)
    staff_numbers.set_staff_number(officer_id, f"A{1000 + town.officers}", by=OPERATOR, now=now)
    town.officers += 1
    return actor


def _name(town: Town, given: str, family: str) -> str:
    """A name that nobody else in the town has."""
    place = names.FAMILY.index(family)
    while f"{given} {family}" in town.called:
        place = (place + 1) % len(names.FAMILY)
        family = names.FAMILY[place]
    town.called.add(f"{given} {family}")
    return f"{given} {family}"


def _second_account(town: Town, desk: Desk, now: dt.datetime) -> None:
    """The unit head of the first board also steps in as a culture secretary, on an account of its own: one
    person all the same."""
    username = f"vikarie.{_ascii(desk.district)}"
    role = Role.CULTURE_SECRETARY
    name = desk.head.name
    wanted = NewAccount(username, name, f"{username}@{DOMAIN}")
    officer_id, once = accounts.add_officer(wanted, role=role, board_id=desk.id, by=OPERATOR, now=now)
    second = Actor(officer_id, name, frozenset({(role, desk.id)}))
    officers.change_password(once, PASSWORD, by=second, now=now)
    for account in (desk.head.id, officer_id):
        staff_numbers.set_staff_number(account, "A0999", by=OPERATOR, now=now)
    town.officers += 1


def _agent(town: Town, username: str, name: str, partner: Partner, now: dt.datetime) -> Actor:
    """Somebody at a partner; called by what they are, so that the demo's other names stay the same."""
    role = Role.PARTNER_AGENT
    wanted = NewAccount(username, name)
    officer_id, once = accounts.add_officer(
        wanted, role=role, board_id=None, partner=partner, by=OPERATOR, now=now
    )
    actor = Actor(officer_id, name, frozenset({(role, None)}), partners=frozenset({partner}))
    officers.change_password(once, PASSWORD, by=actor, now=now)
    town.officers += 1
    return actor


def _ascii(name: str) -> str:
    return name.casefold().translate(str.maketrans("åäö", "aao"))
