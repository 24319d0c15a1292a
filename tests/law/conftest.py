"""A worked case, read from its file."""

import pytest

from tests.law.worked import cases_in


@pytest.fixture
def case(request):
    """Return the case that is named by its file and its place there."""
    file, place = request.param
    return cases_in(file)[place]
