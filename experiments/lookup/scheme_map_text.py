"""The map of schemes as the terminal shows it, in Danish and in English.

Lays out; computes nothing.
"""

from textwrap import wrap

from borgerflow.experiments.lookup.scheme_map import CLOSED, ENDED, OPEN, MappedScheme, SchemeMap
from borgerflow.experiments.present.numbers import whole_percent
from borgerflow.experiments.present.text import law_lines
from borgerflow.sim.params.words.danish import told

WIDTH = 96  # of a line, as the pages of other answers have it


def map_page(found: SchemeMap, lang: str) -> str:
    """Return each scheme that there is, what it leads to, and those that are closed or ended."""
    head = {"da": f"Ordningerne den {found.day}", "en": f"The schemes on {found.day}"}[lang]
    there = [scheme for scheme in found.schemes if scheme.state != ENDED]
    ended = [scheme for scheme in found.schemes if scheme.state == ENDED]
    head = "\n".join([*law_lines(found.law, lang), head])
    parts = [head, *(_drawn(scheme, lang) for scheme in there)]
    if ended:
        parts.append("\n".join(_gone(scheme, lang) for scheme in ended))
    return "\n\n".join(parts)


def _drawn(scheme: MappedScheme, lang: str) -> str:
    """Return a scheme with an arrow to each it leads to."""
    lines = [_titled(scheme, lang)]
    if scheme.state == CLOSED:
        lines += wrap(_closed(scheme, lang), WIDTH, initial_indent="  ", subsequent_indent="  ")
    arrows = ", ".join(scheme.leads_to)
    return "\n".join(
        [*lines, *wrap(arrows, WIDTH, initial_indent="  -> ", subsequent_indent="     ")]
    )


def _titled(scheme: MappedScheme, lang: str) -> str:
    mark = {OPEN: "", CLOSED: {"da": " [lukket for nye]", "en": " [closed to new]"}[lang]}
    return (
        f"{scheme.name}: {scheme.label[lang]} ({told(scheme.law).text(lang)}){mark[scheme.state]}"
    )


def _closed(scheme: MappedScheme, lang: str) -> str:
    """Return since when nobody new enters, and where those are who would have."""
    stays = whole_percent(scheme.stays or 0.0, lang)
    others = ", ".join(f"{to} {whole_percent(share, lang)}" for to, share in scheme.instead.items())
    return {
        "da": f"Siden {scheme.since}: påbegyndte forløb fortsætter efter de hidtidige regler. Af"
        f" dem, der ville være kommet hertil, bliver {stays} på deres ydelse. De øvrige og de, hvis"
        f" forløb udløber efter loven, går til: {others}",
        "en": f"Since {scheme.since}: those begun go on by old law. Of those who would have left"
        f" their scheme for it {stays} stay there. The others, and those whose stay is over by"
        f" law, go to: {others}",
    }[lang]


def _gone(scheme: MappedScheme, lang: str) -> str:
    return {
        "da": f"{scheme.name}: ophørt {scheme.since}; borgerne fortsætter i {scheme.becomes}",
        "en": f"{scheme.name}: ended {scheme.since}; its citizens carry on in {scheme.becomes}",
    }[lang]
