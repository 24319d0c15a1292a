"""The sizes that make sense of what every question asks, and what a larger one would take."""

from borgerflow.experiments.present.numbers import in_both, number
from borgerflow.experiments.typed.numbers import Size
from borgerflow.sim.base.wording import Wording

# Measured of herning-syg02 over four years: what a replication takes of one core, and what is
# kept of it until the answer is there. An answer of the most replications fits in the memory of
# an ordinary machine and takes an afternoon; a study keeps its parts on disk instead.
SECONDS_A_REPLICATION, MEGABYTES_A_REPLICATION = 2.0, 2.0
MOST_REPLICATIONS = 2_000
# The parts of a study are files that are sorted by the figures of their names; a task takes a
# second of one core, and a study of the most tasks some twelve days.
FEWEST_HISTORIES = 10  # replications: the spread of four is told four times as wide as of others
FEWEST_FOR_A_SPREAD = 3  # replications: the interval of two is twelve standard errors wide
MOST_IN_STUDY, MOST_DRAWS, MOST_TASKS = 100_000, 10_000, 1_000_000
SECONDS_A_TASK = 1.0
# A worker is a process that holds both worlds and a block of citizens. Machines have fewer cores.
MEGABYTES_A_WORKER = 500
MOST_WORKERS = 512
LARGEST_SEED = 2**63 - 1  # chance mixes words of 64 bits
LARGEST_NUMBER = 2**31 - 1  # of a citizen or a replication: there are never so many
LONGEST_GAP = 1000  # weeks or days: what lies so far apart is no one spell
MOST_PERIODS = 600  # of a published table: fifty years of months
MOST_KRONER = 1e12  # a year of all that the Danish state spends is less
HOUR, GIGABYTE = 3600, 1000


def _time_and_memory(replications: float) -> Wording:
    """Return what so many replications would take, and what fewer give."""
    hours = in_both(number, replications * SECONDS_A_REPLICATION / HOUR)
    memory = in_both(number, replications * MEGABYTES_A_REPLICATION / GIGABYTE)
    return Wording(
        f" Så mange ville kræve omkring {hours.da} timer på én kerne og {memory.da} GB hukommelse. "
        "2.000 gør intervallet ti gange smallere end 20; flere hører til i et studie (batch).",
        f" So many would take about {hours.en} hours on one core and {memory.en} GB of memory. "
        "2,000 make the interval ten times narrower than 20 do; more belong in a study (batch).",
    )


def _memory(workers: float) -> Wording:
    """Return what so many workers would take."""
    memory = in_both(number, workers * MEGABYTES_A_WORKER / GIGABYTE)
    return Wording(
        f" Så mange ville bruge omkring {memory.da} GB hukommelse; flere end maskinens kerner gør "
        "intet hurtigere.",
        f" So many would take about {memory.en} GB of memory; more than the machine has cores make "
        "nothing quicker.",
    )


def _time_of_tasks(tasks: float) -> Wording:
    """Return what so many tasks of a study would take."""
    hours = in_both(number, tasks * SECONDS_A_TASK / HOUR)
    return Wording(
        f" Så mange ville kræve omkring {hours.da} timer på én kerne.",
        f" So many would take about {hours.en} hours on one core.",
    )


MORE_THAN_THE_STATE = Wording(
    " Over en billion er mere, end hele staten bruger på et år.",
    " Above a million million is more than the whole state spends in a year.",
)


def _whole(least: int, most: int) -> Wording:
    """Return that a whole number between two is expected."""
    low, high = in_both(number, least), in_both(number, most)
    return Wording(
        f"et helt tal fra {low.da} til {high.da}", f"a whole number from {low.en} to {high.en}"
    )


REPLICATIONS = Size(1, MOST_REPLICATIONS, _whole(1, MOST_REPLICATIONS), _time_and_memory, True)
WORKERS = Size(1, MOST_WORKERS, _whole(1, MOST_WORKERS), _memory, True)
SEED = Size(
    0,
    LARGEST_SEED,
    Wording("et helt tal fra 0 til 2^63 - 1", "a whole number from 0 to 2^63 - 1"),
    whole=True,
)
ANY_YEAR = Size(1, 9999, Wording("et årstal som 2019", "a year as 2019"))
PRICE_YEAR = Size(2000, 2100, Wording("et årstal som 2019", "a year as 2019"))
PERIODS = Size(1, MOST_PERIODS, _whole(1, MOST_PERIODS))
GAP = Size(0, LONGEST_GAP, _whole(0, LONGEST_GAP))
PLACE = Size(0, LARGEST_NUMBER, _whole(0, LARGEST_NUMBER))
DRAW = Size(0, MOST_DRAWS, _whole(0, MOST_DRAWS))
FEWEST_DRAWS = 32  # fewer say little of the ends of a range
DRAWS_AT_ONCE = Size(FEWEST_DRAWS, MOST_DRAWS, _whole(FEWEST_DRAWS, MOST_DRAWS), whole=True)
ANY_NUMBER = Size(-MOST_KRONER, MOST_KRONER, Wording("et tal som 0,3", "a number, as 0.3"))
DRAWS_OR_NONE = DRAWS_AT_ONCE._replace(least=0)
FEWEST_STEPS = 8  # fewer tell no index from nought
STEPS_AT_ONCE = Size(
    FEWEST_STEPS,
    MOST_DRAWS,
    Wording(
        f"0 eller et helt tal fra {FEWEST_STEPS} til antallet af trækninger (--draws)",
        f"0, or a whole number from {FEWEST_STEPS} to the number of draws (--draws)",
    ),
)
PILOT_CITIZENS = Size(4, 1_000_000, Wording("4 til 1.000.000 borgere", "4 to 1,000,000 citizens"))
POPULATION = Size(1e-6, 1, Wording("en andel over 0 og højst 1", "a share above 0 and 1 at most"))
SMALLEST_COUNT = Size(1, 1_000, _whole(1, 1_000))
PARTICIPANTS = Size(
    1e-6,
    1_000_000,
    Wording("et antal over 0 og højst 1.000.000", "a number above 0, 1,000,000 at most"),
)
SUCCESS_RATE = POPULATION
KRONER = Size(
    0,
    MOST_KRONER,
    Wording("kroner med cifre alene, fx 2000000", "kroner in digits alone, as 2000000"),
    lambda _: MORE_THAN_THE_STATE,
)
KRONER_SIGNED = KRONER._replace(
    least=-MOST_KRONER,
    expected=Wording(
        "kroner med cifre alene, fx 2500000 eller -500000",
        "kroner in digits alone, as 2500000 or -500000",
    ),
)
KRONER_ABOVE_ZERO = KRONER._replace(least=0.01, expected=Wording("kroner over 0", "kroner above 0"))
IN_STUDY = {
    "replications": Size(1, MOST_IN_STUDY, _whole(1, MOST_IN_STUDY), _time_of_tasks),
    "draws": Size(0, MOST_DRAWS, _whole(0, MOST_DRAWS), _time_of_tasks),
    "at_most": Size(FEWEST_FOR_A_SPREAD, MOST_IN_STUDY, _whole(FEWEST_FOR_A_SPREAD, MOST_IN_STUDY)),
    "seed": SEED,
    "population": POPULATION,
    "until_halfwidth": KRONER_ABOVE_ZERO,
}
TASKS = Size(1, MOST_TASKS, _whole(1, MOST_TASKS), _time_of_tasks)
