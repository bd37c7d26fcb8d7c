"""Spot checks twice a year: rounds sealed, drawn with dice and shared out, and what each check came to."""

import datetime as dt
import random
from dataclasses import dataclass

from vetting.demo.answering import check_answers
from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Town
from vetting.domain.authority import Actor
from vetting.domain.errors import Refused
from vetting.domain.findings import proposed_measure
from vetting.domain.roster import weeks_between
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms_spot_checks import CheckScope, FindingResult, MeasureKind
from vetting.reading.my_spot_checks import MyCheck, my_spot_checks
from vetting.services import (
    check_comments,
    check_evidence,
    draws,
    findings,
    rosters,
    rounds,
    seasons,
    spot_checks,
)

TERMS = DrawTerms(
    random_percent=15,
    weighted_size=3,
    amount_threshold=200_000,
    earlier_breach=True,
    coverage_rounds=4,
    second_reading_percent=15,
    hourly_cost=520,
)
QUESTIONS_SINCE = 2026  # the first version of the checklist spot-check
DAY, MORNING, AFTERNOON = dt.timedelta(days=1), dt.time(8, 30), dt.time(13, 15)
COMMENT = "Föreningen har läst iakttagelserna och har inget att invända."
R = FindingResult
RESULTS = (R.NO_REMARK, R.MINOR_CORRECTED, R.ACTION_PLAN, R.SERIOUS, R.NO_REPLY)
SHARES = (80, 8, 5, 2, 5)
SUMMARIES = {
    R.NO_REMARK: "Redovisning, beslut och verksamhet stämmer överens.",
    R.MINOR_CORRECTED: "Redovisningen kom två veckor för sent och har nu lämnats in.",
    R.ACTION_PLAN: "Underlag saknas för två av fem kostnader. Föreningen ordnar sin bokföring.",
    R.SERIOUS: "Bidraget har använts till annat än det som beslutet anger.",
    R.NO_REPLY: "Föreningen har varken svarat på brevet eller på påminnelsen.",
}
# The question a shortcoming shows in, its bad answer, the reason, and the kind of evidence behind it.
SHOWN_IN = {
    R.MINOR_CORRECTED: (
        "U01",
        "nej",
        "Redovisningen kom in sexton dagar efter den dag som beslutet anger.",
        "redovisning",
    ),
    R.ACTION_PLAN: ("K03", "saknas", "Kvitton finns för tre av de fem kostnader som valdes.", "verifikation"),
    R.SERIOUS: (
        "U05",
        "nej",
        "En resa har betalats med bidraget; villkor 1 anger ungdomskvällar.",
        "redovisning",
    ),
}


@dataclass(frozen=True)
class _Scene:
    """One check, who makes it, and what it will come to."""

    check: MyCheck
    by: Actor
    second: Actor | None
    result: FindingResult
    minutes: int


def plan_rounds(
    calendar: Calendar, town: Town, chance: random.Random, start: dt.datetime, now: dt.datetime
) -> None:
    """A programme, and a round for every half-year whose season has begun since the questions were published."""
    rounds.set_programme(
        None, CheckScope.GRANTS, (), terms=TERMS, is_active=True, by=town.coordinator, now=start
    )
    for year in range(max(start.year, QUESTIONS_SINCE), now.year + 1):
        for half in (1, 2):
            season = seasons.season_of(f"{year}-H{half}")
            if season.opens_on <= now.date():
                calendar.add(_at(season.opens_on), _round(f"{year}-H{half}", calendar, town, chance))


def _round(half_year: str, calendar: Calendar, town: Town, chance: random.Random) -> Steps:
    season, coordinator = seasons.season_of(half_year), town.coordinator
    witness = town.boards[0].head
    opened = rounds.NewRound(half_year, CheckScope.GRANTS, terms=TERMS)
    round_id = rounds.open_round(opened, by=coordinator, now=_at(season.opens_on))
    at = _at(season.seal_by_on)
    yield at
    try:
        rounds.seal_round(round_id, by=coordinator, now=at)
    except Refused:  # nothing granted yet: such a round stays open, and says so
        return
    at = _at(season.draws_on)
    yield at
    dice = " ".join(str(chance.randrange(10)) for _ in range(20))
    draws.record_seed(round_id, dice, witness_ids=(coordinator.id, witness.id), by=coordinator, now=at)
    draws.confirm_seed(round_id, dice, by=witness, now=at)
    draws.draw_round(round_id, by=coordinator, now=at)
    at += DAY
    yield at
    people = {actor.id: actor for desk in town.boards for actor in (desk.secretary, desk.head)}
    weeks = weeks_between(at.date() + 3 * DAY, season.report_by_on - 14 * DAY)
    secretaries = [(desk.secretary.id, 1) for desk in town.boards]
    rosters.share_out(round_id, secretaries, weeks=weeks, by=coordinator, now=at)
    _plan_checks(half_year, calendar, people, chance)
    at = _at(season.report_by_on)
    yield at
    draws.publish_round(round_id, by=coordinator, now=at)


def _plan_checks(half_year: str, calendar: Calendar, people: dict[str, Actor], chance: random.Random) -> None:
    """Each check of the round becomes a story of its own, in its own week."""
    mine = {actor_id: my_spot_checks(actor) for actor_id, actor in people.items()}
    second = {line.id: people[who] for who, lines in mine.items() for line in lines if line.reading == 2}
    for who, lines in mine.items():
        for line in lines:
            if line.half_year != half_year or line.reading != 1 or line.week_on is None:
                continue
            (result,) = chance.choices(RESULTS, SHARES)
            scene = _Scene(line, people[who], second.get(line.id), result, chance.randrange(60, 240, 15))
            at = dt.datetime.combine(line.week_on + chance.randrange(4) * DAY, AFTERNOON, dt.UTC)
            calendar.add(at, _check(scene, at))


def _check(scene: _Scene, at: dt.datetime) -> Steps:
    """Answered, the association asked, its comment or its silence kept, and closed with a finding."""
    check_id, by = scene.check.id, scene.by
    _begin(scene, at)
    if scene.result is R.NO_REPLY:
        at = _at(_due_on(scene) + DAY)
        yield at
        check_comments.remind_of_comment(check_id, by=by, now=at)
        at = _at(_due_on(scene) + DAY)
        yield at
        last = ("K05", "oklart", "Föreningen har inte svarat.")
    else:
        at += 11 * DAY
        yield at
        check_comments.record_comment(check_id, COMMENT, at.date(), by=by, now=at)
        last = ("K05", COMMENT, "")
    spot_checks.answer_check(check_id, [last], sheet_version=1, by=by, now=at)
    if scene.second is not None:
        _read_twice(scene, scene.second, last, at)
    _close(scene, at)
    if scene.result is R.ACTION_PLAN:
        at += 50 * DAY
        yield at
        findings.record_measure_done(check_id, "Kvittona är ordnade och visade.", by=by, now=at)


def _begin(scene: _Scene, at: dt.datetime) -> None:
    """The first save, its evidence, and the letter."""
    check_id, by = scene.check.id, scene.by
    shown = SHOWN_IN.get(scene.result)
    answers = check_answers(at.date(), but=shown[:3] if shown else None, left=("K05",))
    spot_checks.answer_check(check_id, answers, sheet_version=0, by=by, now=at)
    question, kind = (shown[0], shown[3]) if shown else ("U05", "redovisning")
    rests_on = check_evidence.NewCheckEvidence(
        question, kind, 1, "Redovisningen lästes mot beslutets villkor.", "Föreningens redovisning"
    )
    check_evidence.add_check_evidence(check_id, rests_on, by=by, now=at)
    check_comments.ask_for_comment(check_id, by=by, now=at)


def _due_on(scene: _Scene) -> dt.date:
    """The day the association has to answer by, as it stands now."""
    (due_on,) = (line.due_on for line in my_spot_checks(scene.by) if line.id == scene.check.id)
    if due_on is None:
        raise RuntimeError("the association was not asked")
    return due_on


def _read_twice(scene: _Scene, second: Actor, last: tuple[str, str, str], at: dt.datetime) -> None:
    """The second reader answers apart from the first, finds one thing otherwise, and both sign."""
    check_id = scene.check.id
    otherwise = ("E18", "delvis", "Ett eget konto finns, men inte alla kvitton.")
    answers = [*check_answers(at.date(), but=otherwise, left=("K05",)), last]
    spot_checks.answer_check(check_id, answers, sheet_version=0, by=second, now=at)
    spot_checks.sign_reading(check_id, 75, by=second, now=at)
    spot_checks.sign_reading(check_id, scene.minutes, by=scene.by, now=at)


def _close(scene: _Scene, at: dt.datetime) -> None:
    measure = proposed_measure(scene.result)
    due_on = (at + 60 * DAY).date() if measure is MeasureKind.ACTION_PLAN else None
    finding = findings.NewFinding(
        scene.result, SUMMARIES[scene.result], measure, scene.minutes, measure_due_on=due_on
    )
    findings.close_check(scene.check.id, finding, by=scene.by, now=at)


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, MORNING, dt.UTC)
