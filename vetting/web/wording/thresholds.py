"""What the matcher's thresholds, cuts and weights are called, and the figures of trying others."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, format_decimal, lazy_gettext, ngettext
from flask_babel import gettext as _

from vetting.domain.match_settings import between
from vetting.domain.terms import Band
from vetting.domain.what_if import PairFigures, Tried
from vetting.web.wording import word

SETTINGS: dict[str, LazyString] = {
    "possible_from": lazy_gettext("Possible from"),
    "strong_from": lazy_gettext("Strong from"),
    "strong_same_seat_from": lazy_gettext("Strong from, in the same town"),
    "name_agrees_from": lazy_gettext("Names agree from, when the number is the same"),
    "section_from": lazy_gettext("Section or umbrella from"),
    "person_from": lazy_gettext("Persons: possible from"),
    "person_strong_from": lazy_gettext("Persons: strong from, with the same birth date"),
    "person_word_from": lazy_gettext("Persons: each name alike from, for strong"),
    "runner_up_margin": lazy_gettext("Ahead of the next listing by, for strong"),
    "smaller_side": lazy_gettext("Share of the side that is covered least"),
    "subset_left_share": lazy_gettext("Weight of what only the section's name has"),
    "cut_numbers": lazy_gettext("Numbers differ"),
    "cut_places": lazy_gettext("Places differ"),
    "cut_abbreviations": lazy_gettext("Short forms of the type differ"),
    "cut_types": lazy_gettext("Types differ"),
    "cut_heads": lazy_gettext("Type words differ"),
    "cut_legal_forms": lazy_gettext("Legal forms differ"),
    "cut_missing_type": lazy_gettext("Only one name has a type"),
    "cut_rare_words": lazy_gettext("Rare words differ"),
    "cut_words": lazy_gettext("Other words differ"),
    "cut_place_only": lazy_gettext("Only the place and the type are shared"),
    "cut_sound_only": lazy_gettext("Alike by sound only"),
    "share_first_part": lazy_gettext("Met through the first part of a name"),
    "share_other_part": lazy_gettext("Met through another part of a name"),
    "share_acronym": lazy_gettext("Met through an acronym"),
    "weight_type": lazy_gettext("A type word, such as “idrottsförening” or “BK”"),
    "weight_bare_type": lazy_gettext("A lone “föreningen”"),
    "weight_number": lazy_gettext("A number in the name"),
    "weight_letter": lazy_gettext("Any other word, at most, for each letter"),
    "common_share": lazy_gettext("A word common to all associations, at most this share of an unseen one"),
    "distinctive_share": lazy_gettext("A word tells bodies apart from this share of an unseen one"),
    "lift_seat": lazy_gettext("The same town lifts by, another town or number lowers by"),
    "lift_giro": lazy_gettext("The same account lifts by"),
}


def number_text(number: object) -> str:
    """A setting as people write it; what is not told yet is blank."""
    return "" if number is None else str(format_decimal(number, "0.##########"))


def wanted_text(name: str) -> str:
    """Which numbers a setting may be."""
    least, most = map(number_text, between(name))
    return _("Write a number from %(least)s to %(most)s.", least=least, most=most)


def range_hint(name: str) -> str | None:
    """Which numbers a setting may be, where they are not those from 0 to 1."""
    return None if between(name) == (0, 1) else "–".join(map(number_text, between(name)))


def band_word(band: Band | None) -> str:
    """A band, or that the pair would not be shown."""
    return _("not shown") if band is None else word(band)


def share_text(share: float | None) -> str:
    """A share in percent, or that nothing is judged yet."""
    return _("nothing judged") if share is None else f"{share:.0%}".replace("%", "\u00a0%")


def tried_sentences(tried: Tried) -> list[str]:
    """What the tried thresholds would have meant: what is shown, the work of it, precision, recall."""
    before, after = tried.before, tried.after
    told = [
        _(
            "Of %(pairs)s pairs that checks have shown, %(after)s would be shown. Now %(before)s are.",
            pairs=after.pairs,
            after=after.shown,
            before=before.shown,
        ),
        _(
            "%(after)s would wait for a person's word, now %(before)s do. Of them %(strong)s would take two people"
            " to be called another body, now %(strong_before)s.",
            after=after.to_judge,
            before=before.to_judge,
            strong=after.strong,
            strong_before=before.strong,
        ),
        _work(after.to_judge - before.to_judge),
        _precision(before, after),
        _recall(before, after),
    ]
    if tried.lost:
        told.append(
            ngettext(
                "%(num)d that was judged to be the same body would no longer be shown.",
                "%(num)d that were judged to be the same body would no longer be shown.",
                tried.lost,
            )
        )
    return told


def _work(more: int) -> str:
    if more > 0:
        return ngettext("That is %(num)d hit more to judge.", "That is %(num)d hits more to judge.", more)
    if more < 0:
        return ngettext("That is %(num)d hit fewer to judge.", "That is %(num)d hits fewer to judge.", -more)
    return _("That is as many hits to judge as now.")


def _precision(before: PairFigures, after: PairFigures) -> str:
    if after.precision is None:
        return _("Nobody has said of any pair that would be shown whether it is the same body: no precision.")
    return _(
        "Of the %(judged)s shown that people have judged, %(same)s were the same body: a precision of %(share)s,"
        " now %(before)s.",
        judged=after.judged_shown,
        same=after.same_shown,
        share=share_text(after.precision),
        before=share_text(before.precision),
    )


def _recall(before: PairFigures, after: PairFigures) -> str:
    if after.recall is None:
        return _("No pair has been judged to be the same body: no recall.")
    return _(
        "Of the %(same)s judged to be the same body, %(shown)s would be shown: a recall of %(share)s,"
        " now %(before)s.",
        same=after.same,
        shown=after.same_shown,
        share=share_text(after.recall),
        before=share_text(before.recall),
    )


def kept_sentence(tried: Mapping[str, Any]) -> str:
    """What a proposal's thresholds would have meant on the day they were proposed, from its kept figures."""
    before, after = tried["before"], tried["after"]
    return _(
        "Tried then on %(pairs)s pairs: %(work)s hits to judge (%(work_before)s before), precision"
        " %(precision)s (%(precision_before)s), recall %(recall)s (%(recall_before)s).",
        pairs=after["pairs"],
        work=after["to_judge"],
        work_before=before["to_judge"],
        precision=share_text(after["precision"]),
        precision_before=share_text(before["precision"]),
        recall=share_text(after["recall"]),
        recall_before=share_text(before["recall"]),
    )
