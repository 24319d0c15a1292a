"""What each field of a form asks, in Danish and in English.

A field that has no words here is asked by its own name, so that a new one needs none.
"""

from borgerflow.sim.base.wording import Wording

FIELDS = {
    "id": Wording(
        "Navnet på filen: små bogstaver, tal og bindestreger",
        "The name of the file: small letters, digits and hyphens",
    ),
    "title": Wording("Titel", "Title"),
    "municipality": Wording(
        "Den kommune, der betaler, eller en fil (.yaml)",
        "The municipality whose money it is, or a file (.yaml)",
    ),
    "form": Wording("Hvor forslaget står", "Where the proposal stands"),
    "document": Wording("dokument", "document"),
    "lines": Wording("side eller linjer", "page or lines"),
    "number": Wording("nummer", "number"),
    "description": Wording(
        "Hvad der skal gøres (et par linjer)", "What is to be done, in two lines"
    ),
    "start": Wording("Første dag, fx 2024-01-01", "First day, as 2024-01-01"),
    "until": Wording(
        "Dagen efter sidste dag; uden svar: til udgangen af det sidste år med udgift",
        "The day after the last; if left out, the end of the last year with a cost",
    ),
    "price_year": Wording("Udgiftens prisniveau (år)", "The year its prices are of"),
    "cost": Wording(
        "Udgift i kr. for hvert år, forslaget løber; 0, hvis der ingen er, minus, hvis der spares",
        "Cost in kr. each year it runs; 0 where there is none, minus where money is saved",
    ),
    "fte": Wording("Årsværk hvert år", "Full-time posts (FTE) each year"),
    "spares": Wording(
        "Den lovværdi (law.<lov>.<navn>), der kræver det, forslaget sparer udgiften til",
        "The value of law (law.<law>.<name>) that asks for what the proposal saves the cost of",
    ),
    "excludes": Wording(
        "Forslag, det ikke kan kombineres med (id)", "Proposals it cannot stand beside (ids)"
    ),
    "excludes_outside": Wording(
        "Forslag, der ikke følger med, og som det ikke kan kombineres med",
        "Proposals outside the package that it cannot stand beside",
    ),
    "depends_on": Wording("Forslag, det forudsætter (id)", "Proposals it depends on (ids)"),
    "mechanisms": Wording(
        "Hvad forslaget ændrer: én blok for hver ydelse og målgruppe",
        "What the proposal changes: one block for each scheme and target",
    ),
    "unanswered": Wording(
        "Hvorfor modellen ikke kan regne på det (fortsæt sætningen »fordi ...«)",
        'Why the model has no answer, going on from "because"',
    ),
    "evidence": Wording(
        "Hvad man ved om virkningen, og hvorfra", "What is known of the effect, and from where"
    ),
    "flags": Wording("Forbehold, læseren skal kende", "Caveats that a reader must know"),
    "label": Wording("Virkningens navn i tekster og tabeller", "What people call the mechanism"),
    "kind": Wording(
        "Hvad der ændres: inflow er færre nye sager, hazard er hurtigere eller langsommere afgang,"
        " duration er kortere eller længere forløb, relapse er tilbagefald fra job eller"
        " uddannelse, programme er et forløb med pladser, review er afgørelser ved en frist,"
        " hours er timetal,"
        " sanction er sanktioner",
        "What is changed: inflow is fewer new cases, hazard is leaving sooner or later, duration"
        " is a shorter or longer stay, relapse is falling back from job or education, programme"
        " is a course with places, review is decisions at a deadline, hours is hours worked,"
        " sanction is sanctions",
    ),
    "came_from": Wording(
        "Hvor de kom fra før (kun relapse)", "Where they came from (relapse only)"
    ),
    "away_from": Wording("Den afgørelse, der bliver sjældnere", "The decision made less often"),
    "towards": Wording("Den afgørelse, der kommer i stedet", "The decision made instead"),
    "places": Wording("Pladser ad gangen", "Places at a time"),
    "weeks": Wording("Forløbets længde i uger", "How many weeks the programme lasts"),
    "recruited": Wording(
        "Andel af de mulige deltagere, der optages pr. uge",
        "Share of those who may join that is recruited a week",
    ),
    "recruits_for_weeks": Wording(
        "Antal uger med optag, hvis alle begynder samtidig",
        "Weeks in which it recruits, if all start together",
    ),
    "completion": Wording("Andel, der gennemfører", "Share that completes it"),
    "lock_in": Wording("Afgang, mens det varer (faktor)", "Leaving while it lasts (factor)"),
    "lasts_weeks": Wording(
        "Antal uger, det virker efter gennemførelse", "Weeks for which it acts once completed"
    ),
    "at_week": Wording(
        "Uge i forløbet, hvor alle i målgruppen skal begynde (i stedet for løbende optag)",
        "Week of the spell in which all in the target must begin, instead of being recruited",
    ),
    "threat": Wording(
        "Afgang i ugerne op til et obligatorisk forløb (faktor)",
        "Leaving in the weeks before a compulsory programme (factor)",
    ),
    "threat_weeks": Wording(
        "Hvor mange uger forud et obligatorisk forløb er kendt",
        "Weeks ahead for which a compulsory programme is known of",
    ),
    "paid": Wording("Udbetalt ydelse (faktor)", "Benefit paid (factor)"),
    "starts_after_months": Wording(
        "Måneder fra forslagets start, til det virker",
        "Months after the proposal's start before it acts",
    ),
    "scheme": Wording("Ydelsen, det handler om", "The scheme it is about"),
    "at": Wording(
        "entry: sagen opstår ikke; door: den afvises, når der søges (kun inflow)",
        "entry: the case never arises; door: it is refused on applying (inflow only)",
    ),
    "origins": Wording(
        "Hvorfra de nye sager kommer (kun inflow med entry)",
        "Where the new cases come from (inflow at entry only)",
    ),
    "exits": Wording("Den afgang, der ændres", "The exits that are changed"),
    "window_weeks": Wording(
        "Uger i forløbet, fra og til (kun fra, hvis virkningen varer ved)",
        "Weeks of the spell, from and to; only from, if it goes on",
    ),
    "target": Wording("Hvem det gælder; uden svar: alle", "Whom it is for; if left out, everybody"),
    "effect": Wording(
        "Virkningen: share er andelen af nye sager, der undgås; factor 1,10 er 10 pct. hurtigere"
        " afgang; weeks er ændringen af den gennemsnitlige varighed",
        "The effect: share is the part of new cases avoided; factor 1.10 is leaving 10 % sooner;"
        " weeks is the change of the mean stay",
    ),
    "stated": Wording("Fremgår effekten af skemaet?", "Does the form itself state the effect?"),
    "reach": Wording(
        "Dækningsgrad: den andel af målgruppen, der nås", "The share of the target that is reached"
    ),
    "implementation": Wording(
        "Implementeringsgrad: den andel, der bliver gennemført (uden svar: den sædvanlige)",
        "The share of it that is carried out; if left out, the usual one",
    ),
    "deadweight": Wording(
        "Dødvægtstab: den andel af virkningen, der var kommet alligevel "
        "(uden svar: den sædvanlige)",
        "The share of the effect that would have come anyway; if left out, the usual one",
    ),
    "displacement": Wording(
        "Fortrængning: den andel af jobbene, der tages fra andre (uden svar: den sædvanlige)",
        "The share of the jobs that is taken from others; if left out, the usual one",
    ),
    "phase_in_months": Wording("Måneder til fuld virkning", "Months until full strength"),
    "fade_out_months": Wording(
        "Måneder, virkningen varer efter slutdagen", "Months that the effect lasts beyond the end"
    ),
    "would_leave_within_weeks": Wording(
        "Antal uger, som de afviste ellers højst ville have fået ydelsen (kun door)",
        "Weeks within which those refused would have left (door only)",
    ),
    "readings": Wording("Andre måder at læse de samme ord på", "Other ways to read the same words"),
    "name": Wording(
        "Virkningens korte navn: små bogstaver og understreg",
        "The short name of the mechanism: small letters and underscores",
    ),
    "value": Wording("tallet", "the number"),
    "low": Wording("lavt skøn", "low estimate"),
    "high": Wording("højt skøn", "high estimate"),
    "unit": Wording("enheden", "the unit"),
    "source": Wording("hvor tallet står", "where the number stands"),
    "grade": Wording(
        "grundlag: hvor godt tallet er kendt (et antaget tal kræver lavt og højt skøn)",
        "how well it is known (an assumed number needs a low and a high estimate)",
    ),
    "note": Wording("bemærkning", "a remark"),
    "da": Wording("på dansk", "in Danish"),
    "en": Wording("på engelsk", "in English"),
    "sector": Wording("arbejdsgivers sektor", "sector of the employer"),
    "insured": Wording("forsikret i en a-kasse", "insured against unemployment"),
    "provider": Wording("forsørger", "has children to provide for"),
    "household": Wording("husstand", "household"),
    "education": Wording("uddannelse", "education"),
    "age": Wording("alder", "age"),
}


def words_of(name: str, lang: str) -> str:
    """Return what a field asks; a field without words is its own name in plain writing."""
    known = FIELDS.get(name)
    return known.text(lang) if known else name.replace("_", " ")


def words_at(loc: tuple[str | int, ...], lang: str) -> str:
    """Return what the field at a place asks, its outer field first: ``Title, in Danish``."""
    return ", ".join(words_of(str(part), lang) for part in loc)


IN_FORMS = {  # where names are chosen by what they are called, and not by their ids
    "kind": Wording("Hvad der ændres", "What is changed"),
    "at": Wording(
        "Hvordan nye sager undgås (kun færre nye sager)",
        "How new cases are avoided (fewer new cases only)",
    ),
    "origins": Wording(
        "Hvorfra de nye sager kommer (kun sager, der ikke opstår)",
        "Where the new cases come from (cases that never arise only)",
    ),
    "came_from": Wording(
        "Hvor de kom fra før (kun tilbagefald)", "Where they came from (relapse only)"
    ),
    "would_leave_within_weeks": Wording(
        "Antal uger, som de afviste ellers højst ville have fået ydelsen (kun afviste sager)",
        "Weeks within which those refused would have left (refused cases only)",
    ),
    "target": Wording("Målgruppe (uden svar: alle)", "Whom it is for (if left out, everybody)"),
    "effect": Wording(
        "Effekten: en faktor, hvor 1,10 er 10 pct. hurtigere afgang; andelen af nye sager, der"
        " undgås; eller ændringen i uger eller timer",
        "The effect: a factor, where 1.10 is leaving 10 % sooner; the share of new cases avoided;"
        " or the change in weeks or hours",
    ),
}
USUAL = {  # what stands where the author of a proposal leaves it open
    ("form", "document"): Wording("Skemaet", "The form"),
    ("form", "lines"): Wording("hele skemaet", "the whole form"),
    ("evidence",): Wording("Ikke oplyst.", "Not stated."),
}
OWN_ESTIMATE = Wording("eget skøn", "own estimate")
SET_BY_ITSELF = Wording(
    "fastsat i forslaget; der er ikke nævnt et dokument, som det står i",
    "set by the proposal itself; no document is named that it stands in",
)


def asked_at(loc: tuple[str | int, ...], lang: str) -> str:
    """Return what a form asks of the field at a place, its outer field first."""
    said = (IN_FORMS.get(str(part)) for part in loc)
    asked = zip(said, loc, strict=True)
    return ", ".join(one.text(lang) if one else words_of(str(part), lang) for one, part in asked)
