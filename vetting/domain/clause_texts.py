"""Clauses a board can begin from when it writes its terms of letting; it may change every one of them."""

from vetting.domain.contract_terms import Clause

# In our own words. None is marked as of exceptional importance: that is the board's to judge.
SUGGESTED: tuple[Clause, ...] = (
    Clause("purpose", "Ändamål", "Lokalen används bara för det ändamål och den tid som bokningen anger."),
    Clause(
        "actual-user",
        "Faktisk användare och ansvarig på plats",
        "Hyresgästen uppger vem som ska använda lokalen och vilken vuxen person som ansvarar på plats.",
    ),
    Clause(
        "sub-organiser",
        "Underarrangör och andrahandsupplåtelse",
        "Lokalen får inte upplåtas till någon annan, helt eller delvis, utan kommunens skriftliga samtycke i"
        " förväg.",
    ),
    Clause("access", "Tillträde", "Kommunens personal får komma in i lokalen under bokad tid för tillsyn."),
    Clause(
        "order",
        "Ordning och antal",
        "Hyresgästen ansvarar för ordningen och ser till att inte fler vistas där än lokalen är godkänd för.",
    ),
    Clause("law", "Lag och tillstånd", "Hyresgästen följer lagen och har de tillstånd som behövs."),
    Clause(
        "truth",
        "Riktiga uppgifter",
        "De uppgifter som lämnas vid bokningen ska vara riktiga. Ändras något anmäls det utan dröjsmål.",
    ),
    Clause(
        "ending",
        "Om villkoren inte följs",
        "Kommunen påpekar först skriftligt vad som ska rättas. Avtalet sägs upp enligt 12 kap. jordabalken.",
    ),
    Clause("costs", "Kostnader", "Hyresgästen ersätter skador och extra städning som användningen orsakar."),
    Clause(
        "house-rule",
        "Lokalregel",
        "Lokalens regler gäller lika för alla, oavsett vilken åskådning den har som använder lokalen.",
    ),
    Clause(
        "change",
        "Ändring med kort varsel",
        "Kommunen får flytta eller avboka en tid när lokalen behövs för allmänna val eller vid en kris.",
    ),
    Clause(
        "data",
        "Personuppgifter",
        "Uppgifterna används för att handlägga bokningen och avtalet. Kommunen lämnar information om hur.",
    ),
)
