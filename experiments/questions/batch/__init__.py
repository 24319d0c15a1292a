"""A study of replications and parameter draws, over cores or a cluster; resumes.

``study`` reads what is asked, ``plan`` says which tasks that makes, ``tasks`` simulates one of
them, ``question`` has all of them simulated, ``parts`` keeps what is finished, ``reduce`` adds it
up and ``finding`` is the answer.
"""

from borgerflow.experiments.findings.finding import present

present(
    f"{__name__}.finding:BatchFinding",
    text=f"{__name__}.text:batch_text",
    table="borgerflow.experiments.questions.compare.text:main_table",
    workbook="borgerflow.experiments.questions.compare.workbook:write_compare",
    charts="borgerflow.experiments.questions.compare.chart.drawn:charts",
    report="borgerflow.experiments.questions.compare.report:compare_page",
)
