"""Hazards from observed spells, how well they fit, and params that a simulation runs with."""

from borgerflow.experiments.findings.finding import present

present(
    f"{__name__}.finding:FitFinding",
    text=f"{__name__}.text:fit_text",
    table=f"{__name__}.text:fit_table",
    workbook=f"{__name__}.workbook:write_fit",
    charts=f"{__name__}.chart:charts",
    report=f"{__name__}.report:fit_page",
)
