"""``borgerflow form``: a comparison in the form that a municipality decides by."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import named as fit
from borgerflow.sim.base.texts import told as safe
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.questions.compare.asked import CompareQuestion
    from borgerflow.experiments.questions.compare.form.template import Template
    from borgerflow.experiments.store.kept import StoredAnswer

ANSWERING = "borgerflow.experiments.questions.compare.question:answer_to"
USUAL, DANISH = "herning", "da"
LONGEST_NAME = 100  # signs of the file's own name
WRITTEN = Wording("Skrevet: ", "Written: ")
TO_BE_FILLED = Wording(
    "Ret den til i Word, og udfyld den med borgerflow form P --template ",
    "Change it in Word, then fill it with borgerflow form P --template ",
)
NO_PROPOSAL = Wording(
    "Skriv mindst ét forslag, eller --write-template FILE.docx for en tom skabelon.",
    "Expected one proposal at least, or --write-template FILE.docx for an empty template.",
)
EQUALISATION = "note_udligning"
NOT_TOLD = Wording(
    "Skabelonen har ikke {{note_udligning}}, så skemaet viser intet om bloktilskud og udligning.",
    "The template lacks {{note_udligning}}, so the form tells nothing of block grant and"
    " equalisation.",
)
ProposalIds = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[P ...]",
        help=told(
            da="Forslagenes id'er, eller filer (.yaml).",
            en="Ids of proposals, or files of your own (.yaml).",
        ),
    ),
]
Chosen = Annotated[
    str,
    typer.Option(
        "--template",
        metavar="NAME|FILE",
        help=told(
            da="herning, koebenhavn, business-case eller dit eget Word-dokument (.docx).",
            en="herning, koebenhavn, business-case, or a Word document of your own (.docx).",
        ),
    ),
]
OutFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        parser=options.path_typed,
        show_default=told(da="forslagenes id'er med .docx", en="the ids of the proposals, .docx"),
        help=told(
            da="Det nye Word-dokument; overskriver aldrig.",
            en="The new Word document; never writes over a file.",
        ),
    ),
]
EmptyFile = Annotated[
    Path | None,
    typer.Option(
        "--write-template",
        metavar="FILE",
        parser=options.path_typed,
        help=told(
            da="Skriv i stedet skabelonen med dens pladsholdere, til at rette i Word.",
            en="Write the template with its placeholders instead, to be changed in Word.",
        ),
    ),
]
FormLanguage = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="da|en",
        help=told(da="Skemaet på dansk eller engelsk.", en="The form in Danish or English."),
    ),
]
ResultsFolder = Annotated[
    Path,
    typer.Option(
        "--results",
        metavar="DIR",
        parser=options.path_typed,
        help=told(da="Her findes eller gemmes svaret.", en="Where the answer is found, or saved."),
    ),
]


@groups.grouped
@in_danish(
    "Udfyld kommunens skema (Word) med svaret fra compare.\n\n"
    "Skemaet har fire budgetår i 1.000 kr. En skabelon er et Word-dokument med pladsholdere i"
    " dobbelte tuborgklammer. Rækker har et årstal"
    " eller aar1 til aar4 efter navnet, som {{netto_2019}} og {{netto_aar1}}, og {{netto_i_alt}}:"
    " {{aendring_driftsudgifter}}, {{sparet_forsoergelse}}, {{investering}},"
    " {{samtaler_og_aktivering}}, {{service}}, {{eo}}, {{ei}}, {{overfoersler}}, {{netto}},"
    " {{netto_staten}}, {{personaleforbrug}}. Tekster: {{kommune}}, {{nummer}}, {{titel}},"
    " {{periode}}, {{i_alt}}, {{prisniveau}}, {{fortegn}}, {{svar}}, {{nulpunkt}}, {{usikkerhed}},"
    " {{tilbagebetaling}}, {{tilbagebetaling_aar}}, {{note_rammer}}, {{note_raekker}},"
    " {{note_udligning}}, {{note_styringsomraader}}, {{note_personale}}, {{note_aar}},"
    " {{note_afrunding}}, {{forbehold}}, {{herkomst}}, {{aar1}} til {{aar4}},"
    " {{forudsaetning1}} til {{forudsaetning5}}."
)
def form(
    proposals: ProposalIds = None,
    *,
    template: Chosen = USUAL,
    out: OutFile = None,
    write_template: EmptyFile = None,
    baseline: options.Baseline = None,
    simulation: groups.Simulation,
    estimator: options.Estimator = "auto",
    grants: options.Grants = False,
    folder: options.Params = None,
    results: ResultsFolder = options.RESULTS,
    lang: FormLanguage = DANISH,
    quiet: options.Quiet = False,
) -> None:
    """Fill a municipal form (Word) with the answer of compare.

    It has four budget years in DKK 1,000. A template is a Word document with placeholders in double
    braces. Rows have a year, or aar1 to aar4, after their name, as {{netto_2019}} and
    {{netto_aar1}}, and {{netto_i_alt}}: {{aendring_driftsudgifter}}, {{sparet_forsoergelse}},
    {{investering}}, {{samtaler_og_aktivering}}, {{service}}, {{eo}}, {{ei}}, {{overfoersler}},
    {{netto}}, {{netto_staten}}, {{personaleforbrug}}. Texts: {{kommune}}, {{nummer}}, {{titel}},
    {{periode}}, {{i_alt}}, {{prisniveau}}, {{fortegn}}, {{svar}}, {{nulpunkt}}, {{usikkerhed}},
    {{tilbagebetaling}}, {{tilbagebetaling_aar}}, {{note_rammer}}, {{note_raekker}},
    {{note_udligning}}, {{note_styringsomraader}}, {{note_personale}}, {{note_aar}},
    {{note_afrunding}}, {{forbehold}}, {{herkomst}}, {{aar1}} to {{aar4}},
    {{forudsaetning1}} to {{forudsaetning5}}.
    """
    options.language(lang)
    chosen = tuple(proposals or ())
    if write_template is not None:
        _write_empty(template, write_template, chosen, lang)
        return
    if not chosen:
        raise InputError(NO_PROPOSAL)
    from borgerflow.experiments.lookup.law import load_params_and_ids
    from borgerflow.experiments.questions.compare.asked import CompareQuestion
    from borgerflow.experiments.runs.validate import accepted_pair, municipality_of
    from borgerflow.sim.params.proposals.own_files import ids_of
    from borgerflow.sim.world.municipality import with_file_of

    params, _ = load_params_and_ids(folder, (*(baseline or ()), *chosen))
    given, ids = ids_of(baseline or ()), ids_of(chosen)
    place = simulation.municipality or municipality_of(ids, params)
    params, municipality = with_file_of(params, place)
    question = CompareQuestion(
        municipality=municipality,
        proposals=ids,
        baseline=given,
        estimator=estimator,
        grants=grants,
        **simulation.run(),
    )
    question = accepted_pair(question, params)
    file = out or Path(f"{question.about[:LONGEST_NAME]}.docx")
    sheet = _template(template, file, question, lang)
    display = _display(results, quiet=quiet)
    kept = screen.answered(question, ANSWERING, params, simulation.workers, display)
    _tell(sheet.filled(kept.placeholders(lang), file), kept, display)
    if grants and EQUALISATION not in sheet.names():
        screen.tell(NOT_TOLD.text(display.lang), quiet=quiet)


def _write_empty(template: str, file: Path, proposals: Sequence[str], lang: str) -> None:
    """Write one of our templates into a new file, and tell how to go on."""
    from borgerflow.experiments.questions.compare.form.template import write_template

    if proposals:
        raise InputError(_no_proposals(proposals[0]))
    spoken, written = options.language(None), safe(str(write_template(template, file, lang)))
    screen.say(f"{WRITTEN.text(spoken)}{written}\n{TO_BE_FILLED.text(spoken)}{written}", file)


def _no_proposals(name: str) -> Wording:
    got = fit(name)
    return Wording(
        f"--write-template skriver en tom skabelon: udelad {got}.",
        f"--write-template writes an empty template: expected no proposals, got {got}.",
    )


def _template(chosen: str, file: Path, question: "CompareQuestion", lang: str) -> "Template":
    """Return the template, once nothing is wrong with it, nor with the file to be written."""
    from borgerflow.experiments.questions.compare.form.template import ENDING, template_of
    from borgerflow.experiments.store.naming import refuse_place

    refuse_place(file, ENDING)
    template = template_of(chosen, lang)
    template.refuse_unfit(_years(question))
    return template


def _years(question: "CompareQuestion") -> range:
    """Return the calendar years that the horizon of a question touches."""
    from borgerflow.sim.base.clock import year_of
    from borgerflow.sim.world.horizon import horizon_days

    first, after = horizon_days(*question.horizon)
    return range(year_of(first), year_of(after - 1) + 1)


def _display(results: Path, *, quiet: bool) -> groups.Display:
    """Return how the answer is kept: as compare keeps it, so that it is found again."""
    spoken = options.language(None)
    profile = options.profile_of(None, spoken)
    return groups.Display(spoken, profile, results, json=False, quiet=quiet, all_assumptions=False)


def _tell(file: Path, kept: "StoredAnswer", display: groups.Display) -> None:
    """Print where the form lies and the answer behind it, and which years are not in the form."""
    screen.tell_aside(kept.aside, display.lang)
    screen.say(f"{WRITTEN.text(display.lang)}{safe(str(file))}", file)
    screen.say_where(kept, display)
    note = kept.placeholders(display.lang)["note_aar"]
    if note:
        screen.tell(note, quiet=display.quiet)
    if not kept.fresh:
        screen.tell(screen.FOUND.text(display.lang), quiet=display.quiet)
