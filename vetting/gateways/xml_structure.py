"""What of a list in XML is not as its format documents it: told to people, never a reason to refuse it."""

from functools import cache
from xml.etree.ElementTree import Element

from vetting.gateways.source import Tally
from vetting.gateways.xml_entries import local


def tell_structure(entry: Element, tally: Tally, *, namespace: str, documented: str) -> None:
    """Notes `xml_namespace_other` where the entry stands in another namespace than the documented one, and
    `xml_unknown_elements` where it has children of other names; `documented` has the names parted by blanks.

    Prefixes say nothing.
    """
    if entry.tag.rpartition("}")[0].removeprefix("{") != namespace:
        tally.noted("xml_namespace_other")
    if any(local(child.tag) not in _names(documented) for child in entry):
        tally.noted("xml_unknown_elements")


@cache
def _names(documented: str) -> frozenset[str]:
    return frozenset(documented.split())
