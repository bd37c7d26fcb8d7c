"""The tour's case with an act: referred to CVE, and marked where it may not be given out."""

import datetime as dt

from vetting.demo.plots import Plot
from vetting.domain.material import MaterialKind
from vetting.domain.swedish_time import swedish_day
from vetting.reading.referrals import referral_page
from vetting.services import referrals, secrecy_marks

REASON = (
    "En ledare hotade två ungdomar med våld när de ville lämna föreningens kväll. Samma kväll hördes hotet av två "
    "anställda. CVE bör utreda om händelsen hänger samman med liknande händelser på andra platser."
)


def refer(case_id: str, plot: Plot, at: dt.datetime) -> None:
    """The act and what shows it go to CVE; who the witnesses were is not for everybody."""
    by = plot.desk.secretary
    page = referral_page(case_id, actor=by, today=swedish_day(at))
    chosen = [one.key for one in page.choices if one.kind is MaterialKind.ACT or one.question_id == "A01"]
    referred = referrals.Referred(REASON, chosen, swedish_day(at) + dt.timedelta(days=42))
    referral_id = referrals.refer_to_cve(case_id, referred, by=by, now=at)
    referrals.mark_sent(case_id, referral_id, swedish_day(at), by=by, now=at)
    secrecy_marks.mark_passage(case_id, "två anställda", secrecy_marks.grounds()[0], by=by, now=at)
