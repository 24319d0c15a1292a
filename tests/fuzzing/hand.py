"""A hand that is led by a seed: it picks, and remembers the CPR numbers that it wrote."""

import random

from tests.cpr_spellings import AFTER, BEFORE, FULL_WIDTH, GAPS, in_excel

WORDS = (
    *("", " ", "x", "-", "--", ".", "..", "../../x", "~", "nan", "-inf", "1e999", "1e308", "-1"),
    *("0", "1.5", "0x10", "１２", "²", "½", "٣", "1_000", "+5", "9" * 25, "9" * 5000, "true"),
    *("null", "[]", "{}", "{a: [", "æøå", "a\x1b[31mb", "a\u202eb", "a\u200bb", "a\x85b", "\udcff"),
    *("a\nb", "a\tb", "a\rb", "=1+1", "$x$", "%s", "{}", "<b>", "😀", "'", '"', "»«", "a,b", "a=b"),
    *("a=", "=", "a:b", "1:2", "x" * 300, "x" * 6000, "2019-02-30", "9999-12-31", "0001-01-01"),
    *("31-01-2019", "2019", "1/0", "e\u0301", "con.yaml", "x.yaml", "x.xlsx", "x.csv", "%00"),
)
NUMBERS = (
    *(float("nan"), float("inf"), -float("inf"), 1e308, -1e308, 5e-324, -0.0, 0, 1, -1, 0.5, 1.5),
    *(2**31, 2**63, -(2**63) - 1, 10**30, 3112, 1e17, 99999999, 366, 19000101),
)
SHAPES = (None, True, False, [], {}, [[]], [None], {"a": 1}, [1, "x"], {"da": 1}, [{}] * 3)


class Hand(random.Random):
    """Chance for one input. ``planted`` are the digits that nobody may read again."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.planted: list[str] = []

    def happens(self, chance: float) -> bool:
        """Tell whether what has this chance happens."""
        return self.random() < chance

    def word(self) -> str:
        """Return a text that people or machines may put where another belongs."""
        if self.happens(0.12):
            return self.cpr()
        return self.choice(WORDS)

    def value(self) -> object:
        """Return what may stand in data where something else belongs."""
        kind = self.random()
        if kind < 0.4:
            return self.word()
        return self.choice(NUMBERS if kind < 0.75 else SHAPES)

    def cpr(self) -> str:
        """Return a CPR number in some spelling, and remember its digits."""
        day, month = self.randint(1, 31) + self.choice([0, 60]), self.randint(1, 12)
        parts = [f"{day:02d}", f"{month:02d}", f"{self.randrange(100):02d}"]
        parts += [f"{self.randint(1000, 9999)}"]
        number = "".join(parts)
        self.planted.append(number.lstrip("0"))
        kind = self.choice(["parted", "whole", "wide", "excel"])
        if kind == "excel":
            return in_excel(number, self.happens(0.5))
        inner = self.choice(GAPS) if kind == "parted" else ""
        spelt = f"{inner.join(parts[:3])}{self.choice(GAPS)}{parts[3]}"
        spelt = spelt.translate(FULL_WIDTH) if kind == "wide" else spelt
        return self.choice(BEFORE) + spelt + self.choice(AFTER)
