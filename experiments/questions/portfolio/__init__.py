"""Which proposals together: each simulated alone, the best set chosen, the sets simulated together.

``choose`` is the optimisation and knows no world; ``simulate`` the worlds it is asked of.
"""

from borgerflow.experiments.findings.finding import present

present(
    f"{__name__}.finding:PortfolioFinding",
    text=f"{__name__}.text:portfolio_text",
    workbook=f"{__name__}.workbook:write_portfolio",
    charts=f"{__name__}.chart:charts",
    report=f"{__name__}.report:portfolio_page",
)
