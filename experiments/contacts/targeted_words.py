"""The answers about groups and about the best use of posts, in words."""

from experiments import numbers
from experiments.contacts.finding import BestUse, ContactsFinding, Group, Use, Verdict
from experiments.contacts.telling import amount, grid, span

Parts = tuple[list[str], list[str]]  # sentences, and the table

GROUPS = {
    "da": ("Gruppe", "samtaler", "årsværk", "netto", "95 pct.", "svar"),
    "en": ("Group", "talks", "FTE", "net", "95 %", "answer"),
}
USES = {
    "da": ("Ordning", "rytme", "årsværk", "netto", "95 pct.", "pr. årsværk", "valgt"),
    "en": ("Scheme", "rhythm", "FTE", "net", "95 %", "per FTE", "chosen"),
}
VERDICTS = {
    "no_loss": {"da": "uden tab", "en": "no loss"},
    "unclear": {"da": "kan ikke ses", "en": "unclear"},
    "loss": {"da": "tab", "en": "loss"},
    "no_fewer": {"da": "ikke færre", "en": "no fewer"},
}
YES = {"da": "ja", "en": "yes"}
NO = {"da": "nej", "en": "no"}


def group_parts(finding: ContactsFinding, lang: str) -> Parts:
    """Return who can have fewer talks at no loss, and the table of groups."""
    rhythm = "" if finding.group_rhythm is None else finding.group_rhythm.text(lang)
    change = (
        {"da": f"{rhythm} i stedet for loven", "en": f"{rhythm} in place of the law"}
        if finding.against_law
        else {
            "da": f"tilbage til lovens minimum fra {rhythm}",
            "en": f"back to the law's minimum from {rhythm}",
        }
    )[lang]
    sentence = {
        "da": f"Færre samtaler ({change}), hver gruppe for sig, personale talt med. "
        f"Uden tab for kommunen: {_who(finding, 'no_loss', lang)}. "
        f"Kan ikke ses: {_who(finding, 'unclear', lang)}. "
        f"Med tab: {_who(finding, 'loss', lang)}.",
        "en": f"Fewer talks ({change}), each group alone, staff included. "
        f"At no loss to the municipality: {_who(finding, 'no_loss', lang)}. "
        f"Cannot be told: {_who(finding, 'unclear', lang)}. "
        f"At a loss: {_who(finding, 'loss', lang)}.",
    }[lang]
    return [sentence, _how(lang)], [
        _unit(finding, lang),
        *grid(GROUPS[lang], group_rows(finding, lang)),
    ]


def _who(finding: ContactsFinding, verdict: Verdict, lang: str) -> str:
    """Return the groups of one verdict."""
    names = [group.label.text(lang) for group in finding.groups if group.verdict == verdict]
    return "; ".join(names) or {"da": "ingen", "en": "none"}[lang]


def _how(lang: str) -> str:
    return {
        "da": "Uden tab: hele 95 pct.-intervallet for nettoet er en besparelse eller nul. "
        "Grupperne er grupper, aldrig personer, og de overlapper hinanden.",
        "en": "At no loss: the whole 95 % interval of the net is a saving or zero. "
        "Groups are groups, never persons, and they overlap.",
    }[lang]


def group_rows(finding: ContactsFinding, lang: str) -> list[tuple[str, ...]]:
    """Return the table of groups in words."""
    return [_group(group, lang) for group in finding.groups]


def _group(group: Group, lang: str) -> tuple[str, ...]:
    return (
        group.label.text(lang),
        numbers.number(group.talks_held.mean, lang, sign=True),
        numbers.number(group.fte.mean, lang, 1, sign=True),
        numbers.thousands(group.net.mean, lang),
        numbers.span(group.net, lang),
        VERDICTS[group.verdict][lang],
    )


def use_parts(finding: ContactsFinding, lang: str) -> Parts:
    """Return the best use of some posts, and the table of uses."""
    use = finding.best_use
    assert use is not None
    table = grid(USES[lang], use_rows(finding, lang))
    return [_best(finding, use, lang)], [_unit(finding, lang), *table]


def use_rows(finding: ContactsFinding, lang: str) -> list[tuple[str, ...]]:
    """Return the table of uses in words."""
    uses = () if finding.best_use is None else finding.best_use.uses
    return [_use(finding, each, lang) for each in uses]


def _best(finding: ContactsFinding, use: BestUse, lang: str) -> str:
    extra = numbers.number(use.extra_fte, lang, 1)
    chosen = [each for each in use.uses if each.chosen]
    if use.together is None or use.together_fte is None:
        return {
            "da": f"{extra} årsværk mere: ingen af de {len(use.uses)} anvendelser kan nøjes med "
            "det og sparer kommunen for penge.",
            "en": f"{extra} FTE more: none of the {len(use.uses)} uses makes do with that and "
            "saves the municipality money.",
        }[lang]
    names = "; ".join(
        f"{each.label.text(lang)} ({finding.scheme_label(each.scheme, lang)})" for each in chosen
    )
    taken = numbers.number(use.together_fte.mean, lang, 1)
    net = f"{amount(use.together.mean, lang)}{span(use.together, lang)}"
    return {
        "da": f"{extra} årsværk mere bruges bedst sådan: {names}. Tilsammen tager det {taken} "
        f"årsværk og giver netto {net} om året, personale talt med.",
        "en": f"{extra} FTE more do most as: {names}. Together that takes {taken} FTE and comes "
        f"to {net} a year net, staff included.",
    }[lang]


def _use(finding: ContactsFinding, use: Use, lang: str) -> tuple[str, ...]:
    per_fte = use.net_per_fte
    return (
        finding.scheme_label(use.scheme, lang),
        use.label.text(lang),
        numbers.number(use.fte.mean, lang, 1, sign=True),
        numbers.thousands(use.net.mean, lang),
        numbers.span(use.net, lang),
        "-" if per_fte is None else numbers.thousands(per_fte, lang),
        (YES if use.chosen else NO)[lang],
    )


def _unit(finding: ContactsFinding, lang: str) -> str:
    return {
        "da": f"1.000 kr. om året, {finding.price_year}-priser, + udgift, - besparelse; "
        "personale talt med",
        "en": f"1.000 kr. a year, {finding.price_year} prices, + expense, - saving; staff included",
    }[lang]
