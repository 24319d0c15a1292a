"""CPR numbers as Word, Excel and people spell them, for tests that none is ever repeated."""

import re

from hypothesis import strategies as st

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad./_"
SPACES = " \u00a0\u2009\u202f"
GAPS = ["", *HYPHENS, *SPACES, " - ", " \u2013 "]
BEFORE = ["", "CPR ", "cpr-nr. ", "Vedr. borger ", "Jens_", "CPR", "(", "x "]
AFTER = ["", ".0", "DK", ", se sag 7", ")", " Hansen", "_ny"]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@st.composite
def spellings(draw):
    """Return a text with a CPR number in it, and the digits that nobody may read again."""
    day = draw(st.integers(1, 31)) + draw(st.sampled_from([0, 60]))
    month, year, serial = (draw(st.integers(*ends)) for ends in ((1, 12), (0, 99), (1000, 9999)))
    parts = [f"{day:02d}", f"{month:02d}", f"{year:02d}", str(serial)]
    number = "".join(parts)
    kind = draw(st.sampled_from(["parted", "whole", "century", "wide", "excel"]))
    if kind == "excel":
        return in_excel(number, draw(st.booleans())), number.lstrip("0")
    if kind == "century":
        spelt = (
            f"{''.join(parts[:2])}19{parts[2]}{draw(st.sampled_from(['-', ' ', ' - ']))}{serial}"
        )
        return spelt, str(serial)
    inner = draw(st.sampled_from(GAPS)) if kind == "parted" else ""
    last = draw(st.sampled_from(GAPS))
    spelt = f"{inner.join(parts[:3])}{last}{serial}"
    spelt = spelt.translate(FULL_WIDTH) if kind == "wide" else spelt
    return draw(st.sampled_from(BEFORE)) + spelt + draw(st.sampled_from(AFTER)), number


def in_excel(number, scientific):
    """Return a number as a spreadsheet shows it: no leading zero, or with an exponent."""
    bare = number.lstrip("0")
    return f"{bare[0]}.{bare[1:]}E+{len(bare) - 1:02d}" if scientific else bare


def repeats(said, digits):
    """Tell whether a text repeats some digits, whatever stands between them."""
    plain = said.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    plain = re.sub(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4})", "", plain)
    return digits in re.sub(r"[^0-9]", "", plain)
