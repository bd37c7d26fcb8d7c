"""Words of the fast lane: points, the neutral questions, grounds, freedoms, what the police and officers said."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_lettings as t

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    t.TenancyPoint: {
        t.TenancyPoint.POLICE_DECIDE: _("The police decide about the place"),
        t.TenancyPoint.OWNER_DECIDES: _("The owner of the hall decides"),
        t.TenancyPoint.ROOM_CLOSED: _("The room is closed"),
        t.TenancyPoint.SLOT_TAKEN: _("The time is taken"),
        t.TenancyPoint.OVER_CAPACITY: _("More people than the room holds"),
        t.TenancyPoint.BARRED: _("Stop mark"),
        t.TenancyPoint.CRIME_IMMINENT: _("The police judge an offence close at hand"),
        t.TenancyPoint.IDENTITY_MISSING: _("Identity not established"),
        t.TenancyPoint.USER_MISSING: _("Not told who will use the room"),
        t.TenancyPoint.SITE_RESPONSIBLE_MISSING: _("Nobody named who answers on site"),
        t.TenancyPoint.ENDED_CONTRACT: _("Shares something with a terminated contract"),
        t.TenancyPoint.BARRED_CONTACT: _("Same contact as a stopped party"),
        t.TenancyPoint.EARLIER_BREACH: _("The party has broken a contract before"),
        t.TenancyPoint.SUBLET: _("Somebody else is to use the room"),
        t.TenancyPoint.PARTICULARS_MISSING: _("Number or open/closed not told"),
        t.TenancyPoint.ODD_PURPOSE: _("Kind and pattern do not go together"),
        t.TenancyPoint.PARTY_INACTIVE: _("The association is not in use in the directory"),
        t.TenancyPoint.PERMIT_MISSING: _("May need a permit from the police"),
        t.TenancyPoint.POLICE_RISK: _("The police describe a risk"),
        t.TenancyPoint.TERMS_LACKING: _("Today's terms are not accepted"),
        t.TenancyPoint.LONG_USE: _("More than nine months"),
        t.TenancyPoint.OUTSIDE_HOURS: _("Outside the opening hours"),
        t.TenancyPoint.NAME_LIKENESS: _("Name alike only"),
    },
    t.PointWeight: {
        t.PointWeight.STOP: _("stops"),
        t.PointWeight.ASK: _("to be asked about"),
        t.PointWeight.NOTE: _("told only"),
    },
    t.TenancyQuestion: {
        t.TenancyQuestion.USERS: _(
            "Who will actually use the room, and who answers for it on site (name and telephone)?"
        ),
        t.TenancyQuestion.EARLIER_CONTRACT: _(
            "Will anyone who had an earlier contract for the municipality's premises, now ended, use the room, "
            "wholly or in part?"
        ),
        t.TenancyQuestion.IDENTITY: _(
            "Which organisation number do you have, or can you identify yourself electronically?"
        ),
        t.TenancyQuestion.PARTICULARS: _(
            "What kind of gathering is it, how many come, and is it open to everybody? You need not tell what "
            "will be said."
        ),
        t.TenancyQuestion.PERMIT: _(
            "Which permits from the police or others do you have or have you applied for?"
        ),
        t.TenancyQuestion.ORDER: _(
            "What do you do yourselves to keep order: guards, number of people, times?"
        ),
    },
    t.LettingGround: {
        t.LettingGround.SLOT_TAKEN: _("The time is taken"),
        t.LettingGround.UNUSABLE: _("The room cannot be used"),
        t.LettingGround.OVER_CAPACITY: _("More people than the room holds (L08)"),
        t.LettingGround.IDENTITY_MISSING: _("Identity not established after a question (L01)"),
        t.LettingGround.USER_MISSING: _("Actual user not told after a question (L02)"),
        t.LettingGround.PARTICULARS_MISSING: _("Particulars missing after a question (L03)"),
        t.LettingGround.SUBLET: _("Sub-letting without consent (L04)"),
        t.LettingGround.PERMIT_MISSING: _("Permit missing after a question (L07)"),
        t.LettingGround.UNPAID: _("Not paid (L18)"),
        t.LettingGround.TERMS_REFUSED: _("The terms are not accepted (L11)"),
        t.LettingGround.BREACH: _("Proven earlier breach of contract (L10)"),
        t.LettingGround.BARRED: _("Stop mark or revoked support (L10)"),
        t.LettingGround.ORDER_RISK: _("Risk to order according to the police (L05)"),
        t.LettingGround.CRIME_IMMINENT: _("Offence close at hand according to the police (L16)"),
    },
    t.FreedomRight: {
        t.FreedomRight.SPEECH: _("Freedom of expression"),
        t.FreedomRight.INFORMATION: _("Freedom of information"),
        t.FreedomRight.ASSEMBLY: _("Freedom of assembly"),
        t.FreedomRight.DEMONSTRATION: _("Freedom to demonstrate"),
        t.FreedomRight.ASSOCIATION: _("Freedom of association"),
        t.FreedomRight.WORSHIP: _("Freedom of worship"),
    },
    t.PoliceWord: {
        t.PoliceWord.NO_RISK: _("see no risk"),
        t.PoliceWord.RISK: _("describe a concrete risk"),
        t.PoliceWord.IMMINENT: _("judge an offence close at hand"),
    },
    t.LettingKind: {
        t.LettingKind.APPROVAL: _("Approval"),
        t.LettingKind.REFUSAL: _("Refusal"),
        t.LettingKind.CANCELLATION: _("Cancellation of confirmed dates"),
    },
    t.ObservationWord: {
        t.ObservationWord.NOTED: _("Read; nothing more is done"),
        t.ObservationWord.ASKED_PARTY: _("The association is asked"),
        t.ObservationWord.TO_FOLLOW_UP: _("To be taken up at the follow-up"),
        t.ObservationWord.TO_CASE: _("To be taken into the case as evidence"),
    },
}
