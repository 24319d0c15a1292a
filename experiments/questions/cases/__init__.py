"""The municipal cases: what others say an investment costs and gives, and what it comes to.

``catalogue`` holds them as they are stated, ``common_form`` brings them to one form, ``flags``
says what makes one doubtful, ``compare`` holds them against a simulated year, ``simulate``
simulates one as the proposal that ``proposals`` reads in it.
"""

from borgerflow.experiments.findings.finding import present

present(f"{__name__}.finding:CaseList", text=f"{__name__}.shown.listing_text:list_text")
present(f"{__name__}.finding:CaseInFull", text=f"{__name__}.shown.listing_text:full_text")
present(f"{__name__}.compare:Overview", text=f"{__name__}.shown.listing_text:overview_text")
present(
    f"{__name__}.finding:CaseFinding",
    text=f"{__name__}.shown.text:case_text",
    workbook=f"{__name__}.shown.workbook:write_case",
    report=f"{__name__}.shown.report:case_page",
)
present(
    f"{__name__}.finding:CaseTable",
    text=f"{__name__}.shown.text:table_text",
    workbook=f"{__name__}.shown.workbook:write_cases",
    report=f"{__name__}.shown.report:cases_page",
)
