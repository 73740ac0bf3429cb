"""The words that made-up publications are put together from, in Swedish, and the prose made of them."""

from itertools import groupby
from random import Random
from typing import Final

MUNICIPALITY: Final = "Exempelby kommun"
NOTE: Final = "Påhittad kommun. Texter och siffror är gjorda av ett program för att mäta hastighet."

BRANCHES: Final = (
    "bygg", "vård", "handel", "transport", "it", "kök", "lokalvård", "barnomsorg", "industri",
    "skog", "turism", "energi",
)  # fmt: skip
SORTS: Final = ("Jobbspår", "Studiestart", "Praktik", "Språkstöd", "Mentorer", "Feriejobb", "Validering", "Startbidrag")
GROUPS: Final = ("unga", "nyanlända", "långtidsarbetslösa", "föräldralediga", "studerande", "personer över 55 år")
VERBS: Final = ("erbjuda", "utveckla", "samordna", "följa upp", "stärka", "pröva")
THINGS: Final = (
    "kortare utbildningar", "handledning på arbetsplatsen", "studievägledning på kvällstid", "kontakter med företag",
    "språkstöd i arbetet", "praktikplatser nära hemmet", "hjälp med ansökningar", "stöd efter anställningen",
)  # fmt: skip
SENTENCES: Final = (
    "Planen vänder sig till {group} som vill börja arbeta inom {branch}.",
    "Kommunen ska {verb} {thing} och berätta hur det går.",
    "Arbetsgivare inom {branch} säger att de har svårt att hitta personal.",
    "Många deltagare behöver {thing} för att våga ta nästa steg.",
    "Varje deltagare får en egen kontaktperson från första dagen.",
    "En grupp träffas varje vecka och går igenom vad som behöver ändras.",
    "Erfarenheten från tidigare år är att {thing} gör störst skillnad.",
    "Det är frivilligt att vara med, och det går att hoppa av när som helst.",
    "Den som får arbete kan behålla sitt stöd i tre månader till.",
    "Samarbetet med företag inom {branch} bygger på korta möten och snabba svar.",
    "Om färre än väntat söker sig till {branch} ses planen över.",
    "Pengarna räcker till ungefär lika många deltagare som förra året.",
    "Målet är inte att alla ska bli klara snabbt utan att det ska hålla.",
    "Kommunen vill {verb} {thing} tillsammans med {group}.",
)


def sentences(random: Random, number: int) -> str:
    """Return so many sentences, joined to a paragraph; one that follows itself stands once, as twice is asked about."""
    return " ".join(each for each, _ in groupby(_sentence(random) for _ in range(number)))


def _sentence(random: Random) -> str:
    return random.choice(SENTENCES).format(
        group=random.choice(GROUPS),
        branch=random.choice(BRANCHES),
        verb=random.choice(VERBS),
        thing=random.choice(THINGS),
    )


def bullets(random: Random, number: int) -> str:
    """Return a list in Markdown."""
    return "\n".join(f"- {random.choice(VERBS)} {random.choice(THINGS)}" for _ in range(number))


def table(random: Random, rows: int) -> str:
    """Return a table in Markdown with its caption."""
    lines = [f"| {random.choice(BRANCHES).capitalize()} | {random.randint(5, 90)} |" for _ in range(rows)]
    return "\n".join(("Platser inom varje bransch", "{: .caption }", "", "| Bransch | Platser |", "|---|---|", *lines))


def prose(random: Random, links: str) -> str:
    """Return about 3 kB of prose: paragraphs, a list, a table and the links given."""
    return f"""## Vad planen går ut på

{sentences(random, 8)}

{sentences(random, 7)}

## Så går det till

{sentences(random, 5)}

{bullets(random, 5)}

### Platser

{table(random, 5)}

{sentences(random, 6)}

## Kopplingen till strategin

{links}

{sentences(random, 6)}
"""
