"""Where support ended: bars of the rows of effect lists by kind and outcome, and the workbook of them all."""

from collections.abc import Mapping

from flask_babel import gettext as _

from vetting.domain.effects import WAITING
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_revocations import EffectKind, EffectState
from vetting.reading.effect_lists import Tracking
from vetting.services.report_files import BookSheet
from vetting.web.filters import number
from vetting.web.report_charts import Bar, Bars
from vetting.web.wording import word

_LOOKS = (
    (frozenset({EffectState.ENDED}), "deviation"),
    (frozenset({EffectState.KEPT}), "plain"),
    (WAITING, "open"),
)


def ended_chart(kinds: Mapping[EffectKind, Mapping[EffectState, int]]) -> Bars:
    """How many rows of each kind ended, were kept and wait, on one scale."""
    labels = (_("Ended"), _("Kept"), _("Waiting"))
    sums = {
        kind: [sum(found.get(state, 0) for state in states) for states, _look in _LOOKS]
        for kind, found in kinds.items()
    }
    most = max((count for counts in sums.values() for count in counts), default=0) or 1
    groups = tuple(
        (
            word(kind),
            tuple(
                Bar(label, number(count), count / most, look)
                for label, (_states, look), count in zip(labels, _LOOKS, sums[kind], strict=True)
            ),
        )
        for kind in EffectKind
        if kind in sums
    )
    return Bars(
        _("Where support ended, in number of rows"),
        _("Hatched bars have ended, outlined ones wait for a board. The table has the figures."),
        groups,
    )


def sheet_of(found: Tracking) -> BookSheet:
    """The list on the screen as a sheet: the same lines, the same columns."""
    headings = [
        _("Association"), _("Case"), _("Board"), _("Outcome"), _("Decided on"), _("Rows"), _("Waiting"),
        _("Late"), _("Kept"), _("Ended"), _("Awaited"), _("Claimed back, kr"), _("Collected, kr"),
        _("Left, kr"), _("Closed"),
    ]  # fmt: skip
    kinds = ["text"] * 5 + ["count"] * 5 + ["text"] + ["count"] * 3 + ["text"]
    rows = []
    for line in found.lines:
        claim = line.claim
        rows.append([
            line.association, line.case_number, line.board, word(line.outcome), line.decided_on.isoformat(),
            line.rows, line.waiting, line.late, line.kept, line.ended, ", ".join(line.awaited),
            claim.amount if claim else None, claim.collected if claim else None, claim.due if claim else None,
            swedish_day(line.closed_at).isoformat() if line.closed_at else "",
        ])  # fmt: skip
    return BookSheet(_("Revocations"), headings, kinds, rows, [])
