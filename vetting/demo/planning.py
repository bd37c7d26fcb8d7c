"""Action plans of three boards in different states, two local pictures, two routines, and who has read them."""

import datetime as dt
from collections.abc import Mapping

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Desk, Town
from vetting.domain.action_plans import PlanRow
from vetting.domain.authority import Actor
from vetting.domain.local_pictures import Picture, Source
from vetting.domain.routines import RoutineText
from vetting.domain.seasons import half_year_of
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_action_plans import PictureSource, RoutineKind, RowProgress, ServiceTie
from vetting.reading.action_plans import city, plan_head, plan_page
from vetting.services import action_plans, local_pictures, plan_steps, routines
from vetting.services.training import register_training

GRANTS = "Bidrag och lokaler går bara till den som följer demokrativillkoren"
TOGETHER = "Samverkan med andra myndigheter och föreningslivet"
KNOWING = "Medarbetarna vet vad som gäller"
YEARLY = "Verksamhetsberättelse"
# Activity, responsible, timetable, month it is to be done (0: none), follow-up, tie; in our own words.
ACTIVITIES: dict[str, tuple[tuple[str, str, str, int, str, ServiceTie | None], ...]] = {
    GRANTS: (
        ("Stickprov bland beviljade bidrag", "Kultursekreterare", "Vår och höst", 12, "Två gånger om året",
         ServiceTie.SPOT_CHECKS),
        ("Varje ansökan prövas mot checklistan ur ett demokratiperspektiv", "Kultursekreterare", "Löpande", 0, YEARLY,
         ServiceTie.CHECKLIST),
        ("Beviljade bidrag följs upp enligt planen i beslutet", "Enhetschef", "Löpande", 0, "Tertialrapport",
         ServiceTie.FOLLOW_UP),
        ("Den gemensamma rutinen för bidrag och lokaler införs", "Kultursekreterare och lokalintendent",
         "Från den dag rutinen gäller", 3, YEARLY, ServiceTie.ROUTINES),
        ("Lokaler upplåts enligt rutinen och villkoren", "Lokalintendent", "Löpande", 0, YEARLY, ServiceTie.PREMISES),
    ),
    TOGETHER: (
        ("Frågor ställs till polisen, Kronofogden och Skatteverket när det behövs", "Kultursekreterare", "Vid behov", 0,
         "Tertialrapport", ServiceTie.PARTNERS),
        ("Lägesbilden tas fram tillsammans med polisen", "Säkerhetssamordnare", "Varje halvår", 12, YEARLY,
         ServiceTie.LOCAL_PICTURE),
        ("Dialogmöte med områdets föreningar", "Enhetschef", "En gång per termin", 9, YEARLY, None),
    ),
    KNOWING: (
        ("Grundutbildningen genomförs av alla som handlägger stöd", "Enhetschef", "Före sommaren", 6, YEARLY,
         ServiceTie.TRAINING),
        ("Rapporterna lämnas i tid", "Enhetschef", "Tertial och år", 0, YEARLY, ServiceTie.REPORTS),
        ("Information sprids om blanketten för avidentifierad oro", "Säkerhetssamordnare", "Löpande", 0, YEARLY, None),
    ),
}  # fmt: skip
INTRODUCTION = (
    "Planen visar vad nämnden gör för att stöd och lokaler inte ska gå till den som inte står bakom den "
    "demokratiska rättsstaten. Det är handlingar som leder till åtgärder, inte åsikter."
)
PICTURES = (
    "Läget är lugnt. Klistermärken har tagits bort vid ett torg och vid två hållplatser, färre än förra halvåret. "
    "Skolorna uppger att de märker mindre än tidigare. Inga händelser har rört föreningslokaler.",
    "Skadegörelsen ligger på en låg nivå. Vid två tillfällen har anslag med hot satts upp utanför en "
    "ungdomsverksamhet. Polisen har ökat sin närvaro kvällstid.",
)
TOLD = {
    "Stickprov": (RowProgress.BEGUN, "Vårens kontroller är avslutade."),
    "Dialogmöte": (RowProgress.DONE, "Mötet samlade ett femtontal föreningar."),
}
TOLD_SINCE = {
    "Stickprov": TOLD["Stickprov"],
    "Den gemensamma rutinen": (RowProgress.DONE, "Rutinen är genomgången på arbetsplatsträff."),
}
ROUTINE = (
    "1. Varje ansökan prövas mot checklistan, och svaren motiveras.\n"
    "2. Den som hyr en lokal svarar på samma frågor, vem det än är.\n"
    "3. Oro som gäller en person hör inte hemma i ärendet utan anmäls till socialtjänsten.\n"
    "4. Ett stöd som stoppas i en nämnd meddelas de andra samma dag."
)
GUIDELINE = (
    "Stöd går inte till den som uppmuntrar, stödjer eller möjliggör våldsbejakande extremism. Bedömningen utgår från "
    "handlingar som går att visa. Nämnden följer upp varje bidrag enligt planen i beslutet."
)


def plan_plans(calendar: Calendar, town: Town, now: dt.datetime) -> None:
    """The plans of this year, and last year's of the tour's board; routines and training before them."""
    begins = dt.datetime(now.year, 1, 20, 9, tzinfo=dt.UTC)
    if begins > now - dt.timedelta(days=40):
        begins = dt.datetime(now.year - 1, 1, 20, 9, tzinfo=dt.UTC)
    calendar.add(begins - dt.timedelta(days=365), _approved(town, town.boards[0], begins.year - 1))
    calendar.add(begins, _texts(town, begins))
    calendar.add(begins + dt.timedelta(days=1), _this_year(town, begins.year, begins + dt.timedelta(days=1)))
    calendar.add(now - dt.timedelta(days=12), _pictures(town, now - dt.timedelta(days=12)))


def _texts(town: Town, at: dt.datetime) -> Steps:
    """Two texts from the first of March; some have read them and been trained, some have not."""
    handling = (Role.CULTURE_SECRETARY, Role.UNIT_HEAD, Role.PREMISES_MANAGER)
    first_on = dt.date(at.year, 3, 1)
    published = [
        routines.publish_routine(
            None,
            kind,
            RoutineText(title, words, first_on, None, roles),
            file=None,
            by=town.coordinator,
            now=at,
        )
        for kind, title, words, roles in (
            (RoutineKind.ROUTINE, "Rutin för bidrag och upplåtelse av lokaler", ROUTINE, handling),
            (
                RoutineKind.GUIDELINE,
                "Riktlinje om stöd till civilsamhället",
                GUIDELINE,
                (*handling, Role.CHAIR),
            ),
        )
    ]
    at += dt.timedelta(days=45)
    yield at
    for number, desk in enumerate(town.boards):
        for version_id in published:
            routines.acknowledge(version_id, by=desk.secretary, now=at)
            if number % 3 != 1:
                routines.acknowledge(version_id, by=desk.head, now=at)
            if number != 1:  # one board has not told yet
                routines.state_in_use(version_id, desk.id, first_on, by=desk.head, now=at)
        taken_on = swedish_day(at) if number % 4 != 1 else None
        register_training(desk.secretary.id, taken_on is not None, taken_on, by=desk.head, now=at)
        if not number % 2:
            register_training(desk.registrar.id, True, swedish_day(at), by=desk.head, now=at)


def _approved(town: Town, desk: Desk, year: int) -> Steps:
    """A plan drafted in January, adopted in February, approved in March, and told of."""
    at = dt.datetime(year, 1, 20, 9, tzinfo=dt.UTC)
    plan_id = _drafted(desk, year, at)
    at += dt.timedelta(days=24)
    yield at
    _adopt(plan_id, desk.head, at)
    at += dt.timedelta(days=28)
    yield at
    plan_steps.approve_plan(
        plan_id, swedish_day(at), f"Protokoll 3/{year}, § 21", by=town.coordinator, now=at
    )
    at += dt.timedelta(days=200)
    yield at
    _tell(plan_id, desk.secretary, at)


def _this_year(town: Town, year: int, at: dt.datetime) -> Steps:
    """The tour's board has revised and got approval, the second waits for it, the third was sent back, and the
    fourth has a draft."""
    first, second, third, fourth = town.boards[:4]
    before = next(line for line in _plans_of(first, town.coordinator, year - 1))
    revised = action_plans.revise_plan(before, year, by=first.secretary, now=at)
    plans = [_drafted(desk, year, at) for desk in (second, third)]
    at += dt.timedelta(days=24)
    yield at
    for plan_id, desk in zip((revised, *plans), (first, second, third), strict=True):
        _adopt(plan_id, desk.head, at)
    at += dt.timedelta(days=28)
    yield at
    day, place = swedish_day(at), f"Protokoll 3/{year}, § 22"
    plan_steps.approve_plan(revised, day, place, by=town.coordinator, now=at)
    reason = "Planen behöver visa hur lägesbilden används och vem som ansvarar för utbildningen."
    plan_steps.send_back_plan(plans[1], day, place, reason=reason, by=town.coordinator, now=at)
    at += dt.timedelta(days=20)
    yield at
    _drafted(fourth, year, at)
    at += dt.timedelta(days=120)
    yield at
    _tell(revised, first.secretary, at, TOLD_SINCE)
    plan_steps.take_status(revised, by=first.secretary, now=at)


def _pictures(town: Town, at: dt.datetime) -> Steps:
    """The tour's board has adopted its picture of this half-year, the second board its own."""
    half_year, today = half_year_of(swedish_day(at)), swedish_day(at)
    for text, desk in zip(PICTURES, town.boards, strict=False):
        sources = (
            Source(PictureSource.POLICE, today - dt.timedelta(days=9), "kommunpolis i lokalpolisområdet"),
            Source(PictureSource.SCHOOL, today - dt.timedelta(days=14), "rektorernas nätverk"),
            Source(PictureSource.STAFF, today - dt.timedelta(days=5), "fritidsledare och fältarbetare"),
        )
        picture = Picture(text, sources)
        local_pictures.write_picture(desk.id, half_year, picture, seen=0, by=desk.secretary, now=at)
        local_pictures.adopt_picture(desk.id, half_year, seen=1, by=desk.secretary, now=at)
    yield from ()


def _drafted(desk: Desk, year: int, at: dt.datetime) -> str:
    plan_id = action_plans.draft_plan(desk.id, year, by=desk.secretary, now=at)
    action_plans.write_introduction(plan_id, INTRODUCTION, seen=1, by=desk.secretary, now=at)
    seen = 2
    for goal, rows in ACTIVITIES.items():
        for activity, responsible, timetable, month, follow_up, tie in rows:
            due_on = dt.date(year, month, 15) if month else None
            row = PlanRow(goal, activity, responsible, timetable, follow_up, due_on, tie)
            action_plans.add_activity(plan_id, row, seen=seen, by=desk.secretary, now=at)
            seen += 1
    return plan_id


def _adopt(plan_id: str, head: Actor, at: dt.datetime) -> None:
    seen = plan_head(plan_id, actor=head).edition
    place = f"Protokoll 2/{at.year}, § 9"
    plan_steps.adopt_plan(plan_id, swedish_day(at), place, seen=seen, by=head, now=at)


def _tell(
    plan_id: str, by: Actor, at: dt.datetime, said: Mapping[str, tuple[RowProgress, str]] = TOLD
) -> None:
    """What is said of the activities that begin so."""
    for row in plan_page(plan_id, actor=by, days=plan_steps.days_of_year(at.year, at)).status.rows:
        for begins, (progress, words) in said.items():
            if row.row.activity.startswith(begins):
                plan_steps.tell_activity(plan_id, row.id, progress, words=words, by=by, now=at)


def _plans_of(desk: Desk, by: Actor, year: int) -> list[str]:
    rows = city(year, actor=by, today=dt.date(year, 12, 31))
    return [row.plan_id for row in rows if row.board_id == desk.id and row.plan_id]
