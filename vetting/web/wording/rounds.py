"""Words for rounds of spot checks: half-years, strata, chances, sizing, and what an audit finds."""

from collections.abc import Mapping

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from vetting.domain.chance_words import PlainChance
from vetting.domain.seasons import HalfYear
from vetting.domain.sizing import FindingChance, SizingAdvice
from vetting.domain.terms import SupportKind
from vetting.domain.terms_spot_checks import RoundStage, Stream
from vetting.web.filters import number
from vetting.web.wording import word

STAGE_KINDS = {
    RoundStage.OPEN: "neutral",
    RoundStage.SEALED: "info",
    RoundStage.SEED_RECORDED: "info",
    RoundStage.SEED_CONFIRMED: "info",
    RoundStage.DRAWN: "success",
    RoundStage.VOIDED: "danger",
}
AUDIT_POINTS: dict[str, LazyString] = {
    "seal_bytes": lazy("The sealed document has the digest that was published, byte for byte"),
    "frame_digest": lazy("The list in it gives the digest of the list"),
    "frame_rows": lazy("The list in the database is the sealed one"),
    "seed_after_seal": lazy("The seed was recorded after the seal"),
    "protocol_bytes": lazy("The protocol has its digest, byte for byte"),
    "redrawn": lazy("Drawn again from seal and seed, the result is the same"),
    "checks_as_drawn": lazy("The checks that are made are those that were drawn"),
}


def half_year_word(name: str) -> str:
    """ "2026-H2" becomes "autumn 2026"."""
    half_year = HalfYear(name)
    if half_year.is_spring:
        return _("spring %(year)s", year=half_year.year)
    return _("autumn %(year)s", year=half_year.year)


def in_fours(digest: str) -> str:
    """A digest in groups of four, to be read aloud and compared."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def stratum_word(stratum: str, boards: Mapping[str, str]) -> str:
    """ "NOR/operating" becomes the board's name and the kind of support; joined strata are said to be so."""
    prefix, _slash, kind = stratum.partition("/")
    if prefix == "*":
        return _("Small groups of all boards together")
    board = boards.get(prefix, prefix)
    if kind == "*":
        return _("%(board)s: small groups together", board=board)
    return f"{board}: {word(SupportKind(kind)).lower()}" if kind in set(SupportKind) else stratum


def stream_word(stream: str) -> str:
    """A stream as a heading."""
    return word(Stream(stream)).capitalize()


def chance_word(chance: PlainChance) -> str:
    """ "15 of 100", or that it is certain."""
    if chance.is_certain:
        return _("certain")
    pattern = _("%(count)s of %(of)s") if chance.is_exact else _("about %(count)s of %(of)s")
    return pattern % {"count": number(chance.count), "of": number(chance.of)}


def finding_word(advice: SizingAdvice, chance: FindingChance) -> str:
    """What the random draw is good for, in one sentence."""
    return _(
        "If %(share)s %% of the list deviates (%(deviating)s of %(items)s), the random draw of %(drawn)s finds at "
        "least one of them %(times)s times in 100.",
        share=chance.share_percent,
        deviating=number(chance.deviating),
        items=number(advice.items),
        drawn=number(advice.drawn),
        times=chance.in_100,
    )


def needed_word(chance: FindingChance) -> str:
    """How many it takes to be nearly sure."""
    return _(
        "To find one 90 times in 100, draw %(ninety)s; 95 times in 100, %(ninety_five)s.",
        ninety=number(chance.needed_90),
        ninety_five=number(chance.needed_95),
    )


def never_drawn_word(advice: SizingAdvice) -> str:
    """How often somebody escapes every draw."""
    return _(
        "Who is in the list every time is drawn in none of %(draws)s draws %(times)s times in 100.",
        draws=advice.draws,
        times=advice.never_drawn_in_100,
    )


def lots_word(lots: int) -> str:
    """ "3 lots"."""
    return ngettext("%(num)s lot", "%(num)s lots", lots)


def boards_word(names: list[str], *, is_whole: bool = False) -> str:
    """All boards, the only one, or how many."""
    if is_whole:
        return _("All boards")
    if len(names) <= 2:
        return ", ".join(names)
    return ngettext("%(num)s board", "%(num)s boards", len(names))
