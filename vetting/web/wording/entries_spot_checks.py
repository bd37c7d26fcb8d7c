"""What the journal's entries about spot checks are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "RoundOpened": _("Round of spot checks opened"),
    "RoundTermsChanged": _("Terms of the round changed"),
    "RoundSealed": _("List sealed"),
    "SeedRecorded": _("Seed recorded"),
    "SeedConfirmed": _("Seed confirmed by a second person"),
    "SeedSetAside": _("Seed set aside: the second person read another one"),
    "SpotChecksDrawn": _("Spot checks drawn"),
    "RoundPublished": _("Protocol of the draw published"),
    "RoundVoidProposed": _("Voiding of the round proposed"),
    "RoundVoidDeclined": _("Voiding of the round declined"),
    "RoundVoided": _("Round voided"),
    "ProgrammeSet": _("Programme for spot checks set"),
    "DrawMissed": _("Draw missed"),
    "RosterMade": _("Spot checks shared out"),
    "SpotCheckGiven": _("Spot check given to an officer"),
    "CheckerReplaced": _("Checker replaced"),
    "SpotCheckAnswered": _("Spot check answered"),
    "SpotCheckEvidenceAdded": _("Evidence added to a spot check"),
    "SpotCheckViewed": _("Evidence of a spot check opened"),
    "CommentAsked": _("The association asked for its comment"),
    "CommentReminded": _("The association reminded of its comment"),
    "CommentRecorded": _("The association's comment recorded"),
    "ReadingSigned": _("Reading signed"),
    "FindingRecorded": _("Finding recorded"),
    "FindingReopened": _("Spot check reopened"),
    "MeasureDone": _("Measure done"),
    "PopulationLeft": _("Drawn support left the population"),
    "AbsenceTold": _("Absence recorded"),
    "AbsenceEnded": _("Absence ended"),
    "ReminderWritten": _("Reminder written"),
    "ReminderHandled": _("Reminder handled"),
}
