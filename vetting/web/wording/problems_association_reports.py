"""What is wrong with an association's report, a visit or an evaluation, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "report_answer_missing": _("Answer this question."),
    "number_unreadable": _("Write a whole number, such as 1 250."),
    "answers_unsound_report": _(
        "%(count)s answers are missing or are no numbers. They are marked below; mend them and try again."
    ),
    "answers_not_saved": _(
        "Nothing was saved, because %(count)s answers hold what may not be kept. They are marked below, and "
        "everything you wrote still stands in the form."
    ),
    "names_listed": _(
        "This looks like a list of names. Write how many they were instead, and their function."
    ),
    "names_known_person": _("A person is named here. Write the function instead, such as “treasurer”."),
    "nothing_to_report": _("There is no follow-up plan to report on in this case. Ask the case officer."),
    "report_approved": _("The report is approved and cannot be changed. Write to the case officer instead."),
    "report_version_taken": _(
        "Another version came in at the same moment. Open the page again and look at it."
    ),
    "draft_changed": _(
        "Somebody saved after you opened the page. What you wrote still stands in the form, and what was saved "
        "is shown below each question. Put them together and save again."
    ),
    "draft_handed_over": _("The report waits to be signed. Take it back first if you want to change it."),
    "draft_not_handed_over": _("No report waits to be signed in this case."),
    "no_report_before": _("There is no report from an earlier year to copy from."),
    "signer_is_writer": _(
        "The report must be signed by somebody other than its writer. Name another function, such as “chair”."
    ),
    "signer_has_writers_address": _(
        "This is the writer's own address. Give the address of the other person who signs."
    ),
    "signer_address_odd": _("This is no e-mail address. Write it as name@example.se."),
    "own_report_day_impossible": _(
        "The report came after the application and no later than today. Mend the day."
    ),
    "report_read_already": _("This report has been read by somebody already. Open the page again."),
    "report_replaced": _("The association has handed in a newer version. Read that one."),
    "report_not_approved": _("The evaluation is written once the association's report is approved."),
    "report_points_missing": _(
        "Write beside at least one of the report’s questions what is to be completed."
    ),
    "report_point_unknown": _(
        "The report has no such question. Open the page again and choose among those shown."
    ),
    "sign_closed": _("Somebody has closed this question already. Open the page again to read the word."),
    "sign_not_found": _("The comparison raises no such question. Open the page again."),
    "answer_rests_on_sign": _(
        "A question of the comparison cannot carry a negative answer to %(question)s. Ask the association, and "
        "say what else the answer rests on."
    ),
    "answer_rests_on_nothing": _("Say what the answer to %(question)s rests on."),
    "reading_unsound": _("The answer to %(question)s needs a reason. Write it beside the answer."),
    "question_not_about_reports": _("Question %(question)s is not about reports. Open the page again."),
    "visit_day_impossible": _("A visit is made after the application and no later than today. Mend the day."),
    "people_count_odd": _("Write a whole number from 0 to %(most)s."),
    "companion_not_possible": _("Choose another officer of the board, and not yourself."),
    "evaluated_already": _("The grant is evaluated and signed. Open the page again to read it."),
    "evaluation_missing": _("Write the evaluation and save it before it is signed."),
    "report_sheet_empty": _("The workbook holds no answers. Download it anew and fill it in."),
    "report_sheet_of_other_case": _(
        "Row %(row)s belongs to another case. Use the workbook downloaded here, for %(case_number)s."
    ),
    "report_sheet_of_other_edition": _(
        "Row %(row)s belongs to other questions than those of %(edition)s. Download the workbook anew."
    ),
    "report_sheet_question_unknown": _(
        "Row %(row)s holds a question that is not asked here. Take the row away, or download the workbook anew."
    ),
    "report_sheet_question_twice": _("Row %(row)s repeats a question. Keep one of the two rows."),
    "report_sheet_question_gone": _(
        "The row of “%(question)s” is gone from the workbook. Download it anew and move your answers into it."
    ),
    "report_sheet_version_odd": _(
        "The rows do not come from one and the same workbook. Download it anew and move your answers into it."
    ),
}
