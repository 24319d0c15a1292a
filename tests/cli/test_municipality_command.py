"""``borgerflow municipality new``: a file that answers, or one sentence and no file."""

import pytest

import borgerflow as bf
from borgerflow.experiments.validation.calibration import calibrating
from borgerflow.sim.params import load
from borgerflow.sim.world.municipality import find_municipality, with_file_of
from tests.municipality.made_up import options, rows

DONE, REFUSED = 0, 2


@pytest.fixture
def few(monkeypatch):
    """Simulate as few citizens as may be."""
    monkeypatch.setattr(calibrating, "CITIZENS_QUICK", 1)


@pytest.mark.slow
@pytest.mark.usefixtures("few")
def test_a_file_that_was_made_answers_a_comparison_and_warns_of_what_it_misses(typed, empty_folder):
    (empty_folder / "figures.csv").write_text(rows(), encoding="utf-8")
    made = typed("municipality", "new", "smallville", "--from", "figures.csv", "--quick")
    assert made.code == DONE, made.err
    assert "Worst met: " in made.out
    assert (
        "Not given, judged by the model municipality: the labour force; newcomers a year"
        in made.out
    )
    file = empty_folder / "smallville.yaml"
    home = find_municipality(*with_file_of(load(), str(file)))
    assert home.stocks["fleksjob"].value == 52
    assert set(home.calibration.fit) == {target.name for target in home.targets}
    assert home.calibration.replications == calibrating.FEWEST
    found = bf.compare(
        str(file),
        ["herning-syg02"],
        replications=1,
        workers=1,
        population=0.2,
        end="2020-01-01",
        break_even=False,
    )
    off = [name for name, fit in home.calibration.fit.items() if abs(fit.gap) > 0.05]
    warned = [said for said in found.warnings if "misses the stocks it was given" in said.en]
    assert bool(warned) == bool(off)
    assert typed("municipality", "new", "smallville", *options()).code == REFUSED


WRONG = {
    "a name with other letters": (["Ærøby"], "Did you mean aeroeby?"),
    "a name there is": (["herning"], "herning is a packaged municipality: expected another name."),
    "another file": (["smallville", "--out", "x.yaml"], "expected smallville.yaml."),
    "no folder": (["smallville", "--out", "no/smallville.yaml"], "expected a file in a folder"),
    "no day": (["smallville", "--day", "february"], "expected a date as 2024-01-01"),
    "no figure": (["smallville"], "Missing: persons_18_66 (Statistikbanken FOLK1A); dagpenge"),
    "no file": (["smallville", "--from", "nothing.csv"], "nothing.csv does not exist"),
}


@pytest.mark.parametrize(("given", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_made_is_refused_and_nothing_written(typed, empty_folder, given, told):
    ended = typed("municipality", "new", *given)
    assert ended.code == REFUSED
    assert told in ended.err
    assert ended.err.count("\n") == 1
    assert not list(empty_folder.iterdir())
