"""Wherever a CPR number comes in, in any spelling, it is refused and never printed or kept."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borgerflow.experiments.cli import main
from borgerflow.sim.base import texts
from tests.cpr_spellings import repeats, spellings
from tests.proposing.made_forms import form, kept

REFUSED = 2
SPELLS = "citizen,scheme,start,end\n{},sygedagpenge,2019-01-07,2019-02-09\n"


def spells_of(text, folder):
    file = folder / "spells.csv"
    file.write_text(SPELLS.format(text), encoding="utf-8")
    return ["settle", file, "--json"]


def spells_named(text, folder):
    file = folder / f"{text.replace('/', '.')}.csv"
    file.write_text(SPELLS.format(7), encoding="utf-8")
    return ["settle", file]


def kept_in(text, folder):
    return [*spells_of(7, folder), "--out", folder / text.replace("/", ".")]


def proposal_with(field):
    def command(text, folder):
        made = form(**{field: {"da": text, "en": "A title"}})
        return ["compare", kept(folder, made)]

    return command


def proposal_with_key(text, folder):
    file = folder / "more-talks.yaml"
    file.write_text(f'id: more-talks\n"{text}": 1\n', encoding="utf-8")
    return ["proposals", "check", file]


def study_of(text, folder):
    file = folder / "a-study.yaml"
    file.write_text(f'question: {{da: a, en: b}}\nmunicipality: "{text}"\n', encoding="utf-8")
    return ["batch", file]


DOORS = {
    "a citizen in a file": spells_of,
    "the name of a file": spells_named,
    "a folder for results": kept_in,
    "a citizen asked for": lambda text, folder: [
        "explain",
        spells_of(7, folder)[1],
        f"--citizen={text}",
    ],
    "a title": proposal_with("title"),
    "a description": proposal_with("description"),
    "a key": proposal_with_key,
    "a study": study_of,
    "an unknown proposal": lambda text, _: ["compare", text],
    "an unknown municipality": lambda text, _: ["run", "--municipality", text],
    "an unknown word": lambda text, _: ["law", text],
    "an unknown study": lambda text, _: ["batch", text],
    "an unknown option": lambda text, _: ["run", f"--{text}"],
    "an argument too many": lambda text, _: ["check", text],
    "a number": lambda text, _: ["run", "--replications", f"x{text}"],
    "a day": lambda text, _: ["run", "--start", text],
    "an engine": lambda text, _: ["run", "--engine", text],
    "the id of a new proposal": lambda text, _: ["proposals", "new", text],
    "a new workbook": lambda text, folder: [
        "proposals",
        "new",
        "--xlsx",
        folder / f"{text.replace('/', '.')}.xlsx",
    ],
    "a workbook to read": lambda text, _: ["proposals", "new", "--from", f"{text}.xlsx"],
    "a folder of params": lambda text, _: ["check", "--params", text],
}


def ended(command, capsys):
    """Return the exit code of a command and all it prints."""
    code = main([str(part) for part in command])
    return code, "".join(capsys.readouterr())


@pytest.mark.slow
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spelt=spellings(), door=st.sampled_from(sorted(DOORS)), lang=st.sampled_from(["da", "en"]))
def test_no_spelling_is_echoed_at_any_door(tmp_path, monkeypatch, capsys, spelt, door, lang):
    monkeypatch.setenv("BORGERFLOW_LANG", lang)
    text, digits = spelt
    code, said = ended(DOORS[door](text, tmp_path), capsys)
    assert code == REFUSED, (door, text, said)
    assert not repeats(said, digits), (door, text, said)
    assert not list(tmp_path.rglob("ledger.csv"))


@pytest.mark.parametrize("door", ["an unknown proposal", "an unknown word", "a day"])
def test_an_echo_would_be_heard(tmp_path, monkeypatch, capsys, door):
    monkeypatch.setattr(texts, "looks_like_cpr", lambda _: False)
    code, said = ended(DOORS[door]("Vedr. 010190\u20131234", tmp_path), capsys)
    assert code == REFUSED
    assert repeats(said, "0101901234")


@pytest.mark.parametrize(
    "citizen", ["610190-1234", "010190\u20111234", "01 01 90 1234", "0101901234DK"]
)
def test_the_spellings_that_were_once_kept_are_refused_in_danish(tmp_path, typed, citizen):
    refused = typed(*spells_of(citizen, tmp_path), "--lang", "da")
    assert refused.code == REFUSED
    assert "værdien af borger ligner et CPR-nummer og gentages ikke her" in refused.err
    assert refused.out == ""


@pytest.mark.parametrize("citizen", ["A\x1b[31m", "A\u202eB", "A\u200bB"])
def test_a_citizen_whose_name_steers_a_screen_is_refused(tmp_path, typed, citizen):
    refused = typed(*spells_of(citizen, tmp_path))
    assert refused.code == REFUSED
    assert f"the value of citizen holds the sign U+{ord(citizen[1]):04X}" in refused.err
    assert citizen[1] not in refused.err + refused.out


def test_what_a_terminal_is_told_of_a_path_is_escaped(tmp_path, typed):
    refused = typed("check", "--params", "no\x1b[31mfolder")
    assert refused.err.startswith(r"no\x1b[31mfolder")
    saved = typed(*spells_of(7, tmp_path)[:2], "--out", tmp_path / "a\x1b[31mb")
    assert r"a\x1b[31mb" in saved.err + saved.out
    assert "\x1b" not in saved.err + saved.out
