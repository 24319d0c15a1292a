"""What another rhythm of contacts does, and what staff it takes: one baseline, many settings.

Every setting is a world beside the same baseline, simulated with the same draws; what is compared
is kroner, staff, waiting and the deadlines of the law.
"""

from borgerflow.experiments.findings.finding import present

present(
    f"{__name__}.finding:ContactsFinding",
    text=f"{__name__}.shown.text:contacts_text",
    workbook=f"{__name__}.workbook:write_contacts",
    charts=f"{__name__}.chart:charts",
    report=f"{__name__}.report:contacts_page",
)
