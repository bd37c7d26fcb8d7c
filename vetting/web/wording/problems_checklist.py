"""What the codes of checklists, acts and evidence say to people."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    # Answers
    "answers_unsound": _("Nothing was saved yet. Answers that need something more: %(count)s, marked below."),
    "stale_checklist": _(
        "%(saved_by)s saved this checklist after you opened it. Nothing of yours was "
        "lost: your words are in the "
        "form, and where you differ both are shown. Look through the marked questions and save again."
    ),
    "unknown_question": _("There is no question %(question)s in this checklist. Reload the page."),
    "question_not_open": _("Question %(question)s is not open in this case. What opens it stands beside it."),
    "answer_not_offered": _("Choose one of the answers offered."),
    "answer_not_a_number": _("Write a number with digits only, for example 43."),
    "answer_not_a_date": _("Write a date as year-month-day, for example 2026-03-31."),
    "answer_empty": _("The answer is blank. Choose or write one, or choose “Unclear” and say why."),
    "answer_needs_reason": _("Write a reason: it is needed for this answer."),
    "answer_needs_evidence": _("Add evidence to the question first: the answer must rest on something."),
    "unknown_evidence_level": _("Choose a level of evidence from 1 to 8."),
    "extract_kept": _(
        "An extract from the criminal record is shown to the association and never kept here (Act 2013:852). Note "
        "that the routine exists, without a file."
    ),
    "extract_told": _(
        "What an extract from the criminal record holds is never written here, not even that it was empty (Act "
        "2013:852). Write only whether the routine exists and is followed."
    ),
    "evidence_too_weak_for_proven": _(
        "Media reports, anonymous tips and links by third parties never prove anything "
        "alone. Add evidence of "
        "level 1–5, or answer “Indication”."
    ),
    "parameter_not_a_number": _(
        "A value that the board has set for a local rule is not a number. Ask the administrator to mend it."
    ),
    # Acts and evidence
    "unknown_evidence_kind": _("Choose one of the kinds of evidence offered."),
    "act_date_missing": _("Write the date of the act: evidence for this question must be dated."),
    "act_in_future": _("The date %(day)s has not come yet. Write the day when it happened."),
    "paper_not_found": _("The paper does not belong to this case. Choose one from the list."),
    "text_missing": _("Write something here."),
    "text_too_long": _("The text is too long: %(length)s characters, at most %(longest)s. Shorten it."),
    "personal_number_in_text": _(
        "The text holds a personal number. Write the person's role in the association instead, for example "
        "“the treasurer”. Nothing was saved."
    ),
    # Published checklists
    "unknown_checklist": _("There is no published checklist %(checklist)s in version %(version)s."),
    "no_checklist_in_force": _("No version of the checklist %(checklist)s is in force on %(on)s."),
    "checklist_changed": _(
        "The file of checklist %(checklist)s %(version)s is not the one this case is "
        "judged by. Nothing can be "
        "saved until the published file is put back. Tell the administrator."
    ),
    "checklist_misnamed": _(
        "The file %(file)s says another %(key)s than its place. Name and version must agree."
    ),
    "checklist_digest_differs": _(
        "The file %(file)s has changed since it was published. Put the published file "
        "back, or publish a new version."
    ),
    "checklist_not_toml": _("The file %(file)s cannot be read as TOML: %(found)s"),
    "checklist_odd_name": _(
        "The lock file names a checklist “%(key)s”. Names are lower-case words with hyphens."
    ),
    "checklist_odd_version": _("The lock file holds an odd version “%(key)s”. Versions look like 2026-01."),
    "checklist_file_missing": _("The file %(file)s is missing. Put the published file back."),
    "checklist_too_large": _("The file %(file)s is too large for a checklist (at most 1 MB)."),
    "checklist_other_words": _("The file %(file)s is written with another version of the words."),
    "checklist_without_questions": _("The file %(file)s has no questions."),
    "checklist_section_without_words": _("The file %(file)s lacks words for the section %(key)s."),
    "checklist_missing_key": _("%(file)s, question “%(question)s”: the key %(key)s is missing."),
    "checklist_wrong_type": _(
        "%(file)s, question “%(question)s”: the key %(key)s holds another kind of value."
    ),
    "checklist_missing_language": _("%(file)s, question “%(question)s”: words are missing at %(key)s."),
    "checklist_unknown_key": _("%(file)s, question “%(question)s”: there is no key %(key)s. Is it misspelt?"),
    "checklist_unknown_value": _(
        "%(file)s, question “%(question)s”: the value of %(key)s is not one of those known."
    ),
    "checklist_unknown_act_gate": _("%(file)s: act_gate names %(question)s, which is no question of it."),
    "checklist_duplicate_question_id": _("%(file)s: the question id %(question)s stands twice."),
    "checklist_question_out_of_gate_order": _(
        "%(file)s: question %(question)s stands before its section's turn."
    ),
    "checklist_opens_after_no_earlier_question": _(
        "%(file)s: question %(question)s opens after a question that does not stand before it."
    ),
    "checklist_unknown_focus_area": _(
        "%(file)s: question %(question)s names a focus area that is not listed."
    ),
    "checklist_odd_question_id": _("%(file)s: the question id %(question)s is not a letter and two digits."),
    "checklist_unclear_not_offered": _("%(file)s: question %(question)s must offer “unclear” as an answer."),
    "checklist_unclear_called_bad": _("%(file)s: question %(question)s calls “unclear” bad. It never is."),
    "checklist_bad_answer_not_offered": _(
        "%(file)s: question %(question)s calls an answer bad that it does not offer."
    ),
    "checklist_local_and_parameters_disagree": _(
        "%(file)s: question %(question)s must have parameters if it is local, and only then."
    ),
    "checklist_unknown_parameter": _("%(file)s: question %(question)s names a parameter without words."),
    "checklist_number_without_one_limit": _(
        "%(file)s: question %(question)s needs exactly one limit and one number."
    ),
    "checklist_evidence_without_words": _(
        "%(file)s: question %(question)s names a kind of evidence without words."
    ),
    "checklist_answer_without_words": _("%(file)s: question %(question)s offers an answer without words."),
    "checklist_source_without_words": _("%(file)s: question %(question)s names a source without words."),
}
