"""A municipality simulated on from the day it is fitted to, held against what came."""

from borgerflow.experiments.findings.finding import present

present(
    f"{__name__}.finding:BackcastFinding",
    text=f"{__name__}.text:backcast_text",
    table=f"{__name__}.text:backcast_table",
    workbook=f"{__name__}.workbook:write_backcast",
    charts=f"{__name__}.chart:charts",
    report=f"{__name__}.report:backcast_page",
)
