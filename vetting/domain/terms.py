"""The trade's words as enums: roles, kinds of support, stages, outcomes, answers, bands."""

from enum import StrEnum


class Role(StrEnum):
    """What an officer is appointed to do, per board or for the whole municipality."""

    CULTURE_SECRETARY = "culture_secretary"  # kultursekreterare: prepares cases
    PREMISES_MANAGER = "premises_manager"  # lokalintendent
    UNIT_HEAD = "unit_head"  # enhetschef: decides on delegation
    DIVISION_HEAD = "division_head"  # avdelningschef: decides on delegation
    CHAIR = "chair"  # nämndens ordförande: decides what cannot await the board
    COORDINATOR = "coordinator"  # samordnare: sources, spot checks, escalations
    LAWYER = "lawyer"  # jurist: judges wordings that the rules stop
    REGISTRAR = "registrar"  # registrator: registers papers and board decisions
    AUDITOR = "auditor"  # revisor: reads everything, changes nothing
    ADMINISTRATOR = "administrator"  # accounts, boards, schemes
    PARTNER_AGENT = "partner_agent"  # of an agency outside the house: its own deliveries and questions only


class BoardKind(StrEnum):
    DISTRICT = "district"
    CULTURE = "culture"
    SPORTS = "sports"
    OTHER = "other"


class SupportKind(StrEnum):
    """Kinds of grant; premises join in `stöd` as a kind of support."""

    OPERATING = "operating"  # verksamhetsstöd
    PROJECT = "project"  # projektstöd
    START_UP = "start_up"  # startbidrag
    PREMISES = "premises"  # lokalupplåtelse


class Regime(StrEnum):
    """Legal regime of a case; drives templates, deadlines and appeal text."""

    LEGALITY_REVIEW = "legality_review"  # laglighetsprövning, KL 13 kap.
    ADMINISTRATIVE_APPEAL = "administrative_appeal"  # förvaltningsbesvär, FL 40-44 §§: state grants passed on
    CIVIL_LAW = "civil_law"  # avtal, JB 12 kap.
    PUBLIC_PLACE = "public_place"  # the police decide, the municipality is heard (ORDL 3 kap.)
    STATE_AIDED_HALL = "state_aided_hall"  # an independent hall owner decides (SFS 2016:1367)


class Stage(StrEnum):
    """Where a case stands. The moves between them are in `domain/stages.py`."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    PROPOSED = "proposed"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """Outcome of a decision, always chosen by a person (KL 6:38)."""

    GRANTED = "granted"  # bifall
    PARTLY_GRANTED = "partly_granted"  # delvis bifall
    REFUSED = "refused"  # avslag
    DISMISSED = "dismissed"  # avvisning
    CLOSED = "closed"  # avskrivning
    CONTINUED = "continued"  # stödet kvarstår, after a special review
    PARTLY_REVOKED = "partly_revoked"  # delvis återkallelse
    REVOKED = "revoked"  # återkallelse


GRANTING = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED})


class PaperKind(StrEnum):
    """Papers an application is judged on."""

    STATUTES = "statutes"  # stadgar
    MINUTES = "minutes"  # årsmötesprotokoll
    ACTIVITY_REPORT = "activity_report"  # verksamhetsberättelse
    ACCOUNTS = "accounts"  # årsredovisning, ekonomisk redovisning
    AUDIT_REPORT = "audit_report"  # revisionsberättelse
    OTHER = "other"


class Channel(StrEnum):
    """How an application or a file came in."""

    FORM = "form"
    LIST = "list"
    API = "api"
    COMMAND = "command"


class OfficeRole(StrEnum):
    """What an office holder of an association is elected to."""

    CHAIR = "chair"
    TREASURER = "treasurer"
    SECRETARY = "secretary"
    MEMBER = "member"  # ledamot
    AUDITOR = "auditor"
    SIGNATORY = "signatory"


class NumberClass(StrEnum):
    """Class of an organisation number as municipal registers hold it; never a bare yes or no."""

    OK = "ok"
    OK_ODD_FORMAT = "ok_odd_format"
    MISSING = "missing"
    PLACEHOLDER = "placeholder"
    BAD_CHECKSUM = "bad_checksum"
    BAD_LENGTH = "bad_length"
    BAD_GROUP = "bad_group"  # third digit below 2, and no date
    PERSONAL = "personal"  # personnummer or samordningsnummer: masked
    REPAIRED_PREFIX = "repaired_prefix"  # 06 before a valid number
    LOST_ZEROS = "lost_zeros"  # a proposal only, never accepted by itself
    EXCEL_DAMAGE = "excel_damage"  # 8.02E+09, dates
    FOREIGN = "foreign"


class Band(StrEnum):
    """How near a listing lies to the party asked about. A question for a person, never a verdict."""

    CONFIRMED = "confirmed"  # number and name agree
    ID_MATCH_NAME_CONFLICT = "id_match_name_conflict"
    STRONG = "strong"
    POSSIBLE = "possible"
    SECTION_OR_UMBRELLA = "section_or_umbrella"


class Judgement(StrEnum):
    """A person's word on a hit."""

    SAME = "same"
    OTHER = "other"
    UNSURE = "unsure"


class CheckOutcome(StrEnum):
    """Outcome of a cross-check. There is no 'clear': only what was found in which snapshot."""

    HITS = "hits"
    NONE_FOUND = "none_found"
    INCOMPLETE = "incomplete"


class SourceState(StrEnum):
    """Age of a source at the moment of the check, by the source's own date."""

    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"
    NEVER_LOADED = "never_loaded"
    NOT_CONSULTED = "not_consulted"


class PartyKind(StrEnum):
    ORGANISATION = "organisation"
    PERSON = "person"


class Partner(StrEnum):
    """Whom a source or a question belongs to (the city's plan names the first six)."""

    POLICE = "police"
    FAITH_COMMUNITIES = "faith_communities"
    ASSOCIATIONS = "associations"
    ENFORCEMENT_AUTHORITY = "enforcement_authority"
    EMPLOYMENT_SERVICE = "employment_service"
    TAX_AGENCY = "tax_agency"
    COMPANIES_OFFICE = "companies_office"
    SANCTIONS = "sanctions"
    CVE = "cve"
    OTHER_BOARD = "other_board"


class SourcePurpose(StrEnum):
    """What it means to stand in a source."""

    WATCH = "watch"  # a question for a person: sanctions, debts, stop lists
    IDENTITY = "identity"  # tells who somebody is; being there, or not, is never a negative signal


class InquiryState(StrEnum):
    """How far a question to a register that answers number by number has come. A receipt is no answer."""

    QUEUED = "queued"  # waits for the next question file
    SENT = "sent"
    RECEIPTED = "receipted"
    ANSWERED = "answered"
    REJECTED = "rejected"
    OVERDUE = "overdue"


class SignalKind(StrEnum):
    """What re-screening found since the last time."""

    NEW_HIT = "new_hit"
    CHANGED_HIT = "changed_hit"
    CLEARANCE_LAPSED = "clearance_lapsed"
    EVIDENCE_WITHDRAWN = "evidence_withdrawn"
    ANSWER_CORRECTED = "answer_corrected"


class RowState(StrEnum):
    """What became of a row of a file; rows in = the sum of all five."""

    OK = "ok"
    REPAIRED = "repaired"
    QUARANTINED = "quarantined"
    DUPLICATE = "duplicate"
    MASKED = "masked"


class PlanTier(StrEnum):
    """How closely a grant is followed."""

    MINI = "mini"
    STANDARD = "standard"
    EXTENDED = "extended"


class FollowUpKind(StrEnum):
    REPORT = "report"
    ACCOUNTS = "accounts"
    AUDIT_REPORT = "audit_report"
    VISIT = "visit"
    MEETING = "meeting"
    CONDITION_EVIDENCE = "condition_evidence"


class Signature(StrEnum):
    """On whose behalf a decision is signed."""

    DELEGATE = "delegate"
    BOARD = "board"
    CHAIR = "chair"  # what could not await the board (KL 6:39)


class AnswerKind(StrEnum):
    """How a question of a checklist is answered."""

    STD = "std"
    EXCL = "excl"  # exclusion grounds: only 'styrkt' counts
    NUM = "num"
    DATE = "date"
    TEXT = "text"
    DOC = "doc"


class Effect(StrEnum):
    """What a bad answer leads to; never a decision."""

    BLOCK = "block"  # decisive under the norm unless an exception is recorded
    COMPLETE = "complete"  # ask for a supplement, with a date
    ESCALATE = "escalate"  # a second reader
    NOTE = "note"  # for follow-up and sampling, never a reason for refusal
    NEVER = "never"  # may not be used as a ground


class Gate(StrEnum):
    """Sections of a checklist in the order they are gone through."""

    IDENTITY = "identity"
    STRUCTURE = "structure"
    FINANCES = "finances"
    ACTIVITY = "activity"
    ATTRIBUTION = "attribution"
    MITIGATION = "mitigation"
    DECISION = "decision"


class SourceStatus(StrEnum):
    """How well the source behind a question has been read."""

    VERIFIED = "V"
    PARTLY = "P"
    UNVERIFIED = "U"  # never shown as law


class ActorRole(StrEnum):
    """In which role somebody acted, as an act records it: never who it was (RF 2:3, 2:6)."""

    GOVERNING_BODY = "governing_body"  # the governing body together, or an adopted paper
    CHAIR = "chair"
    TREASURER = "treasurer"
    SECRETARY = "secretary"
    MEMBER = "member"  # of the governing body
    SIGNATORY = "signatory"
    EMPLOYEE = "employee"
    ACTIVITY_LEADER = "activity_leader"
    VOLUNTEER = "volunteer"
    INVITED = "invited"  # guest or speaker: not a representative (A12)
    PARTNER = "partner"  # of the funded project (A05)
