"""A finding kept whole, so that what shows it can be made anew from the disk.

The JSON that programs read leaves out what people alone read: Danish words, what pictures show.
`answer.json` leaves out nothing but tables, which lie beside it as Parquet. It is read back by the
types that the finding declares, so that one of another shape is refused, never half read.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, get_type_hints

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import to_jsonable_python

from borgerflow.experiments.findings.finding import PRESENTERS, Answer
from borgerflow.experiments.findings.rows import Assumption, ProposalHead
from borgerflow.experiments.store.documents import WHOLE
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

SCHEMA = "borgerflow/answer/1"
PAIRS = "keys and values"  # of a mapping whose keys JSON does not have
# What the head of every finding names without importing it.
NAMED = {"Assumption": Assumption, "ProposalHead": ProposalHead}


def whole_text(finding: Answer) -> str:
    """Return a finding as the text from which `finding_in` reads it back, tables apart."""
    kind = type(finding)
    name = f"{kind.__module__}:{kind.__qualname__}"
    content = {"schema": SCHEMA, "finding": name, "answer": _in_json(finding)}
    return json.dumps(content, ensure_ascii=False, default=to_jsonable_python)


def finding_in(folder: Path) -> Answer:
    """Return the finding that is kept whole in the folder of a result.

    Raises
    ------
    InputError
        If none is kept there, or one of another shape than findings have now.
    """
    file = folder / WHOLE
    if not file.exists():
        raise InputError(str(folder) + _of_another_version())
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        kind = _kind_called(content["finding"])
        read = _form_of(kind).model_validate(_from_json(content["answer"]))
        told = {name: getattr(read, name) for name in type(read).model_fields}
        return kind(**told, **_tables_of(kind, folder))
    except (ValueError, LookupError, TypeError, ValidationError):
        raise InputError(str(folder) + _of_another_version()) from None


def _kind_called(name: str) -> type[Answer]:
    """Return the class of a finding that is shown as a report, by the name it is registered by."""
    package = name.partition(":")[0].rpartition(".")[0]
    if not package.startswith("borgerflow.experiments."):
        raise LookupError(name)
    try:
        import_module(package)  # registers who shows it
    except ImportError:
        raise LookupError(name) from None
    if "report" not in PRESENTERS[name]:
        raise LookupError(name)
    found: type[Answer] = resolve_name(name)
    return found


@cache
def _form_of(kind: type[Answer]) -> type[BaseModel]:
    """Return what the fields of a finding are read by: each as it is declared, tables apart."""
    hints = get_type_hints(kind, localns=NAMED)
    declared: dict[str, Any] = {
        each.name: (hints[each.name], ...) for each in fields(kind) if not _beside(each.metadata)
    }
    form: type[BaseModel] = create_model(
        kind.__name__, __config__=ConfigDict(extra="forbid"), **declared
    )
    form.model_rebuild(_types_namespace=NAMED)
    return form


def _tables_of(kind: type[Answer], folder: Path) -> dict[str, pd.DataFrame | None]:
    """Return the tables of a finding, read from where they lie; None for one that is not there."""
    files = {
        each.name: folder / f"{_beside(each.metadata)}.parquet"
        for each in fields(kind)
        if _beside(each.metadata)
    }
    return {name: pd.read_parquet(x) if x.exists() else None for name, x in files.items()}


def _beside(metadata: Mapping[Any, Any]) -> str:
    return str(metadata.get("beside", ""))


def _in_json(value: Any) -> Any:
    """Return values as JSON has them; a mapping with other keys than texts is a list of pairs."""
    if is_dataclass(value):
        kept = (each for each in fields(value) if each.init and not _beside(each.metadata))
        return {each.name: _in_json(getattr(value, each.name)) for each in kept}
    if isinstance(value, Mapping):
        if all(isinstance(key, str) for key in value):
            return {key: _in_json(each) for key, each in value.items()}
        return {PAIRS: [[_in_json(key), _in_json(each)] for key, each in value.items()]}
    return [_in_json(each) for each in value] if isinstance(value, list | tuple) else value


def _from_json(value: Any) -> Any:
    """Return values as they were before `_in_json`, but for tuples, which are lists."""
    if isinstance(value, dict):
        if set(value) == {PAIRS}:
            return {_key(key): _from_json(each) for key, each in value[PAIRS]}
        return {key: _from_json(each) for key, each in value.items()}
    return [_from_json(each) for each in value] if isinstance(value, list) else value


def _key(key: Any) -> Any:
    return tuple(key) if isinstance(key, list) else key


def _of_another_version() -> Wording:
    return Wording(
        da=" er gemt af en anden udgave af borgerflow, så notatet kan ikke skrives på ny: stil"
        " spørgsmålet igen, eller åbn det notat, der ligger dér.",
        en=" was saved by another version of borgerflow, so that its report cannot be made anew:"
        " ask again, or open the report that lies there.",
    )
