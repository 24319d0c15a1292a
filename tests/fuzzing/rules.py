"""What holds of every input, whatever it is: the rules, each of which names what breaks it."""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

DONE, REFUSED = 0, 2
STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff]"
)
LONGEST_REFUSAL = 2_100  # letters of standard error; a message has at most 2,000
PYTHON_SPEAKS = re.compile(
    r"Traceback|^\S*\.py:\d+: \w*Warning|made a mistake|stødte på en programfejl", re.M
)
ESCAPED = re.compile(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")
TEXTS = (".csv", ".txt", ".json", ".html", ".svg", ".yaml", ".xml", "")


@dataclass
class Ended:
    """How one input ended, and what is on the disk since."""

    code: object  # an exit code, or the exception that nobody caught
    out: str = ""
    err: str = ""
    seconds: float = 0.0
    taken: list[str] = field(default_factory=list)  # what would be kept of a question
    new: dict[str, bytes | None] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    planted: list[str] = field(default_factory=list)
    results: tuple[Path, ...] = ()


def ends_as_it_may(ended):
    """Done or refused; never a fault of ours, never as if somebody had interrupted."""
    return (
        [] if ended.code in (DONE, REFUSED) else [f"ended with {ended.code!r}: {ended.err[-300:]}"]
    )


def speaks_for_itself(ended):
    """Nothing of Python's own is printed, and a refusal is a message of bounded length."""
    said = [f"Python speaks: {ended.err[-300:]}"] if PYTHON_SPEAKS.search(ended.err) else []
    if ended.code == REFUSED and not ended.err.strip():
        said.append("refused without a word")
    if ended.code == REFUSED and len(ended.err) > LONGEST_REFUSAL:
        said.append(f"a refusal of {len(ended.err)} letters: {ended.err[:200]}")
    return said


def steers_no_screen(ended):
    """No sign that steers a screen is printed."""
    said = []
    for name, text in (("out", ended.out), ("err", ended.err)):
        found = STEERING.search(text)
        if found:
            near = text[max(found.start() - 60, 0) : found.end() + 20]
            said.append(f"{name} holds U+{ord(found[0]):04X}: {near!r}")
    return said


def repeats_no_cpr(ended):
    """No CPR number that was typed or read is printed, or stands in a file or its name."""
    if not ended.planted:
        return []
    texts = {"out": ended.out, "err": ended.err, "the question": "\n".join(ended.taken)}
    texts |= {f"the name of {path}": path for path in ended.new}
    texts |= {path: text for path, raw in ended.new.items() for text in texts_in(path, raw)}
    return [f"{name} repeats a CPR number" for name, text in texts.items() if repeated(text, ended)]


def repeated(text, ended):
    """Tell whether a text repeats digits that were planted, whatever stands between them."""
    digits = "".join(digits_of(ESCAPED.sub("", text)))
    return any(number in digits for number in ended.planted)


def digits_of(text):
    """Return the digits of a text, of any script; two numbers on two lines stay apart."""
    if text.isascii():
        return re.sub(r"[^0-9\n]", "", text)
    found = (unicodedata.decimal(sign, None) if sign != "\n" else sign for sign in text)
    return (str(each) for each in found if each is not None)


def texts_in(path, raw):
    """Yield the texts of a file; of a workbook those of its parts."""
    if raw is None:
        return
    if path.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            yield from (book.read(name).decode("utf-8", "replace") for name in book.namelist())
    elif Path(path).suffix in TEXTS:
        yield raw.decode("utf-8", "replace")


def leaves_others_alone(ended):
    """Nothing that was there is changed or gone; what is new lies where results were asked for."""
    said = [f"changed or removed: {path}" for path in sorted(ended.lost)]
    said += [f"written outside: {path}" for path in sorted(ended.outside)]
    said += [
        f"written beside the results: {path}" for path in sorted(ended.new) if not lies(path, ended)
    ]
    if ended.code == REFUSED and ended.new:
        said.append(f"refused, and written: {sorted(ended.new)[0]}")
    return said


def lies(path, ended):
    """Tell whether a path lies in a place for results, or leads to one."""
    return any(
        home == Path(path) or home in Path(path).parents or Path(path) in home.parents
        for home in ended.results
    )


RULES = (
    ends_as_it_may,
    speaks_for_itself,
    steers_no_screen,
    repeats_no_cpr,
    leaves_others_alone,
)


def faults_of(ended):
    """Return in words what breaks a rule; nothing where all hold."""
    return [fault for rule in RULES for fault in rule(ended)]
