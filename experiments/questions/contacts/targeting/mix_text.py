"""The answer about the best mix of talks dropped, in words."""

from collections.abc import Sequence

from borgerflow.experiments.findings.labels import in_a_sentence
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.numbers import amount, amount_span
from borgerflow.experiments.questions.contacts.finding import ContactsFinding, SettingRow
from borgerflow.experiments.questions.contacts.shown.law_dates import kept_now_and_then
from borgerflow.experiments.questions.contacts.shown.law_text import dropped_lines
from borgerflow.experiments.questions.contacts.targeting.mix_rows import Mix, MixPart
from borgerflow.experiments.questions.contacts.targeting.mix_tables import seen
from borgerflow.sim.base.wording import Wording, sentence

HOW = {
    "da": "Valget er det, der giver den mindste merudgift til ydelser blandt alle valg af én "
    "mulighed pr. gruppe, løst præcist på gruppernes gennemsnit: hvor intervallerne overlapper, "
    "kan et andet valg være lige så godt. Grupper er grupper, aldrig enkeltpersoner.",
    "en": "The choice is the least loss of benefits among all choices of one setting a group, "
    "solved exactly on the means of the groups: where intervals overlap another choice may do as "
    "well. Groups are groups, never persons.",
}

WHO = {
    "stat": {"da": "staten", "en": "the state"},
    "a_kasse": {"da": "a-kasserne", "en": "the a-kasser"},
}


def mix_answer(finding: ContactsFinding, mix: Mix, lang: str) -> list[str]:
    """Return what a dropped talk may cost, who has fewer, what that comes to and how sure it is."""
    dropped, chosen = dropped_lines(finding.dropped_talk, lang), _chosen(finding, mix, lang)
    together = [_together(finding, row, mix, lang) for row in finding.rows]
    return [*dropped, chosen, _sums(mix, lang), *together, _most(mix, lang), HOW[lang]]


def _chosen(finding: ContactsFinding, mix: Mix, lang: str) -> str:
    """Return the groups that have fewer talks, and what all others keep."""
    target, there = amount(mix.target, lang), len({(p.scheme, p.group) for p in seen(mix)})
    groups = [mix.parts[place] for place in mix.chosen]
    named = "; ".join(_by_scheme(finding, groups, lang))
    many, of_all = (numbers.number(n, lang) for n in (len(groups), there))
    now = finding.compared_with.text(lang)
    return sentence(
        {
            "da": f"{target} på personale om året spares, hvor det koster mindst, med færre "
            f"samtaler i {many} af {of_all} grupper: {named}; alle andre har {now}",
            "en": f"To save {target} of staff a year where it costs least, {many} of {of_all} "
            f"groups have fewer talks: {named}; all others have {now}",
        }[lang]
    )


def _by_scheme(finding: ContactsFinding, parts: Sequence[MixPart], lang: str) -> list[str]:
    """Return the groups of each scheme that have the same: ``sickness benefit: under 25 (...)``."""
    groups: dict[tuple[str, Wording], list[str]] = {}
    for part in parts:
        groups.setdefault((part.scheme, part.label), []).append(part.group.text(lang))
    return [
        f"{in_a_sentence(finding.scheme_label(scheme, lang))}: {', '.join(names)} "
        f"({label.text(lang)})"
        for (scheme, label), names in groups.items()
    ]


def _sums(mix: Mix, lang: str) -> str:
    """Return what the chosen groups save and cost, each simulated alone."""
    saved, lost = _size(mix.staff.opposite(), lang), _size(mix.benefits, lang)
    return {
        "da": f"Gruppe for gruppe spares {saved} på personale om året, mens ydelserne koster "
        f"{lost} mere.",
        "en": f"Group by group that saves {saved} of staff and costs {lost} in benefits a year.",
    }[lang]


def _together(finding: ContactsFinding, row: SettingRow, mix: Mix, lang: str) -> str:
    """Return what the mix comes to as one world, and how far that is from the sum of its groups."""
    saved, net = amount(-row.staff.mean, lang), _size(row.net, lang)
    lost = amount(row.by_payer["kommune"].mean, lang)
    others = ", ".join(
        f"{WHO[payer][lang]} {amount(kroner.mean, lang)}"
        for payer, kroner in row.by_payer.items()
        if payer in WHO
    )
    beyond = "" if mix.beyond is None else _size(mix.beyond, lang)
    slip = kept_now_and_then(finding, row, lang)
    return {
        "da": f"Simuleret samlet spares {saved} på personale om året, mens ydelserne koster "
        f"{lost} mere{slip}: kommunens netto er {net} ({others}); det er {beyond} ud over summen "
        "af grupperne.",
        "en": f"Simulated together it saves {saved} of staff and costs {lost} in benefits a "
        f"year{slip}: the municipality's net is {net} ({others}); that is {beyond} beyond the sum "
        "of the groups.",
    }[lang]


def _most(mix: Mix, lang: str) -> str:
    """Return the most that can be saved, and what that costs."""
    most, lost = amount(mix.most, lang), amount(mix.frontier[-1].lost, lang)
    return {
        "da": f"Der kan højst spares {most} på personale om året; det koster {lost} i ydelser.",
        "en": f"The most that can be saved is {most} of staff a year; that costs {lost} in "
        "benefits.",
    }[lang]


def _size(kroner: Interval, lang: str) -> str:
    return f"{amount(kroner.mean, lang)}{amount_span(kroner, lang)}"
