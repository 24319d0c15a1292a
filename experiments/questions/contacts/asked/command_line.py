"""The options that ask the same question again, as they are typed."""

from collections.abc import Sequence

from borgerflow.experiments.questions.contacts.asked.settings import OPTIONS, Posts, Rhythm, Scope


def typed(
    rhythms: Sequence[Rhythm],
    posts: Sequence[Posts],
    scope: Scope,
    effects: str,
    *,
    capacity: bool,
    hire: bool,
    who: bool,
    extra_fte: float | None,
) -> str:
    """Return every option that is not as usual, the schemes apart."""
    left = ":".join("" if end is None else f"{end:g}" for end in scope.weeks_left)
    target = ",".join(f"{name}={'+'.join(levels)}" for name, levels in scope.target.items())
    values = {
        **_swept(rhythms, posts),
        "--target": target,
        "--from-week": f"{scope.from_week:g}" if scope.from_week else "",
        "--to-week": "" if scope.to_week is None else f"{scope.to_week:g}",
        "--weeks-left": left.strip(":") and left,
        "--talk": scope.talk,
        "--effects": "" if effects == "trial" else effects,
        "--capacity": "" if capacity else "off",
        "--extra-fte": "" if extra_fte is None else f"{extra_fte:g}",
    }
    flags = {"--instead": scope.instead, "--hire": hire, "--who": who}
    told = [f"{option} {value}" for option, value in values.items() if value]
    return " ".join([*told, *(flag for flag, given in flags.items() if given)])


def _swept(rhythms: Sequence[Rhythm], posts: Sequence[Posts]) -> dict[str, str]:
    """Return the sweeps by option."""
    swept: dict[str, list[str]] = {}
    every: tuple[Rhythm | Posts, ...] = (*rhythms, *posts)
    for each in every:
        forms = each.forms if isinstance(each, Rhythm) else ()
        value = "+".join(n if s == 1 else f"{n}:{s:g}" for n, s in forms) or f"{each.number:g}"
        swept.setdefault(OPTIONS[each.kind], []).append(value)
    return {option: ",".join(values) for option, values in swept.items()}
