"""Which associations are faith communities themselves: their number or their own name says so.

Told of bodies only, never of what any person believes. The directory's types are not asked: registers put
scouts, sports clubs and choirs of believers under the same word as the congregations. Nor is a learned
society that calls itself samfund a community.
"""

import re

from vetting.domain.names import search_key

# The series in which registered faith communities and their organisational parts have their numbers.
NUMBER_SERIES = "252"
_OWN_NAME = re.compile(r"\b\w*forsamling(?:en|ar|arna)?\b|\b\w*trossamfund(?:et)?\b")


def is_community_number(org_number: str) -> bool:
    """Whether the number, ten digits, is one of a registered faith community or a part of one."""
    return org_number.startswith(NUMBER_SERIES)


def is_community_name(name: str) -> bool:
    """Whether a body calls itself a congregation or faith community; its friends and its young do not."""
    return bool(_OWN_NAME.search(search_key(name)))
