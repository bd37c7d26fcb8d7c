"""The checklists' words, per enum."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms as t

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    t.Effect: {
        t.Effect.BLOCK: _("Decisive unless an exception is recorded"),
        t.Effect.COMPLETE: _("Ask for completion, with a date"),
        t.Effect.ESCALATE: _("A second person reads it"),
        t.Effect.NOTE: _("Note for follow-up, never a reason for refusal"),
        t.Effect.NEVER: _("May not be used as a ground"),
    },
    t.SourceStatus: {
        t.SourceStatus.VERIFIED: _("Verified against the source"),
        t.SourceStatus.PARTLY: _("Partly verified against the source"),
        t.SourceStatus.UNVERIFIED: _("Not verified against the source – a setting, not law"),
    },
    t.AnswerKind: {
        t.AnswerKind.STD: _("Choice"),
        t.AnswerKind.EXCL: _("Exclusion ground: only what is proven counts"),
        t.AnswerKind.NUM: _("In figures"),
        t.AnswerKind.DATE: _("Date"),
        t.AnswerKind.TEXT: _("Text"),
        t.AnswerKind.DOC: _("Paper"),
    },
    t.ActorRole: {
        t.ActorRole.GOVERNING_BODY: _("The governing body together, or an adopted paper"),
        t.ActorRole.CHAIR: _("Chair"),
        t.ActorRole.TREASURER: _("Treasurer"),
        t.ActorRole.SECRETARY: _("Secretary"),
        t.ActorRole.MEMBER: _("Member of the governing body"),
        t.ActorRole.SIGNATORY: _("Authorised signatory"),
        t.ActorRole.EMPLOYEE: _("Employee"),
        t.ActorRole.ACTIVITY_LEADER: _("Activity leader"),
        t.ActorRole.VOLUNTEER: _("Volunteer"),
        t.ActorRole.INVITED: _("Invited guest or speaker (not a representative)"),
        t.ActorRole.PARTNER: _("Partner in the funded project"),
    },
}
