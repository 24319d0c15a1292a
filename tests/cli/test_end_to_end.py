"""A real question on a small municipality; tests/test_identity.py types one apart."""

import json

import pytest

pytestmark = pytest.mark.slow

SMALL = "compare herning-syg02 --municipality modelkommune --end 2019-04-01 --replications 2"


def test_a_real_comparison_is_answered_saved_and_found_again(typed, empty_folder):
    first = typed(*SMALL.split(), "--workers", "1", "--json")
    assert (first.code, first.err) == (0, "")
    content = json.loads(first.out)
    assert content["schema"] == "borgerflow/compare/1"
    assert content["municipality"] == "modelkommune"
    (folder,) = (empty_folder / "results" / "compare" / "herning-syg02").iterdir()
    assert json.loads((folder / "finding.json").read_text()) == content
    again = typed(*SMALL.split(), "--workers", "2", "--json")
    assert again.out == first.out
