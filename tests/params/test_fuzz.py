"""However a file is broken, it loads or is refused in words: nothing else ever happens."""

import random
from pathlib import Path

import pytest

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params.law.rates import read_rates, refuse_gaps
from borgerflow.sim.params.law.schemes import paid_times, read_schemes
from borgerflow.sim.params.law.values import read_law_file
from borgerflow.sim.params.reading import forms
from borgerflow.sim.params.words.glossary import read_glossary
from tests.fuzzing.damage import MUTATIONS
from tests.params.proposal_files import read_proposal

pytestmark = pytest.mark.slow


def law_file(params, path):
    return list(read_law_file(path))


def rates_file(params, path):
    rates = read_rates(path)
    refuse_gaps(rates, (paid for paid in paid_times(params.law.schemes) if paid[0] in rates.names))


def schemes_file(params, path):
    return read_schemes(path, params.law.rates, params.law.names)


def proposal_file(params, path):
    return read_proposal(path, params.law.schemes)


def glossary_file(params, path):
    return read_glossary(path)


FILES = {
    "law/sygedagpenge.yaml": law_file,
    "law/contact.yaml": law_file,
    "rates.csv": rates_file,
    "schemes.yaml": schemes_file,
    "proposals/herning/herning-syg02.yaml": proposal_file,
    "glossary.yaml": glossary_file,
}


def refusal(loader, params, path) -> str | None:
    try:
        loader(params, path)
    except InputError as error:
        return str(error)
    return None


def beginning(raw: bytes, lines: int) -> bytes:
    """Return the first lines of a file: enough to break, little enough to be quick."""
    return b"".join(raw.splitlines(keepends=True)[:lines])


BROKEN = {
    "law/sygedagpenge.yaml": (32, 40),
    "law/contact.yaml": (61, 20),
    "rates.csv": (450, 30),
    "schemes.yaml": (500, 12),
    "proposals/herning/herning-syg02.yaml": (100, 20),
    "glossary.yaml": (8, 40),
}
"""How many lines of a file are broken, and how often in a moment; four times as often in all."""


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """Keep nothing of a broken file: it would push out what other tests read again and again."""
    monkeypatch.setattr(forms, "cache_reading", lambda *_: None)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_loads_or_is_refused(params, tmp_path, name, many):
    lines, times = BROKEN[name][0], BROKEN[name][1] * many(1, 4)
    rng = random.Random(name)
    good = beginning((params.directory / name).read_bytes(), lines)
    path = tmp_path / Path(name).name
    path.write_bytes(good)
    assert refusal(FILES[name], params, path) is None
    refused = 0
    for _ in range(times):
        raw = good
        for _ in range(rng.choice((1, 1, 2))):
            raw = rng.choice(MUTATIONS)(rng, raw) if len(raw) > 1 else raw
        path.write_bytes(raw)
        message = refusal(FILES[name], params, path)
        refused += message is not None
        assert message is None or path.name in message
    assert refused > times / 5, "the mutations break nothing: the test tests nothing"
