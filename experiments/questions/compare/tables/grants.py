"""Tax after equalisation, need, sanction and ceiling of what a comparison found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from borgerflow.experiments.findings.finding import Patched
from borgerflow.experiments.findings.rows import Assumption
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.tables.grant_rows import (
    Ceiling,
    Grants,
    NeedLost,
    SanctionPaid,
    TaxRow,
)
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.sim.law import grants as rules
from borgerflow.sim.measures.invested import price_index_of
from borgerflow.sim.params.law.accounts import LANDSDEL, SERVICE
from borgerflow.sim.params.law.equalisation import CALLED, Equalisation
from borgerflow.sim.params.patches.law import ACCOUNTS

IN_WORK, BENEFIT = "job", "benefit"
OF_LAW = ("law.", "rates.")  # what the names of numbers of law begin with


def grants_of(found: Finding, comparison: Comparison, own_share: float) -> Grants:
    """Return what grants and equalisation do beside a comparison."""
    numbers = comparison.chart.equalisation
    frames = {row.line: row.amounts for row in found.frames}
    service = {} if SERVICE not in frames else frames[SERVICE].by_year
    tax = tuple(_Taxed.of(comparison).rows(_jobs(found), benefits_changed(found)))
    return Grants(
        own_share=own_share,
        tax=tax,
        need=need_lost(numbers, tax[-1].jobs),
        sanction=sanction({y: amount.mean for y, amount in service.items()}, numbers, own_share),
        dagpenge_shared=_shared_in_landsdel(found, numbers),
        ceiling=_ceiling(found, numbers),
        law_changes=_law_changes(found, comparison),
        looked_up=numbers.looked_up,
    )


def assumptions_of_grants(numbers: Equalisation) -> Iterator[Assumption]:
    """Yield the numbers that grants and equalisation rest on."""
    for name, estimate in numbers.estimates():
        if name in CALLED:
            yield Assumption.of(f"{ACCOUNTS}.{name}", estimate, CALLED[name])


def _jobs(found: Finding) -> dict[int, float]:
    """Return the full-time jobs more, by year."""
    in_work = {row.year: row.difference.mean for row in found.full_time if row.scheme == IN_WORK}
    return {year: in_work.get(year, 0.0) for year in found.years}


def benefits_changed(found: Finding) -> dict[int, float]:
    """Return the change of all benefits by year, whoever pays them."""
    changed = dict.fromkeys(found.years, 0.0)
    for row in found.ledger:
        if row.kind == BENEFIT:
            changed[row.year] += row.difference.mean
    return changed


@dataclass(frozen=True)
class _Taxed:
    """How jobs are taxed: the numbers, and a wage with its allowance in the prices of amounts."""

    numbers: Equalisation
    wage: float
    allowance: float

    @classmethod
    def of(cls, comparison: Comparison) -> "_Taxed":
        numbers, index = comparison.chart.equalisation, comparison.investment.unit_costs.price_index
        year = int(numbers.number("wage_year"))
        of_year = price_index_of(index, comparison.price_year) / price_index_of(index, year)
        wage, most = numbers.number("wage"), numbers.number("allowance_most")
        share = numbers.number("allowance_share")
        free = rules.employment_allowance(wage, share, most)
        return cls(numbers, wage * of_year, free * of_year)

    def rows(self, jobs: Mapping[int, float], benefits: Mapping[int, float]) -> Iterator[TaxRow]:
        """Yield what jobs more, and the change of benefits, do to the tax of each year."""
        contribution, own = self.numbers.number("labour_market_contribution"), self._own_rate
        for year, more in jobs.items():
            wages, allowances = more * self.wage, more * self.allowance
            base = rules.tax_base_gained(wages, contribution, allowances, -benefits[year])
            kept = (-self._kept(base, level) for level in self._levels)
            yield TaxRow(year, more, base, -own * base, *kept)

    def _kept(self, base: float, level: float) -> float:
        average = self.numbers.number("average_rate")
        return rules.tax_kept(base, self._own_rate, level, average)

    @property
    def _own_rate(self) -> float:
        return self.numbers.number("own_rate")

    @property
    def _levels(self) -> tuple[float, float, float]:
        """Return how much is equalised: usually, below 90 % of the mean, above 125 %."""
        of = self.numbers.number
        rates = (of("own_rate"), of("least_rate"), of("average_rate"))
        return of("level"), of("level_below_90"), rules.capped_level(of("cap_above_125"), *rates)


def need_lost(numbers: Equalisation, persons: float) -> NeedLost:
    """Return what one person fewer without work costs in need, years later."""
    of, counted = numbers.number, numbers.counted_without_work
    given = of("net_spending"), of("social_share"), of("weight_without_work")
    one = rules.need_of_one(*given, of("counted_without_work"))
    dearest = rules.need_of_one(*given, counted.low or of("counted_without_work"))
    usual, above = of("need_level"), of("need_level_above_mean")
    return NeedLost(of("years_late"), usual * one, above * one, above * dearest, persons)


def sanction(service: Mapping[int, float], numbers: Equalisation, own_share: float) -> SanctionPaid:
    """Return what is paid where all together overspend, and the proposal is in no budget."""
    of = numbers.number
    year = max(service, key=lambda each: service[each], default=0)
    most = max(service.get(year, 0.0), 0.0)
    share = of("sanction_by_inhabitants")
    own, of_all = (
        rules.own_sanction(of("overrun"), share, own_share, part)
        for part in (most / of("overspent"), 0.0)
    )
    return SanctionPaid(of("overrun"), year, most, own, of_all)


def _shared_in_landsdel(found: Finding, numbers: Equalisation) -> tuple[float, float] | None:
    """Return the net of dagpenge to 2020, and what is kept where the landsdel shares it."""
    nets = [row.net for row in found.kept if row.rule == LANDSDEL]
    share = numbers.number("share_of_landsdel")
    return (nets[0], rules.kept_of_dagpenge(nets[0], share)) if nets else None


def _ceiling(found: Finding, numbers: Equalisation) -> Ceiling | None:
    """Return the ceiling on courses in the last year, where there is one."""
    year, each = found.years[-1], numbers.number("ceiling_a_person")
    if year < numbers.number("ceiling_from"):
        return None
    persons = sum(
        row.baseline
        for row in found.full_time
        if row.year == year and row.scheme in numbers.under_ceiling.schemes
    )
    return Ceiling(year, persons, each, rules.programme_ceiling(persons, each))


def _law_changes(found: Finding, comparison: Comparison) -> bool:
    """Tell whether law is another one, in a proposal, a draft or a number that was set."""
    draft = found.law is not None and found.law.draft is not None
    return draft or _sets_law(found.patched) or any(form.law for form in comparison.asked)


def _sets_law(patched: Patched | None) -> bool:
    return patched is not None and any(n.name.startswith(OF_LAW) for n in patched.numbers)
