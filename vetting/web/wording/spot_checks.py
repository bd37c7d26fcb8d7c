"""Words of one spot check: its grounds, the usual measures, where to mend what a finding lacks."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from vetting.domain.findings import Lack, proposed_measure
from vetting.domain.terms_spot_checks import FindingResult, TakeAllGround, WeightGround
from vetting.web.wording import problem_words, word

# Where each lack is mended: the endpoint's name, and what the link says.
MEND = {
    "sheet": _("To the questions"),
    "evidence": _("To the questions"),
    "comment": _("To the association's comment"),
    "reading": _("To the second reading"),
}


def ground_text(ground: str) -> str:
    """A ground of take-all or of weight in words."""
    kind = TakeAllGround if ground in set(TakeAllGround) else WeightGround
    return word(kind(ground))


def result_hints() -> dict[str, str]:
    """Beside each result, the measure that usually follows from it."""
    return {
        result.value: gettext("Usual measure: %(measure)s.", measure=word(proposed_measure(result)))
        for result in FindingResult
    }


def lack_text(lack: Lack) -> str:
    """What a finding lacks, and how to mend it."""
    return problem_words(lack.code, dict(lack.facts))
