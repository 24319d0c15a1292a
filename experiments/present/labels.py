"""What the grades of a number are called, from best known to least known."""

from borgerflow.experiments.findings.rows import SummaryRow

GRADES = {
    "sourced": {"da": "med kilde", "en": "sourced"},
    "derived": {"da": "afledt", "en": "derived"},
    "estimated": {"da": "estimeret", "en": "estimated"},
    "recalled": {"da": "efter hukommelsen", "en": "recalled"},
    "assumed": {"da": "antaget", "en": "assumed"},
}
LINES = {
    "investment": {"da": "Investering", "en": "Investment"},
    "benefits": {"da": "Sparet forsørgelsesudgift", "en": "Sparet forsørgelsesudgift (benefits)"},
    "contacts_and_activation": {"da": "Samtaler og aktivering", "en": "Contacts and activation"},
    "other": {"da": "Øvrigt", "en": "Other"},
    "net_kommune": {"da": "Netto, kommunen", "en": "Net, municipality"},
    "net_stat": {"da": "Netto, staten", "en": "Net, state"},
    "net_a_kasse": {"da": "Netto, a-kasser", "en": "Net, unemployment funds"},
}
SAVED = {"da": "Sparet udgift", "en": "Saved cost"}
PAYERS = {
    "kommune": {"da": "Kommunen", "en": "Municipality"},
    "stat": {"da": "Staten", "en": "State"},
    "a_kasse": {"da": "A-kasser", "en": "Unemployment funds"},
}


def line_label(row: SummaryRow, lang: str) -> str:
    """Return what a line of the main table is called; a cost below zero is saved, not invested."""
    if row.line == "investment" and row.amounts.total.mean < 0:
        return SAVED[lang]
    return LINES[row.line][lang] if row.line in LINES else row.line
