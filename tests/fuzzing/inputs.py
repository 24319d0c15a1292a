"""Inputs: a command line, the file it names, and answers, made by a hand."""

from dataclasses import dataclass

from borgerflow.experiments.cli import commands
from tests.fuzzing import lines, papers

LANGUAGES = ("da", "en")
PARAMS = "what is held true"
# What takes a file of a kind, and the words before and after it.
TAKEN = {
    "spells in CSV": (papers.spells_csv, (("settle", "{}"), ("explain", "{}", "--citizen", "7"))),
    "spells in Excel": (papers.spells_xlsx, (("settle", "{}"), ("explain", "{}", "--citizen=7"))),
    "spells in Parquet": (
        papers.spells_parquet,
        (("settle", "{}"), ("explain", "{}", "--citizen=8")),
    ),
    "a proposal": (
        papers.proposal,
        (
            *(("proposals", "show", "{}"), ("proposals", "check", "--read-only", "{}")),
            *(("proposals", "check", "{}"), ("compare", "{}"), ("breakeven", "{}")),
            *(("portfolio", "{}"), ("trace", "3", "{}")),
            ("compare", "herning-syg02", "--baseline", "{}"),
        ),
    ),
    "a workbook": (papers.proposal_workbook, (("proposals", "new", "--from", "{}"),)),
    "a study": (papers.study, (("batch", "{}"), ("batch", "{}", "--replication", "0"))),
    "a study of talks": (papers.contact_study, (("contacts", "{}"),)),
    "effects of talks": (
        papers.effects,
        (("contacts", "--scheme", "dagpenge", "--rhythm", "4/year", "--effects", "{}"),),
    ),
    "a municipality": (
        papers.municipality,
        (
            *(("run", "--municipality", "{}"), ("trace", "3", "--municipality", "{}")),
            ("contacts", "--scheme=dagpenge", "--every=4", "--municipality", "{}"),
            *(("compare", "herning-syg02", "--municipality", "{}"), ("cases", "--in", "{}")),
        ),
    ),
}
OPTIONS, DIALOGUE, LIVED = "options alone", "a dialogue", "lives of a few"
TAKEN[PARAMS] = papers.params, (("check", "--params", "{}"), ("run", "--params", "{}"))
TAKEN[LIVED] = (
    papers.proposal_of_odd_texts,
    (("compare", "{}", "--no-break-even", "--engine=reference", "--workers=1"),),
)
OFTEN = {
    **dict.fromkeys(TAKEN, 6),
    **{
        PARAMS: 1,
        LIVED: 0.2,
        "spells in CSV": 12,
        "a proposal": 14,
        OPTIONS: 34,
        DIALOGUE: 2,
        "spells in Parquet": 4,
    },
}


@dataclass(frozen=True)
class Input:
    """What is typed, in which language, and what is answered when somebody asks."""

    kind: str
    typed: list[str]
    lang: str
    answers: list[str]


TREE = list(lines.leaves(commands.command_in("en")))
COMMANDS = dict(TREE)


def made(hand, folder):
    """Return an input, and put its file in a folder."""
    (kind,) = hand.choices(list(OFTEN), list(OFTEN.values()))
    answers = [hand.choice(("", "", "-", hand.word())) for _ in range(60)]
    if kind == OPTIONS:
        typed = lines.line(hand, *hand.choice(TREE))
    elif kind == DIALOGUE:
        typed = ["proposals", "new", *([lines.value_for(hand, ["id"])] * hand.happens(0.5))]
    else:
        write, ways = TAKEN[kind]
        path, way = write(hand, folder).relative_to(folder.parent), hand.choice(ways)
        words = [word.format(path) for word in way]
        typed = lines.with_options(hand, words, command_of(words))
    return Input(kind, typed, hand.choice(LANGUAGES), answers)


def command_of(words):
    """Return the command that some words begin with."""
    return next(COMMANDS[path] for path in (tuple(words[:2]), tuple(words[:1])) if path in COMMANDS)
