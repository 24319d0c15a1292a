"""Every command there is with its options, as typer has them: a new one is tested by itself."""

from borgerflow.experiments.cli.commands import command_in

# What a command must be given beside the option that is tried.
NEEDED = {
    "backcast": ["herning"],
    "batch": ["syg02-how-sure"],
    "breakeven": ["herning-syg02"],
    "calibrate": ["herning"],
    "compare": ["herning-syg02"],
    "contacts": ["--scheme", "dagpenge"],
    "explain": ["spells.csv", "--citizen", "1"],
    "form": ["herning-syg02"],
    "followup": ["forecast.json", "actuals.csv"],
    "import dream": ["dream.csv"],
    "import exposure": ["exposure.csv"],
    "import jobindsats": ["y07a02.csv"],
    "import spells": ["spells.csv"],
    "import statbank": ["auk01.csv"],
    "municipality accounts": ["herning"],
    "municipality new": ["smallville"],
    "proposals show": ["herning-syg02"],
    "report": ["compare/2026-11-30-1"],
    "results note": ["compare/2026-11-30-1", "seen"],
    "results open": ["compare/2026-11-30-1"],
    "fit": ["spells.csv"],
    "settle": ["spells.csv"],
    "soem": ["herning-syg02"],
    "trace": ["0"],
    "uncertainty": ["herning-syg02"],
}


def commands(lang="en"):
    """Return every command by its words, groups among them, in a language."""
    return dict(_below("", command_in(lang)))


def _below(words, command):
    yield words, command
    for name, one in getattr(command, "commands", {}).items():
        yield from _below(f"{words} {name}".strip(), one)


def parameters():
    """Yield the words of each command with each of its arguments and options, flags apart."""
    for words, command in commands().items():
        for each in command.params:
            if not getattr(each, "is_flag", False):
                yield words, each


def typed_with(words, parameter, value):
    """Return a command as it is typed with a value for one of its arguments or options."""
    if parameter.param_type_name == "argument":
        return [*words.split(), "--", value]
    tried = ["--every", "4"] if words == "contacts" and parameter.metavar == "DAY" else []
    return [*words.split(), *NEEDED.get(words, []), *tried, parameter.opts[0], value]
