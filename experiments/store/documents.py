"""What is written beside the data of an answer: under which names, in which language."""

from dataclasses import dataclass

SHORT, FULL, JSON = "finding.txt", "finding-all-assumptions.txt", "finding.json"
REPORT, WORKBOOK = "report.html", "tables.xlsx"
WHOLE = "answer.json"  # all that a report is made from
FORM = "form.json"  # what the template of a form may ask for, in each language


@dataclass(frozen=True)
class Documents:
    """The language of what is written beside the data, and how CSV files are written."""

    lang: str = "en"
    csv_profile: str = "int"
