"""What the matcher's thresholds and cuts are called, and the figures of trying others."""

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from vetting.domain.terms import Band
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
}


def band_word(band: Band | None) -> str:
    """A band, or that the pair would not be shown."""
    return _("not shown") if band is None else word(band)


def share_text(share: float | None) -> str:
    """A share in percent, or that nothing is judged yet."""
    return _("nothing judged") if share is None else f"{share:.0%}".replace("%", "\u00a0%")
