"""One press for all tests of printed documents: starting it takes longer than printing."""

from collections.abc import Iterator

import pytest

from app.paper import Press
from app.paper.press import TEMPLATES
from tests.paper.cast import TEST_TEMPLATES


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    """A press that also knows the tests' own small documents."""
    with Press(templates=(TEMPLATES, TEST_TEMPLATES)) as open_press:
        yield open_press
