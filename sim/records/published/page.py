"""What is saved by mistake in the place of a file: a web page, or the error of a service."""

import json
import re
from pathlib import Path
from typing import Any

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording

LOOKED_AT = 2000  # bytes in which a page says that it is one
PAGE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|head|body)", re.IGNORECASE)
ERROR_KEYS = ("errorTypeCode", "message", "error", "detail", "title")
TOO_MANY = Wording(
    da=" Bed om formatet BULK, som ikke har en grænse for antallet af celler.",
    en=" Ask for the format BULK, which has no limit on the number of cells.",
)


def refuse_page(file: Path, data: bytes, expected: Wording) -> None:
    """Refuse a web page, or XML, that was saved in the place of a file."""
    if PAGE.match(data[:LOOKED_AT]):
        said = Wording(" er en webside eller XML", " is a web page or XML")
        raise InputError(str(file) + said + expected)


def json_of(file: Path, data: bytes) -> Any:
    """Return what JSON says; one that is cut off is refused with the line where it ends."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        said = Wording(": JSON skal være i UTF-8.", ": JSON must be in UTF-8.")
    except json.JSONDecodeError as error:
        line = error.lineno
        said = Wording(
            f", linje {line}: dette er ikke fuldstændig JSON; filen er måske skåret af."
            " Hent den igen.",
            f", line {line}: this is no whole JSON; the file may be cut off. Get it again.",
        )
    except ValueError:
        said = Wording(": et tal er for langt.", ": a number is too long.")
    except RecursionError:
        said = Wording(": JSON er for dybt indlejret.", ": the JSON is nested too deeply.")
    raise InputError(str(file) + said) from None


def refuse_error(file: Path, content: Any) -> None:
    """Refuse the error of a service that was saved in the place of an answer."""
    if not isinstance(content, dict) or not set(ERROR_KEYS) & set(content) or "value" in content:
        return
    if any(isinstance(content.get(key), list | dict) for key in ("rows", "data", "dimension")):
        return
    code, text = (str(content.get(key, "")) for key in ("errorTypeCode", "message"))
    got = quoted(": ".join(filter(None, (code, text))) or str(content))
    said = Wording(
        f" er ikke et svar, men en fejl fra tjenesten: {got.da}.",
        f" is no answer but an error of the service: {got.en}.",
    )
    raise InputError(str(file) + said + (TOO_MANY if code == "REQUEST-LIMIT" else ""))
