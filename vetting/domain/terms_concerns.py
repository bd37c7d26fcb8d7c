"""Words of the de-identified concern: which acts, where, and what in a text could point at somebody."""

from enum import StrEnum


class ConcernKind(StrEnum):
    """The sign: something that was done, never what anybody thinks (RF 2:3)."""

    MARKS = "marks"  # graffiti, stickers, posters
    THREAT = "threat"
    CALL_TO_VIOLENCE = "call_to_violence"
    RECRUITMENT = "recruitment"  # attempts to win somebody for violence
    COERCION = "coercion"  # to take part, or to stay away
    HARASSMENT = "harassment"
    DAMAGE = "damage"
    GATHERING = "gathering"  # that threatened those who passed
    SPREADING = "spreading"  # of material that calls for violence
    OTHER_ACT = "other_act"


class ConcernSetting(StrEnum):
    """Where it was seen, as a kind of place and never which."""

    SCHOOL = "school"
    YOUTH_CENTRE = "youth_centre"
    PREMISES = "premises"  # that the municipality lets
    LIBRARY = "library"
    PUBLIC_PLACE = "public_place"
    HOUSING = "housing"
    ONLINE = "online"
    OTHER_PLACE = "other_place"


class PointerKind(StrEnum):
    """What in a text points at a person or an association."""

    PERSON = "person"
    NAME = "name"  # of somebody or something: a capital within a sentence
    ASSOCIATION = "association"  # of the directory
    NUMBER = "number"  # personal, organisation, car or account number
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    ADDRESS = "address"
    DAY = "day"
