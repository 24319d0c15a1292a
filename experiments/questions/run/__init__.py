"""One world: stocks, flows, durations and kroner."""

from borgerflow.experiments.findings.finding import present

present(
    f"{__name__}.finding:RunFinding",
    text=f"{__name__}.text:run_text",
    table=f"{__name__}.text:run_table",
    workbook=f"{__name__}.workbook:write_run",
    charts=f"{__name__}.chart:charts",
    report=f"{__name__}.report:run_page",
)
