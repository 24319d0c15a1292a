"""Let a world live: people drawn, one of the engines run, a history returned."""

from collections.abc import Sequence

import numpy as np

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.errors import InputError, is_whole, refuse_unless
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines.compiled.citizens import run_compiled
from borgerflow.sim.engines.derived.activations import activations_of
from borgerflow.sim.engines.derived.enrolments import enrolments_of
from borgerflow.sim.engines.derived.grants import paid_by_grant
from borgerflow.sim.engines.derived.payments import paid_spells
from borgerflow.sim.engines.reference.citizens import run_reference
from borgerflow.sim.engines.rows import with_weeks_before
from borgerflow.sim.params.reading.phrases import NO_ENGINE, none_called
from borgerflow.sim.records.history import ActivationArrays, ContactArrays, History, SpellArrays
from borgerflow.sim.world.people import Census, People, census_of
from borgerflow.sim.world.world import World

SEEDS = 2**63  # chance mixes words of 64 bits
A_WORLD = Wording("et World, som `load_world` giver det", "a World, as load_world returns one")
A_WHOLE_NUMBER = Wording("et helt tal fra 0 til 2^63 - 1", "a whole number from 0 to 2^63 - 1")
ENGINES = {"reference": run_reference, "compiled": run_compiled}


def simulate(
    world: World,
    seed: int = 1,
    replication: int = 0,
    engine: str = "auto",
    citizens: Sequence[int] | None = None,
) -> History:
    """Return the history of one replication of a world.

    The same world, seed and replication give the same history, whichever engine runs it.

    Parameters
    ----------
    engine : {"auto", "reference", "compiled"}
        The SimPy engine, the compiled one, or (auto) the faster.
    citizens : sequence of int, optional
        Only these citizens, in rising order: each lives the life lived among all.

    Raises
    ------
    InputError
        If it is no world, no seed or no replication, or no engine has this name.
    """
    refuse_unless(isinstance(world, World), "world", world, A_WORLD)
    for name, number in (("seed", seed), ("replication", replication)):
        refuse_unless(is_whole(number) and 0 <= number < SEEDS, name, number, A_WHOLE_NUMBER)
    census = census_of(world.peopling, seed, replication)
    numbers = np.arange(census.size) if citizens is None else citizen_numbers(census, citizens)
    people = census.people(numbers)
    spells, contacts = _run(world, people, engine)
    enrolments = enrolments_of(world.tables, people, spells)
    activations = activations_of(world.tables, people, spells)
    paid = paid_spells(world.tables, people, spells, contacts)
    return History(
        paid._replace(citizen=numbers[paid.citizen]),
        contacts._replace(citizen=numbers[contacts.citizen]),
        world.scheme_names,
        world.paid_categories,
        enrolments._replace(citizen=numbers[enrolments.citizen]),
        world.programme_names,
        activations._replace(citizen=numbers[activations.citizen]),
    )


def live(
    world: World, people: People, engine: str
) -> tuple[SpellArrays, ContactArrays, ActivationArrays]:
    """Return the lives of some people, numbered by their places among these.

    The last are the times on a programme that others are paid for.

    Raises
    ------
    InputError
        If no engine has this name.
    """
    return with_pay(world, people, *_run(world, people, engine))


def with_pay(
    world: World, people: People, spells: SpellArrays, contacts: ContactArrays
) -> tuple[SpellArrays, ContactArrays, ActivationArrays]:
    """Return what `live` does of lives as an engine writes them."""
    activations = activations_of(world.tables, people, spells)
    return paid_spells(world.tables, people, spells, contacts), contacts, activations


def live_with_full_pay(
    world: World, people: People, engine: str
) -> tuple[SpellArrays, SpellArrays, ContactArrays, ActivationArrays]:
    """Return what `live` does, after the spells as paid those were nobody sanctioned."""
    return with_full_pay(world, people, *_run(world, people, engine))


def with_full_pay(
    world: World, people: People, spells: SpellArrays, contacts: ContactArrays
) -> tuple[SpellArrays, SpellArrays, ContactArrays, ActivationArrays]:
    """Return what `live_with_full_pay` does of lives as an engine writes them."""
    usual = paid_spells(world.tables, people, spells)
    paid, contacts, activations = with_pay(world, people, spells, contacts)
    return paid, usual, contacts, activations


def live_paid_as(
    world: World, payer: World, people: People, engine: str
) -> tuple[SpellArrays, ContactArrays, ActivationArrays]:
    """Return what `live` does of one world, each spell paid as another world pays it."""
    spells, contacts = _run(world, people, engine)
    activations = activations_of(payer.tables, people, spells)
    return paid_spells(payer.tables, people, spells, contacts), contacts, activations


def _run(world: World, people: People, engine: str) -> tuple[SpellArrays, ContactArrays]:
    """Return lives as an engine writes them: each spell at the share that is usually paid."""
    name = "compiled" if engine == "auto" else engine
    if name not in ENGINES:
        known = ("auto", *ENGINES)
        raise InputError(none_called(NO_ENGINE, engine, known).capital())
    spells, contacts = ENGINES[name](world.tables, people, world.benefit_share)
    return with_past(world, people, spells), contacts


def with_past(world: World, people: People, spells: SpellArrays) -> SpellArrays:
    """Return spells as what came before makes them: what was granted when, weeks on the ladder.

    The weeks before the first spell are those that a table of stocks tells, if there is one.
    """
    spells = paid_by_grant(spells, world.grant_rules)
    if world.municipality.stock is None:
        return spells
    return with_weeks_before(spells, people.before)


def citizen_numbers(census: Census, citizens: Sequence[int]) -> Ints:
    """Return the numbers of citizens asked for; one who does not exist is refused."""
    numbers = np.unique(np.array(citizens, dtype=np.int64))
    strange = numbers[(numbers < 0) | (numbers >= census.size)]
    if strange.size:
        last = census.size - 1
        raise InputError(
            Wording(
                f"Der er ingen borger {strange[0]}: de er nummereret fra 0 til {last}.",
                f"There is no citizen {strange[0]}: they are numbered 0 to {last}.",
            )
        )
    return numbers
