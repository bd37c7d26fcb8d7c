"""Words for deliveries, what a hit rests on, and what partners answer."""

from enum import StrEnum

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from vetting.domain.evidence import Feature as F
from vetting.domain.partner_answers import AnswerCode as A
from vetting.domain.sources import SnapshotState as S

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    S: {
        S.RECEIVED: _("Received, not yet read"),
        S.PARSING: _("Being read"),
        S.HELD: _("Held, waits for a person"),
        S.ACTIVE: _("In use"),
        S.SUPERSEDED: _("Replaced by a later one"),
        S.REJECTED: _("Rejected"),
    },
    F: {
        F.ORG_NUMBER_SAME: _("Same organisation number"),
        F.ORG_NUMBER_NEAR: _("Organisation numbers differ in one place"),
        F.ORG_NUMBER_DIFFERS: _("Different organisation numbers"),
        F.ORG_NUMBER_FORMER: _("Same number through a predecessor or successor"),
        F.GIRO_SAME: _("Same giro account"),
        F.NAME_SAME: _("Same name"),
        F.NAME_SAME_FOLDED: _("Same name but for accents or signs"),
        F.NAME_SAME_JOINED: _("Same name written together"),
        F.NAME_PART: _("Met through a part of the name"),
        F.NAME_ALIAS: _("Met through another name"),
        F.ACRONYM: _("Short form"),
        F.NAME_MISSING: _("No name to compare"),
        F.NAMES_SHARE_NOTHING: _("The names have nothing in common"),
        F.TOKEN_SAME: _("Same word"),
        F.TOKEN_SIMILAR: _("Similar word"),
        F.TOKENS_JOINED: _("Written together or apart"),
        F.TYPE_COMPATIBLE: _("Short form of the same type"),
        F.TYPE_DIFFERS: _("Different type of association"),
        F.NUMBERS_DIFFER: _("Different numbers in the name"),
        F.PLACES_DIFFER: _("Different places"),
        F.RARE_WORDS_DIFFER: _("Different telling words"),
        F.WORDS_DIFFER: _("Other words differ"),
        F.LEGAL_FORM_DIFFERS: _("Different legal forms"),
        F.RUNNER_UP_NEAR: _("Another entry is almost as like"),
        F.LEFT_OVER: _("Only on one side"),
        F.SUBSET: _("One name lies within the other"),
        F.SEAT_SAME: _("Same town"),
        F.SEAT_DIFFERS: _("Different towns"),
        F.BIRTH_DATE_SAME: _("Same birth date"),
        F.BIRTH_DATE_NEAR: _("Birth dates differ in one place"),
        F.BIRTH_YEAR_SAME: _("Birth years agree"),
        F.BIRTH_DATE_UNKNOWN: _("Birth date not known"),
    },
    A: {
        A.ACTIVE: _("Active"),
        A.INACTIVE: _("Inactive"),
        A.NONE: _("Nothing registered"),
        A.PUBLIC_CLAIMS: _("Claims in public cases"),
        A.PRIVATE_CLAIMS: _("Claims in private cases"),
        A.YES: _("Yes"),
        A.NO: _("No"),
        A.UNKNOWN: _("Not known"),
        A.PERMIT: _("Permit given"),
        A.NOTIFICATION: _("Notification made"),
        A.NOT_REQUIRED: _("Not required"),
        A.RISK_DESCRIBED: _("Risk described"),
        A.NOTHING_TO_NOTE: _("Nothing to note"),
        A.REMARK: _("Remark"),
        A.PENDING: _("Pending"),
        A.LISTED: _("Listed"),
        A.NOT_LISTED: _("Not listed"),
        A.UNCLEAR: _("Unclear"),
        A.STATEMENT_ATTACHED: _("Statement enclosed"),
        A.OTHER_SUPPORT: _("Other support or claims, see note"),
        A.CANNOT_ANSWER: _("Cannot or may not answer"),
        A.REFERRED: _("Referred elsewhere"),
    },
}

ADAPTERS: dict[str, LazyString] = {
    "un_sc_xml": _("The UN Security Council's list (XML)"),
    "eu_fsf_xml_1_1": _("The EU's consolidated list of financial sanctions (XML 1.1)"),
    "ftm_json": _("FollowTheMoney collection or delta (JSON lines)"),
    "list_csv": _("90-accounts, approved gift recipients or own stop list (CSV)"),
    "municipal_assoc_json": _("A municipality's association register (JSON)"),
    "scb_bulk_tsv": _("Statistics Sweden's register of legal persons (bulk file)"),
    "bv_bulk_txt": _("The Companies Registration Office's bulk file"),
    "targets_simple_csv": _("Targets in simple CSV (OpenSanctions)"),
    "spreadsheet_drop": _("Workbook or CSV from a partner"),
    "bv_vdm_api": _("The Companies Registration Office's API, asked number by number"),
    "oauth_api": _("An API asked number by number, set up field by field"),
    "request_reply_file": _("Question and answer files in fixed posts"),
    "directory": _("The municipality's own association register"),
    "manual_query": _("Asked case by case, no file"),
}

COLUMNS: dict[str, LazyString] = {
    "id": _("The list's own id"),
    "name": _("Name"),
    "org_number": _("Organisation number"),
    "seat": _("Town"),
    "birth_date": _("Birth date"),
    "alias": _("Other names"),
    "giro": _("Giro"),
    "status": _("Status or reason"),
    "listed_on": _("Date of listing"),
    "aliases": _("Other names"),
    "other_numbers": _("Numbers before and after it"),
}


CHANNELS: dict[str, LazyString] = {
    "letter": _("Letter"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "meeting": _("Meeting"),
    "e_service": _("E-service"),
    "partner_desk": _("At the partner's desk here"),
}


def adapter_word(name: str) -> str:
    """How a source is read."""
    return str(ADAPTERS.get(name, name))


def column_word(name: str) -> str:
    """What a column of a list is called."""
    return str(COLUMNS.get(name, name))


def channel_word(name: str) -> str:
    """How a partner was asked."""
    return str(CHANNELS.get(name, name))


def none_found(date: str) -> str:
    """What is said of a source without hits: of which day, never more."""
    return gettext("None found in the snapshot of %(date)s", date=date)
