"""A second settlement of one citizen: slow, day by day, in plain Python, from the statute.

It shares nothing with the kernel but the values of the law book: no epochs, no pieces, no
steps walked at once, no ring. Each day is looked at alone; each week is closed on its Sunday.
"""

import datetime as dt
from collections import defaultdict

DAY_ZERO = dt.date(1900, 1, 1)
SELF_SUPPORT = ("job", "selvforsoergelse")
FIRST_WEEK = dt.date(2016, 1, 4)
WAITING = {"loenmodtager": 30, "ledig": 14, "selvstaendig": 14, "uden_arbejdsgiver": 0}
FLEX = ("fleksjob", "ledighedsydelse")
TAKEN_OUT = (  # of the fleksjob scheme
    *("ressourceforloeb", "kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat"),
    *("uddannelseshjaelp_uddannelsesparat", "uddannelseshjaelp_aktivitetsparat"),
    *("dagpenge", "revalidering", "shydelse", "foertidspension"),
)
EMPLOYED_OR_UNKNOWN = (*SELF_SUPPORT, "out", "uddannelse", "fleksjob", "foertidspension")


def number(date):
    return (date - DAY_ZERO).days


class Settlement:
    """The ledger and the counter of one citizen under one law book."""

    def __init__(self, law, *, su=False, employer=True, elevloen=True, only_latest=False):
        self.law, self.employer, self.only_latest = law, employer, only_latest
        self.studies = {"su": su, "elevloen": elevloen}  # which of them are self-support
        self.kroner = defaultdict(float)  # (year, payer, scheme)
        self.gross = 0.0
        self.counter = 0
        self.supported = []  # whole weeks of self-support since the count began

    def settle(self, spells):
        """Settle dictionaries with scheme, category, start, end, share, weekly_amount."""
        spells = sorted(spells, key=lambda s: s["start"])
        self.since, self.ill_as = absences(spells), illnesses(spells)
        self.granted_as = grants(spells, self.law)
        day, last = spells[0]["start"], spells[-1]["end"]
        monday = day - dt.timedelta(days=day.weekday())
        while monday < last:
            week = [monday + dt.timedelta(days=n) for n in range(7)]
            self.week([self.day(d, spells) for d in week if day <= d < last], week)
            monday += dt.timedelta(days=7)
        return self

    def day(self, date, spells):
        """Return (effect, scheme, kroner a week, fixed share, date) of a day."""
        spell = next((s for s in spells if s["start"] <= date < s["end"]), None)
        if spell is None or spell["scheme"] in SELF_SUPPORT:
            return "support", None, 0.0, None, date
        scheme = spell["scheme"]
        kind = self.law.schemes[scheme]
        category = self.granted_as.get(spell["start"])
        category = category or spell["category"] or kind.default_category
        if scheme == "sygedagpenge":
            category = self.ill_as[spell["start"]]
            waited = (date - self.since[spell["start"]]).days
            if waited < WAITING[category]:
                if category != "ledig":
                    return "support" if self.employer else "neutral", None, 0.0, None, date
                scheme, category = "dagpenge", "max"
        return self.paid_day(date, spell, scheme, category)

    def paid_day(self, date, spell, scheme, category):
        kind = self.law.schemes[scheme]
        rate = kind.categories[category].is_paid if category else False
        weekly = 0.0
        if rate:
            own = spell["weekly_amount"]
            weekly = (
                self.law.weekly(kind.categories[category], number(date)) if own is None else own
            )
            weekly *= 1.0 if spell["share"] is None else spell["share"]
        if scheme == "uddannelse":
            return "support" if self.studies[category] else "neutral", scheme, weekly, 0.0, date
        if weekly == 0:
            return "neutral", scheme, 0.0, None, date
        fixed = kind.categories[category].fixed_share
        if fixed:
            return "neutral", scheme, weekly, self.law.on(fixed, number(date)), date
        return "counts", scheme, weekly, None, date

    def week(self, days, dates):
        """Close a week: count it, book its days, weigh it for a reset."""
        if any(effect == "counts" for effect, *_ in days):
            self.counter += 1
            if self.only_latest:
                self.supported = []
        for _, scheme, weekly, fixed, date in days:
            if weekly:
                self.book(date, scheme, weekly, fixed)
        if len(days) == 7 and all(effect == "support" for effect, *_ in days):
            self.supports(number(dates[0]) // 7)

    def supports(self, week):
        if self.counter == 0:
            return
        self.supported.append(week)
        if len([w for w in self.supported if week - w < 156]) >= 52:
            self.counter, self.supported = 0, []

    def book(self, date, scheme, weekly, fixed):
        k = self.counter + (date < FIRST_WEEK)  # FL § 29
        share = 0.2 if k <= 4 else 0.6 if k <= 26 else 0.7 if k <= 52 else 0.8
        share = share if fixed is None else fixed
        bidrag = self.bidrag(date, weekly) if scheme == "fleksjob" and fixed is None else 0.0
        kommune = (weekly * share - (bidrag if k > 52 else 0.0)) / 7
        self.kroner[date.year, "kommune", scheme] += kommune
        self.kroner[date.year, "stat", scheme] += weekly / 7 - kommune
        self.gross += weekly / 7

    def bidrag(self, date, weekly):
        """Return the fleksbidrag a week, the wage found by trial (bisection)."""
        day = number(date)
        start = self.law.rates.row("fleksloentilskud.max", day).amount
        threshold = self.law.on("law.fleksjob.threshold", day)
        low, high, tilskud = 0.0, 200_000.0, weekly * 52 / 12
        for _ in range(200):
            wage = (low + high) / 2
            cut = 0.3 * min(wage, threshold) + 0.55 * max(0.0, wage - threshold)
            low, high = (wage, high) if start - cut > tilskud else (low, wage)
        cap = self.law.on("law.refusion.fleksbidrag_cap", day)
        monthly = max(0.0, min(0.3 * start - 0.2 * tilskud, cap) - 0.2 * 0.9 * low)
        return int(monthly + 0.5) * 12 / 52


def absences(spells):
    """Return the first day of the absence that each sygedagpenge spell belongs to."""
    since, before = {}, None
    for spell in spells:
        goes_on = before and before["scheme"] == spell["scheme"] and before["end"] == spell["start"]
        since[spell["start"]] = since[before["start"]] if goes_on else spell["start"]
        before = spell
    return since


def illnesses(spells):
    """Return the category of each spell of sygedagpenge, one that was left out read by the law."""
    found, before = {}, None
    for spell in spells:
        if spell["scheme"] == "sygedagpenge":
            straight = before is not None and before["end"] == spell["start"]
            came_from = before["scheme"] if straight else "job"
            if came_from == "sygedagpenge":
                guess = found[before["start"]]
            elif came_from == "dagpenge":
                guess = "ledig"
            else:
                guess = "loenmodtager" if came_from in EMPLOYED_OR_UNKNOWN else "uden_arbejdsgiver"
            found[spell["start"]] = spell["category"] or guess
        before = spell
    return found


def grants(spells, law):
    """Return the older category of each spell that goes on under a grant of which one tells.

    FL § 30, lov om social pension § 52; for spells that begin after the reforms.
    """
    found, flex, pension, pension_until = {}, False, "", None
    for spell in spells:
        scheme = spell["scheme"]
        kind, _, when = (spell["category"] or law.schemes[scheme].default_category or "").partition(
            "foer_"
        )
        if scheme in FLEX:
            flex = flex or bool(when)
            if flex:
                written = kind.rstrip("_") if scheme == "ledighedsydelse" else ""
                found[spell["start"]] = f"{written}_foer_2013".lstrip("_")
        elif scheme in TAKEN_OUT:
            flex = False
        if scheme == "foertidspension":
            goes_on = pension_until == spell["start"]
            pension, pension_until = when or (pension if goes_on else ""), spell["end"]
            if pension:
                found[spell["start"]] = f"{kind.rstrip('_')}_foer_{pension}"
    return found
