"""What is told of spells that are paid as they were granted, before a reform."""

from collections.abc import Iterator, Mapping

from borgerflow.experiments.present.numbers import in_both, number
from borgerflow.experiments.questions.settle.blanks import kinds_named
from borgerflow.experiments.questions.settle.reading import FileReading
from borgerflow.sim.base.wording import Wording

NOTE = Wording(da="OBS: ", en="Note: ")


def remarks_on_grants(reading: FileReading) -> Iterator[Wording]:
    """Yield how many spells are paid as granted, and what about that is in doubt."""
    if reading.granted_earlier:
        yield _earlier(reading.granted_earlier)
    if reading.granted_resumed:
        yield NOTE + _resumed(reading.granted_resumed)
    if reading.granted_in_doubt:
        yield NOTE + _until_hired(reading.granted_in_doubt)
    if reading.granted_written:
        yield NOTE + _written(reading.granted_written, reading.schemes)


def _earlier(spells: int) -> Wording:
    many = in_both(number, spells)
    return Wording(
        f"Tilkendt efter ældre regler: {many.da} forløb hører til en tilkendelse fra før"
        " 1. juli 2014 (førtidspension) eller før 2013 (fleksjob, ledighedsydelse; fra 2013 til"
        " 30. juni 2014, indtil borgeren ansættes på ny) og er gjort op med en fast andel uden for"
        " refusionstrappen. Begynder udtrækket efter tilkendelsen, så skriv kategorien i kolonnen"
        " kategori.",
        f"Granted under older rules: {many.en} spell{'s' * (spells != 1)} under a grant from before"
        " 1 July 2014 (disability pension) or before 2013 (fleksjob, ledighedsydelse; from 2013 to"
        " 30 June 2014, until the citizen is hired anew), settled by a fixed share off the"
        " staircase. Where an extract begins after the grant, write the category in the column"
        " category.",
    )


def _resumed(spells: int) -> Wording:
    many = in_both(number, spells)
    return Wording(
        f"{many.da} af dem ligger efter et ophold uden fleksjob og ledighedsydelse. Loven lader"
        " visitationen gælde, indtil borgeren er taget ud af fleksjobordningen og visiteret på ny."
        " Det er læst sådan, at ressourceforløb, kontanthjælp og andre ydelser, som en visiteret"
        " ikke får, viser det, mens sygedagpenge, ordinært job og dage uden ydelse ikke gør"
        " (antaget).",
        f"{many.en} of them {'come' if spells != 1 else 'comes'} after a break without fleksjob and"
        " ledighedsydelse. By law the grant lasts until the citizen is taken out of the fleksjob"
        " scheme and granted it anew. That is read to be shown by ressourceforløb, kontanthjælp"
        " and other benefits that nobody gets under such a grant, and not by sick pay, an ordinary"
        " job or days without benefit (assumed).",
    )


def _until_hired(spells: int) -> Wording:
    many = in_both(number, spells)
    return Wording(
        f"{many.da} forløb er uden for refusionstrappen, fordi visitationen er fra 1. januar 2013"
        " til 30. juni 2014 og intet fleksjob begynder efter 1. juli 2014. Er borgeren visiteret på"
        " ny til fleksjob hos samme arbejdsgiver efter den dag, er forløbet på trappen; det"
        " fremgår ikke af filen. Skriv da forløbet fra den dag i en linje for sig med en dags"
        " ophold før.",
        f"{many.en} spell{'s are' if spells != 1 else ' is'} off the staircase since the grant is"
        " from 1 January 2013 to 30 June 2014 and no fleksjob begins after 1 July 2014. Where the"
        " citizen was granted a fleksjob with the same employer anew after that day, the spell is"
        " on the staircase, which no file tells. If so, write the spell from that day on in a line"
        " of its own, with a day between.",
    )


def _written(categories: Mapping[str, int], schemes: Mapping[str, Wording]) -> Wording:
    """Return how many spells begin after the reform that their category is from before."""
    spells = sum(categories.values())
    many, one = in_both(number, spells), spells == 1
    said = kinds_named(categories, schemes)
    return Wording(
        f"{many.da} forløb begynder efter den reform, som kategorien ligger før ({said.da}), og"
        " intet tidligere forløb i filen viser en så gammel tilkendelse. Kategorien er fulgt, som"
        " den står: det er rigtigt, hvis borgeren har tilkendelsen fra før reformen, fx fordi"
        " udtrækket begynder senere eller borgeren er flyttet til kommunen. Ellers skal der stå en"
        " af kategorierne efter reformen.",
        f"{many.en} spell{'' if one else 's'} begin{'s' if one else ''} after the reform that the"
        f" category is from before ({said.en}), and no earlier spell in the file shows so old a"
        " grant. The category is followed as it is written, which is right where the citizen has"
        " the grant from before the reform, as where the extract begins later or the citizen moved"
        " to the municipality. Else write one of the categories from after the reform.",
    )
