"""``borgerflow settle`` and ``explain``: what real spells cost, and why in each week."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import in_danish, told

SpellsFile = Annotated[
    Path,
    typer.Argument(
        metavar="SPELLS",
        parser=options.path_typed,
        help=told(
            da="CSV, Excel eller Parquet: citizen,scheme,start,end,category,share; også på dansk. "
            "Sygedagpenge uden category regnes for lønmodtageres (arbejdsgiverperiode), lige efter "
            "en ydelse uden arbejdsgiver dog ikke; fleksjob uden share for fuldt tilskud.",
            en="CSV, Excel or Parquet: citizen,scheme,start,end,category,share; in Danish too. "
            "Sygedagpenge without category is read as an employee's (employer's period), but not "
            "straight after a benefit without an employer; fleksjob without share as whole.",
        ),
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DAY",
        help=told(
            da="Dagen efter den sidste, der gøres op, når forløb stadig er i gang.",
            en="The day after the last one, for spells under way.",
        ),
    ),
]
InclusiveEnds = Annotated[
    bool,
    typer.Option(
        "--inclusive-ends",
        help=told(
            da="Slutdatoen er selve den sidste dag, ikke dagen efter.",
            en="`end` is the last day itself, not the day after.",
        ),
    ),
]
Citizen = Annotated[
    str,
    typer.Option(
        "--citizen",
        metavar="ID",
        help=told(da="Den borger, hvis uger forklares.", en="Whose weeks to explain."),
    ),
]


@in_danish(
    "Beregn udgiften til faktiske forløb: kroner fordelt på borger, år, betaler, ordning og art."
)
def settle(
    spells: SpellsFile,
    *,
    until: Until = None,
    inclusive_ends: InclusiveEnds = False,
    law: options.Law = None,
    patch: options.Patch = None,
    numbers_set: options.SetNumber = None,
    folder: options.Params = None,
    lang: options.Lang = None,
    out: options.Out = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    csv_profile: options.CsvProfile = None,
) -> None:
    """Price real spells: kroner by citizen, year, payer, scheme and kind."""
    spoken = options.language(lang)
    profile = options.profile_of(csv_profile, spoken)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.settle.asked import refuse_at_once
    from borgerflow.sim.params.patches.catalogue import refuse_no_law

    params = load_params(folder).under(law).patched(options.patch_typed(patch, numbers_set))
    refuse_no_law(params)
    refuse_at_once(spells, until)
    from borgerflow.experiments.questions.settle.question import keep_ledger, price_file, study_of
    from borgerflow.experiments.questions.settle.remarks import remarks_on
    from borgerflow.experiments.questions.settle.small import few_behind
    from borgerflow.experiments.questions.settle.text import settled_page
    from borgerflow.experiments.questions.settle.unrefunded import remarks_on_unrefunded
    from borgerflow.experiments.runs.interruption import interruptible
    from borgerflow.experiments.store.results import check_writable
    from borgerflow.sim.records.small_counts import smallest_shown

    if out:
        check_writable(out, study_of(spells))
    with screen.compiling_told(spoken, quiet=quiet):
        priced = interruptible(
            lambda: price_file(spells, params, until=until, inclusive_ends=inclusive_ends)
        )
    kept = keep_ledger(priced, spells, params, out, profile) if out else None
    text = priced.to_json() if json else settled_page(priced, spoken)
    screen.say(text, kept.folder if kept else None)
    for remark in (*remarks_on(priced.reading), *remarks_on_unrefunded(priced.unrefunded)):
        screen.tell(remark.text(spoken), quiet=quiet or json)
    if kept:
        where = screen.saved(kept.folder, ("ledger.csv", "accounts.csv", "manifest.json"))
        screen.tell(where.text(spoken), quiet=quiet)
        screen.tell_aside(kept.aside, spoken)
        for remark in few_behind(priced.ledger, smallest_shown(params, None)):
            screen.tell(remark.text(spoken), quiet=quiet)


@in_danish("Forklar én borger uge for uge: hvorfor dette beløb i denne uge.")
def explain(
    spells: SpellsFile,
    citizen: Citizen,
    until: Until = None,
    inclusive_ends: InclusiveEnds = False,
    law: options.Law = None,
    patch: options.Patch = None,
    numbers_set: options.SetNumber = None,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Explain one citizen week by week: why this amount, this week."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.settle.asked import refuse_at_once
    from borgerflow.sim.params.patches.catalogue import refuse_no_law

    params = load_params(folder).under(law).patched(options.patch_typed(patch, numbers_set))
    refuse_no_law(params)
    refuse_at_once(spells, until, citizen)
    from borgerflow.experiments.questions.settle.question import explain_file
    from borgerflow.experiments.questions.settle.remarks import remarks_on
    from borgerflow.experiments.questions.settle.text import explained_page
    from borgerflow.experiments.runs.interruption import interruptible

    asked = partial(explain_file, until=until, inclusive_ends=inclusive_ends)
    with screen.compiling_told(spoken, quiet=quiet):
        explained = interruptible(lambda: asked(spells, params, citizen))
    screen.say(explained.to_json() if json else explained_page(explained, spoken))
    for remark in remarks_on(explained.reading):
        screen.tell(remark.text(spoken), quiet=quiet or json)
