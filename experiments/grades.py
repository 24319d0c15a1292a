"""What the grades of a number are called, from best known to least known."""

GRADES = {
    "sourced": {"da": "med kilde", "en": "sourced"},
    "derived": {"da": "afledt", "en": "derived"},
    "estimated": {"da": "estimeret", "en": "estimated"},
    "recalled": {"da": "efter hukommelsen", "en": "recalled"},
    "assumed": {"da": "antaget", "en": "assumed"},
}
