"""The help of every command in the language of the reader, and what typer says by itself.

A help text stands in both languages where its option is declared: typer is given the English,
and `speak` puts the Danish in its place.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from inspect import cleandoc
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from borgerflow.experiments.cli.streams import write_answer
from borgerflow.sim.base.errors import InputError, nearest, unknown
from borgerflow.sim.base.texts import named, quoted
from borgerflow.sim.base.wording import Wording, same

T = TypeVar("T")
NO_COMMAND = Wording("ingen kommando", "no command")
USAGE = Wording("Brug: ", "Usage: ")
HEADINGS = {
    "argument": Wording("Argumenter", "Arguments"),
    "option": Wording("Tilvalg", "Options"),
    "command": Wording("Kommandoer", "Commands"),
}
OF_TYPER = {  # what typer writes itself, and its Danish
    "[default: ": "[standard: ",
    "required]": "skal angives]",
    "Show this message and exit.": "Vis denne hjælp.",
}
METAVARS = {"[OPTIONS]": "[TILVALG]", "COMMAND [ARGS]...": "KOMMANDO [ARGUMENTER]..."}
WITHOUT_COMMAND = "Missing command."  # typer's words where a group is typed alone
MARGIN = 6  # around the two columns of commands
_danish: dict[str, str] = {}  # of each help text, by its English


def told(*, da: str, en: str) -> str:
    """Return a help text as typer takes it, in English, with its Danish kept for `speak`."""
    _danish[en] = da
    return en


def in_danish(text: str) -> Callable[[T], T]:
    """Return a decorator that says in Danish what a command's docstring says in English."""

    def kept(command: T) -> T:
        told(da=text, en=cleandoc(command.__doc__ or ""))
        return command

    return kept


def speak(command: Any, lang: str) -> None:
    """Have a command, and those below it, help in a language."""
    command.lang = lang
    if lang == "da":
        command.help, command.epilog = _in_danish(command.help), _in_danish(command.epilog)
        for parameter in command.params:
            parameter.help = _in_danish(parameter.help)
            if isinstance(parameter.show_default, str):
                parameter.show_default = _in_danish(parameter.show_default)
    for below in getattr(command, "commands", {}).values():
        speak(below, lang)


def _in_danish(text: str | None) -> str | None:
    return text if text is None else _danish.get(text, text)


def _printing(option: Any) -> Any:
    """Return the option of help that typer made, with what it does our own."""
    if option is not None:
        option.callback = _say_help
    return option


def _say_help(ctx: Any, _: Any, wanted: bool) -> None:
    """Print the help as an answer is printed, and end."""
    if wanted and not ctx.resilient_parsing:
        write_answer(ctx.get_help())
        ctx.exit()


class Spoken(TyperCommand):
    """A command whose help is in a language, and that refuses what it has no place for."""

    lang = "en"
    allow_extra_args = True  # to refuse them in both languages

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed; refuse arguments beyond those there are, and options repeated."""
        _refuse_repeated(self, ctx, args)
        rest = super().parse_args(ctx, args)
        if rest:
            raise InputError(_too_many(rest))
        return rest

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option of help, which is refused where it cannot be printed."""
        return _printing(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how the command is typed."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what each argument and option is."""
        _write_parameters(self, ctx, formatter)


class SpokenGroup(TyperGroup):
    """A group of commands whose help is in a language."""

    lang = "en"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed before a command, and refuse options repeated there."""
        _refuse_repeated(self, ctx, args)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command that was typed; an unknown one is refused with the nearest."""
        name = args[0]
        if name not in self.commands:
            raise InputError(unknown(NO_COMMAND, name, self.commands).capital())
        return name, self.commands[name], args[1:]

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option of help, which is refused where it cannot be printed."""
        return _printing(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how a command is typed."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what each option and each command is."""
        _write_parameters(self, ctx, formatter)
        width = formatter.width - MARGIN - max(map(len, self.commands))
        rows = [(name, one.get_short_help_str(width)) for name, one in self.commands.items()]
        with formatter.section(HEADINGS["command"].text(self.lang)):
            formatter.write_dl(rows)


def _write_usage(command: Spoken | SpokenGroup, ctx: Any, formatter: Any) -> None:
    pieces = [
        METAVARS.get(piece, piece) if command.lang == "da" else piece
        for piece in command.collect_usage_pieces(ctx)
    ]
    formatter.write_usage(ctx.command_path, " ".join(pieces), USAGE.text(command.lang))


def _write_parameters(command: Spoken | SpokenGroup, ctx: Any, formatter: Any) -> None:
    for kind in ("argument", "option"):
        rows = list(_rows(command, ctx, kind))
        if rows:
            with formatter.section(HEADINGS[kind].text(command.lang)):
                formatter.write_dl(rows)


def _rows(command: Spoken | SpokenGroup, ctx: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the help of each parameter of a kind."""
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx) if parameter.param_type_name == kind else None
        if record is None:
            continue
        name, text = record
        for english, danish in OF_TYPER.items() if command.lang == "da" else ():
            text = text.replace(english, danish)
        yield parameter.metavar or name if kind == "argument" else name, text


def is_help(refused: typer.TyperException) -> bool:
    """Tell whether typer shows help because nothing was typed."""
    return type(refused).__name__ == "NoArgsIsHelpError"


def said_by_typer(refused: typer.TyperException) -> Wording:
    """Return what typer refuses of what was typed, in both languages."""
    option = getattr(refused, "option_name", None)
    if hasattr(refused, "possibilities"):
        return _no_option(str(option), refused.possibilities or ())
    if option is not None:
        return _value_of(str(option), needed="requires" in refused.message)
    if hasattr(refused, "param_type"):
        return _missing(getattr(refused, "param", None))
    group = getattr(getattr(refused, "ctx", None), "command", None)
    if isinstance(group, SpokenGroup) and refused.message == WITHOUT_COMMAND:
        return _no_command(group.commands)
    return same(refused.format_message())


def _no_option(name: str, near: Any) -> Wording:
    typed = named(name)
    said = Wording(da=f"Der findes intet tilvalg {typed}.", en=f"There is no option {typed}.")
    return said + nearest(name, near)


def _no_command(known: Iterable[str]) -> Wording:
    names = ", ".join(known)
    return Wording(
        da=f"Kommandoen mangler: skriv en af {names}.",
        en=f"The command is missing: expected one of {names}.",
    )


def _missing(parameter: Any) -> Wording:
    """Return which argument or option is missing."""
    hint, argument = parameter.get_error_hint(), parameter.param_type_name == "argument"
    name = hint.replace("'", "")
    danish = f"{'Argumentet' if argument else 'Tilvalget'} »{name}« mangler."
    return Wording(da=danish, en=f"Missing {parameter.param_type_name} {hint}.")


def _value_of(option: str, *, needed: bool) -> Wording:
    """Return that an option needs a value, or takes none."""
    if needed:
        return Wording(da=f"{option} skal have en værdi.", en=f"{option} needs a value.")
    return Wording(da=f"{option} tager ingen værdi.", en=f"{option} takes no value.")


def _refuse_repeated(command: Spoken | SpokenGroup, ctx: Any, args: list[str]) -> None:
    """Refuse an option of one value that is typed again: the last would win without a word."""
    typed: list[Any] = command.make_parser(ctx).parse_args(args=list(args))[-1]
    valued = [each for each in typed if each.param_type_name == "option" and not each.is_flag]
    for option, count in Counter(valued).items():
        if count > 1 and not option.multiple:
            name = max(option.opts, key=len)
            raise InputError(
                Wording(
                    f"{name} er angivet mere end én gang: der skal stå én værdi.",
                    f"{name} is given more than once: expected one value.",
                )
            )


def _too_many(rest: list[str]) -> Wording:
    said = Wording("Der er skrevet for meget: ", "Too much was typed: ") + quoted(" ".join(rest))
    return said + Wording(
        da=". Kommandoen tager ikke flere argumenter.",
        en=". The command takes no more arguments.",
    )
