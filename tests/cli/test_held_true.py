"""``law``, ``proposals`` and ``check``: what is held true, found and shown."""

import json
import re
import shutil

import pytest

from borgerflow.sim.params import load

DONE, REFUSED = 0, 2
GRADES = {"sourced", "derived", "recalled", "estimated", "assumed"}


@pytest.fixture
def own_params(tmp_path):
    """Copy the packaged params, free to be spoilt."""
    folder = tmp_path / "params"
    shutil.copytree(load().directory, folder)
    return folder


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_value_is_shown_with_paragraph_date_source_and_grade(typed):
    out = typed("law", "revurdering_after_weeks").out
    assert "law.sygedagpenge.revurdering_after_weeks: Weeks of benefit before the review" in out
    assert "§ 24, stk. 1" in out
    assert re.search(r"from 2014-07-01 +22  sourced: http", out)


@pytest.mark.parametrize(
    "word",
    ["Revurderingstidspunkt", "REVURDERING", "weeks of benefit before the review", "§ 24, stk. 1"],
)
def test_a_value_is_found_by_danish_or_english_word_or_paragraph(typed, word):
    assert "law.sygedagpenge.revurdering_after_weeks" in typed("law", word).out


@pytest.mark.parametrize("word", ["førtidspension", "foertidspension", "disability pension"])
def test_an_institution_is_found_with_or_without_danish_letters_and_in_english(typed, word):
    assert "foertidspension." in typed("law", word).out


@pytest.mark.parametrize("word", ["nedsættelse under grænsen", "nedsaettelse under graensen"])
def test_a_label_is_found_with_or_without_danish_letters(typed, word):
    assert "law.fleksjob.low_reduction_share" in typed("law", word).out


@pytest.mark.parametrize("word", ["pris", "price", "indeks", "price_index"])
def test_the_price_index_is_found_with_its_years_sources_and_grades(typed, word):
    out = typed("law", word).out
    assert re.search(r"from 2020-01-01 +0\.017  sourced: municipal p/l \(KL\)", out)
    assert re.search(
        r"from 2026-01-01 +0\.028  assumed, 0\.012 to 0\.043: no percentage after 2025", out
    )


def test_a_number_that_nobody_knows_is_shown_with_its_range(typed):
    out = typed("law", "regulering.gross", "--lang", "da").out
    assert re.search(r"fra 2030-01-01 +0,035  antaget, 0,0\d+ til 0,0\d+: ingen procent", out)
    (found,) = json.loads(typed("law", "law.regulering.gross", "--json").out)["values"]
    assert all(each["low"] <= each["value"] <= each["high"] for each in found["values"][-3:])


def test_the_price_index_of_a_day_is_that_of_its_year_in_danish_too(typed):
    out = typed("law", "prisindeks", "--day", "2022-06-01", "--lang", "da").out
    assert re.search(r"fra 2022-01-01 +0,043  afledt: https\S+: statens generelle pl", out)
    assert "2021-01-01" not in out


def test_an_exact_name_leads_to_that_value_alone(typed):
    content = json.loads(typed("law", "kontanthjaelp.forsoerger", "--json").out)
    assert [value["name"] for value in content["values"]] == ["kontanthjaelp.forsoerger"]
    assert content["schema"] == "borgerflow/law/1"


def test_on_a_day_only_what_is_in_force_is_shown(typed):
    every = json.loads(typed("law", "sygedagpenge.max", "--json").out)["values"][0]["values"]
    on_day = ("law", "sygedagpenge.max", "--day", "2019-06-01", "--json")
    (one,) = json.loads(typed(*on_day).out)["values"][0]["values"]
    assert one in every
    assert one["since"] == "2019-01-01"
    assert one["value"] == 4355
    assert one["grade"] in GRADES


def test_a_value_that_is_not_in_force_yet_says_so(typed):
    out = typed("law", "revurdering_after_weeks", "--day", "1990-01-01").out
    assert "no value on that day" in out


def test_every_value_is_listed_when_no_word_is_given(typed):
    out = typed("law").out
    law = load().law
    listed = {line.split("  ")[0] for line in out.splitlines()[2:]}
    assert {*law.names, *law.rates.names, "price_index"} == listed


def test_danish_is_spoken_on_request(typed):
    out = typed("law", "revurdering_after_weeks", "--lang", "da").out
    assert "Revurderingstidspunkt" in out
    assert "med kilde" in out


@pytest.mark.parametrize("command", [["proposals"], ["proposals", "list"]], ids=" ".join)
def test_proposals_are_listed_with_cost_and_whether_the_effect_is_stated(typed, command):
    out = typed(*command).out
    (line,) = [line for line in out.splitlines() if line.startswith("herning-syg02")]
    assert "herning" in line
    assert "2019-2022" in line
    assert "1,600,000 kr." in line
    assert " no " in line


def test_a_proposal_is_shown_in_words_with_a_grade_on_every_number(typed):
    out = typed("proposals", "show", "herning-syg02").out
    assert "The form states no effect; the number below is our assumption." in out
    assert "2019: 400,000 kr. (sourced): 000:L205" in out
    numbers = [line for line in out.splitlines() if re.match(r"  [^:]+: .*\d.*", line)]
    graded = [line for line in numbers if any(f"({grade}" in line for grade in GRADES)]
    assert len(graded) >= 15


def test_a_proposal_is_shown_in_danish(typed):
    out = typed("proposals", "show", "herning-syg02", "--lang", "da").out
    assert "Skemaet oplyser ingen effekt" in out
    assert "400.000 kr. (med kilde)" in out


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(load().proposals))
def test_every_proposal_can_be_shown_in_both_languages_and_as_json(typed, name):
    for lang in ("da", "en"):
        assert typed("proposals", "show", name, "--lang", lang).code == DONE
    (form,) = json.loads(typed("proposals", "show", name, "--json").out)["proposals"]
    assert form["id"] == name
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", form["start"])


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Excludes, not in the package: UNG13 (000:L46; the overview"),
        ("da", "Kan heller ikke kombineres med (følger ikke med): UNG13 (000:L46; kun oversigten"),
    ],
)
def test_what_a_form_excludes_is_shown_though_it_is_not_in_the_package(typed, lang, words):
    out = " ".join(typed("proposals", "show", "herning-ung14", "--lang", lang).out.split())
    assert words in out


@pytest.mark.slow
def test_a_proposal_that_holds_passes_its_check(typed):
    ended = typed("proposals", "check", "herning-syg02")
    assert ended.code == DONE
    assert "Checked: herning-syg02" in ended.out
    assert "No problems." in ended.out


def test_a_proposal_with_a_mistake_is_refused_with_file_and_line(typed, own_params):
    path = own_params / "proposals" / "herning" / "herning-syg02.yaml"
    spoil(path, "scheme: sygedagpenge", "scheme: sygedagpenger")
    ended = typed("proposals", "check", "--params", own_params)
    assert ended.code == REFUSED
    assert re.search(r"herning-syg02\.yaml, line \d+", ended.err)
    assert "Did you mean sygedagpenge?" in ended.err


def test_everything_packaged_holds_and_is_counted_by_grade(typed):
    ended = typed("check", "--json")
    content = json.loads(ended.out)
    assert ended.code == DONE
    assert content["problems"] == []
    assert set(content["grades"]) <= GRADES
    assert sum(content["grades"].values()) > 500


def test_a_mistake_in_the_params_is_refused_with_file_and_line(typed, own_params):
    spoil(own_params / "law" / "sygedagpenge.yaml", "unit: weeks", "unit: wekks")
    ended = typed("check", "--params", own_params)
    assert ended.code == REFUSED
    assert re.search(r"sygedagpenge\.yaml, line \d+", ended.err)


@pytest.mark.slow
def test_a_problem_beyond_loading_is_told_and_ends_with_refused(typed, own_params):
    spoil(own_params / "glossary.yaml", "\nsygedagpenge:", "\nsygepenge:")
    ended = typed("check", "--params", own_params)
    assert ended.code == REFUSED
    assert "sygedagpenge has no word here" in ended.out
    assert ended.err == "1 problem found; see above.\n"


@pytest.mark.slow
def test_params_may_be_named_by_the_surroundings(typed, own_params, monkeypatch):
    monkeypatch.setenv("BORGERFLOW_PARAMS", str(own_params))
    assert f"Checked: {own_params}" in typed("check").out
