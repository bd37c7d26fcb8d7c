"""The ladder for a broken contract: JB 12:42-43 and the order of the steps, as tables of cases."""

import datetime as dt

import pytest

from vetting.domain.breach_ladder import BreachFacts, NewStep, TakenStep, blockers_of_step, last_day, untried
from vetting.domain.terms_contracts import BreachKind, BreachStepKind, TerminationWay

TODAY = dt.date(2026, 11, 20)
END = dt.date(2026, 11, 27)
REMARK, WARNING, CORRECTION, SUSPENSION, TERMINATION = BreachStepKind
SUBLET, WRONG_USE, CLAUSE, CRIME = BreachKind
WHY = "En varning räcker inte: samma sak hände två gånger efter den skriftliga uppmaningen."


def day(offset):
    return TODAY + dt.timedelta(days=offset)


def codes(step, breach, *taken):
    return [one.code for one in blockers_of_step(step, breach, taken, earliest_end=END, today=TODAY)]


def a_step(kind, **more):
    usual = {
        WARNING: {"reply_by": day(7)},
        CORRECTION: {"reply_by": day(7)},
        SUSPENSION: {"ends_on": day(90), "review_on": day(60)},
        TERMINATION: {"way": TerminationWay.AT_ONCE, "ends_on": TODAY},
    }.get(kind, {})
    return NewStep(kind, "Det här ska rättas.", **{"proportionality": WHY, **usual, **more})


def taken(kind, *, on=-20, reply_by=-10):
    return TakenStep(kind, day(on), day(reply_by) if reply_by is not None else None)


def a_breach(kind=SUBLET, *, known=-20, **more):
    return BreachFacts(kind, day(known), **more)


CORRECTED = (taken(REMARK, reply_by=None), taken(CORRECTION))
CASES = {
    "a remark needs nothing": (a_step(REMARK, proportionality=""), a_breach(), (), []),
    "a warning that passes the remark over tells why": (
        a_step(WARNING, proportionality=""),
        a_breach(),
        (),
        ["milder_step_untried"],
    ),
    "a warning after a remark": (a_step(WARNING, proportionality=""), a_breach(), (taken(REMARK),), []),
    "a warning without a day to answer": (
        a_step(WARNING, reply_by=None),
        a_breach(),
        (),
        ["reply_day_missing"],
    ),
    "a day to answer that has been": (
        a_step(CORRECTION, reply_by=TODAY),
        a_breach(),
        (),
        ["reply_day_missing"],
    ),
    "letting on is never forfeited without a written request (JB 12:42 p. 4)": (
        a_step(TERMINATION),
        a_breach(SUBLET),
        (taken(REMARK), taken(WARNING)),
        ["correction_first"],
    ),
    "wrong use neither (JB 12:23)": (
        a_step(SUSPENSION),
        a_breach(WRONG_USE),
        (taken(WARNING),),
        ["correction_first"],
    ),
    "while the tenant can still put it right": (
        a_step(TERMINATION),
        a_breach(SUBLET),
        (taken(CORRECTION, reply_by=0),),
        ["reply_day_open"],
    ),
    "the day after": (a_step(TERMINATION), a_breach(SUBLET), (taken(CORRECTION, reply_by=-1),), []),
    "a clause needs something written first": (
        a_step(SUSPENSION),
        a_breach(CLAUSE),
        (),
        ["written_step_first"],
    ),
    "and a warning is enough": (a_step(SUSPENSION), a_breach(CLAUSE), (taken(WARNING),), []),
    "a clause of no exceptional importance forfeits nothing (p. 11)": (
        a_step(TERMINATION),
        a_breach(CLAUSE),
        CORRECTED,
        ["clause_not_weighty"],
    ),
    "but ends with notice": (
        a_step(TERMINATION, way=TerminationWay.WITH_NOTICE, ends_on=END),
        a_breach(CLAUSE),
        CORRECTED,
        [],
    ),
    "notice that is too short (JB 12:4)": (
        a_step(TERMINATION, way=TerminationWay.WITH_NOTICE, ends_on=day(6)),
        a_breach(CLAUSE),
        CORRECTED,
        ["notice_too_short"],
    ),
    "a weighty one forfeits": (a_step(TERMINATION), a_breach(CLAUSE, is_weighty=True), CORRECTED, []),
    "within two months (JB 12:43)": (
        a_step(TERMINATION),
        a_breach(CLAUSE, known=-62, is_weighty=True),
        CORRECTED,
        ["step_too_late"],
    ),
    "which bind no notice": (
        a_step(TERMINATION, way=TerminationWay.WITH_NOTICE, ends_on=END),
        a_breach(CLAUSE, known=-62, is_weighty=True),
        CORRECTED,
        [],
    ),
    "a request about letting on after two months": (
        a_step(CORRECTION),
        a_breach(SUBLET, known=-62),
        (),
        ["step_too_late"],
    ),
    "about wrong use the law sets no day": (a_step(CORRECTION), a_breach(WRONG_USE, known=-62), (), []),
    "what is of small importance ends nothing": (
        a_step(TERMINATION),
        a_breach(SUBLET, is_minor=True),
        CORRECTED,
        ["breach_is_minor"],
    ),
    "crime goes by a lawyer": (a_step(TERMINATION), a_breach(CRIME), (), ["crime_needs_lawyer"]),
    "who has been asked": (
        a_step(TERMINATION, lawyer_word="Stadsjuristen 2026-11-19"),
        a_breach(CRIME),
        (),
        [],
    ),
    "within six months": (
        a_step(TERMINATION, lawyer_word="Stadsjuristen 2026-11-19"),
        a_breach(CRIME, known=-185),
        (),
        ["step_too_late"],
    ),
    "a suspension tells why, also when every milder step was taken": (
        a_step(SUSPENSION, proportionality="Kort."),
        a_breach(SUBLET),
        (*CORRECTED, taken(WARNING)),
        ["proportionality_short"],
    ),
    "a suspension without an end": (
        a_step(SUSPENSION, ends_on=None),
        a_breach(SUBLET),
        CORRECTED,
        ["suspension_length"],
    ),
    "one of more than a year": (
        a_step(SUSPENSION, ends_on=day(367)),
        a_breach(SUBLET),
        CORRECTED,
        ["suspension_length"],
    ),
    "one that is reviewed after its end": (
        a_step(SUSPENSION, review_on=day(91)),
        a_breach(SUBLET),
        CORRECTED,
        ["review_day"],
    ),
    "one more of the same": (
        a_step(SUSPENSION),
        a_breach(SUBLET),
        (*CORRECTED, taken(SUSPENSION, reply_by=None)),
        ["step_taken"],
    ),
    "a termination without a way": (
        a_step(TERMINATION, way=None),
        a_breach(SUBLET),
        CORRECTED,
        ["termination_day"],
    ),
    "a termination in the past": (
        a_step(TERMINATION, ends_on=day(-1)),
        a_breach(SUBLET),
        CORRECTED,
        ["termination_day"],
    ),
    "nothing more when it is settled": (
        a_step(REMARK),
        a_breach(SUBLET, is_settled=True),
        (),
        ["breach_settled"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_stands_in_the_way_of_a_step(name):
    step, breach, before, expected = CASES[name]
    assert codes(step, breach, *before) == expected


@pytest.mark.parametrize(
    ("breach", "kind", "expected"),
    [
        (BreachFacts(SUBLET, dt.date(2026, 12, 31)), CORRECTION, dt.date(2027, 2, 28)),
        (BreachFacts(SUBLET, dt.date(2026, 12, 31)), TERMINATION, None),
        (BreachFacts(CLAUSE, dt.date(2026, 9, 1), is_weighty=True), TERMINATION, dt.date(2026, 11, 1)),
        (BreachFacts(CLAUSE, dt.date(2026, 9, 1)), TERMINATION, None),
        (BreachFacts(CRIME, dt.date(2026, 8, 31)), TERMINATION, dt.date(2027, 2, 28)),
    ],
)
def test_the_months_run_from_knowledge(breach, kind, expected):
    assert last_day(breach, kind) == expected


def test_the_milder_steps_that_were_not_taken_are_told_mildest_first():
    assert untried(SUSPENSION, (taken(WARNING),)) == (REMARK, CORRECTION)
    assert untried(REMARK, ()) == ()
