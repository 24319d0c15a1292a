"""Which numbers somebody set for an answer, from what to what."""

from collections.abc import Iterable, Sequence

from borgerflow.experiments.findings.assumptions import assumptions_of
from borgerflow.experiments.findings.finding import Patched, PatchedNumber
from borgerflow.experiments.findings.labels import scheme_within
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params import Params
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.law.equalisation import CALLED
from borgerflow.sim.params.patches.catalogue import HAZARDS, forms_of_model
from borgerflow.sim.params.patches.changes import PatchLine, change_of, changes_of
from borgerflow.sim.params.patches.correlations import pairs_in
from borgerflow.sim.params.patches.graded import EFFECTS, graded_in
from borgerflow.sim.params.patches.law import ACCOUNTS, RATES, values_in
from borgerflow.sim.world.municipality import find_municipality
from borgerflow.sim.world.presets import preset_of
from borgerflow.sim.world.world import World

CALLED_OF_ACCOUNTS = {
    **CALLED,
    "kroner_a_post": Wording("løn for et årsværk om året", "pay of a post a year"),
    "persons_18_66_of_country": Wording("landets 18-66-årige", "those of 18-66 in the country"),
}
Known = dict[str, tuple[float | None, str]]  # value and unit by name
AS_IS = (1.0, "factor")  # of a row of numbers: what they are multiplied by


def patched_in(world: World) -> Patched | None:
    """Return what was set in a world, None where nothing was."""
    params = world.params
    if params.unpatched is None:
        return None
    before, after = (numbers_in(each, world, params.patch) for each in (params.unpatched, params))
    meant = [name for name in after if any(line.matches(name) for line in params.patch)]
    listed = labels_of(world, meant)
    meant.sort(key=lambda name: name not in listed)  # what the answer lists first
    labels = {**_labels_of_rest(world), **listed}
    numbers = tuple(
        PatchedNumber(name, before[name][0], _now(name, after[name][0], params.patch), unit, label)
        for name in meant
        for unit, label in [(after[name][1], labels.get(name))]
    )
    pairs = [(pair.line.name, pair.rho) for pair in pairs_in(params.patch)]
    return Patched(changes_of(params.patch), numbers, tuple(pairs))


def _now(name: str, value: float | None, patch: Iterable[PatchLine]) -> float | None:
    """Return what a number is now; of a row of numbers, the factor on it."""
    if not name.startswith((f"{HAZARDS}.", f"{RATES}.")):
        return value
    return next(change_of(each.change).times for each in reversed([*patch]) if each.matches(name))


def numbers_in(params: Params, world: World, lines: Sequence[PatchLine]) -> Known:
    """Return the numbers that a world rests on by name, as they are held to be in some params.

    Forms in which none of some lines may mean a number are left out.
    """
    home = find_municipality(params, world.municipality.name)
    proposals = (params.proposals.get(each.id, each) for each in world.proposals)
    preset = preset_of(params, world.contacts)
    model = forms_of_model(params.directory / "model")
    forms = [
        *((each.id, each) for each in proposals),
        *([(EFFECTS, preset)] if preset else []),
        (home.name, home),
        *((prefix, params.patched_form(prefix, form)) for prefix, form in model),
        *((ACCOUNTS, each) for each in params.law.accounts.forms),
    ]
    found: Known = {}
    for prefix, form in forms:
        near = any(line.may_match_within(prefix) for line in lines)
        for name, each in graded_in(prefix, form).items() if near else ():
            found[name] = (each.value, each.unit) if isinstance(each, Estimate) else AS_IS
    rates = {f"{RATES}.{name}": AS_IS for name in params.law.rates.names}
    return {**found, **rates, **values_in(params.law, world.start_day)}


def labels_of(world: World, names: Iterable[str]) -> dict[str, Wording]:
    """Return what people call numbers that are listed among what answers rest on, by name."""
    parts = {part for name in names for part in name.split(".")}
    schemes = [scheme for scheme in world.scheme_names if scheme in parts]
    hazards = {
        f"{HAZARDS}.{scheme}.{to}": _leaving(world, scheme, to)
        for scheme in schemes
        for to in world.model.hazards.schemes[scheme].exits
    }
    return {
        **{each.name: each.label for each in assumptions_of(world, schemes) if each.label},
        **hazards,
    }


def _labels_of_rest(world: World) -> dict[str, Wording]:
    """Return what people call numbers that no answer lists: values of law, posts, stocks."""
    law, place = world.law, world.municipality
    called = {f"{ACCOUNTS}.{name}": label for name, label in CALLED_OF_ACCOUNTS.items()}
    for name, parameter in law.parameters.items():
        label = Wording(parameter.label["da"], parameter.label["en"])
        called[name] = label
        for value in parameter.values:
            day = iso_date(value.day)
            called[f"{name}.{day}"] = label + Wording(f" (fra {day})", f" (from {day})")
    for proposal in world.proposals:
        for year in {*proposal.fte, *proposal.staff}:
            number = same(f"{proposal.form.number}: ")
            called[f"{proposal.id}.fte.{year}"] = number + Wording(f"årsværk {year}", f"FTE {year}")
            called[f"{proposal.id}.staff.{year}"] = number + Wording(f"løn {year}", f"staff {year}")
    home = Wording(place.label.da, place.label.en)
    for scheme in place.stocks:
        within = Wording(": bestand i ", ": stock of ") + scheme_within(law.schemes[scheme])
        called[f"{place.name}.stocks.{scheme}"] = home + within
    return called


def _leaving(world: World, scheme: str, to: str) -> Wording:
    here, there = (scheme_within(world.law.schemes[name]) for name in (scheme, to))
    return Wording(f"afgang fra {here.da} til {there.da}", f"leaving {here.en} for {there.en}")
