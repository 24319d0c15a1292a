"""What studies found, and first guesses: read, looked up, refused in words."""

import re

import pytest

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params import load
from borgerflow.sim.params.check import check_all
from borgerflow.sim.params.proposals.evidence import read_evidence, read_first_guesses
from borgerflow.sim.params.proposals.mechanisms import MechanismForm

EVIDENCE = "model/evidence.yaml"


@pytest.fixture
def rows(params):
    return read_evidence(params.directory / EVIDENCE, params.law.schemes)


def test_every_range_holds_its_value_and_names_a_source(rows):
    assert len(rows) >= 8
    for row in rows:
        assert row.factor.low <= row.factor.value <= row.factor.high
        assert "http" in row.factor.source or row.factor.grade == "assumed"


@pytest.mark.parametrize(
    ("scheme", "exits", "target", "labels"),
    [
        ("dagpenge", ["job"], {}, 2),
        ("dagpenge", ["uddannelse"], {}, 0),
        ("sygedagpenge", ["job", "fleksjob"], {}, 3),
        ("sygedagpenge", ["job"], {"sector": ["none"]}, 1),
        ("sygedagpenge", ["job"], {"sector": ["private"]}, 2),
        ("sygedagpenge", ["job"], {"age": ["under_25"]}, 3),
        ("job", ["dagpenge"], {}, 0),
    ],
)
def test_a_row_speaks_of_its_own_schemes_exits_and_groups(rows, scheme, exits, target, labels):
    assert sum(row.speaks_of(scheme, exits, target) for row in rows) == labels


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("schemes: [dagpenge]", "schemes: [dagpeng]", "no scheme is called dagpeng. Did you mean"),
        ("exits: [job]", "exits: [jobafklaring]", "jobafklaring is no exit of dagpenge."),
        ("unit: factor", "unit: share", "a share lies between 0 and 1"),
        ("low: 1.00, ", "", "what is known needs low and high."),
        ("sector: [none]", "sector: [nobody]", "unknown level 'nobody' of sector"),
    ],
)
def test_evidence_that_does_not_hold_is_refused_with_its_line(edited, params, old, new, words):
    with pytest.raises(ParamError, match=re.escape(words)) as caught:
        read_evidence(edited(EVIDENCE, old, new), params.law.schemes)
    assert re.search(r"evidence\.yaml, line \d+: rows\.", str(caught.value))


@pytest.mark.slow
def test_check_looks_up_the_names_in_the_evidence(params_copy):
    path = params_copy / EVIDENCE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[dagpenge]", "[dagpeng]", 1), encoding="utf-8")
    told = check_all(load(params_copy))
    assert any("no scheme is called dagpeng." in problem.en for problem in told)


def test_a_first_guess_is_assumed_in_its_own_unit_and_of_a_number_of_the_form(params):
    guesses = read_first_guesses(params.directory / "model" / "first_guesses.yaml")
    assert guesses.effects
    assert all(unit == guess.unit for unit, guess in guesses.effects.items())
    assert set(guesses.numbers) <= set(MechanismForm.model_fields)
    assert {guess.grade for guess in (*guesses.effects.values(), *guesses.numbers.values())} == {
        "assumed"
    }
