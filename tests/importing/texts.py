"""A made-up steering document as plain text, with the traps of real ones: contents, running heads, two kinds of 2.1."""

STRATEGY = """\
Kulturstrategi för Provköping

Kulturstrategin anger vad Provköpings kommun vill med kulturen. Den ska vara ett stöd när nämn-
derna planerar sitt arbete.

Innehåll
1. Målbild
2. Inriktning
2.1. Område 1: Kommunen ska öppna kulturen
2.2. Område 2: Kommunen ska stödja dem som skapar
3. Genomförande
\f1. MÅLBILD

I Provköping är kulturen nära alla.

2. INRIKTNING

Strategin har två områden och gäller hela kommunen, från centrum till landsbygd och skärgård.
\f2.1 Område 1
Kommunen ska öppna kulturen för alla invånare.

Strategier:

Provköpings kommun ska verka för

1.1. Fler mötesplatser i byarna, bl.a. i samlingslokaler som redan finns men som i dag används
alldeles för lite

1.2. Längre öppettider på biblioteken

Biblioteken besöks mycket. Nämnden bör därför pröva kvällsöppet. Det kan leda till fler besök.

4 | PROVKÖPINGS KOMMUN
\f2.2 Område 2
Kommunen ska stödja dem som skapar.

2.1. Ateljéer till en hyra som går att betala

2.2. Ett stipendium varje år

3. GENOMFÖRANDE

Kulturnämnden ska
* följa upp strategin varje år
¢ berätta om resultatet för invånarna

Kommunen får anlita föreningar. Strategin anger också hur den ska följas upp av nämnden.
"""
