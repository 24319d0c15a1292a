"""``trace --beside --out``: what no picture can be written to is refused first."""

from pathlib import Path

import pytest

REFUSALS = [
    (["--out", "a.svg"], "add --beside"),
    (["--beside", "--out", "a.txt"], "expected a name that ends in .svg or .png"),
    (["--beside", "--out", "there.svg"], "is there already"),
]


@pytest.mark.parametrize(("options", "said"), REFUSALS)
def test_a_picture_that_cannot_be_is_refused(typed, options, said):
    Path("there.svg").write_text("mine", encoding="utf-8")
    ended = typed("trace", "0", "herning-syg02", *options, "--lang", "en")
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert Path("there.svg").read_text(encoding="utf-8") == "mine"
