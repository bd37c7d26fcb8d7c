"""How the certificate of a check is told: what answered, how old it was, what could not be asked."""

from flask_babel import gettext as _
from flask_babel import ngettext

from vetting.domain.names import display
from vetting.domain.terms import CheckOutcome, SourceState
from vetting.reading.certificate import Certificate, CertifiedSource
from vetting.web.filters import day, number, org_number
from vetting.web.wording.inquiries import reason_words

ABOUT_THE_REASON = frozenset({"reason_missing", "personal_number_in_text", "outlook_in_text"})


def asked_facts(page: Certificate) -> list[tuple[str, str]]:
    """What was asked about, in order."""
    asked = page.asked
    aliases = asked.get("aliases")
    found = [
        (_("Name"), display(str(asked.get("name") or ""))),
        (_("Organisation number"), org_number(str(asked["org_number"])) if asked.get("org_number") else ""),
        (_("Seat"), str(asked.get("seat") or "")),
    ]
    if isinstance(aliases, list | tuple) and aliases:
        found.append((_("Other names"), ", ".join(str(one) for one in aliases)))
    numbers = asked.get("other_numbers")
    if isinstance(numbers, list | tuple) and numbers:
        found.append((_("Numbers before and after it"), ", ".join(org_number(str(one)) for one in numbers)))
    if asked.get("giro"):
        found.append((_("Account"), str(asked["giro"])))
    if page.signatories:
        found.append((_("Declared signatories"), about_signatories(page.signatories)))
    return found


def about_signatories(count: int) -> str:
    """How many persons were asked about; who they are stands in the case alone."""
    return _("%(number)s, by name and birth date, in the sources that list persons", number=count)


def asked_about(source: CertifiedSource) -> str:
    """Whom a source of persons was asked about; blank for the others, asked about the association alone."""
    if not source.signatories:
        return ""
    if source.is_of_bodies:
        return ngettext(
            "asked about the association and %(num)d signatory",
            "asked about the association and %(num)d signatories",
            source.signatories,
        )
    return ngettext("asked about %(num)d signatory", "asked about %(num)d signatories", source.signatories)


def outcome_sentence(page: Certificate) -> str:
    """What the run amounted to. Never that somebody is clear."""
    hits = sum(len(source.hits) for source in page.sources)
    missing = len(page.not_relied_on)
    if page.outcome is CheckOutcome.HITS:
        found = ngettext("%(num)d hit was found.", "%(num)d hits were found.", hits)
    elif page.outcome is CheckOutcome.NONE_FOUND:
        return _("None was found in the snapshots named below, on the dates they stand for. It says no more.")
    else:
        found = _("None was found in what could be asked, which was not everything.")
    if not missing:
        return found
    return (
        found
        + " "
        + ngettext(
            "%(num)d source could not be relied on.", "%(num)d sources could not be relied on.", missing
        )
    )


def age_sentence(source: CertifiedSource) -> str:
    """The day a snapshot stands for, and how old that was when the check was made."""
    if source.as_of is None:
        return _("nothing to go by")
    days = source.age_days or 0
    age = ngettext("%(num)d day old", "%(num)d days old", days) if days else _("from the same day")
    return f"{day(source.as_of)} ({age})"


def why_not(source: CertifiedSource) -> str:
    """Why a source could not be relied on, or blank."""
    if source.reason:
        return reason_words(source.reason)
    return {
        SourceState.STALE: _("What it has delivered is too old."),
        SourceState.NEVER_LOADED: _("Nothing has ever been delivered."),
        SourceState.NOT_CONSULTED: _("It could not be consulted."),
    }.get(source.state, "")


def none_text(source: CertifiedSource) -> str:
    """That a source held nothing, said of what was looked at; or why by rule it was not asked."""
    if source.reason:
        return reason_words(source.reason)
    if source.is_answer:
        return _("Nothing that needs a person in the answer of %(date)s", date=day(source.as_of))
    if source.is_own:
        return _("none found in the register as it was then")
    return _("none found in this snapshot")


def rows_text(source: CertifiedSource) -> str:
    """How much a snapshot held."""
    return (
        ""
        if source.rows is None
        else ngettext("%(n)s listing", "%(n)s listings", source.rows, n=number(source.rows))
    )
