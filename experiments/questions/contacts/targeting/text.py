"""The answers about groups and about the best use of posts, in words."""

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.numbers import amount, amount_span
from borgerflow.experiments.questions.contacts.finding import (
    BestUse,
    ContactsFinding,
    Service,
    Together,
    Use,
    Verdict,
    slips,
)
from borgerflow.experiments.questions.contacts.shown.law_dates import named_with_slip
from borgerflow.sim.base.wording import sentence

NOT_WITHOUT_LOSS: dict[Verdict, dict[str, str]] = {
    "later": {
        "da": "Uden merudgift, men lovens frister overholdes sjældnere",
        "en": "No loss in kroner, but the law's dates slip",
    },
    "loss": {"da": "Med merudgift", "en": "At a loss"},
    "no_fewer": {"da": "Får ikke færre samtaler", "en": "With no fewer talks"},
    "too_few": {"da": "For få samtaler til at sige noget", "en": "With too few talks to tell"},
}
AT_NO_LOSS: dict[Verdict, dict[str, str]] = {
    "saving": {"da": "besparelse for", "en": "a saving for"},
    "no_loss": {"da": "intervallet rummer nul for", "en": "the interval holds zero for"},
}


def group_answer(finding: ContactsFinding, lang: str) -> list[str]:
    """Return who can have fewer contacts at no loss."""
    return [_who(finding, lang), *_example(finding, lang), _how(lang)]


def _who(finding: ContactsFinding, lang: str) -> str:
    """Return what is tried, and the groups of each verdict."""
    lead = sentence(
        {
            "da": f"Færre samtaler ({_change(finding, lang)}), hver gruppe for sig; "
            f"{_posts(finding, lang)}. Uden merudgift for kommunen: {_at_no_loss(finding, lang)}",
            "en": f"Fewer talks ({_change(finding, lang)}), each group alone; "
            f"{_posts(finding, lang)}. At no loss to the municipality: "
            f"{_at_no_loss(finding, lang)}",
        }[lang]
    )
    others = _by_verdict(finding, NOT_WITHOUT_LOSS, lang)
    return " ".join([lead, *(sentence(f"{words}: {names}") for words, names in others)])


def _change(finding: ContactsFinding, lang: str) -> str:
    rhythm = "" if finding.group_rhythm is None else finding.group_rhythm.text(lang)
    if finding.against_law:
        return {"da": f"{rhythm} i stedet for loven", "en": f"{rhythm} in place of the law"}[lang]
    return {
        "da": f"tilbage til lovens minimum fra {rhythm}",
        "en": f"back to the law's minimum from {rhythm}",
    }[lang]


def _posts(finding: ContactsFinding, lang: str) -> str:
    """Return what becomes of the time that is freed."""
    if finding.staffing == "no_limit":
        return {
            "da": "årsværkene følger samtalerne og er medregnet",
            "en": "posts follow the talks and are counted",
        }[lang]
    there = numbers.number(finding.base_fte, lang, 1)
    return {
        "da": f"teamets {there} årsværk bevares, og den frigjorte tid bruges på de øvrige",
        "en": f"the team keeps its {there} FTE, and the time freed is used for the others",
    }[lang]


def _at_no_loss(finding: ContactsFinding, lang: str) -> str:
    """Return the groups that save, and those whose interval holds zero."""
    groups = [f"{words} {names}" for words, names in _by_verdict(finding, AT_NO_LOSS, lang)]
    return "; ".join(groups) or {"da": "ingen", "en": "none"}[lang]


def _by_verdict(
    finding: ContactsFinding, verdicts: dict[Verdict, dict[str, str]], lang: str
) -> list[tuple[str, str]]:
    """Return the words of each verdict with the groups that have it, where some do."""
    names = {
        verdict: ", ".join(g.label.text(lang) for g in finding.groups if g.verdict == verdict)
        for verdict in verdicts
    }
    return [(words[lang], names[each]) for each, words in verdicts.items() if names[each]]


def _example(finding: ContactsFinding, lang: str) -> list[str]:
    """Return the group that frees most at no loss, else the one that loses least, in numbers."""
    fewer = [g for g in finding.groups if g.verdict not in ("no_fewer", "too_few")]
    if not fewer:
        return []
    free = [g for g in fewer if g.verdict in ("saving", "no_loss")]
    near = [g for g in fewer if g.verdict == "later"] or fewer
    group = min(free, key=lambda g: g.fte.mean) if free else min(near, key=lambda g: g.net.mean)
    name, fewer_by = group.label.text(lang), numbers.count(-group.contacts_held.mean, lang)
    fte, net = numbers.number(-group.fte.mean, lang, 1), _net(group.net, lang)
    lead = (
        {"da": f"Mest frigøres i gruppen »{name}«", "en": f"Most is freed in the group “{name}”"}
        if free
        else {"da": f"Tættest på er gruppen »{name}«", "en": f"Nearest is the group “{name}”"}
    )[lang]
    kept = _kept(finding, group.service, lang)
    return [
        sentence(
            {
                "da": f"{lead}: {fewer_by} færre samtaler og {fte} årsværk frigjort, netto {net} "
                f"om året; {kept}",
                "en": f"{lead}: {fewer_by} fewer talks and {fte} FTE freed, net {net} a year; "
                f"{kept}",
            }[lang]
        )
    ]


def _kept(finding: ContactsFinding, change: Service, lang: str) -> str:
    now = finding.baseline
    share = now.share_on_time.mean + change.share_on_time.mean
    waits = now.waiting_days.mean + change.waiting_days.mean
    return _dates(finding, share, waits, lang)


def _dates(finding: ContactsFinding, share: float, waits: float, lang: str) -> str:
    """Return the dates of the law that are kept, and the days waited, with those of now."""
    now = finding.baseline
    kept, kept_now = (numbers.percent(each, lang) for each in (share, now.share_on_time.mean))
    days, days_now = (numbers.number(each, lang, 1) for each in (waits, now.waiting_days.mean))
    return {
        "da": f"lovens frister overholdes i {kept} (nu {kept_now}), og ventetiden på en samtale er "
        f"{days} dage (nu {days_now})",
        "en": f"the law's dates are kept in {kept} (now {kept_now}), and a talk waits {days} days "
        f"(now {days_now})",
    }[lang]


def _net(net: Interval, lang: str) -> str:
    return f"{amount(net.mean, lang)}{amount_span(net, lang)}"


def _how(lang: str) -> str:
    return {
        "da": "Uden merudgift: 95 pct.-intervallet for nettoresultatet rummer nul eller viser en "
        "besparelse, og lovens frister overholdes ikke sjældnere. Flere simuleringer gør "
        "intervallet smallere. Der er tale om grupper, aldrig om enkeltpersoner, og grupperne "
        "overlapper.",
        "en": "At no loss: the 95 % interval of the net holds zero or is a saving, and the law's "
        "dates are kept as often. More replications make the interval narrower. "
        "Groups are groups, never persons, and they overlap.",
    }[lang]


def use_answer(finding: ContactsFinding, lang: str) -> list[str]:
    """Return the best use of some posts."""
    use = finding.best_use
    return [] if use is None else _best(finding, use, lang)


def _best(finding: ContactsFinding, use: BestUse, lang: str) -> list[str]:
    extra = numbers.number(use.extra_fte, lang, 1)
    if not use.chosen:
        return [
            {
                "da": f"{extra} årsværk mere: ingen af de {len(use.uses)} anvendelser kan klares "
                "med dem og samtidig give kommunen en besparelse.",
                "en": f"{extra} FTE more: none of the {len(use.uses)} uses makes do with that and "
                "saves the municipality money.",
            }[lang]
        ]
    uses = "; ".join(_chosen(finding, each, lang) for each in use.chosen)
    lead = sentence(
        {
            "da": f"{extra} årsværk mere bruges bedst sådan: {uses}",
            "en": f"{extra} FTE more do most as: {uses}",
        }[lang]
    )
    if use.together is None:
        return [lead]
    return [f"{lead} {_together(finding, use.together, lang)}", *_left(finding, use, lang)]


def _chosen(finding: ContactsFinding, use: Use, lang: str) -> str:
    """Return the team, the posts and the rhythm of a chosen use."""
    team, fewer = use.team.text(lang), slips(use.service.share_on_time)
    if use.scheme is None:
        alone = {"da": f"{use.label.da} i team {team}", "en": f"{use.label.en} in team {team}"}
        return named_with_slip(alone[lang], fewer, lang)
    fte = numbers.number(use.fte.mean, lang, 1)
    scheme, rhythm = finding.scheme_label(use.scheme, lang), use.label.text(lang)
    named = {
        "da": f"{fte} årsværk i team {team} til {rhythm} ({scheme})",
        "en": f"{fte} FTE in team {team} for {rhythm} ({scheme})",
    }
    return named_with_slip(named[lang], fewer, lang)


def _together(finding: ContactsFinding, found: Together, lang: str) -> str:
    """Return what the chosen uses come to at once."""
    fte = numbers.number(found.fte.mean, lang, 1, sign=True)
    staff, benefits = amount(found.staff.mean, lang), amount(found.benefits.mean, lang)
    net = _net(found.net, lang)
    then = found.measures
    dates = _dates(finding, then.share_on_time.mean, then.waiting_days.mean, lang)
    return sentence(
        {
            "da": f"Tilsammen er det {fte} årsværk: personale {staff} og ydelser mv. {benefits} "
            f"om året, netto {net}; {dates}",
            "en": f"Together that is {fte} FTE: staff {staff} and benefits {benefits} a year, "
            f"net {net}; {dates}",
        }[lang]
    )


def _left(finding: ContactsFinding, use: BestUse, lang: str) -> list[str]:
    """Return where the posts go that the chosen uses leave over, if there are any."""
    left = numbers.number(use.left, lang, 1)
    if finding.staffing == "no_limit" or not left.strip("0,."):
        return []
    to = None if use.together is None else use.together.left_to
    if to is None:
        return [
            {
                "da": f"{left} årsværk er til overs: i intet team sparer de, hvad de koster.",
                "en": f"{left} FTE are left over: in no team do they save what they cost.",
            }[lang]
        ]
    return [
        {
            "da": f"De sidste {left} årsværk gør størst nytte i team {to.da} uden ændret "
            "samtalerytme.",
            "en": f"The last {left} FTE do most in team {to.en}, with no other rhythm.",
        }[lang]
    ]
