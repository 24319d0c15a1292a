"""What is tried: rhythms, forms and posts as typed, and what is refused."""

import math
import re

import pytest

from borgerflow.experiments.questions.contacts.asked.command_line import (
    options_of,
    options_typed,
    target_of,
    weeks_left_of,
)
from borgerflow.experiments.questions.contacts.asked.frequency import Frequency
from borgerflow.experiments.questions.contacts.asked.question import (
    OPTIONS,
    SAID_OTHERWISE,
    ContactsQuestion,
    Scope,
    Sweep,
)
from borgerflow.experiments.questions.contacts.asked.settings import (
    Rhythm,
    posts_of,
    rhythms_of,
    settings_of,
)
from borgerflow.experiments.questions.contacts.asked.validate import accepted_contacts
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load

SCOPE = Scope(("dagpenge",))


def asked(**keywords):
    """Return the rhythms of a question, as its keywords ask."""
    question = ContactsQuestion.of({"municipality": "herning", "schemes": (), **keywords})
    return rhythms_of(question)


def numbers_of(rhythm):
    rule = rhythm.rule(SCOPE, 100)
    return (
        rule.first_within_weeks,
        rule.talks_in_window,
        rule.window_weeks,
        rule.then_every_weeks,
    )


def test_every_four_weeks_is_a_rhythm_and_no_number_in_a_window():
    (rhythm,) = asked(every=(4,))
    assert numbers_of(rhythm) == (0, 0, 0, 4)
    assert rhythm.rule(SCOPE, 100).start == 100
    assert (rhythm.label.da, rhythm.label.en) == ("en samtale hver 4. uge", "a talk every 4 weeks")


def test_eleven_talks_in_the_first_half_year_are_spread_over_it_and_none_follow():
    (rhythm,) = asked(first_half_year=(11,))
    assert numbers_of(rhythm) == (26 / 11, 11, 26, 0)


def test_a_form_asks_for_no_talk_and_says_how_those_there_are_are_held():
    telephone, mix = rhythms_of(
        Sweep(
            form=(
                "telephone",
                "personal:0.5+letter:0.5",
            )
        )
    )
    assert numbers_of(telephone) == (0, 0, 0, 0)
    assert telephone.rule(SCOPE, 0).forms == {"telephone": 1.0}
    assert mix.rule(SCOPE, 0).forms == {"personal": 0.5, "letter": 0.5}
    assert mix.label.en == "talks: 50.0 % in person, 50.0 % letter"


def test_a_rule_holds_for_those_in_the_scope_alone():
    scope = Scope(("dagpenge",), {"age": ("under_25",)}, 13, 26, (5, None), instead=True)
    rule = Rhythm("rhythm", Frequency(4)).rule(scope, 0)
    assert (rule.target, rule.from_week, rule.to_week) == ({"age": ("under_25",)}, 13, 26)
    assert (rule.weeks_left, rule.instead) == ((5, None), True)


def test_two_sweeps_are_crossed_rhythm_by_rhythm():
    settings = settings_of(
        asked(every=(2, 4)),
        posts_of(
            Sweep(
                fte=(
                    -1,
                    0,
                )
            )
        ),
    )
    assert [s.label.en for s in settings] == [
        "a talk every 2 weeks, -1 FTE",
        "a talk every 2 weeks, the same FTE",
        "a talk every 4 weeks, -1 FTE",
        "a talk every 4 weeks, the same FTE",
    ]


def test_a_target_and_weeks_left_are_read_as_typed():
    assert target_of("age=under_25+age_25_29,household=single") == {
        "age": ("under_25", "age_25_29"),
        "household": ("single",),
    }
    assert target_of("") == {}
    assert [weeks_left_of(t) for t in ("13:26", "26:", ":13")] == [(13, 26), (26, None), (None, 13)]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            lambda: asked(every=(0,)),
            "--every is 0: expected weeks between talks, from 1/7 (a day) to 520 (ten years), as",
        ),
        (lambda: asked(every=(-2,)), "--every is -2: expected weeks between talks"),
        (lambda: asked(every=(math.nan,)), "--every is nan: expected weeks between talks"),
        (lambda: asked(every=(math.inf,)), "--every is inf: expected weeks between talks"),
        (lambda: asked(every=(4, 4)), "The rhythm “a talk every 4 weeks” is given twice: expected"),
        (
            lambda: asked(every=(13,), rhythm=("4/year",)),
            "The rhythms every 13 weeks and 4/year are the same: expected one.",
        ),
        (
            lambda: asked(first_half_year=(0,)),
            "--first-half-year is 0: expected 1 to 182 talks, as 4,11.",
        ),
        (
            lambda: asked(first_half_year=(2.5,)),
            "--first-half-year is 2.5: expected a whole number of talks.",
        ),
        (
            lambda: asked(every=(4,), form=("telephone",)),
            "--rhythm and --form cannot be crossed: expected one of them, "
            "and --fte, --cut or --cases beside a rhythm.",
        ),
        (
            lambda: posts_of(Sweep(fte=(1,), caseload=(35,))),
            "--fte and --cases cannot be crossed",
        ),
        (
            lambda: posts_of(Sweep(caseload=(0,))),
            "--cases is 0: expected 1 to 1,000 citizens a post.",
        ),
        (lambda: posts_of(Sweep(caseload=(math.nan,))), "--cases is nan: expected 1 to 1,000"),
        (
            lambda: posts_of(Sweep(cut=(1,))),
            "--cut is 1: expected shares of the posts from 0 to 0.95, as 0.1,0.2.",
        ),
        (lambda: posts_of(Sweep(fte=(1e308,))), "--fte is 1e+308: expected posts more or fewer"),
        (lambda: rhythms_of(Sweep(form=("personal:nan",))), "--form personal is 'nan': expected"),
        (
            lambda: rhythms_of(Sweep(form=("telefone",))),
            "--form names 'telefone': expected one of personal, video, telephone, letter. "
            "Did you mean telephone?",
        ),
        (
            lambda: rhythms_of(Sweep(form=("personal:0.5+letter:0.2",))),
            "--form is personal:0.5+letter:0.2: expected shares that add up to 1.",
        ),
        (lambda: target_of("agee=under_25"), "--target names 'agee': expected one of sector,"),
        (lambda: target_of("age=under_52"), "Did you mean under_25?"),
        (
            lambda: weeks_left_of("13"),
            "--weeks-left is '13': expected weeks from 0 to 2,000, as 13:26,",
        ),
        (lambda: weeks_left_of("26:13"), "--weeks-left is '26:13': expected weeks"),
        (lambda: weeks_left_of("a:b"), "--weeks-left is 'a': expected weeks"),
        (lambda: weeks_left_of("nan:3"), "--weeks-left is 'nan': expected weeks"),
    ],
)
def test_what_cannot_be_tried_is_refused_in_words(wrong, message):
    with pytest.raises(InputError, match=re.escape(message)):
        wrong()


def test_the_options_that_ask_again_are_those_that_were_typed():
    question = ContactsQuestion(
        municipality="herning",
        schemes=("dagpenge",),
        team={"dagpenge": 12.0},
        form=("telephone", "personal:0.5+letter:0.5"),
        fte=(-1, 2.0),
        target={"age": ("under_25",)},
        from_week=4,
        weeks_left=(13, None),
        instead=True,
        effects="sceptic",
        capacity=False,
    )
    assert options_of(question) == (
        "--form telephone,personal:0.5+letter:0.5 --fte -1,2 --target age=under_25 "
        "--from-week 4 --weeks-left 13: --team dagpenge=12 --effects sceptic --capacity off "
        "--instead"
    )


def test_a_file_of_effects_is_named_as_a_shell_has_it():
    question = ContactsQuestion(
        municipality="herning", schemes=("dagpenge",), effects="my belief.yaml"
    )
    assert options_of(question) == "--effects 'my belief.yaml'"


def test_what_is_not_typed_is_as_usual_and_a_field_is_read_under_its_own_name():
    typed = {
        **dict.fromkeys((*OPTIONS, *SAID_OTHERWISE)),
        "schemes": "dagpenge, sygedagpenge",
        "every": "2,4.5",
        "target": "age=under_25",
        "weeks_left": ":13",
        "capacity": "off",
    }
    own = options_typed(typed)
    assert (own["schemes"], own["every"]) == (("dagpenge", "sygedagpenge"), (2.0, 4.5))
    assert (own["target"], own["weeks_left"]) == ({"age": ("under_25",)}, (None, 13))
    assert (own["fte"], own["capacity"]) == ((), False)


def of_posts(**keywords):
    about = {"municipality": "herning", "schemes": ("dagpenge",)}
    return accepted_contacts(ContactsQuestion.of({**about, **keywords}), load())


@pytest.mark.parametrize(
    ("option", "said", "posts"),
    [
        ("--target", {"target": {"age": ("under_25",)}}, {"cut": (0.1,)}),
        ("--weeks-left", {"weeks_left": (13, None)}, {"fte": (1,)}),
        ("--from-week", {"from_week": 4.0}, {"caseload": (50, 35)}),
        ("--to-week", {"to_week": 26.0}, {"cut": (0.1,)}),
        ("--talk", {"talk": "opfoelgning"}, {"fte": (1,)}),
        ("--instead", {"instead": True}, {"caseload": (50, 35)}),
    ],
)
def test_what_is_about_local_talks_is_refused_where_posts_alone_change(option, said, posts):
    with pytest.raises(InputError, match=f"{option} is about local talks and changes nothing"):
        of_posts(**posts, **said)
    of_posts(**posts)
    of_posts(**posts, **said, rhythm=("4/year",))
