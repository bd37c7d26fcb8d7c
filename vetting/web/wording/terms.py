"""The trade's words, per enum."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms as t
from vetting.web.wording import (
    terms_applications,
    terms_checklist,
    terms_directory,
    terms_inquiries,
    terms_screening,
    terms_signals,
    terms_spot_checks,
)

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    **terms_applications.TERMS,
    **terms_checklist.TERMS,
    **terms_screening.TERMS,
    **terms_signals.TERMS,
    **terms_inquiries.TERMS,
    **terms_directory.TERMS,
    **terms_spot_checks.TERMS,
    t.Role: {
        t.Role.CULTURE_SECRETARY: _("culture secretary"),
        t.Role.PREMISES_MANAGER: _("premises manager"),
        t.Role.UNIT_HEAD: _("unit head"),
        t.Role.COORDINATOR: _("coordinator"),
        t.Role.REGISTRAR: _("registrar"),
        t.Role.AUDITOR: _("auditor"),
        t.Role.ADMINISTRATOR: _("administrator"),
        t.Role.PARTNER_AGENT: _("partner's agent"),
    },
    t.BoardKind: {
        t.BoardKind.DISTRICT: _("district board"),
        t.BoardKind.CULTURE: _("culture board"),
        t.BoardKind.SPORTS: _("sports board"),
        t.BoardKind.OTHER: _("other board"),
    },
    t.SupportKind: {
        t.SupportKind.OPERATING: _("operating grant"),
        t.SupportKind.PROJECT: _("project grant"),
        t.SupportKind.START_UP: _("start-up grant"),
        t.SupportKind.PREMISES: _("premises"),
    },
    t.Regime: {
        t.Regime.LEGALITY_REVIEW: _("Legality review (Local Government Act, chapter 13)"),
        t.Regime.CIVIL_LAW: _("Civil law (contract)"),
    },
    t.Stage: {
        t.Stage.RECEIVED: _("Received"),
        t.Stage.IN_REVIEW: _("In review"),
        t.Stage.AWAITING_SUPPLEMENT: _("Awaiting completion"),
        t.Stage.PROPOSED: _("Proposed"),
        t.Stage.DECIDED: _("Decided"),
        t.Stage.WITHDRAWN: _("Withdrawn"),
    },
    t.Outcome: {
        t.Outcome.GRANTED: _("Granted"),
        t.Outcome.PARTLY_GRANTED: _("Partly granted"),
        t.Outcome.REFUSED: _("Refused"),
        t.Outcome.DISMISSED: _("Dismissed without examination"),
        t.Outcome.CLOSED: _("Closed without decision on the matter"),
    },
    t.PaperKind: {
        t.PaperKind.STATUTES: _("Statutes"),
        t.PaperKind.MINUTES: _("Minutes of the annual meeting"),
        t.PaperKind.ACTIVITY_REPORT: _("Activity report"),
        t.PaperKind.ACCOUNTS: _("Accounts"),
        t.PaperKind.AUDIT_REPORT: _("Audit report"),
        t.PaperKind.OTHER: _("Other paper"),
    },
    t.Channel: {
        t.Channel.FORM: _("form"),
        t.Channel.LIST: _("list"),
        t.Channel.API: _("other system"),
        t.Channel.COMMAND: _("command"),
    },
    t.OfficeRole: {
        t.OfficeRole.CHAIR: _("Chair"),
        t.OfficeRole.TREASURER: _("Treasurer"),
        t.OfficeRole.SECRETARY: _("Secretary"),
        t.OfficeRole.MEMBER: _("Member of the governing body"),
        t.OfficeRole.AUDITOR: _("Elected auditor"),
        t.OfficeRole.SIGNATORY: _("Authorised signatory"),
    },
    t.NumberClass: {
        t.NumberClass.OK: _("Organisation number in order"),
        t.NumberClass.OK_ODD_FORMAT: _("In order, written in an unusual way"),
        t.NumberClass.MISSING: _("No organisation number"),
        t.NumberClass.PLACEHOLDER: _("Not a number"),
        t.NumberClass.BAD_CHECKSUM: _("The check digit is wrong"),
        t.NumberClass.BAD_LENGTH: _("Wrong number of digits"),
        t.NumberClass.BAD_GROUP: _("Cannot be an organisation number"),
        t.NumberClass.PERSONAL: _("Looks like a personal number (masked)"),
        t.NumberClass.REPAIRED_PREFIX: _("In order after the prefix 06 was removed"),
        t.NumberClass.LOST_ZEROS: _("Leading zeros may have been lost"),
        t.NumberClass.EXCEL_DAMAGE: _("Damaged by a spreadsheet"),
        t.NumberClass.FOREIGN: _("Foreign number"),
    },
    t.Band: {
        t.Band.CONFIRMED: _("Number and name agree"),
        t.Band.ID_MATCH_NAME_CONFLICT: _("Same number, different name"),
        t.Band.STRONG: _("Strong likeness"),
        t.Band.POSSIBLE: _("Possible likeness"),
        t.Band.SECTION_OR_UMBRELLA: _("Section or umbrella body"),
    },
    t.Judgement: {
        t.Judgement.SAME: _("Same"),
        t.Judgement.OTHER: _("Not the same"),
        t.Judgement.UNSURE: _("Unsure"),
    },
    t.CheckOutcome: {
        t.CheckOutcome.HITS: _("Hits to judge"),
        t.CheckOutcome.NONE_FOUND: _("None found in the snapshots asked"),
        t.CheckOutcome.INCOMPLETE: _("Incomplete: a source could not be relied on"),
    },
    t.SourcePurpose: {
        t.SourcePurpose.WATCH: _("a question for a person"),
        t.SourcePurpose.IDENTITY: _("tells who somebody is"),
    },
    t.SourceState: {
        t.SourceState.FRESH: _("Fresh"),
        t.SourceState.AGEING: _("Ageing"),
        t.SourceState.STALE: _("Too old"),
        t.SourceState.NEVER_LOADED: _("Nothing delivered yet"),
        t.SourceState.NOT_CONSULTED: _("Not consulted"),
    },
    t.PartyKind: {
        t.PartyKind.ORGANISATION: _("Organisations"),
        t.PartyKind.PERSON: _("Persons"),
    },
    t.Partner: {
        t.Partner.POLICE: _("Police"),
        t.Partner.FAITH_COMMUNITIES: _("Faith communities"),
        t.Partner.ASSOCIATIONS: _("Associations and their federations"),
        t.Partner.ENFORCEMENT_AUTHORITY: _("Enforcement Authority"),
        t.Partner.EMPLOYMENT_SERVICE: _("Employment Service"),
        t.Partner.TAX_AGENCY: _("Tax Agency"),
        t.Partner.COMPANIES_OFFICE: _("Companies Registration Office"),
        t.Partner.SANCTIONS: _("Sanctions lists"),
        t.Partner.CVE: _("Centre against violent extremism (CVE)"),
        t.Partner.OTHER_BOARD: _("Another board of the municipality"),
    },
    t.RowState: {
        t.RowState.OK: _("in order"),
        t.RowState.REPAIRED: _("repaired"),
        t.RowState.QUARANTINED: _("quarantined"),
        t.RowState.DUPLICATE: _("duplicate"),
        t.RowState.MASKED: _("masked"),
    },
    t.PlanTier: {
        t.PlanTier.MINI: _("Small plan"),
        t.PlanTier.STANDARD: _("Standard plan"),
        t.PlanTier.EXTENDED: _("Extended plan"),
    },
    t.FollowUpKind: {
        t.FollowUpKind.REPORT: _("Report"),
        t.FollowUpKind.ACCOUNTS: _("Accounts"),
        t.FollowUpKind.AUDIT_REPORT: _("Audit report"),
        t.FollowUpKind.VISIT: _("Visit"),
        t.FollowUpKind.MEETING: _("Meeting"),
        t.FollowUpKind.CONDITION_EVIDENCE: _("Evidence that a condition is met"),
    },
    t.Signature: {
        t.Signature.DELEGATE: _("on delegation"),
        t.Signature.BOARD: _("by the board"),
    },
}
