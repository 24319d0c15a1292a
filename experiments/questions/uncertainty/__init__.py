"""How sure the answer about a proposal is, what that hangs on, and what it is worth to know more.

The proposals' own numbers are drawn, all at once, and simulated in the same replications, so that
chance and ignorance are told apart.
"""

from borgerflow.experiments.findings.finding import present

present(
    f"{__name__}.finding:UncertaintyFinding",
    text=f"{__name__}.text:uncertainty_text",
    table=f"{__name__}.tables:main_table",
    workbook=f"{__name__}.workbook:write_uncertainty",
    charts=f"{__name__}.chart:charts",
    report=f"{__name__}.report:uncertainty_page",
)
