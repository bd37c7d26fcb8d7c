"""Words of claims for repayment and of payments."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_revocations as t

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    t.ClaimState: {
        t.ClaimState.DECIDED: _("Not demanded"),
        t.ClaimState.DEMANDED: _("Demanded"),
        t.ClaimState.RESPITE: _("Respite"),
        t.ClaimState.INSTALMENTS: _("Paid in instalments"),
        t.ClaimState.HANDED_OVER: _("With a lawyer for collection"),
        t.ClaimState.SETTLED: _("Settled in full"),
    },
    t.ClaimEventKind: {
        t.ClaimEventKind.OPENED: _("Decided to be claimed back"),
        t.ClaimEventKind.DEMANDED: _("Demanded"),
        t.ClaimEventKind.ACKNOWLEDGED: _("Acknowledged by the association"),
        t.ClaimEventKind.PAID: _("Paid back"),
        t.ClaimEventKind.RESPITE: _("Respite granted"),
        t.ClaimEventKind.INSTALMENTS_AGREED: _("Instalments agreed"),
        t.ClaimEventKind.WAIVED: _("Waived"),
        t.ClaimEventKind.WRITTEN_OFF: _("Written off"),
        t.ClaimEventKind.HANDED_OVER: _("Handed over to a lawyer"),
        t.ClaimEventKind.PAYMENT_UNDONE: _("Repayment taken back, noted by mistake"),
    },
    t.ReliefKind: {
        t.ReliefKind.WAIVED: _("Waive, for special reasons"),
        t.ReliefKind.WRITTEN_OFF: _("Write off, because it cannot be collected"),
    },
    t.StopCause: {
        t.StopCause.REVOKED: _("the support is revoked"),
        t.StopCause.HELD: _("payment is held"),
        t.StopCause.BARRED: _("a stop mark stands"),
    },
    t.PaymentAlarm: {
        t.PaymentAlarm.PAID_AFTER_STOP: _("Paid after a stop"),
        t.PaymentAlarm.OTHER_ACCOUNT: _("Paid to another account"),
        t.PaymentAlarm.OTHER_AMOUNT: _("Another amount paid"),
        t.PaymentAlarm.BEFORE_RELEASE: _("Paid before it was released"),
        t.PaymentAlarm.WITHOUT_DECISION: _("Paid without a decision"),
    },
    t.PaymentWord: {
        t.PaymentWord.IN_ORDER: _("It is right as it is"),
        t.PaymentWord.MENDED: _("Put right in the finance system"),
        t.PaymentWord.TO_RECLAIM: _("A decision to claim it back is prepared"),
    },
}
