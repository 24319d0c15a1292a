"""What the workbook of a proposal says besides its questions."""

import re

from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.proposals.danish_names import FIELDS, KINDS, WAYS_IN

KEYS = "|".join((*FIELDS, *KINDS, *(f"at: {way}" for way in WAYS_IN)))
KEYS_BESIDE = re.compile(rf" \((?:{KEYS}|at: entry eller door|low og high)\)")
LEGEND = (
    (Wording("* skal udfyldes (gule celler)", "* must be answered (yellow cells)"), "needed"),
    (
        Wording(
            "kan stå tomme: så bruges et standardskøn, der regnes som antaget (grå celler)",
            "may stay empty: a first guess then holds, as an assumption (grey cells)",
        ),
        "open",
    ),
)
IF_YEARS_DIFFER = Wording(
    "Udfyldes kun, hvis beløb eller årsværk ikke er ens hvert år: én række for hvert år.",
    "Only if money or posts are not the same each year: a row for each year.",
)
SEEN_ON_FRONT = Wording("Der svares på arket Forslag.", "It is answered on the sheet Proposal.")
PART_LABELS = {  # of a number, or of the weeks of a window
    "low": Wording("lavt skøn", "low estimate"),
    "high": Wording("højt skøn", "high estimate"),
    "source": Wording("kilde", "source"),
    "grade": Wording("grundlag", "grade"),
    "from": Wording("fra uge", "from week"),
    "to": Wording("til uge", "to week"),
}
IF_EMPTY = {
    "id": Wording("dannes af titlen", "made of the title"),
    "form.number": Wording("som navnet på filen", "as the name of the file"),
    "title.da": Wording("som titlen", "as the title"),
    "title.en": Wording("som på dansk", "as in Danish"),
    "description.da": Wording("som beskrivelsen", "as the description"),
    "description.en": Wording("som på dansk", "as in Danish"),
    "until": Wording("følger af antallet af år", "from the number of years"),
    "price_year": Wording("det år, forslaget begynder", "the year in which it begins"),
    "any": Wording("intet", "nothing"),
}
HOW = (
    Wording(
        "Besvar de ti spørgsmål på arket Forslag. Det er nok: resten "
        "udfyldes med standardskøn, og hvert af dem vises som en antagelse "
        "i svaret.",
        "Answer the ten questions on the sheet Proposal. That is enough: the rest is guessed, and"
        " each guess is an assumption that the answer shows.",
    ),
    Wording(
        "Vil du angive mere, gøres det på arkene Avanceret, Budget (en "
        "række for hvert år) og Virkninger (en kolonne for hver virkning; "
        "den første er den, arket Forslag spørger om). Skjulte rækker foldes"
        " ud med + i venstre side.",
        "If you have more to say: the sheets Advanced, Budget (a row for each year) and Effects (a"
        " column for each effect; the first is that of the sheet Proposal). Folded rows open with"
        " the + at the left.",
    ),
    Wording(
        "Kolonne B er skjult: den indeholder de feltnavne, der læses. Ret den ikke.",
        "Column B is hidden: it holds the names of the fields, which are read. Leave it as it is.",
    ),
    Wording(
        "Flere ydelser eller afgange i én celle adskilles med semikolon: "
        "job; uddannelse. Det samme gælder forbehold.",
        "Several schemes or exits in a cell stand with semicolons between: job; education. So do"
        " caveats.",
    ),
    Wording(
        "Et antaget tal skal have et lavt og et højt skøn. Andele skrives "
        "som 0,2 eller 20 % i cellen.",
        "A number that is assumed needs a low and a high estimate. Shares are 0.2, or 20 % in the"
        " cell.",
    ),
    Wording(
        "Udgiften om året gælder et helt år: løber forslaget kun i en del "
        "af et år, medregnes kun den del. På arket Budget er beløbet det, "
        "der skal betales i året.",
        "The cost a year is that of a whole year: where the proposal runs for a part of one, that"
        " part is counted. On the sheet Budget an amount is what is to be paid in the year.",
    ),
    Wording(
        "Udgift og årsværk har det dokument som kilde, der står på arket Avanceret. Er der intet,"
        " står de i svaret som fastsat i forslaget, ikke som tal med kilde. En effekt, der er"
        " udfyldt, regnes som oplyst i skemaet.",
        "Cost and posts have the document for a source that stands on the sheet Advanced. Where"
        " there is none, the answer has them as set by the proposal itself, and not as sourced. An"
        " effect that is filled in counts as stated by the form.",
    ),
    Wording(
        "Derefter: borgerflow proposals new --from FILEN.xlsx. Alle fejl "
        "meldes på én gang med ark og celle.",
        "Then: borgerflow proposals new --from THE-FILE.xlsx. All that does not hold is told at"
        " once, with sheet and cell.",
    ),
)


def without_keys(said: Wording) -> Wording:
    """Return a refusal without the keys of a file beside their Danish words: a sheet has none."""
    return Wording(KEYS_BESIDE.sub("", said.da), said.en)
