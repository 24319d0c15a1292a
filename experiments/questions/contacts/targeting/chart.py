"""The net of every group or use of posts with its interval: drawn without a screen."""

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.chart import (
    BLACK,
    BLUE,
    GREEN,
    PANELS,
    TITLE,
    Files,
    blank,
    few_decimals,
    save,
    title_text,
)
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.questions.contacts.shown.text import head_line
from borgerflow.experiments.questions.contacts.tables import use_name

WIDE, A_ROW, MARGIN = 5.2, 0.3, 1.4  # inches
POSTS = {
    "as_now": {"da": "stillingerne bevares", "en": "posts stay as now"},
    "hired": {"da": "med de ansatte årsværk", "en": "with the posts hired"},
    "no_limit": {"da": "årsværk følger samtalerne", "en": "posts follow the talks"},
}
Row = tuple[str, Interval, bool]  # what it is called, its net, and whether it is an answer


def draw_targets(finding: ContactsFinding, files: Files, lang: str) -> None:
    """Write a chart of the net of each group or use; the answers stand out."""
    rows = rows_of(finding, lang)
    figure = blank((WIDE, MARGIN + A_ROW * len(rows)))
    axes = figure.subplots()
    for place, (_, net, answer) in enumerate(rows):
        scaled, colour = net.scaled(1 / numbers.THOUSAND), GREEN if answer else BLUE
        axes.plot(scaled.mean, place, color=colour, marker="D" if answer else "o")
        if scaled.low is not None and scaled.high is not None:
            axes.plot([scaled.low, scaled.high], [place, place], color=colour, linewidth=1.5)
    axes.set_yticks(range(len(rows)), [name for name, _, _ in rows], fontsize=8)
    axes.invert_yaxis()
    axes.axvline(0, color=BLACK, linewidth=0.8)
    axes.spines[["top", "right"]].set_visible(False)
    few_decimals(axes.xaxis, lang)
    posts = POSTS[finding.staffing][lang]
    under = f"{PANELS[lang][0]}; {posts}; {_marked(finding, lang)}"
    title = title_text(head_line(finding, lang), under)
    figure.suptitle(title, x=0.01, ha="left", fontsize=TITLE)
    save(figure, files)


def rows_of(finding: ContactsFinding, lang: str) -> list[Row]:
    """Return what is drawn, from the top."""
    if finding.groups:
        return [
            (group.label.text(lang), group.net, group.verdict in ("saving", "no_loss"))
            for group in finding.groups
        ]
    uses = () if finding.best_use is None else finding.best_use.uses
    return [(use_name(finding, use, lang), use.net, use.chosen) for use in uses]


def _marked(finding: ContactsFinding, lang: str) -> str:
    """Return what the marks mean."""
    if finding.groups:
        return {"da": "rude: uden merudgift", "en": "diamond: at no loss"}[lang]
    return {"da": "rude: valgt", "en": "diamond: chosen"}[lang]
