"""What the journal's entries about claims, payments and double funding, and their facts, are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "ClaimOpened": _("Claim for repayment opened"),
    "ClaimDemanded": _("Repayment demanded"),
    "ClaimPaymentNoted": _("Repayment noted"),
    "ClaimPaymentUndone": _("Repayment taken back, noted by mistake"),
    "ClaimAcknowledged": _("Claim acknowledged by the association"),
    "RespiteGranted": _("Respite granted"),
    "InstalmentsAgreed": _("Instalments agreed"),
    "ClaimHandedOver": _("Claim handed over to a lawyer"),
    "ReliefProposed": _("Letting go of a claim proposed"),
    "ReliefDeclined": _("Letting go of a claim not followed"),
    "ClaimWaived": _("Claim waived"),
    "WriteOffMade": _("Claim written off"),
    "ReferenceRateRecorded": _("Reference rate recorded"),
    "PaymentsPlanned": _("Payments of a grant planned"),
    "PaymentsImported": _("List of payments taken in"),
    "PaymentAlarmRaised": _("Payment found that does not agree"),
    "PaymentAlarmSettled": _("Payment that did not agree settled"),
    "PaymentTied": _("Payment tied to a case"),
    "OpenGrantsImported": _("Open grant file taken in"),
    "DoubleFundingClosed": _("Double funding looked at"),
}
FACTS: dict[str, LazyString] = {
    "due": _("left to pay"),
    "hundredths": _("hundredths of a percentage point"),
    "other_amount": _("amount of the other"),
    "parts": _("parts"),
    "periods": _("periods"),
    "raised": _("payments that do not agree"),
}
