"""A law that is not adopted: laid over the law book where it is asked for, and nowhere else."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import borgerflow as bf
from borgerflow.experiments.cli import main
from borgerflow.experiments.findings.assumptions import assumptions_of
from borgerflow.experiments.findings.finding import LAW_AS_OF
from borgerflow.experiments.lookup.law import look_up
from borgerflow.experiments.lookup.law_text import law_page
from borgerflow.experiments.lookup.scheme_map import scheme_map
from borgerflow.experiments.lookup.scheme_map_text import map_page
from borgerflow.experiments.questions.run.asked import RunQuestion
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.engines import simulate
from borgerflow.sim.params import load
from borgerflow.sim.params.law.drafts import draft_names, under_draft
from borgerflow.sim.params.law.looked_up import looked_up_of
from borgerflow.sim.params.words.danish import danish_texts
from borgerflow.sim.world.world import load_world

NAME, DAY = "draft-2027", "2027-01-01"
PARAMS = load()
DRAFTED = PARAMS.under(NAME)
DRAFTS = PARAMS.directory / "law" / "drafts"
SHARE = f"law.{NAME}.reduced_share"
SMALL = {"start": "2026-07-01", "end": "2028-01-01", "population": 0.01}
OPTION = ("--law", NAME)


def reduced(law, day):
    return law.rates.row("sygedagpenge.nedsat", parse_day(day)).amount


def test_every_draft_says_what_it_is_and_its_unknown_values_have_a_range():
    assert draft_names(DRAFTS) == (NAME,)
    draft = DRAFTED.law.draft
    assert "whether it was introduced or adopted is not known" in draft.status["en"]
    share = DRAFTED.law.parameter(SHARE).dated(parse_day(DAY))
    assert (share.value, share.low, share.high, share.grade) == (0.7, 0.6, 0.8, "assumed")


def test_the_law_book_is_the_same_before_the_day_and_without_the_draft():
    assert PARAMS.law.draft is None
    assert SHARE not in PARAMS.law.names
    for name in PARAMS.law.names:
        old, new = (book.parameter(name).values for book in (PARAMS.law, DRAFTED.law))
        before = [value for value in new if value.day < parse_day(DAY)]
        assert before == [value for value in old if value.day < parse_day(DAY)]
    assert all(
        DRAFTED.law.rates.history(name) == PARAMS.law.rates.history(name)
        for name in PARAMS.law.rates.names
    )


def test_it_is_laid_once_and_the_same_again():
    drafted = PARAMS.under(NAME)
    assert drafted.under(NAME) is drafted
    assert PARAMS.under(NAME).law is drafted.law
    assert PARAMS.under(None) is PARAMS


def test_a_proposal_may_set_what_is_not_known_and_rates_follow():
    other = DRAFTED.law.patched({SHARE: {parse_day(DAY): 0.8}})
    assert (reduced(DRAFTED.law, DAY), reduced(other, DAY)) == (3658, 4180)
    assert reduced(other, "2028-06-01") > reduced(DRAFTED.law, "2028-06-01")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("draft-2028", "--law: no draft of a law is called draft-2028. Did you mean draft-2027?"),
        ("", "--law is empty: expected a name."),
    ],
)
def test_an_unknown_draft_is_refused_with_the_nearest(typed, said):
    with pytest.raises(InputError) as refused:
        PARAMS.under(typed)
    assert str(refused.value).startswith(said)
    assert str(refused.value).endswith("Known: draft-2027.")


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [["run"], ["compare", "herning-syg02"], ["contacts", "--scheme", "dagpenge", "--fte", "1"]],
)
def test_the_command_refuses_in_one_line_and_writes_nothing(words, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([*words, "--law", "draft-27"]) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("law.jobafklaring.max_years", "law.jobafklaring.max_year", "Did you mean law.jobafklar"),
        ("    2027-01-01: {value: 2,", "    2026-01-01: {value: 2,", "before the first day of the"),
        ("share: reduced_share", "share: reduced_shar", "Did you mean reduced_share?"),
        ("  jobafklaring:\n    label", "  jobafklarin:\n    label", "Did you mean jobafklaring?"),
        ("pay: [sygedagpenge.nedsat]", "pay: [sygedagpenge.neds]", "Did you mean sygedagpenge.n"),
        ("value: 0.7,", "value: 7,", "reduced_share"),
        ("status:", "stat:", "status"),
    ],
)
def test_a_draft_that_does_not_hold_is_refused_with_file_and_line(old, new, message, tmp_path):
    text = (DRAFTS / f"{NAME}.yaml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "mine.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.yaml, line ") as refused:
        under_draft(PARAMS.law, tmp_path, "mine")
    assert message in str(refused.value)


@pytest.fixture(scope="module")
def worlds():
    """Return the same world under law as it is, and under the draft."""
    return tuple(load_world("herning", params=params, **SMALL) for params in (PARAMS, DRAFTED))


@pytest.mark.slow
def test_no_day_before_it_moves_and_the_talks_after_it_do(worlds):
    plain, drafted = (simulate(world, 2, 0) for world in worlds)
    before, after = (
        [contacts[contacts.held < DAY], contacts[contacts.held >= DAY]]
        for contacts in (plain.contacts, drafted.contacts)
    )
    assert len(before[0]) > 100
    assert before[0].reset_index(drop=True).equals(after[0].reset_index(drop=True))
    assert not before[1].reset_index(drop=True).equals(after[1].reset_index(drop=True))
    assert plain.spells.equals(drafted.spells)  # it is left as jobafklaring is


@pytest.mark.slow
@pytest.mark.parametrize("seed", [5, 6])
def test_both_engines_tell_the_same_history_under_the_draft(worlds, seed):
    _, drafted = worlds
    assert simulate(drafted, seed, 0, "reference") == simulate(drafted, seed, 0, "compiled")


@pytest.mark.slow
def test_what_it_sets_is_told_among_the_assumptions_where_it_is_reached(worlds):
    _, drafted = worlds
    told = {each.name: each for each in assumptions_of(drafted, ("jobafklaring",))}
    share = told[f"{SHARE}.{DAY}"]
    assert (share.low, share.high) == (0.6, 0.8)
    assert f"law.contact.jobafklaring.talks_in_window.{DAY}" in told
    early = load_world("herning", params=DRAFTED, **{**SMALL, "end": DAY})
    names = {each.name for each in assumptions_of(early, ("jobafklaring",))}
    assert not any(DAY in name for name in names if "draft" in name)


@pytest.mark.slow
def test_an_answer_names_the_draft_first_in_json_and_in_the_record():
    small = {**SMALL, "population": 0.02, "replications": 1, "workers": 1}
    usual, found = (bf.run("herning", law=law, **small) for law in (None, NAME))
    for lang, words in (("en", "Under a draft that is not adopted"), ("da", "Under et lovudkast")):
        assert found.text(lang).splitlines()[1].startswith(f"{words}")
        assert words not in usual.text(lang)
    plain = json.loads(found.to_json())[LAW_AS_OF]
    assert plain["draft"]["name"] == NAME
    assert looked_up_of(plain) == found.law
    assert "draft" not in json.loads(usual.to_json())[LAW_AS_OF]


def test_the_draft_is_part_of_what_names_a_saved_answer_and_without_one_nothing_is():
    asked = RunQuestion(municipality="herning")
    assert replace(asked, law=NAME).inputs() == {**asked.inputs(), "law": NAME}
    assert "law" not in asked.inputs()


def test_look_ups_and_maps_name_it_first():
    for page in (
        law_page(look_up(DRAFTED, "sygedagpenge.nedsat"), "en"),
        map_page(scheme_map(DRAFTED, day="2027-05-01"), "en"),
    ):
        assert page.startswith(f"Under a draft that is not adopted ({NAME}): reduced sygedagpenge")
    before = map_page(scheme_map(DRAFTED, day="2026-11-01"), "da").splitlines()[0]
    assert before == (
        f"Lovudkastet {NAME}, der ikke er vedtaget, rører ingen dag i svaret: det gælder først fra"
        " 1. januar 2027."
    )
    assert "3,658" in law_page(look_up(DRAFTED, "sygedagpenge.nedsat", "2027-05-01"), "en")
    assert json.loads(scheme_map(DRAFTED).to_json())[LAW_AS_OF]["draft"]["name"] == NAME


@pytest.mark.slow
def test_spells_are_settled_and_explained_under_it(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    spells = "citizen,scheme,start,end,category\n1,jobafklaring,2026-12-28,2027-01-04,forsoerger\n"
    Path("spells.csv").write_text(spells, encoding="utf-8")
    for words in (["settle", "spells.csv"], ["explain", "spells.csv", "--citizen", "1"]):
        assert main([*words, *OPTION, "--lang", "en", "--quiet"]) == 0
        told = capsys.readouterr().out
        assert told.startswith("Under a draft that is not adopted")
        assert main([*words, "--lang", "en", "--quiet"]) == 0
        assert told.splitlines()[-1] != capsys.readouterr().out.splitlines()[-1]


def test_what_a_draft_says_is_told_in_danish_too():
    sources = [
        value.source
        for name in DRAFTED.law.draft.values
        for value in DRAFTED.law.parameter(name).values
        if value.day >= parse_day(DAY)
    ]
    assert set(sources) <= set(danish_texts())
