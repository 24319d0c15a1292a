"""What the names are called that cases are told by, in Danish and in English."""

from collections.abc import Mapping

from borgerflow.sim.base.wording import Wording

Words = Mapping[str, Wording]
FLAGS: Words = {  # the kind of flag stands before the colon
    "too_good": Wording(
        "for god: flere sparede uger pr. medarbejder end sandsynligt",
        "too good: saves more weeks per employee than can be believed",
    ),
    "over_full_rate": Wording(
        "modsigelse: flere kr. pr. person end den højeste ydelse",
        "contradiction: more kr. per person than the highest benefit",
    ),
    "net_does_not_add_up": Wording(
        "modsigelse: brutto minus investering er ikke netto",
        "contradiction: gross less investment is not the net",
    ),
    "parts_do_not_add_up": Wording(
        "modsigelse: personerne pr. ydelse giver ikke det oplyste antal",
        "contradiction: persons by benefit are not the number stated",
    ),
    "weeks_against_persons": Wording(
        "modsigelse: uger og personer passer ikke sammen",
        "contradiction: weeks and persons do not agree",
    ),
    "no_investment": Wording(
        "ufuldstændig: ingen investering i kr.", "incomplete: no investment in kr."
    ),
    "no_effect": Wording("ufuldstændig: ingen effekt i tal", "incomplete: no effect in numbers"),
    "period_unclear": Wording(
        "uklart: om et beløb er pr. år eller i alt; regnet som pr. år",
        "unclear: whether an amount is a year's or the whole; read as a year's",
    ),
    "people_not_full_time": Wording(
        "uklart: personer, ikke fuldtidspersoner; regnet som hele år",
        "unclear: people, not full-time persons; read as whole years",
    ),
    "no_scheme": Wording("ingen ydelse i modellen er nævnt", "names no benefit of the model"),
    "more_than_there_are": Wording(
        "kan ikke passe her: flere, end der er på ydelsen",
        "cannot be true here: more than there are on the benefit",
    ),
}
REASONS: Words = {  # what the stated kroner of a person look like
    "municipal_part": Wording("tæt på kommunens andel", "close to the municipality's part"),
    "all_payers": Wording(
        "tæt på hele ydelsen, alle betalere", "close to the whole benefit, all payers"
    ),
    "paid_weeks_alone": Wording(
        "tæt på kommunens andel af 52 betalte uger (uden arbejdsgiverens dage)",
        "close to the municipal part of 52 paid weeks (no employer's days)",
    ),
    "rounding": Wording(
        "tæt på kommunens andel, når beløbet er afrundet til 0,1 mio. kr.",
        "close to the municipality's part, kroner being rounded to 0.1 million",
    ),
    "difference_of_two": Wording("forskel mellem to ydelser", "a difference between two benefits"),
    "over_all_payers": Wording(
        "over hele ydelsen: flere år, andre udgifter eller en fejl",
        "above the whole benefit: several years, other costs or a mistake",
    ),
    "within_the_schemes": Wording(
        "mellem ydelsernes kommunale andele: sammensætningen er ukendt",
        "between the municipal parts of its benefits: the mix is unknown",
    ),
    "between_the_payers": Wording(
        "mellem kommunens andel og hele ydelsen",
        "between the municipality's part and the whole benefit",
    ),
    "people_not_full_time": Wording(
        "under: personer, der er væk en del af året",
        "below: people who are away a part of the year",
    ),
    "period_unclear": Wording(
        "under: perioden for kr. eller personer er uklar",
        "below: the period of kr. or persons is unclear",
    ),
    "below_the_municipal_part": Wording(
        "under kommunens andel: en lavere sats eller en del af året",
        "below the municipality's part: a lower rate or part of a year",
    ),
}
NOT_SIMULATED: Words = {  # why a case cannot be simulated, where the params do not say
    "own_proposal": Wording(
        "casen er et forslag for sig: borgerflow breakeven {case}",
        "it is a proposal of its own: borgerflow breakeven {case}",
    ),
    "no_scheme": Wording("ingen ydelse i modellen er nævnt", "it names no benefit of the model"),
    "net_alone": Wording(
        "der er kun oplyst et netto, ikke hvad det er netto af",
        "it states a net alone, not what that is the net of",
    ),
    "nothing_stated": Wording(
        "der er hverken oplyst effekt eller investering",
        "it states neither an effect nor an investment",
    ),
    "no_exit": Wording(
        "en ydelse har ingen afgang i modellen, som casen kunne gøre hurtigere",
        "a benefit has no way out in the model that the case could make faster",
    ),
}
PLACES: Words = {  # where a needed effect lies
    "within": Wording("inden for det fundne", "within what was found"),
    "beyond": Wording("over det fundne for ydelsen", "beyond what was found for it"),
    "beyond_any": Wording("over ethvert forsøg", "beyond any trial"),
    "no_trial": Wording("intet forsøg at sammenligne med", "no trial to hold it against"),
    "nothing_suffices": Wording("ingen effekt er nok", "no effect is enough"),
}
ORIGINS: Words = {  # what full-time persons come from
    "persons": Wording("oplyst", "stated"),
    "weeks": Wording("beregnet ud fra uger, 52 pr. person", "from weeks, 52 to a person"),
    "kroner": Wording(
        "beregnet ud fra kroner, ugesats og kommunens andel på sidste trin",
        "from kr., the weekly rate and the municipal share of the last step",
    ),
    "": Wording("", ""),
}
PERIODS: Words = {  # what an amount is stated for
    "by_year": Wording("", ""),
    "a_year": Wording("pr. år", "a year"),
    "whole": Wording("i alt", "in all"),
    "unclear": Wording("periode uklar", "period unclear"),
    "after": Wording("pr. år efter investeringen", "a year after the investment"),
}
