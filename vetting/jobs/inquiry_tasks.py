"""The work of asking registers through their APIs, outside the requests."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping

from vetting.domain.authority import Actor
from vetting.domain.errors import Problem, UnusableFile
from vetting.domain.terms import InquiryState
from vetting.services import api_inquiries, screening

logger = logging.getLogger(__name__)


def ask_registers(
    arguments: Mapping[str, str], by: Actor, now: dt.datetime, progress: Callable[[int, int], None]
) -> dict[str, object]:
    """Asks each of `sources` (keys parted by blanks) about the association of `case_id`.

    With `then_check`, the case's check follows whatever came; a register that did not answer makes it
    incomplete. Without, the first fault is told: raises UnusableFile with its code, or Refused.
    """
    keys, then_check = arguments["sources"].split(), bool(arguments.get("then_check"))
    answered = 0
    for done, key in enumerate(keys, 1):
        answered += _asked(key, arguments["case_id"], by, now, is_part=then_check)
        progress(done, len(keys))
    if then_check:
        screening.cross_check(case_id=arguments["case_id"], by=by, now=now)
    return {"asked": len(keys), "answered": answered}


def _asked(key: str, case_id: str, by: Actor, now: dt.datetime, *, is_part: bool) -> bool:
    """Whether the register answered. A fault stops a lone asking, and never a check."""
    try:
        told = api_inquiries.ask_api(key, case_id=case_id, by=by, now=now)
    except Problem as problem:
        if not is_part:
            raise
        logger.warning("register %s could not be asked within a check: %s", key, problem.code)
        return False
    is_answered = told.state is InquiryState.ANSWERED
    if not is_answered and not is_part:
        raise UnusableFile(told.reason, **told.facts)
    return is_answered
