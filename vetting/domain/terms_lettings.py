"""Words of the fast lane: what the facts of a request tell, the questions put, grounds, what was seen."""

from enum import StrEnum


class TenancyPoint(StrEnum):
    """A fact of a request that calls for something. None of them is about what anybody thinks (RF 2:3)."""

    POLICE_DECIDE = "police_decide"
    OWNER_DECIDES = "owner_decides"
    ROOM_CLOSED = "room_closed"
    SLOT_TAKEN = "slot_taken"
    OVER_CAPACITY = "over_capacity"
    BARRED = "barred"
    CRIME_IMMINENT = "imminent_by_police"  # the police's own judgement
    IDENTITY_MISSING = "identity_missing"
    USER_MISSING = "user_missing"
    SITE_RESPONSIBLE_MISSING = "site_responsible_missing"
    ENDED_CONTRACT = "ended_contract"
    BARRED_CONTACT = "barred_contact"
    EARLIER_BREACH = "earlier_breach"
    SUBLET = "sublet"
    PARTICULARS_MISSING = "particulars_missing"
    ODD_PURPOSE = "odd_purpose"
    PARTY_INACTIVE = "party_inactive"
    PERMIT_MISSING = "permit_missing"
    POLICE_RISK = "police_risk"
    TERMS_LACKING = "terms_lacking"
    LONG_USE = "long_use"
    OUTSIDE_HOURS = "outside_hours"
    NAME_LIKENESS = "name_likeness"


class PointWeight(StrEnum):
    """What a point does to the verdict."""

    STOP = "stop"
    ASK = "ask"
    NOTE = "note"  # told, and forces nothing


class TenancyQuestion(StrEnum):
    """The neutral questions; each has one wording, the same for everybody with the same facts."""

    USERS = "users"
    EARLIER_CONTRACT = "earlier_contract"
    IDENTITY = "identity"
    PARTICULARS = "particulars"
    PERMIT = "permit"
    ORDER = "order"


class LettingGround(StrEnum):
    """Why a date is refused or cancelled: an actual hindrance, never what somebody stands for."""

    SLOT_TAKEN = "slot_taken"
    UNUSABLE = "unusable"  # the room cannot be used: damage, election, civil emergency
    OVER_CAPACITY = "over_capacity"
    IDENTITY_MISSING = "identity_missing"
    USER_MISSING = "user_missing"
    PARTICULARS_MISSING = "particulars_missing"
    SUBLET = "sublet"
    PERMIT_MISSING = "permit_missing"
    UNPAID = "unpaid"
    TERMS_REFUSED = "terms_refused"
    BREACH = "breach"
    BARRED = "barred"
    ORDER_RISK = "order_risk"
    CRIME_IMMINENT = "imminent_by_police"


class FreedomRight(StrEnum):
    """The freedoms of RF 2:1, gone through before anybody is denied a room (LR-22)."""

    SPEECH = "speech"
    INFORMATION = "information"
    ASSEMBLY = "assembly"
    DEMONSTRATION = "demonstration"
    ASSOCIATION = "association"
    WORSHIP = "worship"


class PoliceWord(StrEnum):
    """What the police said of one event, in short."""

    NO_RISK = "no_risk"
    RISK = "risk"
    IMMINENT = "imminent"  # they judge an offence close at hand


class LettingKind(StrEnum):
    """What a decision about dates does."""

    APPROVAL = "approval"
    REFUSAL = "refusal"
    CANCELLATION = "cancellation"


class ObservationWord(StrEnum):
    """What the case officer made of what was seen on site."""

    NOTED = "noted"  # read; nothing more is done
    ASKED_PARTY = "asked_party"
    TO_FOLLOW_UP = "to_follow_up"
    TO_CASE = "to_case"  # whoever has the case takes it in as evidence, in a deed of its own
