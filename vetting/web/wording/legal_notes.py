"""What each open point of law asks, for the lawyers who read it at the rule desk."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain.legal_notes import NoteKey

NOTES: dict[NoteKey, LazyString] = {
    NoteKey.CIVIL_RIGHT: _(
        "Is a municipal grant a civil right, so that article 6 of the European Convention asks for a court "
        "that tries the whole matter? The outcome was not read."
    ),
    NoteKey.STANDARD_OF_PROOF: _(
        "How strong must the proof of an exclusion be? No statute says; the service asks for concrete, dated "
        "and attributable acts."
    ),
    NoteKey.BETWEEN_BOARDS: _("What may boards of one municipality tell each other? The text was not read."),
    NoteKey.DEMOCRACY_SECRECY: _(
        "Does the secrecy for inquiries into democratic conditions reach grants of a municipality?"
    ),
    NoteKey.ARCHIVES_ACT: _(
        "Which decision on retention does the municipality need before anything is removed? The text was not "
        "read; until then the retention plan's own rows are proposals."
    ),
}
