"""Baseline against investment: what proposals together do to the municipality's purse."""

from borgerflow.experiments.findings.finding import present

present(
    f"{__name__}.finding:Finding",
    text=f"{__name__}.text:compare_text",
    table=f"{__name__}.text:main_table",
    workbook=f"{__name__}.workbook:write_compare",
    charts=f"{__name__}.chart.drawn:charts",
    report=f"{__name__}.report:compare_page",
    placeholders=f"{__name__}.form.values:placeholders",
)
