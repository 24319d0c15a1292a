"""The command that asks again names files by the paths they were given, fit for a shell."""

from dataclasses import replace
from pathlib import Path

from borgerflow.experiments.authoring.text import next_steps
from borgerflow.experiments.findings.finding import AsTyped
from borgerflow.experiments.lookup.law import as_typed, place_typed
from borgerflow.experiments.present.sections import command, proposals_asked
from borgerflow.experiments.questions.compare.asked import CompareQuestion
from borgerflow.experiments.questions.compare.report import surety
from borgerflow.experiments.questions.trace.asked import TraceQuestion
from borgerflow.experiments.questions.trace.report import command_of
from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.kept import load_or_compute
from borgerflow.experiments.store.results import Saved
from borgerflow.sim.params import load
from borgerflow.sim.params.proposals.own_files import with_own_files
from tests.experiments.fakes import finding

OWN = AsTyped(
    {"to": "mine/dansk to.yaml", "gate": "gate.yaml"}, {"herning": "lilleby.yaml"}, ("covid",)
)
ASKED = CompareQuestion(municipality="herning", proposals=("herning-syg02",))


def told():
    head = finding().proposals[0]
    asked = (replace(head, id="to"), head)
    return replace(finding(), typed=OWN, given=(replace(head, id="gate"),), proposals=asked)


def test_files_stand_as_they_were_given_and_packaged_proposals_by_their_ids():
    assert proposals_asked(told()) == "'mine/dansk to.yaml' herning-syg02"
    again = command("compare", told())
    assert again.startswith("borgerflow compare --municipality lilleby.yaml --start")
    assert again.endswith("--baseline gate.yaml --conditions covid")


def kept_answer(question, params, folder):
    """Return the answer to a question as it is handed over to be kept."""
    kept = []

    def keep(answer, *_):
        kept.append(answer)
        return Saved(folder, None)

    load_or_compute(question, params, folder, finding, Documents("da"), keep)
    return kept[0]


def test_a_kept_answer_knows_what_else_was_asked_for(tmp_path):
    """Prices of a year and what was left out are no part of the finding itself."""
    question = replace(ASKED, price_year=2022, break_even=False)
    again = command("compare", kept_answer(question, load(), tmp_path))
    assert again.endswith(" --price-year 2022 --no-break-even")


def test_a_kept_answer_knows_which_params_it_rests_on(tmp_path):
    own = replace(load(), directory=tmp_path / "our own")
    again = command("compare", kept_answer(ASKED, own, tmp_path))
    assert again.endswith(f" --params '{tmp_path / 'our own'}'")
    assert "--params" not in command("compare", kept_answer(ASKED, load(), tmp_path))


def test_the_command_for_the_uncertainty_asks_in_the_same_municipality():
    sentence = surety(told(), "en")[-1]
    assert "uncertainty 'mine/dansk to.yaml' herning-syg02 --municipality lilleby.yaml" in sentence


def test_what_was_given_is_read_off_the_files_beside_the_packaged_ones():
    params, _ = with_own_files(load(), ["own/dansk-to.yaml", "herning-syg02"])
    held = params.with_own_place(Path("a b/lilleby.yaml")).amid(["covid"])
    assert as_typed(held) == AsTyped(
        {"dansk-to": "own/dansk-to.yaml"}, {"lilleby": "a b/lilleby.yaml"}, ("covid",)
    )
    assert [place_typed(name, held) for name in ("lilleby", "herning")] == [
        "'a b/lilleby.yaml'",
        "herning",
    ]


def test_a_life_is_asked_for_again_by_the_same_files():
    question = TraceQuestion(municipality="lilleby", proposals=("to",), citizen=7)
    said = command_of(question, {"to": "mine/dansk to.yaml", "lilleby": "lilleby.yaml"})
    assert "trace 7 'mine/dansk to.yaml' --beside --municipality lilleby.yaml" in said


def test_the_next_steps_of_a_new_proposal_are_fit_for_a_shell():
    steps = next_steps(Path("my own/a.yaml"), "en").splitlines()
    assert steps[0] == "Written: my own/a.yaml"
    assert steps[-1] == "And: borgerflow compare 'my own/a.yaml'"
