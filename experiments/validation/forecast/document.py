"""A forecast as a file: JSON that people can read, with a digest that tells whether it was edited.

Each row of a list stands on a line of its own. The digest is that of everything else in the file,
whatever its layout, so that a file may be formatted anew but no number changed.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.store.provenance import digest_of
from borgerflow.experiments.validation.forecast.asked import ENDING
from borgerflow.experiments.validation.forecast.finding import (
    FORECAST_SCHEMA,
    ExpectedFigure,
    ExpectedSaving,
    ForecastFigure,
    FrozenForecast,
    WeekPrice,
)
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import not_written, refusing_a_bad_disk, write_text
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.found import bytes_of

DIGEST = "digest"
EXPECTED = Wording(
    da="; der skal bruges en prognose, som run --freeze eller compare --freeze har skrevet.",
    en="; expected a forecast that run --freeze or compare --freeze has written.",
)
ANOTHER_PLACE = Wording("Vælg en anden fil med --freeze.", "Choose another file with --freeze.")


def write_forecast(forecast: FrozenForecast, file: Path) -> None:
    """Write a forecast into a new file.

    Raises
    ------
    InputError
        If there is a file already, or the disk refuses.
    """
    with refusing_a_bad_disk(not_written(file), ANOTHER_PLACE):
        write_text(file, file_text(forecast), new=True)


def file_text(forecast: FrozenForecast) -> str:
    """Return the text of the file, its digest last."""
    content = forecast.to_dict()
    told = {**content, DIGEST: digest_of(content)}
    lines = ",\n".join(f" {_json(name)}: {_block(value)}" for name, value in told.items())
    return f"{{\n{lines}\n}}\n"


def _block(value: Any) -> str:
    """Return a value on one line, or a list of rows with one on each."""
    if not (isinstance(value, list) and value and isinstance(value[0], dict)):
        return _json(value)
    return "[\n" + ",\n".join(f"  {_json(row)}" for row in value) + "\n ]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def read_forecast(file: Path) -> FrozenForecast:
    """Return the forecast of a file.

    Raises
    ------
    InputError
        If it is no forecast, or was edited since it was written.
    """
    content = _content(file)
    digest = content.pop(DIGEST, None)
    if digest != digest_of(content):
        raise InputError(
            Wording(
                f"{file} er ændret, siden prognosen blev frosset: dens kontrolsum passer ikke "
                "til indholdet; brug filen, som den blev skrevet.",
                f"{file} was changed since the forecast was frozen: its digest does not match what "
                "it holds; expected the file as it was written.",
            )
        )
    try:
        return forecast_of(content)
    except (KeyError, TypeError, AttributeError):
        raise _no_forecast(file) from None


def _content(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(bytes_of(file, EXPECTED, (ENDING,)))
    except (ValueError, RecursionError):
        raise _no_forecast(file) from None
    if not isinstance(content, dict) or content.get("schema") != FORECAST_SCHEMA:
        raise _no_forecast(file)
    return content


def _no_forecast(file: Path) -> InputError:
    return InputError(str(file) + (Wording(" er ingen prognose", " is no forecast") + EXPECTED))


def forecast_of(content: Mapping[str, Any]) -> FrozenForecast:
    """Return what `FrozenForecast.to_dict` has told."""
    told = {name: content[name] for name in content if name not in {"schema", "intervals"}}
    return FrozenForecast(
        **{
            **told,
            "proposals": tuple(told["proposals"]),
            **{name: tuple(told[name]) for name in ("in_both", "conditions", "followed")},
            "figures": tuple(map(_figure, told["figures"])),
            "baseline": tuple(ExpectedFigure(**row) for row in told["baseline"]),
            "investment": tuple(ExpectedFigure(**row) for row in told["investment"]),
            "week_prices": tuple(WeekPrice(**row) for row in told["week_prices"]),
            "savings": tuple(map(_saving, told["savings"])),
            "warnings": tuple(Wording(**each) for each in told["warnings"]),
        }
    )


def _figure(row: Mapping[str, Any]) -> ForecastFigure:
    label = Wording(row["label_da"], row["label_en"])
    return ForecastFigure(row["name"], label, row["unit"], tuple(row["schemes"]))


def _saving(row: Mapping[str, Any]) -> ExpectedSaving:
    return ExpectedSaving(**{**row, "kommune": Interval(**row["kommune"])})
