"""What speaks against two names being one body's: what only one side has each, of the same sort."""

from dataclasses import dataclass

from vetting.domain.alignment import Alignment
from vetting.domain.evidence import Feature
from vetting.domain.match_settings import MatchSettings
from vetting.domain.names import TokenKind
from vetting.domain.weighed import LegalForm


@dataclass(frozen=True, slots=True)
class Conflict:
    """What only one side has each, of the same sort, and what is left of the score after it."""

    feature: Feature
    ours: list[int]
    theirs: list[int]
    share: float


def conflicts_of(
    found: Alignment, left_a: list[int], left_b: list[int], settings: MatchSettings
) -> list[Conflict]:
    """What only one side has each, of the same sort: another number, place, type or rare word."""
    a, b = found.a, found.b
    conflicts: list[Conflict] = []
    if left_a and left_b:
        for feature, share, ours, theirs in (
            (Feature.NUMBERS_DIFFER, settings.cut_numbers, *_numbers(found, left_a, left_b)),
            (Feature.PLACES_DIFFER, settings.cut_places, *_marked(a.places, b.places, left_a, left_b)),
            (Feature.TYPE_DIFFERS, *_types(found, left_a, left_b, settings)),
            (
                Feature.RARE_WORDS_DIFFER,
                settings.cut_rare_words,
                *_marked(a.distinctive, b.distinctive, left_a, left_b),
            ),
        ):
            if ours and theirs:
                conflicts.append(Conflict(feature, ours, theirs, share))
        if not conflicts:
            ours, theirs = _marked(a.words, b.words, left_a, left_b)
            if ours and theirs:
                conflicts.append(Conflict(Feature.WORDS_DIFFER, ours, theirs, settings.cut_words))
    if a.form is not b.form and _forms_differ(a.form, b.form):
        types = [one for one in conflicts if one.feature is Feature.TYPE_DIFFERS]
        conflicts = [one for one in conflicts if one not in types]  # the form says it all
        share = min([settings.cut_legal_forms, *(one.share for one in types)])
        conflicts.append(Conflict(Feature.LEGAL_FORM_DIFFERS, [], [], share))
    return conflicts


def _forms_differ(a: LegalForm, b: LegalForm) -> bool:
    """Two forms told outright; what calls itself `förening` may be an association or a society."""
    forms = {a, b}
    if LegalForm.UNTOLD in forms or len(forms) == 1:
        return False
    return forms not in ({LegalForm.EITHER, LegalForm.ASSOCIATION}, {LegalForm.EITHER, LegalForm.SOCIETY})


def _numbers(found: Alignment, left_a: list[int], left_b: list[int]) -> tuple[list[int], list[int]]:
    a, b = found.a.tokens, found.b.tokens
    ours = [i for i in left_a if a[i].kind is TokenKind.NUMBER]
    return ours, [j for j in left_b if b[j].kind is TokenKind.NUMBER] if ours else []


def _marked(
    marks_a: tuple[bool, ...], marks_b: tuple[bool, ...], left_a: list[int], left_b: list[int]
) -> tuple[list[int], list[int]]:
    ours = [i for i in left_a if marks_a[i]]
    return ours, [j for j in left_b if marks_b[j]] if ours else []


def _types(
    found: Alignment, left_a: list[int], left_b: list[int], settings: MatchSettings
) -> tuple[float, list[int], list[int]]:
    """Two short forms that differ, two heads, or a short form beside a head it does not stand for."""
    ours, theirs = _marked(found.a.types, found.b.types, left_a, left_b)
    short_a = [i for i in left_a if i in found.a.shorts]
    short_b = [j for j in left_b if j in found.b.shorts]
    if ours and not theirs:
        theirs = short_b
    elif short_a and not ours:
        ours, theirs = short_a, [j for j in left_b if found.b.types[j]]
    if not (ours and theirs):
        return 1.0, [], []
    if short_a and short_b:
        return settings.cut_abbreviations, ours, theirs
    return settings.cut_types if short_a or short_b else settings.cut_heads, ours, theirs
