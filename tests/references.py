"""Reference answers in results/reference: what was answered, and which numbers have moved since.

`python -m tests.references` asks again and writes down every answer that has moved. Populations
are small and replications few: the numbers are there to be compared, not to be believed.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import Any

import borgerflow as bf
from borgerflow.experiments.questions.contacts.asked.studies import options_in, study_of
from borgerflow.sim.params import Params, load

HOUSE = Path(__file__).resolve().parents[1]
FOLDER = HOUSE / "results" / "reference"
STUDIES = HOUSE / "experiments" / "studies" / "contacts"
SMALL: dict[str, Any] = {"population": 0.05, "replications": 2, "workers": 1}
# Words are no numbers, and have tests of their own.
WORDS = {"version", "title", "source", "warnings", "notes", "labels", "against_law", "question"}
# What pictures alone show is counted with the rest, and has tests of its own.
PICTURED = {"stocks", "steps", "exits", "moves", "lives"}
# Another processor rounds a logarithm or a sum in its last digits: the same answer all the same.
RELATIVE, ABSOLUTE = 1e-9, 1e-6
# What a row is about, whatever it says of it.
NAMES = (
    *("year", "month", "payer", "scheme", "kind", "from", "to", "line", "name", "id"),
    *("mechanism", "reading", "team", "setting", "group", "site", "result", "quarter"),
    *("function", "rule", "frame"),
)
SCREEN = 24


@dataclass(frozen=True)
class Move:
    """A number of an answer, before and after; `None` where there was none, or is none any more."""

    answer: str
    number: str
    before: Any
    after: Any

    def __str__(self) -> str:
        told = f"{self.number}: {_told(self.before)} -> {_told(self.after)}"
        if not (_is_number(self.before) and _is_number(self.after)):
            return told
        sign = "+" if self.after > self.before else ""
        return f"{told} ({sign}{_told(self.after - self.before)})"

    @property
    def end_of_interval(self) -> bool:
        """Tell whether it is but an end of an interval."""
        return self.number.endswith((".low", ".high"))


def questions(params: Params) -> dict[str, Callable[[], Any]]:
    """Return what is asked, by the name of the answer."""
    asked: dict[str, Callable[[], Any]] = {}
    for proposal in params.proposals.values():
        if proposal.unanswered is None:
            asked[f"compare/{proposal.id}"] = lambda p=proposal: bf.compare(
                p.municipality,
                [p.id],
                start=f"{min(p.cost)}-01-01",
                end=f"{max(p.cost) + 1}-01-01",
                params=params,
                **SMALL,
            )
    for name in sorted(path.stem for path in (params.directory / "municipalities").glob("*.yaml")):
        asked[f"run/{name}"] = lambda m=name: bf.run(m, end="2020-01-01", params=params, **SMALL)
    for path in sorted(STUDIES.glob("*.yaml")):
        options = options_in(study_of(path.stem))
        options["end"] = "2027-07-01" if "start" in options else "2020-01-01"
        asked[f"contacts/{path.stem}"] = lambda o=options: bf.contacts(**o, params=params, **SMALL)
    asked["portfolio/herning"] = lambda: bf.portfolio(
        "herning", budget=4_000_000, params=params, **SMALL
    )
    return asked


def without_words(content: Any) -> Any:
    """Return an answer without what is told in words."""
    if isinstance(content, dict):
        left_out = WORDS | (PICTURED if "net_municipal" in content else set())
        return {k: without_words(v) for k, v in content.items() if k not in left_out}
    return [without_words(v) for v in content] if isinstance(content, list) else content


def page(content: dict[str, Any]) -> str:
    """Return an answer as JSON with a line for every row, so that a diff shows whole rows."""
    return (
        "{\n" + ",\n".join(f'"{key}": {_rows(value)}' for key, value in content.items()) + "\n}\n"
    )


def moved(answer: str, before: Any, after: Any) -> list[Move]:
    """Return the numbers of an answer that are not what they were."""
    old, new = dict(_numbers(before)), dict(_numbers(after))
    names = [*old, *(name for name in new if name not in old)]
    pairs = ((name, old.get(name), new.get(name)) for name in names)
    return [Move(answer, *pair) for pair in pairs if not _same(*pair[1:])]


def report(moves: Iterable[Move]) -> str:
    """Return which answers and numbers moved, and by how much, on a screen at most."""
    by_answer: dict[str, list[Move]] = {}
    for move in sorted(moves, key=lambda move: move.end_of_interval):
        by_answer.setdefault(move.answer, []).append(move)
    each = max(1, SCREEN // max(1, len(by_answer)))
    lines = []
    for answer, its in by_answer.items():
        more = f"; {len(its) - each} more moved" if len(its) > each else ""
        lines.append("\n".join(f"{answer}: {move}" for move in its[:each]) + more)
    return "\n".join(lines)


def committed(answer: str) -> dict[str, Any]:
    """Return an answer as it stands in results/reference; an empty one where none does."""
    path = FOLDER / f"{answer}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def asked_again(ask: Callable[[], Any]) -> dict[str, Any]:
    """Return the answer of today, as it is written down."""
    return dict(without_words(json.loads(ask().to_json())))


def renew() -> str:
    """Write down every answer that has moved; return what did."""
    moves = []
    for answer, ask in questions(load()).items():
        content = asked_again(ask)
        found = moved(answer, committed(answer), content)
        if found:
            path = FOLDER / f"{answer}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page(content), encoding="utf-8")
        moves += found
    return report(moves) or "Nothing moved."


def _rows(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f" {_line(row)}" for row in value) + "\n]"
    return _line(value)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _numbers(content: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of an answer with its place: the keys, and what a row is about."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _numbers(value, f"{at}.{key}" if at else key)
    elif isinstance(content, list):
        met: Counter[str] = Counter()
        for row in content:
            names = [key for key in NAMES if key in row] if isinstance(row, dict) else []
            name = " ".join(str(row[key]) for key in names)
            met[name] += 1
            number = f"{met[name]}" if met[name] > 1 or not name else ""
            said = {k: v for k, v in row.items() if k not in names} if names else row
            yield from _numbers(said, f"{at}[{' '.join(filter(None, (name, number)))}]")
    else:
        yield at, content


def _same(before: Any, after: Any) -> bool:
    if _is_number(before) and _is_number(after):
        return isclose(before, after, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    return bool(before == after)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _told(value: Any) -> str:
    if _is_number(value):
        return f"{value:,.2f}" if abs(value) >= 1000 else f"{value:.6g}"
    return "none" if value is None else str(value)


if __name__ == "__main__":
    print(renew())
