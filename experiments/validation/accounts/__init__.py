"""What a municipality's benefits come to, held against a hand computation and the accounts."""

from borgerflow.experiments.findings.finding import present

present(
    f"{__name__}.finding:AccountsFinding",
    text=f"{__name__}.text:accounts_text",
    table=f"{__name__}.text:accounts_table",
    workbook=f"{__name__}.workbook:write_accounts",
    report=f"{__name__}.report:accounts_page",
)
