"""Which proposals together: each lived alone, the best set chosen, the sets lived together.

What is chosen by, and how, `experiments.portfolio` says; here are the worlds it is asked of,
the finding, and its words.
"""

from borgerflow.experiments.findings.finding import present

present(
    f"{__name__}.finding:PortfolioFinding",
    text=f"{__name__}.text:portfolio_text",
    workbook=f"{__name__}.workbook:write_portfolio",
    charts=f"{__name__}.chart:charts",
    report=f"{__name__}.report:portfolio_page",
)
