"""Words for the local picture: how a text is rewritten so that it points at nobody."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as lazy

from vetting.domain.terms_concerns import ConcernKind, PointerKind
from vetting.web.wording import concerns

HELP: dict[PointerKind, LazyString] = {
    PointerKind.NAME: lazy(
        "Write the kind of thing with a small letter: “a school”, “a square”. If it is a place or an authority, "
        "write it under “Names that may stand”."
    ),
    PointerKind.PERSON: lazy(
        "Write the part somebody played: “a young person”, “an adult”. If it is a place or an authority, write it "
        "under “Names that may stand”."
    ),
    PointerKind.ADDRESS: lazy("Write the kind of place: “at a square”, “outside a school”."),
}


def pointer_help(kind: PointerKind) -> str:
    """How such words are rewritten."""
    return str(HELP.get(kind) or concerns.REWRITES[kind])


def concern_word(kind: str) -> str:
    """The kind of act that concerns were counted of."""
    return str(concerns.TERMS[ConcernKind][ConcernKind(kind)])
