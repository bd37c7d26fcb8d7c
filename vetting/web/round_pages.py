"""What the pages of rounds share: the time, where each step is taken, and words for templates."""

import datetime as dt

from flask import url_for
from werkzeug.wrappers import Response

from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_spot_checks import RoundStep
from vetting.reading.round_documents import Document
from vetting.web.wording import problem_words, rounds

# Where each step is taken. Draw and publish are pressed on the round's own page.
STEP_ENDPOINTS = {
    RoundStep.SEAL: "seals.seal",
    RoundStep.RECORD_SEED: "draws.seed",
    RoundStep.CONFIRM_SEED: "draws.confirm",
    RoundStep.DRAW: "rounds.show",
    RoundStep.SHARE_OUT: "rosters.show",
    RoundStep.PUBLISH: "rounds.show",
}


def now() -> dt.datetime:
    """The present instant."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The Swedish calendar day."""
    return swedish_day(now())


def step_url(step: RoundStep, round_id: str) -> str:
    """Where the step is taken."""
    return url_for(STEP_ENDPOINTS[step], round_id=round_id)


def template_words() -> dict[str, object]:
    """Words and addresses for the templates of rounds."""
    return {
        "half_year_word": rounds.half_year_word,
        "in_fours": rounds.in_fours,
        "stratum_word": rounds.stratum_word,
        "stream_word": rounds.stream_word,
        "chance_word": rounds.chance_word,
        "finding_word": rounds.finding_word,
        "needed_word": rounds.needed_word,
        "never_drawn_word": rounds.never_drawn_word,
        "lots_word": rounds.lots_word,
        "boards_word": rounds.boards_word,
        "stage_kinds": rounds.STAGE_KINDS,
        "audit_points": rounds.AUDIT_POINTS,
        "problem_words": problem_words,
        "step_url": step_url,
    }


def download(document: Document) -> Response:
    """A document byte for byte, as a file."""
    answer = Response(document.body, mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{document.file_name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
