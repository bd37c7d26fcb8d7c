"""Words about payments: what an alarm says, what stopped a payment, what is odd about a row of a list."""

import datetime as dt

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from vetting.domain.payments_match import Stop
from vetting.domain.terms_revocations import PaymentAlarm, StopCause
from vetting.reading.payments import AlarmLine
from vetting.web.filters import day, kronor
from vetting.web.wording import word
from vetting.web.wording.directory import row_problem_text

FIELDS: dict[str, LazyString] = {
    "voucher": _("Voucher number"),
    "paid_on": _("Paid on"),
    "amount": _("Amount"),
    "account": _("Account"),
    "org_number": _("Organisation number"),
    "case_number": _("Case number"),
    "identifier": _("Identifier"),
    "currency": _("Currency"),
    "starts_on": _("Start date"),
    "ends_on": _("End date"),
}
PROBLEMS: dict[str, LazyString] = {
    "voucher_missing": _("The row has no voucher number. Add it: a payment is known by its voucher."),
    "voucher_twice": _(
        "The same voucher number stands on several rows of the list. Give each row a number of its own."
    ),
    "voucher_differs": _(
        "The voucher is here before with another day, amount, account or case number, and is not changed. "
        "Correct it in the finance system with a new voucher."
    ),
    "case_of_other_board": _("The case belongs to another board. Send the row in with that board's list."),
    "amount_odd": _("The amount is no whole number of kronor, or nothing. Write it as 25000 or -25000."),
    "date_odd": _("The date cannot be read. Write it as 2026-11-20."),
    "identifier_missing": _("The row has no identifier. Ask the publisher for it."),
    "identifier_twice": _("The same identifier stands on several rows. Ask the publisher which is right."),
    "recipient_without_number": _("The recipient has no usable organisation number, so nothing is compared."),
    "currency_other": _("The amount is not in Swedish kronor and is not compared."),
    "twelve_months_assumed": _("No end date is given: twelve months are assumed."),
}


def list_field_word(name: str) -> str:
    """What a column of such a list is called."""
    return str(FIELDS.get(name, name))


def list_problem_text(code: str) -> str:
    """What is odd about a row, and how to mend it."""
    return str(PROBLEMS[code]) if code in PROBLEMS else row_problem_text(code)


def alarm_text(line: AlarmLine) -> str:
    """What a payment does not agree with, in one sentence."""
    if line.kind is PaymentAlarm.PAID_AFTER_STOP:
        cause, since = word(StopCause(line.facts["cause"])), _day(line.facts["since"])
        return gettext("Paid on %(day)s, although: %(cause)s since %(since)s.", day=day(line.paid_on),
                       cause=cause, since=since)  # fmt: skip
    if line.kind is PaymentAlarm.OTHER_ACCOUNT:
        return gettext("Paid to an account other than the one in the directory.")
    if line.kind is PaymentAlarm.BEFORE_RELEASE:
        if line.facts["released_on"]:
            released = _day(line.facts["released_on"])
            return gettext("Paid on %(day)s, although the part was released only on %(released)s.",
                           day=day(line.paid_on), released=released)  # fmt: skip
        return gettext("Paid although the condition of the part is not found met: it is not released.")
    if line.kind is PaymentAlarm.OTHER_AMOUNT:
        expected = int(line.facts["expected"])
        if not expected:
            return gettext("%(amount)s paid, although nothing was left to pay.", amount=kronor(line.amount))
        return gettext("%(amount)s paid; next to be paid was %(expected)s.", amount=kronor(line.amount),
                       expected=kronor(expected))  # fmt: skip
    if "decided_on" in line.facts:
        decided = _day(line.facts["decided_on"])
        return gettext("Paid before the decision of %(day)s.", day=decided)
    return gettext("No decision about support stands behind the payment.")


def stop_text(stop: Stop) -> str:
    """What stopped payments of a grant, and which days."""
    told = _stop(stop)
    return told[0].upper() + told[1:]


def _stop(stop: Stop) -> str:
    if stop.ends_on is None:
        return gettext("%(cause)s from %(day)s", cause=word(stop.cause), day=day(stop.starts_on))
    facts = {"cause": word(stop.cause), "first": day(stop.starts_on), "last": day(stop.ends_on)}
    if stop.held is None:
        return gettext("%(cause)s %(first)s–%(last)s", **facts)
    return gettext("%(cause)s %(first)s–%(last)s, %(amount)s", amount=kronor(stop.held), **facts)


def _day(iso: str) -> str:
    return day(dt.date.fromisoformat(iso))
