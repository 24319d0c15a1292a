"""Groups of citizens of a scheme in whom talks do more than in others, or less."""

from functools import cache
from textwrap import dedent, indent

import numpy as np
import pytest

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.engines import simulate
from borgerflow.sim.lives.tables import MAX_STAY, RETURNS
from borgerflow.sim.world.cells import cells_where
from borgerflow.sim.world.contact_rules import ContactRule
from borgerflow.sim.world.people import band_on, people_of
from borgerflow.sim.world.tables.contact_effects import law_days, strength_by_day
from borgerflow.sim.world.tables.responders import relative_effects, who_may_be_in
from borgerflow.sim.world.world import load_world
from tests.worlds.made import Decision, Exit, Place, made_tables

TRAINED = cells_where({"education": ("vocational_or_more",)})
OFTEN = ContactRule("often", ("dagpenge",), talks_in_window=1, then_every_weeks=2)
PLAIN_AND_FRAIL = (("plain_sum", "plain_gain"), ("frail_sum", "frail_gain"))
NUMBERS = """\
gain: {value: 0.5, unit: share, source: test, grade: derived}
half_life_weeks: {value: 8, unit: weeks, source: test, grade: derived}
exits:
  job: {value: 2, unit: factor, source: test, grade: derived}
"""


@cache
def world_of(effects=None, population=0.1):
    return load_world("modelkommune", contact_effects=effects, population=population)


def group(name, who, value, unit="factor"):
    """Return a group as it is written in a file."""
    effect = f"effect: {{value: {value}, unit: {unit}, source: test, grade: derived}}"
    return f"{name}:\n  label: {{da: gruppe, en: group}}\n  {who}\n  {effect}\n"


def written(folder, *groups, numbers=NUMBERS):
    """Return a file of effects in which dagpenge has these groups."""
    path = folder / "own.yaml"
    scheme = numbers + "groups:\n" + indent("".join(groups), "  ")
    head = dedent("""\
        presets:
          own:
            label: {da: min, en: mine}
            schemes:
              dagpenge:
        """)
    path.write_text(head + indent(scheme, " " * 8), "utf-8")
    return str(path)


def sums_of(world, name, scheme, origin):
    """Return a usual sum [cell, bin] for those who came to a scheme from another."""
    tables, names = world.tables, world.scheme_names
    came = names.index(origin) + 1
    profile = tables.profile.reshape(tables.schemes, -1)[names.index(scheme), came]
    return getattr(tables, name).reshape(-1, tables.cells, tables.bins)[profile]


def means_by_bin(world, scheme, days):
    """Return the mean strength of talks on these days of a spell in each duration bin."""
    tables, s = world.tables, world.scheme_names.index(scheme)
    strength = strength_by_day(tables, s, days)
    edges = tables.bin_day.reshape(tables.schemes, -1)[s]
    parts = [strength[edges[b] : edges[b + 1]] for b in range(tables.bins)]
    return np.array([part.mean() if part.size else 0.0 for part in parts])


def mean_hazards(world, scheme, origin, days):
    """Return the mean hazards [kind, cell, bin] of those who have talks on these days."""
    means = means_by_bin(world, scheme, days)
    return np.array(
        [
            sums_of(world, total, scheme, origin) + means * sums_of(world, gain, scheme, origin)
            for total, gain in PLAIN_AND_FRAIL
        ]
    )


def hazards_as_calibrated(scheme, origin):
    """Return the hazards [kind, cell, bin] of a world in which talks do nothing."""
    return np.array([sums_of(world_of(), total, scheme, origin) for total, _ in PLAIN_AND_FRAIL])


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["dagpenge", "sygedagpenge"])
def test_the_rhythm_of_the_base_year_leaves_every_group_as_it_was_calibrated(scheme):
    """On average over each bin, for each cell and wherever the citizen came from."""
    world = world_of("trial")
    usual = law_days(world.tables, world.scheme_names.index(scheme))
    for origin in world.scheme_names:
        lived = mean_hazards(world, scheme, origin, usual)
        assert lived == pytest.approx(hazards_as_calibrated(scheme, origin))


def test_another_rhythm_leaves_no_group_as_it_was():
    """The sister of the test above: more talks raise each group, those most who respond most."""
    world, raised = world_of("trial"), []
    for origin, cells in (("uddannelse", TRAINED), ("job", TRAINED), ("job", ~TRAINED)):
        lived = mean_hazards(world, "dagpenge", origin, range(14, 3000, 14)).sum(axis=0)
        usual = hazards_as_calibrated("dagpenge", origin).sum(axis=0)
        here = usual[cells] > 0
        raised.append((lived[cells][here] / usual[cells][here]).min())
    assert raised[0] > 1.02 * raised[1]
    assert raised[1] > 1.01 * raised[2] > 1.05


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["dagpenge", "sygedagpenge"])
def test_those_who_begin_respond_on_average_as_in_the_trial(scheme):
    """The groups of the preset share out the effect of the trial; together they leave it."""
    world = world_of("trial", 1.0)
    preset = world.preset
    relative = relative_effects(preset, world.scheme_names)[world.scheme_names.index(scheme)]
    found = []
    for replication in range(2):
        spells = simulate(world, 1, replication).spell_arrays
        here = (spells.scheme == world.scheme_names.index(scheme)) & (
            spells.start >= world.start_day
        )
        citizen, start = spells.citizen[here], spells.start[here]
        people = people_of(world.peopling, 1, replication)
        cell = people.cell[citizen] + band_on(people.birthdays[citizen], start)
        found.extend(relative[spells.came_from[here] + 1, cell])
    assert len(found) > 3_000
    assert np.std(found) > 0.1
    assert np.mean(found) == pytest.approx(1, abs=0.01)


def test_who_is_in_two_groups_has_the_product_of_their_effects(tmp_path):
    path = written(
        tmp_path,
        group("new", "came_from: [uddannelse]", 3),
        group("trained", "target: {education: [vocational_or_more]}", 0.5),
    )
    world = world_of(path)
    relative = relative_effects(world.preset, world.scheme_names)
    names = world.scheme_names
    here = relative[names.index("dagpenge")]
    assert set(here[names.index("uddannelse") + 1, TRAINED]) == {1.5}
    assert set(here[names.index("uddannelse") + 1, ~TRAINED]) == {3.0}
    assert set(here[names.index("job") + 1, TRAINED]) == {0.5}
    assert set(here[0, ~TRAINED]) == {1.0}
    assert (np.delete(relative, names.index("dagpenge"), axis=0) == 1).all()
    tables, job = world.tables, world.exits.number("dagpenge", "job")
    effects = tables.effect.reshape(-1, tables.exits)[:, job]
    assert effects.tolist() == [1.5, 2.0, 2.5, 4.0]


def test_a_group_in_which_talks_do_nothing_has_the_hazards_of_a_world_without(tmp_path):
    who = "target: {education: [no_education]}"
    world = world_of(written(tmp_path, group("untrained", who, 0, "share")))
    usual = hazards_as_calibrated("dagpenge", "job")
    hazards, at_their_strongest = (
        mean_hazards(world, "dagpenge", "job", days) for days in ((), range(3000))
    )
    assert np.array_equal(hazards[:, ~TRAINED], usual[:, ~TRAINED])
    assert np.array_equal(at_their_strongest[:, ~TRAINED], usual[:, ~TRAINED])
    assert (hazards[:, TRAINED] <= usual[:, TRAINED]).all()
    assert (hazards[:, TRAINED] < usual[:, TRAINED]).any()


def test_those_in_whom_talks_do_nothing_live_on_as_they_were_under_more_talks(tmp_path):
    """And the others do not."""
    who = "target: {education: [no_education]}"
    usual = world_of(written(tmp_path, group("untrained", who, 0, "share")))
    lives = [simulate(world).spell_arrays for world in (usual, usual.with_contacts(rules=[OFTEN]))]
    people = people_of(usual.peopling, 1, 0)
    trained = TRAINED[people.cell]
    for chosen, the_same in ((~trained, True), (trained, False)):
        before, after = (
            [column[chosen[spells.citizen]] for column in spells[:4]] for spells in lives
        )
        assert the_same == all(map(np.array_equal, before, after))


def test_no_hazard_falls_below_none_however_much_talks_are_to_lower_it(tmp_path):
    numbers = NUMBERS.replace("value: 2,", "value: 0.5,")
    path = written(tmp_path, group("new", "came_from: [uddannelse]", 9), numbers=numbers)
    tables, job = world_of(path).tables, world_of(path).exits.number("dagpenge", "job")
    assert tables.effect.reshape(-1, tables.exits)[:, job].tolist() == [0.5, 0.0]


def test_the_effect_in_a_group_can_be_set():
    world = world_of("trial").with_contacts(factors={"dagpenge.graduates": 3.0})
    preset = world.preset
    effect = preset.schemes["dagpenge"].groups["graduates"].effect
    assert (effect.value, effect.high, effect.grade) == (3.0, 3.0, "assumed")
    relative = relative_effects(preset, world.scheme_names)
    assert relative.max() == pytest.approx(3 * 1.077)
    with pytest.raises(InputError, match=r"no number dagpenge.graduate. Did you mean dagpenge.gra"):
        world_of("trial").with_contacts(factors={"dagpenge.graduate": 3.0})


@pytest.mark.slow
def test_weeks_of_a_stay_become_the_same_factor_whatever_talks_do():
    """Hazards are estimated where talks were held: a stay is as long as it was."""
    asked = {"proposals": ("vesthimmerland-5",), "population": 0.05}
    plain, trial, claimed = (
        load_world("modelkommune", contact_effects=effects, **asked).duration_factors
        for effects in ("", "trial", "municipal")
    )
    assert plain == trial == claimed
    assert plain


NOBODY = "target: {insured: [uninsured]}"


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (
            group("a", "came_from: [jobb]", 2),
            "dagpenge.a: no scheme is called jobb. Did you mean j",
        ),
        (group("a", NOBODY, 2), "dagpenge.a: nobody on dagpenge can be in this group; expected"),
        (group("a", "came_from: [dagpenge]", 2), "dagpenge.a: nobody on dagpenge can be in"),
        (
            group("a", "target: {educaton: [no_education]}", 2),
            "line 11: presets.own.schemes.dagpenge.groups.a: no attribute of citizens is called"
            " educaton. Did you mean education? Known: sector,",
        ),
        (
            group("a", "target: {education: [no_educaton]}", 2),
            "no level of education is called no_educaton. Did you mean no_education? Known: no_edu",
        ),
        (group("a", "target: {education: []}", 2), "nobody is in the group: education names no le"),
        (group("a", "target: {}", 2), "a group needs a target or came_from: expected who is in"),
        (group("a", "came_from: [job]", 2, "weeks"), "is a factor, or a share where it is less"),
        (group("job", "came_from: [job]", 2), "a group cannot be called job: another number is"),
        (group("gain", "came_from: [job]", 2), "a group cannot be called gain: another number is"),
    ],
)
def test_a_group_that_does_not_hold_is_refused(tmp_path, groups, words):
    path = written(tmp_path, groups)
    with pytest.raises(InputError, match=words.replace(".", r"\.").replace("?", r"\?")):
        load_world("modelkommune", contact_effects=path, population=0.1)


def test_in_a_scheme_may_be_who_is_led_there_has_grown_older_or_is_sent_back():
    job, sick, help_ = range(3)
    only_25_29 = [0, 1, 0, 0, 0]
    places = [
        Place([Exit(sick, [0.1]), Exit(help_, [0.1], by_cell=only_25_29)]),
        Place([Exit(RETURNS, [0.1]), Exit(help_, [0.0])]),
        Place([Exit(job, [0.1])]),
    ]
    may = who_may_be_in(made_tables(places), help_)
    older = [False, True, True, True, True]
    assert may.tolist() == [[False] * 5, older, older, [False] * 5, [False] * 5]
    places[sick] = places[sick]._replace(rule=MAX_STAY, decided=[[Decision(help_, 1.0)]])
    assert who_may_be_in(made_tables(places), help_)[sick + 1].all()
    places[sick] = Place([Exit(job, [0.1])], rule=MAX_STAY, decided=[[Decision(RETURNS, 1.0)]])
    assert who_may_be_in(made_tables(places), help_)[sick + 1].tolist() == older
