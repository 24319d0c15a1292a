"""Who shows a finding: registered by name in the room of its question, and found when asked for."""

import importlib
import pkgutil
from pkgutil import resolve_name

import pytest

from borgerflow.experiments import questions, validation
from borgerflow.experiments.findings.finding import PRESENTERS, Answer
from borgerflow.experiments.questions.cases.finding import CaseList
from borgerflow.experiments.store.whole import _form_of
from borgerflow.sim.base.errors import InputError

for rooms in (questions, validation):
    for room in pkgutil.iter_modules(rooms.__path__, f"{rooms.__name__}."):
        importlib.import_module(room.name)


def test_every_name_that_is_registered_is_there():
    for shown, presenters in PRESENTERS.items():
        assert issubclass(resolve_name(shown), Answer)
        assert all(callable(resolve_name(name)) for name in presenters.values())


def test_every_finding_with_a_report_can_be_kept_whole():
    reported = [resolve_name(name) for name, shown in PRESENTERS.items() if "report" in shown]
    assert len(reported) > 10
    assert all(_form_of(kind).model_fields for kind in reported)


def concrete(kind):
    """Return the classes below one that can be made."""
    below = {each for child in kind.__subclasses__() for each in {child, *concrete(child)}}
    return {each for each in below if not each.__abstractmethods__}


def test_every_finding_is_shown_in_words():
    for name in PRESENTERS:
        resolve_name(name)
    assert {kind.__name__ for kind in concrete(Answer) if not kind.shown_as("text")} == set()


@pytest.mark.parametrize(
    ("form", "show"),
    [
        ("a workbook", lambda found: found.to_excel("never.xlsx")),
        ("a table", lambda found: found.table()),
        ("a chart", lambda found: found.plot("never.png")),
    ],
)
def test_what_a_finding_cannot_be_shown_as_is_said_in_one_sentence(form, show):
    with pytest.raises(TypeError, match=rf"^CaseList cannot be shown as {form}\.$"):
        show(CaseList((), 0))


def test_a_finding_that_is_not_told_as_data_cannot_be_made():
    with pytest.raises(TypeError, match="to_dict"):
        Answer()


def test_every_finding_gives_each_of_its_tables_by_name(monkeypatch):
    for name in PRESENTERS:
        resolve_name(name)
    made = {"ledger": object(), "rows": object()}
    for kind in concrete(Answer):
        monkeypatch.setattr(kind, "tables", lambda _: made)
        found = object.__new__(kind)
        assert {name: found.table(name) for name in made} == made, kind
        with pytest.raises(InputError, match=r"^No table of the answer is called ledgr\. Did you"):
            found.table("ledgr")


@pytest.mark.parametrize("show", ["text", "table", "to_excel", "plot"])
def test_a_language_that_no_answer_is_told_in_is_refused(show, tmp_path):
    where = (tmp_path / "x.svg",) if show in ("to_excel", "plot") else ()
    with pytest.raises(InputError, match=r"^lang is 'ledger': expected da or en\.$"):
        getattr(CaseList((), 0), show)(*where, lang="ledger")


def test_a_language_in_the_place_of_a_table_is_told_where_it_goes():
    with pytest.raises(InputError, match="The language is lang='da'"):
        CaseList((), 0).table("da")
