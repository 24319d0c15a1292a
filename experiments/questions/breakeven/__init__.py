"""When does a proposal pay back, and what must it achieve to: one answer for every proposal.

Asked with the worlds, the pairs and the search of a comparison; what is added here is the
answer itself, the same money discounted, and the table of a whole municipality.
"""

from borgerflow.experiments.findings.finding import present

present(
    f"{__name__}.finding:BreakEvenFinding",
    text=f"{__name__}.text:breakeven_text",
    table=f"{__name__}.tables:main_table",
    workbook=f"{__name__}.workbook:write_breakeven",
    charts=f"{__name__}.chart:charts",
    report=f"{__name__}.report:breakeven_page",
)
