"""The words of the pages, in Danish and in English, by the key that a template has."""

from borgerflow.sim.base.wording import Wording

WORDS = {
    "skip": Wording("Gå til indholdet", "Skip to the content"),
    "pages": Wording("Sider", "Pages"),
    "proposal": Wording("Forslag", "Proposals"),
    "own": Wording("Eget forslag", "A proposal of your own"),
    "place": Wording("Kommunen", "The municipality"),
    "other_language": Wording("English", "Dansk"),
    "private": Wording(
        "Alt bliver på denne maskine: siden henter og sender intet på nettet.",
        "Everything stays on this machine: the page fetches and sends nothing on the net.",
    ),
    "proposal_title": Wording("Tjener forslaget sig hjem?", "Does the proposal pay for itself?"),
    "proposal_lead": Wording(
        "Vælg et forslag, og prøv andre tal. Svaret er det samme, som kommandoen compare giver "
        "med samme startværdi.",
        "Choose a proposal and move its numbers. The answer is the one that the command compare"
        " gives with the same seed.",
    ),
    "show": Wording("Vis felterne", "Show its fields"),
    "own_proposals": Wording("Eget forslag", "Of your own"),
    "own_places": Wording("Egen kommune", "Of your own"),
    "says": Wording("forslaget siger", "the proposal says"),
    "unknown": Wording("ikke oplyst", "not stated"),
    "more_numbers": Wording("Flere virkninger", "More effects"),
    "price": Wording("Pris", "Price"),
    "price_hint": Wording(
        "100 pct. er forslagets egen pris, {} i alt.", "100 per cent is its own price, {} in all."
    ),
    "settings": Wording("År og simulering", "Years and simulation"),
    "quick": Wording(
        "Udelad søgningen efter den nødvendige effekt (hurtigere)",
        "Leave out the effect at break-even (quicker)",
    ),
    "ask": Wording("Beregn", "Calculate"),
    "reset": Wording("Tilbage til forslagets tal", "Back to the proposal's numbers"),
    "answer": Wording("Svar", "Answer"),
    "no_answer": Wording(
        "Tryk Beregn. Det første svar kommer efter et par sekunder og bliver derefter sikrere.",
        "Press Calculate. A first answer comes within seconds and then grows surer.",
    ),
    "stop": Wording("Stop, og gem det færdige", "Stop, and keep what is finished"),
    "rest": Wording("Hele notatet", "The whole note"),
    "download": Wording("Hent", "Download"),
    "note": Wording("Notat (HTML)", "Note (HTML)"),
    "workbook": Wording("Regneark (Excel)", "Workbook (Excel)"),
    "form": Wording("Skema (Word)", "Form (Word)"),
    "study": Wording("Studiefil (YAML)", "Study file (YAML)"),
    "data": Wording("Data (JSON)", "Data (JSON)"),
    "not_yet": Wording(
        "Svaret er ikke beregnet endnu: tryk Beregn, og hent det, når det er færdigt.",
        "The answer is not calculated yet: press Calculate, and download it once it is finished.",
    ),
    "wrong": Wording("Ret det, der er markeret.", "Mend what is marked."),
    "lost": Wording(
        "Ingen forbindelse til borgerflow. Er programmet lukket, så start det igen: færdige svar"
        " ligger der stadig.",
        "No connection to borgerflow. If it was closed, start it again: finished answers are still"
        " there.",
    ),
    "gone": Wording(
        "Beregningen er ikke længere i gang. Tryk Beregn for at fortsætte.",
        "The calculation is not under way any longer. Press Calculate to go on.",
    ),
    "working": Wording("Beregner", "Calculating"),
    "asking": Wording("Spørger ...", "Asking ..."),
    "before": Wording("Svaret nedenfor er det forrige.", "The answer below is the one before."),
    "done": Wording("Svaret er færdigt.", "The answer is finished."),
    "glancing": Wording("Regner på et første svar ...", "Working on a first answer ..."),
    "stopped": Wording("Stoppet.", "Stopped."),
    "own_title": Wording("Skriv et forslag", "Write a proposal"),
    "own_lead": Wording(
        "Svar på de ti spørgsmål. Forslaget kontrolleres, som kommandoen proposals check gør, og"
        " gemmes på denne maskine; derefter kan det beregnes og hentes som skema.",
        "Answer the ten questions. The proposal is checked as the command proposals check does, and"
        " kept on this machine; then it can be calculated and downloaded as a form.",
    ),
    "own_start": Wording("Første dag", "First day"),
    "own_start_hint": Wording("fx 01-01-2026", "as 2026-01-01"),
    "own_years": Wording("Antal år", "Years it runs"),
    "own_cost_hint": Wording("Minus foran, hvis der spares.", "Minus where money is saved."),
    "own_fte_hint": Wording("0, hvis udgiften ikke er løn.", "0 if the cost is not for staff."),
    "own_exits_hint": Wording(
        "Ingen ved færre nye sager, frister og timer.",
        "None for fewer new cases, deadlines and hours.",
    ),
    "own_effect_hint": Wording(
        "1,10 betyder 10 pct. hurtigere afgang; 0,05 er 5 pct. færre nye sager. Tomme felter: et"
        " standardskøn.",
        "1.10 is leaving 10 % sooner; 0.05 is 5 % fewer new cases. Empty: a first guess.",
    ),
    "own_value": Wording("Skøn", "Estimate"),
    "own_low": Wording("Lavt skøn", "Low"),
    "own_high": Wording("Højt skøn", "High"),
    "own_further": Wording("Flere felter", "More fields"),
    "own_write": Wording("Kontrollér og gem", "Check and keep"),
    "own_check": Wording("Kontrol", "Check"),
    "own_not_yet": Wording(
        "Når forslaget holder, vises her, hvad der er påfaldende ved det, og hvem det når.",
        "Once the proposal holds, this shows what is odd about it and whom it meets.",
    ),
    "own_ask": Wording("Beregn forslaget", "Calculate the proposal"),
    "own_file": Wording("Hent forslaget som fil (YAML)", "Download the proposal as a file (YAML)"),
    "checked": Wording("Forslaget er kontrolleret.", "The proposal is checked."),
    "saved": Wording(
        "Forslaget er gemt på denne maskine.", "The proposal is kept on this machine."
    ),
    "place_title": Wording("Lav din egen kommune", "Make a municipality of your own"),
    "place_lead": Wording(
        "Ud fra indbyggertallet og otte bestande tilpasses simuleringen til kommunen. Vælg "
        "filer fra jobindsats eller Statistikbanken, en tabel med tal;antal;kilde, eller skriv "
        "tallene.",
        "Residents and eight stocks become a municipality that the simulation meets. Choose files"
        " of jobindsats or StatBank, a table of figure;value;source, or type the figures.",
    ),
    "place_name": Wording("Kommunens navn", "Its name"),
    "place_name_hint": Wording("Små bogstaver a-z, fx lilleby.", "Small letters a-z, as lilleby."),
    "place_day": Wording("Den dag, tallene gælder", "The day of the figures"),
    "place_day_hint": Wording("fx 2019-02-01", "as 2019-02-01"),
    "place_files": Wording("Filer med tal", "Files of figures"),
    "place_files_hint": Wording(
        "CSV, Excel, JSON eller PX, højst {} i alt. De bliver på denne maskine.",
        "CSV, Excel, JSON or PX, {} at most in all. They stay on this machine.",
    ),
    "place_figures": Wording("Tal, der ikke står i filerne", "Figures that are in no file"),
    "place_figures_hint": Wording(
        "Personer. Under hvert felt står, hvor tallet er offentliggjort.",
        "Persons. Below each field is where the figure is published.",
    ),
    "place_thorough": Wording(
        "Grundigt: tyve gange så mange simulerede borgere (tager længere tid)",
        "Thoroughly: twenty times as many simulated citizens (takes longer)",
    ),
    "place_make": Wording("Lav kommunen", "Make the municipality"),
    "place_stop": Wording("Stop", "Stop"),
    "place_not_yet": Wording(
        "Her vises, hvilke tal der blev læst, og hvor tæt simuleringen kommer på dem.",
        "This shows which figures were read, and how near the municipality comes to them.",
    ),
    "place_made": Wording("Kommunen er lavet.", "The municipality is made."),
    "place_ask": Wording("Beregn et forslag i kommunen", "Calculate a proposal there"),
    "place_file": Wording("Hent kommunens fil (YAML)", "Download its file (YAML)"),
    "place_draws": Wording(
        "Hent trækningerne af dens faktorer (CSV)", "Download the draws of its factors (CSV)"
    ),
    "talks": Wording("Samtaler", "Talks"),
    "talks_title": Wording("Hvor ofte skal der holdes samtaler?", "How often to talk?"),
    "talks_lead": Wording(
        "Samtalernes hyppighed, årsværk og samtalereglerne på en bestemt dag for én ydelse: "
        "udgift, personale og overholdelse af lovens frister. Svaret er det samme, som "
        "kommandoen contacts giver. Det tager fra et halvt minut til nogle minutter.",
        "Rhythms, posts and the law of a day for one scheme, as the command contacts answers:"
        " cost, staff and the law's dates. It takes half a minute to a few minutes.",
    ),
    "choice": Wording("Portefølje", "Portfolio"),
    "choice_title": Wording(
        "Hvilke forslag er bedst for pengene?", "Which proposals are best for the money?"
    ),
    "choice_lead": Wording(
        "Det bedste valg af kommunens forslag inden for et budget. Svaret er det samme, som "
        "kommandoen portfolio giver. Det tager nogle minutter.",
        "The proposals of the municipality chosen under a budget, as the command portfolio answers."
        " It takes some minutes.",
    ),
    "observed": Wording("Holdt op mod det observerede", "Held against what was observed"),
    "observed_title": Wording(
        "Hvor tæt kommer simuleringen på det, der skete i 2019-2022?",
        "How far is the municipality from 2019-2022 as it was?",
    ),
    "observed_lead": Wording(
        "Kommunen simuleres frem fra sine bestande i begyndelsen af 2019 og holdes op mod det, "
        "der blev observeret, ydelse for ydelse og år for år. Svaret er det samme, som "
        "kommandoen backcast giver.",
        "The municipality is simulated on from its stocks at the beginning of 2019 and held against"
        " what was observed, benefit by benefit and year by year, as the command backcast answers.",
    ),
    "observed_own": Wording(
        "Hold kommunen op mod det observerede", "Hold it against what was observed"
    ),
    "plain_not_yet": Wording(
        "Tryk Beregn. Beregningen fortsætter, også hvis siden lukkes.",
        "Press Calculate. The calculation goes on if the page is closed.",
    ),
    "drawn": Wording("Færdig.", "Finished."),
    "beside": Wording("Sammenlign svar", "Compare answers"),
    "further": Wording("Gå videre med svaret", "Go on with the answer"),
    "beside_title": Wording("Svar ved siden af hinanden", "Answers side by side"),
    "beside_lead": Wording(
        "Vælg to til fire svar, der allerede er beregnet. Intet beregnes igen: tallene er dem, der"
        " er gemt.",
        "Choose two to four answers that are there already. Nothing is calculated again: the"
        " figures are those that were saved.",
    ),
    "beside_answers": Wording("Gemte svar, de nyeste først", "Saved answers, the newest first"),
    "beside_none": Wording(
        "Der er ingen gemte svar endnu. Beregn et forslag først.",
        "There are no saved answers yet. Calculate a proposal first.",
    ),
    "beside_show": Wording("Læg dem ved siden af hinanden", "Lay them side by side"),
    "beside_not_yet": Wording(
        "Vælg to til fire svar; her vises de ved siden af hinanden.",
        "Choose two to four answers; this shows them side by side.",
    ),
    "beside_table": Wording("Tabel (CSV)", "Table (CSV)"),
    "keep": Wording(
        "Behold dette svar, og prøv andre tal", "Keep this answer, and move the numbers"
    ),
    "lay_beside": Wording(
        "Læg dette og de beholdte svar ved siden af hinanden",
        "Lay this and the answers kept side by side",
    ),
    "citizen": Wording("Én borger", "One citizen"),
    "citizen_title": Wording(
        "Hvad gør forslaget ved ét borgerforløb?", "What does the proposal do to one life?"
    ),
    "citizen_lead": Wording(
        "En borger, hvis forløb forslaget ændrer, uge for uge uden og med det, og hvad hver uge "
        "koster hvem, i den første simulering. Svaret er det, kommandoen trace --beside giver.",
        "A citizen whose life the proposal changes, week by week without and with it, and what each"
        " week costs whom: as the command trace --beside shows, in the first replication.",
    ),
    "citizen_hint": Wording(
        "Tomt: den første, der berøres.", "Empty: the first whose life is changed."
    ),
    "citizen_show": Wording("Vis borgeren", "Show the citizen"),
    "citizen_next": Wording("Næste berørte borger", "Next citizen hit"),
    "citizen_back": Wording("Tilbage til svaret", "Back to the answer"),
    "citizen_lives": Wording("To forløb", "Two lives"),
    "citizen_not_yet": Wording(
        "Tryk Vis borgeren. Det tager nogle sekunder.", "Press Show the citizen. It takes seconds."
    ),
    "explain": Wording("Se, hvad forslaget gør ved én borger", "See what it does to one citizen"),
    "no_page": Wording("Siden findes ikke.", "There is no such page."),
    "no_page_more": Wording(
        "Adressen fører ingen steder hen. Gå til forslagene.",
        "The address leads nowhere. Go to the proposals.",
    ),
    "fault": Wording("borgerflow stødte på en programfejl.", "borgerflow made a mistake."),
    "fault_more": Wording(
        "Intet er gemt eller gået tabt. Gå tilbage, og prøv igen.",
        "Nothing was saved or lost. Go back and try again.",
    ),
    "too_large": Wording("Det sendte er for stort.", "What was sent is too large."),
    "too_large_more": Wording(
        "Højst {} kan sendes ad gangen. Intet er gemt.",
        "At most {} can be sent at a time. Nothing was saved.",
    ),
    "elsewhere": Wording("Afvist.", "Refused."),
    "elsewhere_more": Wording(
        "Spørgsmål tages kun imod fra borgerflows egne sider på denne maskine.",
        "Questions are taken from borgerflow's own pages on this machine alone.",
    ),
}
AHEAD = Wording(
    "Venter: {} beregninger er foran i køen.", "Waiting: {} calculations are ahead in the queue."
)
ONE_AHEAD = Wording(
    "Venter: én beregning er foran i køen.", "Waiting: one calculation is ahead in the queue."
)
FIRST = Wording("Foreløbigt svar efter {} simuleringer. ", "A first answer after {} replications. ")
COMPILING = Wording(
    "Oversætter simuleringen til maskinkode, én gang for denne udgave af borgerflow (et halvt minut"
    " eller mere) ...",
    "Compiling the simulation, once for this version of borgerflow (half a minute or more) ...",
)
STARTING = Wording("Beregner ...", "Calculating ...")
GOING_ON = Wording("Beregner videre ...", "Going on ...")
DONE_OF = Wording("{} af {} er færdige.", "{} of {} are done.")
SEARCHING = Wording(
    "Beregner nu usikkerheden i forslagets tal og den nødvendige effekt"
    " ({} af de {} opgaver, der er kendt indtil nu).",
    "Working out how sure its numbers are and the effect at break-even"
    " ({} of the {} tasks known so far).",
)
READ = Wording("Tallene er læst. ", "The figures are read. ")
TRIALS = Wording(
    "Finder kommunens faktorer: {} af {} forsøg.",
    "Finding the factors of the municipality: {} of {} trials.",
)
SO_FAR = Wording(
    " Netto indtil nu: {} kr. (95 pct.: {} til {}).", " Net so far: {} kr. (95 %: {} to {})."
)
