"""Command lines: the tree of commands is walked, so that a new option is typed without a word here.

What is right for an option stands in a table by its name; an option without a line there gets
what fits nothing.
"""

import re
from collections.abc import Iterator

from borgerflow.sim.params import load

ODD_CHANCE = 0.2
PLACES = ("herning", "hedensted", "vesthimmerland", "aalborg", "modelkommune", "Herning", "hernig")
IDS = ("herning-syg02", "herning-ung14", "herning-syg2", "hedensted-unge")
DAYS = ("2019-01-01", "2020-01-01", "2021-01-01", "2023-01-01", "2018-12-31", "1990-01-01")
PART = re.compile(r"[0-9.]+|[A-Za-z_]+")
NUMBERS_TYPED = (
    *("nan", "inf", "-inf", "1e999", "1e308", "-1", "0", "0.0", "-0", "0.5", "1e-320", "²", "١"),
    *(
        "9" * 25,
        "9" * 5000,
        "99999999",
        "1_000",
        "1,5",
        "0x10",
        "1e3",
        "+1",
        "NaN",
        "Infinity",
        " 1",
    ),
)
COUNTS = ("1", "2", "3", "0", "-1")
RIGHT = {
    "--municipality": PLACES,
    "--in": PLACES,
    "--start": DAYS,
    "--end": DAYS,
    "--day": DAYS,
    "--until": DAYS,
    "--baseline": IDS,
    "--must": IDS,
    "--not": IDS,
    "--replications": COUNTS,
    "--replication": COUNTS,
    "--draw": COUNTS,
    "--workers": ("1", "2"),
    "--seed": ("1", "0", "-1", "9223372036854775807", "9223372036854775808"),
    "--engine": ("auto", "reference", "compiled", "fast"),
    "--lang": ("da", "en", "da", "en", "da", "en", "de"),
    "--csv-profile": ("da", "int", "us"),
    "--budget": ("1000000", "2019=2000000", "2019=", "2020=1e6", "-1"),
    "--budget-total": ("3000000", "0"),
    "--spend-at-least": ("100000", "99999999999999999999"),
    "--until-halfwidth": ("100000", "0", "-1", "inf"),
    "--cluster": ("tcp://127.0.0.1:1", "127.0.0.1", ":"),
    "--scheme": ("dagpenge", "sygedagpenge", "dagpenge,kontanthjaelp_jobparat", "job", "dagpeng"),
    "--with": ("kroner", "investment,persons", "weeks,", "kr"),
    "--talk": ("rundbordssamtale", "jobsamtale", "samtale"),
    "--rhythm": ("4/year", "11/first-half-year", "every 4 weeks", "0/year", "4/month"),
    "--every": ("4", "2,4,8", "0", "0.5"),
    "--first-half-year": ("6", "6,9,11", "27"),
    "--form": ("personal", "video,letter", "personal:0.5+telephone:0.5", "personal:2"),
    "--activation": ("13", "6,13,26", "0"),
    "--fte": ("1", "-1,0,1", "-1000"),
    "--cut": ("0.1", "0,0.1,0.2", "1", "-0.1"),
    "--cases": ("40,35", "50", "40"),
    "--team": ("dagpenge=12", "dagpenge=0", "dagpenge"),
    "--target": ("age=under_25", "age=under_25+age_25_29,education=no_education", "age=old"),
    "--from-week": ("1", "26", "0"),
    "--to-week": ("26", "52", "1"),
    "--weeks-left": ("0:26", "26:", ":13", "9:1"),
    "--effects": ("trial", "municipal", "sceptic", "trail"),
    "--capacity": ("on", "off"),
    "--law": ("draft-2027", "draft-2028", "2027"),
    "--extra-fte": ("2", "1.5", "0"),
    "--save": ("1000", "5000000", "0"),
    "--citizen": ("7", "8", "9"),
    "proposals": IDS,
    "proposal": IDS,
    "citizen": ("0", "7", "9999", "-1"),
    "term": ("revurdering", "§ 24", "sygedagpenge", "sygedagpenge.max", "xyz"),
    "case": ("herning-ung14", "x"),
}
OUTS = ("results", "out/here", "foreign", "foreign/note.txt", "..", ".", "inputs", "a b", "~")
RIGHT |= {"--out": OUTS, "--xlsx": ("new.xlsx", "foreign/new.xlsx", "foreign/note.txt", "new.csv")}
RIGHT |= {
    "--from": ("foreign/note.txt", "foreign"),
    "--params": (*[str(load().directory)] * 9, "foreign"),
}
RIGHT |= {"study": ("syg02-how-sure", "hedensted-how-many", "herning-together", "hedensted")}
RIGHT |= {"spells": ("inputs/good.csv", "foreign", "foreign/note.txt")}


# Lines that hold as they stand, so that one odd option more is all that is wrong with them.
WHOLE = [
    whole.split()
    for whole in (
        "run",
        "compare herning-syg02",
        "compare herning-syg02 herning-ung14",
        "compare herning-syg02 --baseline herning-ung14",
        "breakeven herning-syg02",
        "uncertainty herning-syg02 --draws 32",
        "breakeven --all --municipality herning",
        "portfolio --municipality herning --budget 1000000",
        "portfolio herning-syg02 herning-ung14 --budget 2019=1000000",
        "contacts --scheme dagpenge --rhythm 4/year",
        "contacts --scheme dagpenge,sygedagpenge --every 4",
        "contacts --scheme dagpenge --first-half-year 6,9 --hire",
        "contacts --scheme dagpenge --activation 13",
        "contacts --scheme dagpenge --cases 40 --cases 35",
        "contacts --scheme dagpenge --fte=-1,0,1",
        "contacts --scheme dagpenge --form personal,video",
        "contacts --scheme dagpenge,sygedagpenge --extra-fte 2",
        "contacts --scheme dagpenge --rhythm 4/year --capacity off --save 1000",
        "contacts --scheme dagpenge --rhythm 4/year --who",
        "contacts --scheme dagpenge --rhythm 4/year --target age=under_25 --weeks-left 0:26",
        "contacts hedensted-how-many",
        "batch syg02-how-sure",
        "batch syg02-how-sure --replication 0 --draw 1",
        "cases --simulated",
        "cases --simulate",
        "trace 7",
        "trace 7 herning-syg02",
        "settle inputs/good.csv",
        "settle inputs/good.csv --out results",
        "explain inputs/good.csv --citizen 7",
        "law revurdering",
        "proposals check herning-syg02",
        "calibrate herning --quick",
        "backcast herning",
        "followup foreign/note.txt inputs/good.csv",
        "municipality follow herning",
    )
]


def leaves(command, path=()) -> Iterator[tuple]:
    """Yield the words and the command of every command that asks something."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
        return
    for name, each in inner.items():
        yield from leaves(each, (*path, name))


def parameters_of(command):
    """Return the arguments and the options of a command."""
    given = command.params
    arguments = [each for each in given if each.param_type_name == "argument"]
    return arguments, [each for each in given if each.param_type_name == "option"]


def value_for(hand, names):
    """Return what is typed for an option or an argument: right by its name, odd, or between."""
    right = next((RIGHT[name] for name in names if name in RIGHT), ())
    if not right or hand.happens(ODD_CHANCE):
        return hand.word()
    value = hand.choice(right)
    return with_odd_part(hand, value) if hand.happens(ODD_CHANCE) else value


def with_odd_part(hand, value):
    """Return a value, a number or a word of which is odd: ``dagpenge=nan``, ``personal:``."""
    part = hand.choice(list(PART.finditer(value)) or [re.match("", value)])
    odd = hand.choice((*NUMBERS_TYPED, *NUMBERS_TYPED, hand.word()))
    return value[: part.start()] + odd + value[part.end() :]


def typed_option(hand, option):
    """Return the words that an option is typed with."""
    name = hand.choice((*option.opts, *option.secondary_opts))
    if option.is_flag:
        return [name]
    value = value_for(hand, option.opts)
    return [f"{name}={value}"] if hand.happens(0.5) else [name, value]


def typed_argument(hand, argument):
    """Return the words of an argument: none if it may be left out, several if there may be."""
    wanted = 1 if argument.required or hand.happens(0.6) else 0
    wanted += 1 if argument.nargs == -1 and hand.happens(0.3) else 0
    return [value_for(hand, [argument.name]) for _ in range(wanted)]


def line(hand, path, command, options=3):
    """Return a command line for a command, with some of its options."""
    whole = [each for each in WHOLE if tuple(each[: len(path)]) == path]
    if whole and hand.happens(0.6):
        return with_options(hand, hand.choice(whole), command, options)
    arguments, known = parameters_of(command)
    typed = [word for each in arguments for word in typed_argument(hand, each)]
    required = [word for each in known if each.required for word in typed_option(hand, each)]
    typed = with_options(hand, [*path, *typed, *required], command, options)
    if hand.happens(0.03):
        typed.insert(hand.randrange(len(typed) + 1), hand.choice(("--hlep", "--help", hand.word())))
    return typed


def with_options(hand, words, command, most=2):
    """Return a command line with some more options of its command."""
    known = parameters_of(command)[1]
    more = [hand.choice(known) for _ in range(hand.randrange(most + 1))]
    return [*words, *(word for each in more for word in typed_option(hand, each))]
