"""What became of many inputs: figures, and those that broke a rule, kept to be mended."""

from collections import Counter

from tests.fuzzing.rules import REFUSED


def kept_for_later(one, seed, folder, yard):
    """Keep an input that breaks a rule, with its files and what was wrong, to be mended."""
    home = folder / f"{seed}-{one.number}"
    home.mkdir(parents=True, exist_ok=True)
    for path in (yard / "a" / "b" / "here" / "inputs").iterdir():
        (home / path.name).write_bytes(path.read_bytes())
    lines_of = [
        *one.faults,
        repr(one.given),
        f"out: {one.ended.out[:2000]}",
        f"err: {one.ended.err}",
    ]
    text = "\n".join(lines_of)
    (home / "what.txt").write_text(text, encoding="utf-8", errors="backslashreplace")
    return home


class Tally:
    """What became of many inputs, as figures."""

    def __init__(self):
        self.kinds, self.commands, self.codes = Counter(), Counter(), Counter()
        self.seconds = 0.0
        self.slowest = self.longest = None
        self.broken = []

    def add(self, one):
        self.kinds[one.given.kind] += 1
        self.commands[one.command or "(none)"] += 1
        self.codes[str(one.ended.code)] += 1
        self.seconds += one.ended.seconds
        if self.slowest is None or one.ended.seconds > self.slowest.ended.seconds:
            self.slowest = one
        longest = len(self.longest.ended.err) if self.longest else 0
        if one.ended.code == REFUSED and len(one.ended.err) > longest:
            self.longest = one
        if one.faults:
            self.broken.append(one)

    def text(self):
        """Return the figures as people read them."""
        rows = [
            f"{sum(self.kinds.values())} inputs in {self.seconds:.0f} s of processor time",
            "exits: " + listed(self.codes),
            "kinds: " + listed(self.kinds),
            "commands: " + listed(self.commands),
        ]
        if self.slowest:
            rows.append(f"slowest: {self.slowest.number}, {self.slowest.ended.seconds:.2f} s")
        if self.longest:
            err = self.longest.ended.err
            rows.append(f"longest refusal: {self.longest.number}, {len(err)} letters: {err[:200]}")
        rows.append(f"{len(self.broken)} break a rule")
        return "\n".join(rows)


def listed(counts):
    return ", ".join(f"{name} {times}" for name, times in counts.most_common())
