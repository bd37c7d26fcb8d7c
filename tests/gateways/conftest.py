"""A register with an API to ask, and no pause between two questions to it."""

from collections.abc import Iterator

import pytest

from tests.hostile import Source
from tests.makers_apis import Agency, running
from vetting.gateways.apis.pace import Pace
from vetting.gateways.registries import bv_vdm_api, oauth_api


@pytest.fixture
def no_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """The agencies' pace is not kept."""
    for adapter in (bv_vdm_api, oauth_api):
        monkeypatch.setattr(adapter, "PACE", Pace(0))


@pytest.fixture
def agency() -> Agency:
    """What the agency answers and insists on; a file of tests may have its own."""
    return Agency()


@pytest.fixture
def there(agency: Agency) -> Iterator[Source]:
    """Where it can be asked."""
    with running(agency) as found:
        yield found
