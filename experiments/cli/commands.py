"""The commands together: each reads its options, asks one question and shows the answer.

What is slow to import is imported by the command that needs it, once nothing is left to refuse, so
that ``--help`` and a refusal are quick.
"""

from functools import cache
from typing import Annotated, Any

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.data.fit import fit
from borgerflow.experiments.cli.data.intake import import_app
from borgerflow.experiments.cli.data.soem import soem
from borgerflow.experiments.cli.help import (
    Spoken,
    SpokenGroup,
    is_help,
    said_by_typer,
    speak,
    told,
)
from borgerflow.experiments.cli.language import spoken
from borgerflow.experiments.cli.lookup.app import app as pages
from borgerflow.experiments.cli.lookup.calibration import calibrate
from borgerflow.experiments.cli.lookup.follow import follow
from borgerflow.experiments.cli.lookup.law import check, law
from borgerflow.experiments.cli.lookup.municipality import municipality_app
from borgerflow.experiments.cli.lookup.proposals import proposals_app
from borgerflow.experiments.cli.lookup.report import report
from borgerflow.experiments.cli.lookup.results import results_app
from borgerflow.experiments.cli.questions.batch import batch
from borgerflow.experiments.cli.questions.breakeven import breakeven
from borgerflow.experiments.cli.questions.cases import cases
from borgerflow.experiments.cli.questions.compare import compare
from borgerflow.experiments.cli.questions.contacts import contacts
from borgerflow.experiments.cli.questions.form import form
from borgerflow.experiments.cli.questions.portfolio import portfolio
from borgerflow.experiments.cli.questions.run import run
from borgerflow.experiments.cli.questions.settle import explain, settle
from borgerflow.experiments.cli.questions.trace import trace
from borgerflow.experiments.cli.questions.uncertainty import uncertainty
from borgerflow.experiments.cli.validation.accounts import accounts
from borgerflow.experiments.cli.validation.backcast import backcast
from borgerflow.experiments.cli.validation.followup import followup
from borgerflow.sim.base.errors import InputError

app = typer.Typer(
    name="borgerflow",
    cls=SpokenGroup,
    help=told(
        da="Tjener et forslag på beskæftigelsesområdet sig hjem, hvornår, og hvor sikkert er det?",
        en="Does a proposal on the employment area pay for itself, when, and how sure are we?",
    ),
    epilog=told(
        da="Afslutningskoder: 0 færdig, 2 afvist, 3 afbrudt, 1 programfejl.",
        en="Exit codes: 0 done, 2 input refused, 3 interrupted, 1 our own fault.",
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


app.add_typer(proposals_app, name="proposals")
app.add_typer(import_app, name="import")
app.add_typer(results_app, name="results")
municipality_app.command(cls=Spoken)(follow)
municipality_app.command(cls=Spoken)(accounts)
app.add_typer(municipality_app, name="municipality")
ASKING = (
    *(batch, cases, breakeven, contacts, portfolio, run, compare, uncertainty, form, soem),
    *(settle, explain, fit, trace),
)
JUDGED = (calibrate, followup, backcast)
for one in (*ASKING, *JUDGED, law, check, report):
    app.command(cls=Spoken)(one)
app.command("app", cls=Spoken)(pages)

Version = Annotated[
    bool,
    typer.Option(
        "--version", help=told(da="Vis kun versionen.", en="The version, and nothing else.")
    ),
]


def run_command(arguments: list[str], lang: str) -> int:
    """Return 0 when the command that was typed is done; help is in the language.

    Raises
    ------
    InputError
        If what was typed is no command, with the nearest right name.
    """
    command = command_in(lang)
    try:
        with spoken(lang), command.make_context("borgerflow", arguments) as context:
            command.invoke(context)
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as refused:
        if is_help(refused):  # as long as it is: no message
            screen.tell_whole(refused.format_message())
            return refused.exit_code
        raise InputError(said_by_typer(refused)) from None
    return 0


@cache
def command_in(lang: str) -> Any:
    """Return the command with all below it, its help in a language."""
    command = typer.main.get_command(app)
    speak(command, lang)
    return command


@app.callback(invoke_without_command=True)
def about(version: Version = False, lang: options.Lang = None) -> None:
    """Show the version when it is asked for."""
    options.language(lang)
    if version:
        from borgerflow.experiments.store import provenance

        screen.say(f"borgerflow {provenance.version()}")
        raise typer.Exit(0)
