"""Who prepares and who decides in the tests of lawfulness."""

import pytest

from tests.makers_decisions import two_officers


@pytest.fixture
def people(app):
    """The one who prepares and the one who decides."""
    return two_officers()


@pytest.fixture
def secretary(people):
    return people[0]
