"""The options that commands share, and the checks that need no world.

Every refusal names the option, what was given, what is expected and the nearest right name.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from borgerflow.experiments.cli.help import told
from borgerflow.experiments.cli.language import language_spoken
from borgerflow.experiments.typed import sizes
from borgerflow.experiments.typed.numbers import Size, number, whole_number
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import LANGUAGES, Wording

if TYPE_CHECKING:
    from borgerflow.sim.params.patches.changes import PatchLine

ENGINES = ("auto", "reference", "compiled")
ESTIMATORS = ("auto", "branch", "lottery")
CSV_PROFILES = ("da", "int")
REPLICATIONS, SEED = 20, 1
RESULTS = Path("results")
NO_NAME = Wording(
    da="Navnet på en fil eller mappe er tomt: skriv et navn (. er den mappe, du står i).",
    en="The name of a file or folder is empty: expected a name (. is the folder you are in).",
)


def whole(option: str, size: Size) -> Callable[[object], int]:
    """Return what reads the whole number typed for an option; a default is read like it."""
    return lambda typed: whole_number(option, str(typed), size)


def decimal(option: str, size: Size) -> Callable[[object], float]:
    """Return what reads the number typed for an option, with decimals or without."""
    return lambda typed: number(option, str(typed), size)


def path_typed(typed: object) -> Path:
    """Return the path that was typed; one that no system could find or make is refused."""
    text = str(typed)
    try:
        os.lstat(text)
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        if not isinstance(error, PermissionError | NotADirectoryError):
            raise InputError(_no_path(text)) from None
    if not text:
        raise InputError(NO_NAME)
    return Path(text)


def _no_path(text: str) -> Wording:
    return quoted(text) + Wording(
        da=" kan ikke være navnet på en fil eller mappe: vælg et kortere navn.",
        en=" cannot be the name of a file or folder: expected a shorter name.",
    )


Municipality = Annotated[
    str | None,
    typer.Option(
        "--municipality",
        metavar="NAME",
        help=told(
            da="herning, hedensted, vesthimmerland, aalborg, modelkommune eller en fil (.yaml).",
            en="herning, hedensted, vesthimmerland, aalborg, modelkommune or your own .yaml file.",
        ),
    ),
]
Start = Annotated[
    str | None,
    typer.Option(
        "--start",
        metavar="DAY",
        show_default=told(
            da="forslagenes første år, uden forslag 2019-01-01",
            en="the proposals' first year, else 2019-01-01",
        ),
        help=told(da="Periodens første dag.", en="First day of the horizon."),
    ),
]
End = Annotated[
    str | None,
    typer.Option(
        "--end",
        metavar="DAY",
        show_default=told(
            da="efter forslagenes sidste år, uden forslag 2023-01-01",
            en="after the proposals' last year, else 2023-01-01",
        ),
        help=told(da="Dagen efter periodens sidste dag.", en="The day after the last one."),
    ),
]
Baseline = Annotated[
    list[str] | None,
    typer.Option(
        "--baseline",
        metavar="P",
        help=told(
            da="Et forslag, der gælder i begge scenarier: et id eller en fil; kan gentages.",
            en="A proposal in both worlds, an id or a file of your own; may be repeated.",
        ),
    ),
]
Law = Annotated[
    str | None,
    typer.Option(
        "--law",
        metavar="NAME",
        help=told(
            da="Et lovudkast, der ikke er vedtaget, regnet som gældende lov: draft-2027.",
            en="A draft that is not adopted, taken for law: draft-2027.",
        ),
    ),
]
Conditions = Annotated[
    list[str] | None,
    typer.Option(
        "--conditions",
        metavar="NAME",
        help=told(
            da="Hvad årene var præget af, i begge scenarier: observed (ledighed som observeret),"
            " covid eller en fil (.yaml); kan gentages.",
            en="What the years were like, in both worlds: observed (unemployment as observed),"
            " covid, or a file of your own (.yaml); may be repeated.",
        ),
    ),
]
Patch = Annotated[
    list[Path] | None,
    typer.Option(
        "--patch",
        metavar="FILE",
        parser=path_typed,
        help=told(
            da="Tal, der sættes anderledes i alle scenarier: en fil med `set:` (.yaml); kan"
            " gentages.",
            en="Numbers that are set in every world: a file with `set:` (.yaml); may be repeated.",
        ),
    ),
]
SetNumber = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help=told(
            da="Et tal, der sættes anderledes: hazards.dagpenge.job=x1,1 (gange 1,1), en værdi"
            " eller +5 %; * står for hvad som helst; kan gentages.",
            en="A number that is set: hazards.dagpenge.job=x1.1, a value, or +5 %; * stands for"
            " anything; may be repeated.",
        ),
    ),
]
Replications = Annotated[
    int,
    typer.Option(
        "--replications",
        metavar="N",
        parser=whole("--replications", sizes.REPLICATIONS),
        help=told(
            da="Antal simuleringer; parrede, hvor to scenarier sammenlignes.",
            en="How many simulations; pairs, where two worlds are compared.",
        ),
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        parser=whole("--seed", sizes.SEED),
        help=told(
            da="Startværdi (seed) for de tilfældige tal; samme startværdi giver samme forløb.",
            en="Which chance; the same seed gives the same lives.",
        ),
    ),
]
PriceYear = Annotated[
    int | None,
    typer.Option(
        "--price-year",
        metavar="N",
        parser=whole("--price-year", sizes.ANY_YEAR),
        show_default=told(
            da="det første forslags; uden forslag periodens første år, i run løbende priser",
            en="that of the first proposal; without one the first year, in run current prices",
        ),
        help=told(
            da="Det år, beløbene er i priser fra.", en="Show amounts in prices of this year."
        ),
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="NAME",
        help=told(da="auto, reference eller compiled.", en="auto, reference or compiled."),
    ),
]


def estimator_typed(text: str) -> str:
    """Return the name of an estimator; another one is refused."""
    refuse_unknown("--estimator", text, ESTIMATORS)
    return text


Estimator = Annotated[
    str,
    typer.Option(
        "--estimator",
        metavar="NAME",
        parser=estimator_typed,
        help=told(
            da="Sådan regnes ændringen: branch (vægtede forløb, det smalleste interval), lottery"
            " (lodtrækning) eller auto: branch, hvor forslaget kan regnes sådan.",
            en="How the change is told: branch (weighted branches, the narrowest interval),"
            " lottery, or auto: branch wherever it carries the proposal.",
        ),
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        parser=whole("--workers", sizes.WORKERS),
        show_default=told(da="alle kerner", en="all cores"),
        help=told(
            da="Antal kerner; ændrer aldrig svaret.",
            en="How many cores; never changes the answer.",
        ),
    ),
]
Params = Annotated[
    Path | None,
    typer.Option(
        "--params",
        metavar="DIR",
        parser=path_typed,
        show_default=told(
            da="BORGERFLOW_PARAMS, ellers de medfølgende",
            en="BORGERFLOW_PARAMS, else the packaged ones",
        ),
        help=told(
            da="En anden mappe med lov, satser og skøn.",
            en="Another folder of what is held true.",
        ),
    ),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="da|en",
        show_default=told(
            da="BORGERFLOW_LANG, ellers efter LANG, ellers engelsk (en)",
            en="BORGERFLOW_LANG, else from LANG, else en",
        ),
        help=told(da="Dansk eller engelsk.", en="Danish or English."),
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        parser=path_typed,
        help=told(da="Hvor resultater gemmes.", en="Where results are saved."),
    ),
]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        help=told(
            da="Kun svaret, som JSON.",
            en="The answer as JSON on standard output, alone.",
        ),
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet",
        help=told(da="Vis hverken fremdrift eller bemærkninger.", en="No progress, no remarks."),
    ),
]
CsvProfile = Annotated[
    str | None,
    typer.Option(
        "--csv-profile",
        metavar="da|int",
        show_default=told(da="da på dansk, ellers int", en="da in Danish, else int"),
        help=told(
            da="Semikolon og decimalkomma, eller komma og punktum.",
            en="Semicolon and decimal comma, or comma and point.",
        ),
    ),
]
Assumptions = Annotated[
    bool,
    typer.Option(
        "--assumptions",
        help=told(
            da="Vis alle forudsætninger, ikke kun de vigtigste.",
            en="List every assumption, not the first few.",
        ),
    ),
]

Grants = Annotated[
    bool,
    typer.Option(
        "--grants",
        help=told(
            da="Vis også, hvad bloktilskud og udligning gør: skat af flere job, udgiftsbehov,"
            " sanktion. Det regnes aldrig med i svaret.",
            en="Tell as well what block grant and equalisation do: tax of more jobs, need,"
            " sanction. It is never counted in the answer.",
        ),
    ),
]
SmallestCount = Annotated[
    int | None,
    typer.Option(
        "--smallest-count",
        metavar="N",
        parser=whole("--smallest-count", sizes.SMALLEST_COUNT),
        show_default=told(da="5, fra params", en="5, from params"),
        help=told(
            da="Det mindste antal virkelige personer, der vises; 1 viser alle.",
            en="The least count of real people that is shown; 1 shows all.",
        ),
    ),
]


def patch_typed(
    files: Sequence[Path] | None, typed: Sequence[str] | None
) -> "tuple[PatchLine, ...]":
    """Return the numbers that are set: by files first, then those typed, of which the last hold.

    Raises
    ------
    InputError
        If a file does not hold, or what was typed is no name with a change.
    """
    if not files and not typed:
        return ()
    from borgerflow.experiments.typed.patches import number_set, patch_in

    by_files = (line for path in files or () for line in patch_in(path))
    return (*by_files, *map(number_set, typed or ()))


def language(lang: str | None) -> str:
    """Return the language asked for, else the one of the whole command."""
    if lang is not None:
        refuse_unknown("--lang", lang, LANGUAGES)
        return lang
    return language_spoken()


def profile_of(profile: str | None, lang: str) -> str:
    """Return the CSV profile asked for, else the one of the language."""
    if profile is not None:
        refuse_unknown("--csv-profile", profile, CSV_PROFILES)
        return profile
    return "da" if lang == "da" else "int"


def refuse_unknown(option: str, name: str, known: Sequence[str]) -> None:
    """Refuse a name that is not one of the known ones."""
    if name not in known:
        *others, last = known
        listed = f"{', '.join(others)} eller {last}" if others else last
        expected = Wording(da=f": der skal stå {listed}.", en=f": expected {' or '.join(known)}.")
        is_ = Wording(da=f"{option} er ", en=f"{option} is ")
        raise InputError(is_ + quoted(name) + expected + nearest(name, known))
