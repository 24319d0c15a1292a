"""What is said of a proposal that can be read and is odd all the same, and where it says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from borgerflow.sim.base.texts import told
from borgerflow.sim.base.wording import LANGUAGES, Wording, sentence
from borgerflow.sim.params import Params, Proposal
from borgerflow.sim.params.proposals.proposals import ProposalForm
from borgerflow.sim.params.reading.faults import Cell
from borgerflow.sim.params.reading.forms import Sheet, read_sheet

Severity = Literal["error", "warning"]
Loc = tuple[str | int, ...]


class Rule(NamedTuple):
    """How serious it is, what is said (Danish, English), and what was expected instead."""

    severity: Severity
    what: tuple[str, str]
    expected: tuple[str, str]


RULES = {
    "missing_cost": Rule(
        "warning",
        (
            "{proposal} har ingen udgift i {year}, hvor det løber eller har årsværk.",
            "{proposal} has no cost in {year}, in which it runs or has staff.",
        ),
        ("en udgift, eller 0, hvis der ingen er.", "a cost, or 0 if there is none."),
    ),
    "cheap_staff": Rule(
        "warning",
        ("{fte} årsværk og {cost} i {year}.", "{fte} FTE and {cost} in {year}."),
        (
            "mindst {due} for den del af året, forslaget løber.",
            "at least {due} for the part of the year in which it runs.",
        ),
    ),
    "posts_fewer": Rule(
        "warning",
        (
            "{fte} årsværk og en udgift på {cost} i {year}: med færre årsværk spares der løn.",
            "{fte} FTE and a cost of {cost} in {year}: fewer posts save pay.",
        ),
        (
            "de årsværk, der ansættes, eller en udgift med minus, hvis der spares.",
            "the posts that are taken on, or a cost below 0 if it saves.",
        ),
    ),
    "staff_left_out": Rule(
        "warning",
        (
            "{proposal} koster {cost} i {year} og nævner ingen årsværk.",
            "{proposal} costs {cost} in {year} and names no posts.",
        ),
        (
            "hvor mange årsværk? 0, hvis udgiften ikke er løn.",
            "how many posts? 0 if the cost is not for staff.",
        ),
    ),
    "staff_beyond_cost": Rule(
        "warning",
        (
            "løn for {staff} og en udgift på {cost} i {year}: resten, {rest}, føres på"
            " overførslerne.",
            "staff of {staff} and a cost of {cost} in {year}: the rest, {rest}, goes to transfers.",
        ),
        (
            "højst udgiften selv, i et år med en udgift.",
            "the cost itself at most, in a year with a cost.",
        ),
    ),
    "too_many_reached": Rule(
        "warning",
        ("{told}.", "{told}."),
        (
            "flere årsværk eller en mindre dækningsgrad ({most}).",
            "more posts or less reach ({most}).",
        ),
    ),
    "changes_nothing": Rule(
        "warning",
        ("»{label}« ændrer intet: {why}.", "“{label}” changes nothing: {why}."),
        (
            "et tal og nogle dage, hvor den kan virke.",
            "a number and days with which it can act.",
        ),
    ),
    "scheme_ends": Rule(
        "warning",
        ("{told}", "{told}"),
        (
            "at en virkning på den ordning gælder dem fra den dag, eller en slutdag (until) før.",
            "that a mechanism on that scheme acts on them from that day, or an earlier until.",
        ),
    ),
    "saved_by_law": Rule(
        "warning",
        ("{told}", "{told}"),
        (
            "en slutdag (until) senest den dag: besparelsen kommer også uden forslaget.",
            "an until no later than that day: the saving comes without the proposal too.",
        ),
    ),
    "sanction_unpaid": Rule(
        "warning",
        (
            "»{label}« er sanktioner, men siger intet om den udbetalte ydelse: der regnes kun med,"
            " at afgangen ændres.",
            "“{label}” is sanctions and says nothing of what is paid: only leaving changes.",
        ),
        (
            "den udbetalte ydelse i forhold til nu (paid), 1, hvis den er den samme.",
            "what is paid beside now (paid), 1 if it is the same.",
        ),
    ),
    "prepared": Rule(
        "warning",
        (
            "{proposal} koster {cost} i {year}, før dets første dag, {first}: udgiften regnes med"
            " som forberedelse.",
            "{proposal} costs {cost} in {year}, before its first day, {first}: it counts as the"
            " cost of preparing it.",
        ),
        (
            "at det er forberedelse, eller et år, hvor det løber.",
            "that it prepares the proposal, or a year in which it runs.",
        ),
    ),
    "outside_years": Rule(
        "warning",
        (
            "{proposal} løber fra {first} til {last}, ikke i {year}.",
            "{proposal} runs from {first} to {last}, not in {year}.",
        ),
        (
            "et år, hvor det løber, eller en anden start- eller slutdag (start, until).",
            "a year in which it runs, or another start or until.",
        ),
    ),
    "unknown_municipality": Rule(
        "error",
        ("Ingen kommune hedder {name}.", "No municipality is called {name}."),
        ("{known}", "{known}"),
    ),
    "no_effect": Rule(
        "warning",
        (
            "{mechanism} har ingen effekt angivet: der regnes uden effekt.",
            "{mechanism} has no effect: none is counted with.",
        ),
        ("et tal med et interval.", "a number with a range."),
    ),
    "odd_grade": Rule(
        "warning",
        (
            "{mechanism} har grundlaget »med kilde« (sourced), men skemaet oplyser ingen effekt.",
            "{mechanism} is graded sourced, but the form states no effect.",
        ),
        ("stated: true, eller derived eller assumed.", "stated: true, or derived or assumed."),
    ),
    "exclusive": Rule(
        "error",
        ("{proposal} og {other} udelukker hinanden.", "{proposal} and {other} exclude each other."),
        ("kun det ene af dem.", "only one of them."),
    ),
    "dependency": Rule(
        "error",
        ("{proposal} forudsætter {other}.", "{proposal} depends on {other}."),
        ("at det også nævnes.", "that it is named too."),
    ),
    "double_counting": Rule(
        "warning",
        (
            "{one} og {other} ændrer begge {shared} for de samme borgere i de samme uger.",
            "{one} and {other} both change {shared} for the same citizens in the same weeks.",
        ),
        (
            "to indsatser uden fælles gevinst; effekterne ganges med hinanden.",
            "two efforts that do not count the same gain; their effects multiply.",
        ),
    ),
    "beyond_evidence": Rule(
        "warning",
        (
            "{mechanism} regner med op til {claimed} gange så hurtig afgang fra {scheme}.",
            "{mechanism} counts with leaving {scheme} up to {claimed} times as fast.",
        ),
        ("højst {most} ({label}: {source}).", "{most} at most ({label}: {source})."),
    ),
    "empty_target": Rule(
        "warning",
        (
            "{mechanism} når ingen: 0 borgere i målgruppen den {day} og 0 nye på et år"
            " (i én simulering).",
            "{mechanism} meets nobody: 0 citizens of its target on {day} and 0 new ones in a year"
            " (one simulated replication).",
        ),
        (
            "en ydelse, en målgruppe og uger, som nogen er i.",
            "a scheme, a target and weeks that somebody is in.",
        ),
    ),
    "impossible": Rule(
        "error",
        ("{error}", "{error}"),
        ("en ændring, som afgangen kan give.", "a change that its exits can give."),
    ),
}


@dataclass(frozen=True)
class Remark:
    """One thing to mend (error) or to think about (warning), and where it stands."""

    rule: str
    severity: Severity
    proposal: str
    path: str
    place: str
    what: Wording
    expected: Wording

    def text(self, lang: str) -> str:
        """Return the remark as one paragraph."""
        word = {"error": Wording("fejl", "error"), "warning": Wording("advarsel", "warning")}
        expected = Wording("Forventet", "Expected").text(lang)
        said = f"{self.what.text(lang)} {expected}: {self.expected.text(lang)}"
        place = self.place if lang == "en" else self.place.replace("line ", "linje ", 1)
        return f"{word[self.severity].text(lang)}: {self.path}, {place}: {said}"


@dataclass(frozen=True)
class Written:
    """A proposal beside the lines (or cells) it is written on."""

    proposal: Proposal
    sheet: Sheet[ProposalForm]

    def remark(self, rule: str, loc: Loc, **values: object) -> Remark:
        """Return what a rule says of the key at ``loc``; a value that is a notice by language."""
        line = self.sheet.line(loc)
        place = line.address if isinstance(line, Cell) else f"line {line}"
        severity, *said = RULES[rule]
        given = {"proposal": self.proposal.id, **values}
        what, expected = (Wording(*map(_filled, both, LANGUAGES, [given] * 2)) for both in said)
        path = told(str(self.sheet.path))
        return Remark(rule, severity, self.proposal.id, path, place, what, expected)


def _filled(template: str, lang: str, values: Mapping[str, object]) -> str:
    """Return a sentence with its values put in."""
    texts = {n: v.text(lang) if isinstance(v, Wording) else v for n, v in values.items()}
    return sentence(template.removesuffix(".").format(**texts))


def written(params: Params, name: str) -> Written:
    """Return a proposal by id with the lines of its file."""
    proposal = params.proposal(name)
    return Written(proposal, read_sheet(Path(proposal.path), ProposalForm))
