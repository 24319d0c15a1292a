"""A template to fill: one of ours, or a Word document of somebody's own, looked at before use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from borgerflow.experiments.questions.compare.form.layouts import LAYOUTS
from borgerflow.experiments.questions.compare.form.names import (
    NEEDED,
    known_names,
    lacking,
)
from borgerflow.experiments.store.naming import refuse_place
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.files import (
    not_written,
    refusing_a_bad_disk,
    write_whole,
)
from borgerflow.sim.base.texts import named, quoted
from borgerflow.sim.base.wording import Wording, same

ENDING = ".docx"
MOST_BYTES = 50_000_000  # of a document, unpacked; a form has some 200,000
OPEN, CLOSED = "{{", "}}"
NO_DOCUMENT = Wording(
    " er ikke et Word-dokument (.docx), eller det er beskadiget eller har adgangskode.",
    " is no Word document (.docx), or it is damaged or locked with a password.",
)
TOO_LARGE = Wording(
    " er for stor til at være en skabelon: den må højst fylde 50 MB udpakket.",
    " is too large for a template: expected 50 MB unpacked at most.",
)


@dataclass(frozen=True)
class Template:
    """A document with names in double braces; ``where`` is what messages call it."""

    where: str
    data: bytes

    def names(self) -> tuple[str, ...]:
        """Return the names in it, each once, as they are known.

        Raises
        ------
        InputError
            If braces are left that hold no name.
        """
        from borgerflow.experiments.questions.compare.form.filling import (  # noqa: PLC0415  (slow)
            NAMED,
            plain_name,
            texts_in,
        )

        found: dict[str, None] = {}
        for text in texts_in(self.data):
            found |= {plain_name(each[1]): None for each in NAMED.finditer(text)}
            rest = NAMED.sub("", text)
            if OPEN in rest or CLOSED in rest:
                raise InputError(self.where + _unended(text))
        return tuple(found)

    def refuse_unfit(self, years: Sequence[int]) -> None:
        """Refuse a name that nothing is known by, and a template that lacks what it must have.

        ``years`` are those of the answer that it is to be filled with.
        """
        names, known = self.names(), known_names(years)
        for name in names:
            if name not in known:
                raise InputError(self.where + _unknown(name, known))
        missing = lacking(names, years)
        if missing:
            raise InputError(self.where + _lacks(missing))

    def filled(self, values: Mapping[str, str], path: Path) -> Path:
        """Return the new file in which the names have their values; none is written over.

        Raises
        ------
        InputError
            If the file is there already, or the disk refuses.
        """
        from borgerflow.experiments.questions.compare.form.filling import (  # noqa: PLC0415  (slow)
            filled,
        )

        return write_new(path, filled(self.data, values))


def _unended(text: str) -> Wording:
    shown = quoted(text.strip())
    return (
        Wording(": tuborgklammerne er ikke lukket i ", ": braces are not closed in ")
        + shown
        + Wording(
            "; der skal stå et navn i dobbelte tuborgklammer, som {{titel}}.",
            "; expected a name in double braces, as {{titel}}.",
        )
    )


def _unknown(name: str, known: Sequence[str]) -> Wording:
    shown = f"{OPEN}{named(name)}{CLOSED}"
    said = Wording(
        f": der findes ingen pladsholder {shown}.", f": there is no placeholder {shown}."
    )
    return said + nearest(name, known)


def _lacks(missing: Sequence[str]) -> Wording:
    listed = ", ".join(f"{OPEN}{name}{CLOSED}" for name in missing)
    needed = ", ".join(f"{OPEN}{name}{CLOSED}" for name in NEEDED)
    return Wording(
        f": skabelonen mangler {listed}. Et skema skal have {needed}, mindst én række beløb med "
        "alle budgetår, og årstal over dem.",
        f": the template lacks {listed}. A form must have {needed}, at least one row of amounts "
        "with every budget year, and the years above them.",
    )


def template_of(chosen: str, lang: str) -> Template:
    """Return the template that was chosen: the name of one of ours, or a file.

    Raises
    ------
    InputError
        If there is none such, or the file is no Word document.
    """
    if chosen in LAYOUTS:
        return ours(chosen, lang)
    if not chosen.casefold().endswith(ENDING):
        raise InputError(_no_template(chosen))
    path = Path(chosen)
    with refusing_a_bad_disk(Wording(f"{path} kan ikke læses", f"{path} cannot be read")):
        if path.stat().st_size > MOST_BYTES:
            raise InputError(chosen + TOO_LARGE)
        data = path.read_bytes()
    template = Template(chosen, data)
    _refuse_no_document(template)
    return template


@cache
def ours(name: str, lang: str) -> Template:
    """Return one of our own templates by name."""
    from borgerflow.experiments.questions.compare.form.document import (  # noqa: PLC0415  (slow)
        document_of,
    )

    return Template(name, document_of(LAYOUTS[name], lang))


def _no_template(chosen: str) -> Wording:
    listed = ", ".join(LAYOUTS)
    expected = Wording(
        f": der skal stå {listed} eller en fil, der ender på {ENDING}.",
        f": expected {listed} or a file that ends in {ENDING}.",
    )
    return same("--template ") + quoted(chosen) + expected + nearest(chosen, LAYOUTS)


def _refuse_no_document(template: Template) -> None:
    """Refuse what Word would not open; the libraries fail in many ways of their own."""
    from docx import Document  # noqa: PLC0415  (slow)

    from borgerflow.experiments.questions.compare.form.filling import (  # noqa: PLC0415  (slow)
        texts_in,
    )

    try:
        with ZipFile(BytesIO(template.data)) as archive:
            size = sum(each.file_size for each in archive.infolist())
        if size <= MOST_BYTES:
            Document(BytesIO(template.data))
            tuple(texts_in(template.data))
            return
    except Exception:  # zip, XML or the package: whatever a damaged file breaks
        raise InputError(template.where + NO_DOCUMENT) from None
    raise InputError(template.where + TOO_LARGE)


def write_template(name: str, path: Path, lang: str) -> Path:
    """Return the new file that holds one of our templates, to be changed in Word.

    Raises
    ------
    InputError
        If there is no template of the name, the file is there already, or the disk refuses.
    """
    refuse_place(path, ENDING)
    if name not in LAYOUTS:
        raise InputError(_no_template(name))
    from borgerflow.experiments.questions.compare.form.filling import (  # noqa: PLC0415  (slow)
        filled,
    )

    template = ours(name, lang)
    itself = {each: f"{OPEN}{each}{CLOSED}" for each in template.names()}
    return write_new(path, filled(template.data, itself))


def write_new(path: Path, data: bytes, ending: str = ENDING) -> Path:
    """Return a file that was written whole and where there was none."""
    refuse_place(path, ending)
    with refusing_a_bad_disk(not_written(path)):
        write_whole(path, data)
    return path
