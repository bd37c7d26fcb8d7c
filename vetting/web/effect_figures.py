"""Where support ended: bars of the rows of effect lists by kind and outcome."""

from collections.abc import Mapping

from flask_babel import gettext as _

from vetting.domain.effects import WAITING
from vetting.domain.terms_revocations import EffectKind, EffectState
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
