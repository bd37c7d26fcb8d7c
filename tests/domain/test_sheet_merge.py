"""Two people saved the same checklist: nobody's words are lost."""

import pytest

from vetting.domain.sheet_merge import Meeting, meet

YES, NO, NONE = ("ja", ""), ("nej", "skäl"), ("", "")


@pytest.mark.parametrize(
    ("mine", "base", "saved", "meeting", "written"),
    [
        (YES, YES, YES, Meeting.ALIKE, YES),
        (NO, YES, NO, Meeting.ALIKE, NO),  # both changed it to the same
        (NO, YES, YES, Meeting.MINE, NO),
        (YES, YES, NO, Meeting.THEIRS, NO),  # what I never touched does not undo the other's answer
        (NONE, NONE, YES, Meeting.THEIRS, YES),
        (YES, NONE, NO, Meeting.BOTH, YES),
        (("nej", "mitt"), NONE, ("nej", "ditt"), Meeting.BOTH, ("nej", "mitt")),
    ],
)
def test_each_way_two_answers_can_meet(mine, base, saved, meeting, written):
    met = meet({"S01": mine}, base={"S01": base}, saved={"S01": saved})["S01"]
    assert (met.meeting, met.written, met.saved) == (meeting, written, saved)


def test_a_question_nobody_had_answered_counts_as_blank():
    assert meet({"S01": YES}, base={}, saved={})["S01"].meeting is Meeting.MINE
