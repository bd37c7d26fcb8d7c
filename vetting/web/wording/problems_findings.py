"""What is wrong with a spot check, its letters, its workbook or its finding, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "spot_check_not_found": _("There is no such spot check, or it was not given to you."),
    "check_closed": _(
        "The check is closed with a finding. Take it up again first if something has to change."
    ),
    "check_left": _("The object has left the population. Nothing more is done in this check."),
    "check_not_closed": _("The check is not closed with a finding, so there is nothing to do this to."),
    # Answers and readings
    "question_not_asked": _(
        "Question %(question)s is not asked in this round: every object meets the same questions. "
        "What was seen belongs in a special review."
    ),
    "reading_signed": _(
        "Your reading is signed and cannot be changed until the other one is signed too. Then the checker "
        "settles what differs."
    ),
    "settling_needs_reason": _(
        "Write why the answer is settled like this, now that both readings are signed."
    ),
    "no_second_reading": _("One person reads this check. There is nothing to sign; close it with a finding."),
    "reading_unfinished": _("%(count)s questions are left before the reading can be signed: %(questions)s."),
    "readings_not_signed": _(
        "Two people read this check apart from each other. What they answered can be seen when both have signed."
    ),
    "minutes_odd": _("Write whole minutes, from 0 to %(most)s."),
    # The association's comment
    "comment_already_asked": _(
        "The association has been asked already. The letter can be read on the page of the check."
    ),
    "comment_not_asked": _("The association has not been asked for its comment. Write the letter first."),
    "already_reminded": _("The association has been reminded already."),
    "reply_has_come": _("The association has answered, so this does not apply."),
    "comment_in_future": _("The day has not come yet. Write the day when the association said it."),
    "comment_before_letter": _(
        "The day is before the letter was written. Write the day when the association answered it."
    ),
    # A finding
    "finding_unfounded": _("The check cannot be closed like this yet. What is missing is listed below."),
    "check_unanswered": _("Questions that must be answered are left: %(questions)s."),
    "check_answers_lacking": _("Answers that need something more: %(questions)s."),
    "check_forbidden_ground": _(
        "An answer says that somebody's opinion, belief, membership or a rumour was relied on (%(questions)s). "
        "Take that ground away and answer anew."
    ),
    "check_without_evidence": _("The check rests on nothing yet. Add at least one piece of evidence."),
    "bad_answer_without_evidence": _("Answers with a remark need evidence: %(questions)s."),
    "comment_awaited": _(
        "The association may answer until %(due_on)s. Record its comment when it comes, or wait for the day to pass."
    ),
    "comment_not_reminded": _(
        "The day to answer has passed without a comment. Remind the association; silence counts only after a reminder."
    ),
    "reading_not_signed": _("Reading %(reading)s is not signed yet."),
    "silence_is_a_finding": _(
        "The association has not answered, so “No remarks” cannot be the result. Silence is a finding: choose “No reply”."
    ),
    "remarks_in_the_answers": _(
        "Answers have remarks (%(questions)s), so “No remarks” cannot be the result."
    ),
    "shortcoming_without_answer": _(
        "No answer shows a shortcoming. Answer the question it concerns, or choose another result."
    ),
    "measure_without_remark": _("Without remarks there is no measure. Choose “no measure”."),
    "correction_missing": _("A corrected shortcoming has the measure “corrected by the association”."),
    "action_plan_missing": _("This result needs the measure “action plan”."),
    "action_plan_without_date": _("An action plan needs a day by which it is done."),
    "serious_needs_measure": _("A serious deviation needs a measure."),
    "measure_date_passed": _("The day for the measure, %(due_on)s, has passed. Choose a later one."),
    "no_measure": _("The finding has no measure to be done."),
    "measure_already_done": _("The measure is marked as done already."),
    # The workbook
    "file_missing": _("Choose the filled workbook first."),
    "sheet_without_answers": _(
        "The workbook has no rows of questions. Download it anew and fill that one in."
    ),
    "sheet_of_other_check": _(
        "Row %(row)s belongs to another check than %(check)s. Nothing was changed. Open the check the workbook was "
        "made for, or download a new one here."
    ),
    "sheet_of_other_reading": _(
        "Row %(row)s belongs to another reader's workbook. Nothing was changed. Use your own."
    ),
    "sheet_of_other_edition": _(
        "Row %(row)s belongs to another edition of the questions than %(edition)s. Nothing was changed. Download a new "
        "workbook and move the answers into it."
    ),
    "sheet_version_odd": _(
        "The column with the version of the answers is changed or blank. Nothing was changed. Download a new workbook "
        "and move the answers into it."
    ),
    "sheet_version_unknown": _(
        "The workbook says it was made after the latest save here. Nothing was changed. Download a new workbook and "
        "move the answers into it."
    ),
    "sheet_question_unknown": _(
        "Row %(row)s: there is no question %(question)s. Nothing was changed. Put the id back."
    ),
    "sheet_question_twice": _(
        "Row %(row)s: question %(question)s stands twice. Nothing was changed. Delete one of the rows."
    ),
}
