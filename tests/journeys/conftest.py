"""One Chromium for all journeys; every officer has a window of their own that knows nothing of the others."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Started when the first journey begins."""
    with chromium() as started:
        yield started
