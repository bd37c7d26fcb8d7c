"""Reads the finance system's list of payments and open grant files, by their headings."""

from vetting.domain.open_grants import ListedGrant, read_grant
from vetting.domain.payment_list import ListedPayment, read_payment
from vetting.gateways.headers import Columns
from vetting.gateways.sheets import Table, read_table

PAYMENTS = Columns(
    aliases={
        "voucher": ("verifikationsnummer", "verifikation", "ver.nr", "vernr", "verifikatnummer", "voucher",
                    "löpnummer", "transaktionsnummer"),
        "paid_on": ("betalningsdatum", "utbetalningsdatum", "betaldatum", "bokföringsdatum", "datum",
                    "paid on", "payment date"),
        "amount": ("belopp", "betalt belopp", "utbetalt belopp", "summa", "belopp kr", "belopp (kr)",
                   "amount"),
        "account": ("bankgiro", "plusgiro", "giro", "konto", "mottagarkonto", "betalningskonto",
                    "bankgiro/plusgiro", "account"),
        "org_number": ("organisationsnummer", "org.nr", "orgnr", "organisationsnr", "mottagarens orgnr",
                       "organisation number"),
        "case_number": ("ärendenummer", "diarienummer", "dnr", "ärende", "referens", "er referens", "ocr",
                        "case number", "reference"),
    },
    required=frozenset({"voucher", "paid_on", "amount"}),
)  # fmt: skip
OPEN_GRANTS = Columns(
    aliases={
        "identifier": ("identifier", "grant identifier"),
        "title": ("title",),
        "description": ("description",),
        "currency": ("currency",),
        "amount": ("amount awarded",),
        "awarded_on": ("award date",),
        "starts_on": ("planned dates:start date", "planned dates: start date"),
        "ends_on": ("planned dates:end date", "planned dates: end date"),
        "org_number": ("recipient org:identifier", "recipient org: identifier",
                       "recipient org:company number"),
        "recipient": ("recipient org:name", "recipient org: name"),
        "funder": ("funding org:name", "funding org: name"),
    },
    required=frozenset({"identifier", "amount", "org_number"}),
)  # fmt: skip


def read_payment_list(data: bytes, filename: str) -> tuple[list[ListedPayment], tuple[str, ...]]:
    """The rows in file order, and notes on the file as a whole. Raises UnusableFile as sheets.read_table."""
    table = read_table(data, filename, PAYMENTS)
    return [read_payment(row.row_no, row.values) for row in table.rows], _notes(table)


def read_open_grants(data: bytes, filename: str) -> tuple[list[ListedGrant], tuple[str, ...]]:
    """The same, of an open grant file."""
    table = read_table(data, filename, OPEN_GRANTS)
    return [read_grant(row.row_no, row.values) for row in table.rows], _notes(table)


def _notes(table: Table) -> tuple[str, ...]:
    return (*table.notes, *(f"unknown_column:{name[:40]}" for name in table.header.unknown))
