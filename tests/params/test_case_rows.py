"""The municipal cases: read as stated, refused with the line, and true to their documents."""

import re
from pathlib import Path

import pytest

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params.cases.catalogue import MILLION, find_case, read_case_rules, read_cases

TEXTS = Path(__file__).parents[3] / "shared" / "seeds"
KOEGE = "star-koege-1,Køge,2018,2021,,sygedagpenge jobafklaring,,"


@pytest.fixture(scope="session")
def cases(params):
    return read_cases(params.directory / "cases" / "cases.csv", params.law.schemes)


def test_amounts_are_kroner_and_keep_their_years(cases):
    koege = cases["star-koege-1"]
    assert koege.gross.by_year == {2018: 3.8e6, 2019: 4.3e6, 2020: 4.3e6, 2021: 4.3e6}
    assert koege.persons.by_year[2018] == 29
    assert koege.schemes == ("sygedagpenge", "jobafklaring")


def test_every_row_of_the_file_is_a_case(cases, params):
    text = (params.directory / "cases" / "cases.csv").read_text(encoding="utf-8")
    assert len(cases) == len(text.splitlines()) - 1 > 0
    assert [case.line for case in cases.values()] == list(range(2, len(cases) + 2))


def test_the_rules_are_read_with_their_ranges(params):
    rules = read_case_rules(params.directory / "cases" / "rules.yaml")
    for name in type(rules).model_fields:
        estimate = getattr(rules, name)
        assert estimate.low < estimate.value < estimate.high, name


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id,municipality", "name,municipality", "line 1: got the header name,municipality"),
        (KOEGE, KOEGE.replace("sygedagpenge", "sygedagpeng"), "Did you mean sygedagpenge?"),
        (KOEGE, KOEGE.replace("2018,2021", "2018,2017"), "last_year is 2017, before the first"),
        (KOEGE, KOEGE.replace("2018", "18"), "first_year holds '18'; expected a year as 2018."),
        (KOEGE, KOEGE.replace("Køge", ""), "municipality is empty; every row needs one."),
        (KOEGE, KOEGE.replace("star-koege-1", "star-greve-1"), "star-greve-1 is given twice"),
        (KOEGE, KOEGE + ",", "got 28 cells; expected 27."),
        ("2018=3.8 ", "2018=3,8 ", "got 28 cells"),
        ("2018=3.8 ", "2018=many ", "gross_mkr holds 'many'; expected a number as 2.5."),
        ("7.5,whole,10.0", "7.5,hole,10.0", "investment_basis holds 'hole'; expected one of"),
        ("7.5,whole,10.0", ",whole,10.0", "investment_basis is 'whole' but investment_mkr is"),
        ("77,full_time", "77,fulltime", "persons_kind holds 'fulltime'"),
        ("L12-41", "12-41", "lines holds '12-41'; expected lines as L12-41."),
        ("L12-41,sourced", "L12-41,sure", "grade holds 'sure'; expected one of sourced"),
    ],
)
def test_a_row_that_does_not_hold_is_refused_in_words(edited, params, old, new, words):
    with pytest.raises(ParamError, match=re.escape(words)) as caught:
        read_cases(edited("cases/cases.csv", old, new), params.law.schemes)
    assert re.search(r"cases\.csv, line \d+: ", str(caught.value))


def test_an_unknown_case_is_refused_with_the_nearest(cases):
    with pytest.raises(ParamError, match=re.escape("Did you mean star-koege-1?")):
        find_case(cases, "star-koge-1")


def spellings(value: float, *, in_kroner: bool) -> set[str]:
    """Return the ways a Danish document writes an amount: 2,5 or 2.500 or 2.500.000."""
    whole = {f"{round(value):,}".replace(",", ".")} if value == round(value) else set()
    if in_kroner:
        whole.add(f"{round(value / 1000):,}".replace(",", "."))
    short = value / MILLION if in_kroner else value
    exact = [d for d in range(5) if round(short, d) == round(short, 9)]
    return whole | {f"{short:.{d}f}".replace(".", ",") for d in exact}


def stated(case):
    """Yield every amount of a case and whether it is kroner."""
    amounts = {"investment": True, "gross": True, "net": True, "persons": False, "weeks": False}
    for name, in_kroner in (amounts | {"staff_fte": False}).items():
        amount = getattr(case, name)
        if amount is not None:
            for value in amount.by_year.values() or [amount.amount]:
                yield name, abs(value), in_kroner
    if case.duration_weeks is not None:
        yield "duration_weeks", abs(case.duration_weeks), False


def text_of(case) -> str:
    found = sorted(TEXTS.glob(f"{case.document}_*.txt"))
    if not found:
        pytest.skip("the text of the document does not lie beside the project")
    lines = found[0].read_text(encoding="utf-8").split("\n")
    spans = [(part[1:].split("-")[0], part[1:].split("-")[-1]) for part in case.lines]
    return " ".join(" ".join(lines[int(a) - 1 : int(b)]) for a, b in spans)


def stands_in(text: str, value: float, *, in_kroner: bool) -> bool:
    ways = "|".join(map(re.escape, spellings(value, in_kroner=in_kroner)))
    return re.search(rf"(?<![\d,.])({ways})(?!\d|[,.]\d)", text) is not None


def test_every_amount_of_a_sourced_case_stands_in_the_lines_it_names(cases):
    missing = [
        f"{case.id}: {name} {value:g}"
        for case in cases.values()
        if case.grade == "sourced"
        for name, value, in_kroner in stated(case)
        if not stands_in(text_of(case), value, in_kroner=in_kroner)
    ]
    assert missing == []


def test_a_figure_is_found_in_each_way_of_writing_it_and_not_inside_another():
    assert stands_in("udgør 2,5 mio. kr.", 2.5 * MILLION, in_kroner=True)
    assert stands_in("udgør 450.000 kr.", 450_000, in_kroner=True)
    assert stands_in("2.500 uger", 2500, in_kroner=False)
    assert not stands_in("udgør 12,5 mio. kr.", 2.5 * MILLION, in_kroner=True)
    assert not stands_in("udgør 2,55 mio. kr.", 2.5 * MILLION, in_kroner=True)


def test_a_case_names_the_municipality_of_its_lines(cases):
    for case in cases.values():
        if case.document == "003":
            named = re.search(r"Jobcenter: (\S+)", text_of(case))
            assert named, case.id
            assert named.group(1) == case.municipality, case.id
