"""Every column of every table, and the whole, by value: a publication in which each holds something of its own.

`REWRITE_EXPECTED=1 pytest tests/publish/data/test_columns.py` writes the whole anew: read every line that differs.
"""

import csv
import json
import re
from enum import StrEnum
from io import StringIO
from pathlib import Path

import pytest

from publisher.language import Language
from publisher.link.figures.progress import Progress
from publisher.link.figures.standing import Standing
from publisher.locales import languages
from publisher.model.modality import Modality
from publisher.model.plan import ActivityStatus, Status, Verdict
from publisher.publish.data.open_data import data_files
from publisher.render.data_tables import DATA_TABLES
from tests.publications import MODULE, REWRITE, SETTINGS, smallest, without_problems, write

FILES = smallest() | {
    "mkdocs.yml": "site_url: https://example.org/plan\n"
    + SETTINGS.replace("}}}", "}, smallest_group: 5, languages: [{code: en, site_name: Work}]}}"),
    "docs/strategi.md": """\
---
kind: strategy
id: strategi
title: Strategi
summary: S
form: programme
document_type: Riktning
status: in-force
as_of: 2024-02
adopted_on: 2020-11-23
reference: KS 1/20
period: {from: 2021-01-01, to: 2028-12-31}
applies_to: Alla
responsible: enheten
owner: Strategen
reviewed: 2024-02
next_review: 2026-12-31
part_of: vision
replaces: [gammal]
levels: [{id: mal, one: Mål}]
sdg: ["10"]
adopted:
  summary: {text: Beslutad kortform, section: '0', page: '1'}
  vision: {text: Beslutad bild, section: '8', page: '2'}
  text: {text: Beslutad brödtext, section: '9', page: '3'}
---
""",
    "docs/v/index.md": "---\nkind: steering-document\nid: vision\ntitle: Vision\nsummary: V\nform: vision\n---\n",
    "docs/g/index.md": "---\nkind: steering-document\nid: gammal\ntitle: Gammal\nsummary: G\n---\n",
    "docs/omrade.md": """\
---
kind: focus-area
id: omrade
number: "1"
title: Område
summary: S
adopted:
  summary: {text: Beslutat område, section: '1', page: '4'}
  text: {text: Beslutad områdestext, section: '2', page: '5'}
objectives:
  - {id: m1, title: Gator, text: Breda., number: "1", responsible: [namnden], sdg: ["11.2", "9"],
     judgements: [{value: partly, trend: improving, comment: Det går., by: enheten, period: 2022}]}
  - {id: m2, title: Torg, part_of: m1}
commitments:
  - id: "1.1"
    title: Vägar
    section: "1.4"
    text: 'Fler, och "bättre", vägar.'
    adopted: {text: X, section: '1.4', page: '12'}
    modality: shall
    responsible: [namnden, enheten]
    part_of: m2
    sdg: ["8.5"]
    until: 2026-12
  - {id: "1.2", title: Broar, text: Broar., number: "4.2", modality: other, modal_word: må}
---
""",
    "plans/bodies.yml": """\
bodies:
  - {id: namnden, title: Nämnden, kind: board}
  - {id: enheten, title: Enheten, kind: unit, part_of: namnden}
  - {id: gamla, title: Gamla, kind: unit, until: 2022-12-31}
""",
    "plans/indicators.yml": """\
dimensions:
  - {id: kon, title: Kön, groups: [{id: kvinnor, title: Kvinnor}, {id: man, title: Män}]}
indicators:
  - {id: alla, title: Alla, unit: count, direction: neither, kolada: N03937, sdg: ["8"]}
  - id: klara
    title: Klara
    unit: share
    direction: higher
    baseline: {value: 70, date: 2022}
    outcome: {within_days: 90, since: starten}
    comparisons: [{id: riket, title: Riket}]
  - {id: fa, title: Få, unit: count}
  - {id: avgift, title: Avgift, unit: SEK}
  - {id: lage, title: Läge, unit: {name: rank, from: 1, to: 290}}
""",
    "plans/statistics/klara.csv": (
        "\ufeffperiod;value;riket;preliminary;note;corrections;missing\r\n2022-H1;66,0;;true;Nytt sätt att räkna;;\r\n"
        "2021;65;70,5;;;2023-05-02: 64 (reviderad i källan);\r\n2020;;69;;;;Ingen räknade\r\n"
    ),
    "plans/statistics/fa.csv": "period;value;man;kvinnor\r\n2021;30;12;18\r\n2022;3;;\r\n2025;30;3;27\r\n",
    "plans/p/plan.md": """\
---
id: p
title: Plan P
summary: Kort.
status: ongoing
as_of: 2023-05
document_type: Åtgärdsplan
period: {from: 2023-02-01, to: 2026-11}
applies_to: Skolor
serves: ["1.1"]
responsible: namnden
owner: Skolchefen
reviewed: 2023-04
next_review: 2025
indicators: [fa, avgift]
activities:
  - {id: inkop, title: Inköp, status: ongoing, milestones: [{title: Anbud, due: 2023-10, reached: 2023-09-28},
     {title: Avtal}]}
  - {id: kurs, title: 'Kurs, ny', text: Ges två gånger., status: planned, responsible: enheten, partners: namnden,
     serves: ["1.1"], period: {from: 2023-03, to: 2025}, due: 2024-05-31, complete: 12.5, after: [inkop],
     money: {currency: SEK, periods: {2024: {budget: 120000.50, outcome: 131000, note: Dyrare lokal},
       2025: {budget: 9, missing: Ej bokförd}}}}
assumptions:
  - {text: Nog., indicator: alla, limit: {above: 30}}
themes:
  - {id: tema, title: Tema}
targets:
  - indicator: klara
    theme: tema
    values: {2023: {value: 75, tolerance: 2.5}, 2024: {value: 82.5, average: 2}}
    regulations:
      - {year: 2023, verdict: kept, reason: Det gick., decision: {body: namnden, date: 2024-01-31}}
  - {indicator: fa, responsible: enheten, values: {2023: {at_least: 2, at_most: 6}, 2024: {words: Färre},
     2027: {change_percent: -20, since: 2021}, 2026: {change: -3, since: 2021, tolerance_percent: 5}}}
---
""",
    "plans/p/plan.en.md": "---\ntitle: Plan P in English\nactivities: [{id: kurs, title: A course}]\n---\n",
    "plans/indicators.en.yml": "indicators: [{id: alla, title: 'All, in all'}]\n",
    "plans/q/plan.md": "---\nid: q\ntitle: Plan Q\nsummary: Q.\nstatus: proposed\nserves: ['1.1']\n---\n",
    "plans/p/results/2023.md": """\
---
plan: p
year: 2023
summary: S
as_of: 2023-12-31
judgement: {value: fulfilled, trend: worsening, comment: Klart., by: [namnden, enheten]}
measurements:
  alla: {value: 40, groups: {man: 18, kvinnor: 22}}
  klara:
    share: 79
    of: alla
    open: 6
    preliminary: true
    corrections:
      - {was: 77, date: 2024-02-01, reason: Sent.}
      - {was: 78, date: 2024-03-01, reason: Igen.}
  fa: {value: 3, of: alla}
  avgift: {missing: Taxan är ny}
activities: {inkop: {status: delayed, complete: 60}}
commitments: {"1.2": {value: unclear, trend: unchanged, comment: Vet ej., by: namnden}}
targets:
  fa:
    judgement: {value: partly, trend: improving, comment: På väg., by: enheten}
    forecast: {value: 5, text: Fem till.}
    missing: Stängt.
    analysis: Det regnade.
    next_steps: Vi öppnar.
---
""",
}
ADDRESS, C = "https://example.org/plan", "ataganden"
EXPECTED = {
    "plans": f"""\
id,title,summary,status,as_of,from,to,responsible,address,document_type,applies_to,owner,reviewed,next_review
p,Plan P,Kort.,ongoing,2023-05,2023-02-01,2026-11,namnden,{ADDRESS}/planer/p/,Åtgärdsplan,Skolor,Skolchefen,2023-04,2025
q,Plan Q,Q.,proposed,,,,,{ADDRESS}/planer/q/,,,,,
""",
    "activities": f"""\
plan,id,title,text,status,responsible,partners,serves,from,to,due,complete,after,as_of,address,\
reported_in,reported_status,reported_complete
p,inkop,Inköp,,ongoing,,,,,,,,,2023-05,{ADDRESS}/planer/p/,p/2023,delayed,60
p,kurs,"Kurs, ny",Ges två gånger.,planned,enheten,namnden,1.1,2023-03,2025,2024-05-31,12.5,inkop,2023-05,\
{ADDRESS}/planer/p/,,,
""",
    "milestones": """\
plan,activity,title,due,reached
p,inkop,Anbud,2023-10,2023-09-28
p,inkop,Avtal,,
""",
    "commitments": f"""\
id,title,text,adopted,modality,chapter,section,responsible,plans,latest,standing,review,address,document,part_of,\
sdg,until,judgement,trend,comment,judged_by,judged_for,judged_by_all,adopted_section,adopted_page,\
modal_word,number
1.1,Vägar,"Fler, och ""bättre"", vägar.",X,shall,omrade,1.4,namnden enheten,p q,p/2023,underway,true,\
{ADDRESS}/ataganden/1.1/,strategi,m2,8.5,2026-12,,,,,,,1.4,12,,1.1
1.2,Broar,Broar.,,other,omrade,,,,,unknown,false,{ADDRESS}/ataganden/1.2/,strategi,,,,unclear,unchanged,Vet ej.,\
namnden,2023,namnden,,,må,4.2
""",
    "documents": f"""\
id,title,form,status,as_of,adopted_on,reference,from,to,responsible,part_of,replaces,commitments,there,not_known,\
sdg,address,applies_to,owner,reviewed,next_review,document_type,adopted_summary,adopted_summary_section,\
adopted_summary_page,adopted_vision,adopted_vision_section,adopted_vision_page,adopted,adopted_section,adopted_page
gammal,Gammal,other,,,,,,,,,,0,0,0,,{ADDRESS}/g/,,,,,,,,,,,,,,
vision,Vision,vision,,,,,,,,,,2,0,1,,{ADDRESS}/v/,,,,,,,,,,,,,,
strategi,Strategi,programme,in-force,2024-02,2020-11-23,KS 1/20,2021-01-01,2028-12-31,enheten,vision,gammal,2,0,1,\
10,{ADDRESS}/strategi/,Alla,Strategen,2024-02,2026-12-31,Riktning,Beslutad kortform,0,1,\
Beslutad bild,8,2,Beslutad brödtext,9,3
""",
    "objectives": f"""\
id,title,text,level,number,part_of,chapter,document,responsible,commitments,there,not_known,sdg,address,judgement,\
trend,comment,judged_by,judged_for,judged_by_all
m1,Gator,Breda.,Mål,1,,omrade,strategi,namnden,1,0,0,11.2 9,{ADDRESS}/mal/m1/,partly,improving,Det går.,enheten,\
2022,enheten
m2,Torg,,,,m1,omrade,strategi,,1,0,0,,{ADDRESS}/mal/m2/,,,,,,
""",
    "chapters": f"""\
id,title,number,summary,document,address,adopted_summary,adopted_summary_section,adopted_summary_page,\
adopted,adopted_section,adopted_page
omrade,Område,1,S,strategi,{ADDRESS}/omrade/,Beslutat område,1,4,Beslutad områdestext,2,5
""",
    "results": f"""\
id,plan,year,period,summary,as_of,judgement,trend,comment,judged_by,address,judged_by_all,before_plan
p/2023,p,2023,2023,S,2023-12-31,fulfilled,worsening,Klart.,namnden,{ADDRESS}/resultat/2023/p/,namnden enheten,false
""",
    "indicators": f"""\
id,title,unit,direction,kolada,sdg,address,scale_from,scale_to
alla,Alla,count,neither,N03937,8,{ADDRESS}/nyckeltal/alla/,,
klara,Klara,share,higher,,,{ADDRESS}/nyckeltal/klara/,,
fa,Få,count,,,,{ADDRESS}/nyckeltal/fa/,,
avgift,Avgift,SEK,,,,{ADDRESS}/nyckeltal/avgift/,,
lage,Läge,rank,,,,{ADDRESS}/nyckeltal/lage/,1,290
""",
    "bodies": f"""\
id,title,kind,part_of,until,address
namnden,Nämnden,board,,,{ADDRESS}/ansvar/namnden/
enheten,Enheten,unit,namnden,,{ADDRESS}/ansvar/enheten/
gamla,Gamla,unit,,2022-12-31,{ADDRESS}/ansvar/gamla/
""",
    "targets": """\
plan,theme,indicator,year,wanted,measured,suppressed,progress,verdict,reason,decided,period,unit,at_least,at_most,\
words,serves,responsible,judgement,trend,comment,judged_by,forecast,strict,missing,average,compared,judged_by_all,\
wanted_change,wanted_change_percent,wanted_since,wanted_yearly,tolerance,tolerance_percent,before_plan,\
forecast_period,forecast_text,analysis,next_steps
p,tema,klara,2023,75,79,,reached,kept,Det gick.,2024-01-31,2023,share,75,,,1.1,namnden,,,,,,false,,,79,,,,,false,2.5,\
,false,,,,
p,tema,klara,2024,82.5,,,unreported,,,,2024,share,82.5,,,1.1,namnden,,,,,,false,,2,,,,,,false,,,false,,,,
p,,fa,2021,,30,,untargeted,,,,2021,count,,,,1.1,enheten,,,,,,false,,,,,,,,false,,,true,,,,
p,,fa,2023,,,derivable,suppressed,,,,2023,count,2,6,,1.1,enheten,partly,improving,På väg.,enheten,5,false,Stängt.,,,\
enheten,,,,false,,,false,2023,Fem till.,Det regnade.,Vi öppnar.
p,,fa,2024,,,,unreported,,,,2024,count,,,Färre,1.1,enheten,,,,,,false,,,,,,,,false,,,false,,,,
p,,fa,2026,,,,unreported,,,,2026,count,,27,,1.1,enheten,,,,,,false,,,,,-3,,2021,false,,5,false,,,,
p,,fa,2027,,,,unreported,,,,2027,count,,24,,1.1,enheten,,,,,,false,,,,,,-20,2021,false,,,false,,,,
""",
    "measurements": f"""\
plan,year,indicator,value,share,suppressed,of,of_value,open,within_days,change,preliminary,was,corrected,as_of,\
address,period,unit,group,missing,before_plan
p,2023,alla,40,,,,,,,,false,,,2023-12-31,{ADDRESS}/resultat/2023/p/,2023,count,,,false
p,2023,alla,18,,,,,,,,false,,,2023-12-31,{ADDRESS}/resultat/2023/p/,2023,count,man,,false
p,2023,alla,22,,,,,,,,false,,,2023-12-31,{ADDRESS}/resultat/2023/p/,2023,count,kvinnor,,false
p,2023,klara,,79,,alla,40,6,90,9,true,78,2024-03-01,2023-12-31,{ADDRESS}/resultat/2023/p/,2023,share,,,false
p,2023,fa,,,derivable,alla,40,,,,false,,,2023-12-31,{ADDRESS}/resultat/2023/p/,2023,count,,,false
p,2023,avgift,,,,,,,,,false,,,2023-12-31,{ADDRESS}/resultat/2023/p/,2023,SEK,,Taxan är ny,false
""",
    "statistics": """\
indicator,period,series,value,unit,preliminary,suppressed,note,group,was,corrected,missing
klara,2020,,,share,false,,,,,,Ingen räknade
klara,2020,riket,69,share,,,,,,,
klara,2021,,65,share,false,,,,64,2023-05-02,
klara,2021,riket,70.5,share,,,,,,,
klara,2022-H1,,66.0,share,true,,Nytt sätt att räkna,,,,
fa,2021,,30,count,false,,,,,,
fa,2021,,12,count,false,,,man,,,
fa,2021,,18,count,false,,,kvinnor,,,
fa,2022,,,count,false,derivable,,,,,
fa,2025,,30,count,false,,,,,,
fa,2025,,,count,false,derivable,,man,,,
fa,2025,,,count,false,derivable,,kvinnor,,,
""",
    "money": """\
plan,activity,period,currency,budget,outcome,note,missing
p,kurs,2024,SEK,120000.50,131000,Dyrare lokal,
p,kurs,2025,SEK,9,,,Ej bokförd
""",
    "links": """\
source,relation,target,detail
m1,responsible,namnden,
m1,judged-by,enheten,
m2,part-of,m1,
1.1,part-of,m2,
1.1,responsible,namnden,
1.1,responsible,enheten,
strategi,responsible,enheten,
strategi,part-of,vision,
strategi,replaces,gammal,
enheten,part-of,namnden,
p,serves,1.1,
p,responsible,namnden,
p,measured-by,alla,
p,measured-by,fa,
p,measured-by,avgift,
p,responsible,enheten,"Kurs, ny"
p,partner,namnden,"Kurs, ny"
p,measured-by,klara,
p,decided-by,namnden,
p,responsible,enheten,fa
p/2023,accounts-for,p,
p/2023,judged-by,namnden,
p/2023,judged-by,enheten,
p/2023,measured-by,alla,
p/2023,measured-by,klara,
p/2023,measured-by,fa,
p/2023,measured-by,avgift,
p/2023,judges,1.2,
q,serves,1.1,
""",
    "translations": """\
id,field,language,translation,original
alla,title,en,"All, in all",Alla
p,title,en,Plan P in English,Plan P
p,activities[kurs].title,en,A course,"Kurs, ny"
""",
}


@pytest.fixture(scope=MODULE)
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return data_files(without_problems(write(tmp_path_factory.mktemp("columns"), FILES)).site_map)


@pytest.mark.parametrize("name", DATA_TABLES)
def test_every_column_holds_its_own_fact(name: str, files: dict[str, bytes]) -> None:
    assert files[f"data/{name}.csv"].decode() == EXPECTED[name].replace("\n", "\r\n")


@pytest.mark.parametrize("name", DATA_TABLES)
def test_no_column_is_empty_here(name: str) -> None:
    rows = list(csv.DictReader(StringIO(EXPECTED[name])))
    assert [column for column in rows[0] if not any(row[column] for row in rows)] == []


def test_without_activities_there_is_no_table_of_them(tmp_path: Path) -> None:
    plan = "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\n%s---\n"
    some = "activities: [{id: kurs, title: Kurs, status: planned}]\n"
    for name, fields, there in (("none", "", set()), ("some", some, {"data/activities.csv"})):
        loaded = without_problems(write(tmp_path / name, smallest() | {"plans/p/plan.md": plan % fields}))
        tables = {"data/activities.csv", "data/milestones.csv"}
        assert tables & data_files(loaded.site_map).keys() == there


def test_each_row_of_an_example_says_that_it_is_one(tmp_path: Path) -> None:
    settings = FILES["mkdocs.yml"].replace("smallest_group: 5", "smallest_group: 5, example: true")
    loaded = without_problems(write(tmp_path, FILES | {"mkdocs.yml": settings}))
    made = data_files(loaded.site_map)
    words = json.loads(made["data/publication.json"])["example"]
    assert words
    for name in DATA_TABLES:
        rows = list(csv.DictReader(StringIO(made[f"data/{name}.csv"].decode())))
        assert {row["example"] for row in rows} == {words}


def test_the_whole_says_everything(files: dict[str, bytes]) -> None:
    path = Path(__file__).parent / "publication.json"
    if REWRITE:
        path.write_bytes(files["data/publication.json"])
    assert files["data/publication.json"] == path.read_bytes()


@pytest.mark.parametrize("language", [*languages(), "ar"])
@pytest.mark.parametrize(
    ("column", "codes"),
    [
        ("progress", Progress),
        ("standing", Standing),
        ("modality", Modality),
        ("verdict", Verdict),
        ("status", Status),
        ("status", ActivityStatus),
    ],
)
def test_the_words_for_a_column_name_every_code_that_it_may_have(
    language: str, column: str, codes: type[StrEnum]
) -> None:
    words = Language(language).text(f"data.column.{column}")
    assert [code for code in codes if not re.search(rf"(?<![a-z-]){code}(?![a-z-])", words)] == []
