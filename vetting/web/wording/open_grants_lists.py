"""What a published list of grants holds and lacks, in words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from vetting.domain.open_grants_list import Quality
from vetting.web.filters import kronor, number


def quality_lines(found: Quality) -> list[tuple[str, str]]:
    """What is told of a list's quality: label and number, with a share where it is one."""
    share = 100 * found.complete / found.listed if found.listed else 0
    return [
        (_("Grants in the list"), ngettext("%(num)s grant", "%(num)s grants", found.listed)),
        (_("Decided in all"), number(found.decided)),
        (_("Amount decided"), kronor(found.amount)),
        (
            _("Rows with every field"),
            _("%(rows)s (%(share)s %%)", rows=number(found.complete), share=round(share)),
        ),
        (_("Left out: no organisation number"), number(found.without_number)),
        (_("Left out: the recipient is a person"), number(found.natural_persons)),
        (_("Left out: the recipient is of another country"), number(found.foreign)),
        (_("Purpose left out: it could name somebody"), number(found.cut_names)),
        (_("Purpose left out: something in the case is secret"), number(found.cut_secret)),
        (_("No purpose written"), number(found.without_purpose)),
        (_("Identifiers given twice"), number(found.duplicate_ids)),
    ]
