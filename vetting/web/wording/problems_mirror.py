"""What is wrong when a case is treated otherwise than one that was alike, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "difference_unexplained": _(
        "Earlier cases with the same criteria came out otherwise (%(count)s in the last 24 months). Equals are to be "
        "treated alike (Local Government Act 2:3). Say in one sentence what makes the difference, on the page "
        "Equal treatment of the case, or choose the same outcome."
    ),
    "difference_sentence_short": _(
        "Write a whole sentence: what is different in this case (at least %(needed)s characters)."
    ),
    "comparator_not_alike": _(
        "That case does not have the same criteria as this one any more. Read the page again and choose anew."
    ),
    "comparator_old": _(
        "That case was decided on %(decided_on)s, more than 24 months ago. Choose a later one."
    ),
}
