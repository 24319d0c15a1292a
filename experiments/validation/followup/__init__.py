"""What was expected, held against what came: inside or outside, and what is left to be earned."""

from borgerflow.experiments.findings.finding import present

present(
    f"{__name__}.finding:FollowupFinding",
    text=f"{__name__}.text:followup_text",
    table=f"{__name__}.text:followup_table",
    workbook=f"{__name__}.workbook:write_followup",
    charts=f"{__name__}.chart:charts",
    report=f"{__name__}.report:followup_page",
)
