"""What an association is known by besides its name and number: kinds of names, numbers and accounts."""

from enum import StrEnum


class NameKind(StrEnum):
    """What another name of an association is to it."""

    FORMER = "former"  # it was called so before
    OTHER = "other"  # it goes by it: short form, name in trade, name in another language


class NumberRelation(StrEnum):
    """What the holder of another organisation number is to the association."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"


class GiroKind(StrEnum):
    """Which kind of Swedish giro an account is."""

    BANKGIRO = "bankgiro"
    PLUSGIRO = "plusgiro"
