"""The examples of params/README.md are true."""

import doctest


def test_the_examples_of_the_readme_hold(params):
    found = doctest.testfile(str(params.directory / "README.md"), module_relative=False)
    assert found.attempted > 0
    assert found.failed == 0
