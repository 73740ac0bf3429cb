"""Publications of at most 5 MB that cost as much as they can, each a mapping of files to content."""

import re
import struct
import zlib
from collections.abc import Callable, Mapping

SETTINGS = """\
site_name: Provköpings strategi
site_url: https://prov.example/
theme: {language: sv}
extra: {publication: {organisation: {name: Provköping}, editions: [{id: allt, title: Allt}]}}
"""
MEGABYTE = 1_000_000
PAGE, PAGES = 240_000, 20  # characters of the longest page that is read, and how many are five megabytes

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'

Files = dict[str, bytes]


def pages(body: Callable[[int], str], number: int = PAGES, length: int = PAGE) -> Files:
    """Return articles with bodies of at most that length."""
    head = "---\nkind: article\nsection: about\nid: s{0}\ntitle: Sida {0}\n---\n"
    return {f"docs/om/s{at}.md": (head.format(at) + body(at)[:length] + "\n").encode() for at in range(number)}


def lines(pattern: str, start: str = "") -> Callable[[int], str]:
    """Return a body that repeats one line, each time with its own number."""
    return lambda _page: start + "".join(pattern.format(at=at) + "\n" for at in range(PAGE // max(len(pattern), 1)))


def plans(number: int, results: int) -> Files:
    """Return small plans, each with that many yearly results."""
    made: Files = {}
    for at in range(number):
        text = f"---\nid: p{at}\ntitle: Plan {at}\nsummary: En plan.\nstatus: ongoing\n---\n\nText.\n"
        made[f"plans/p{at}/plan.md"] = text.encode()
        for year in range(2000, 2000 + results):
            text = f"---\nplan: p{at}\nyear: {year}\nsummary: Det gick.\nas_of: {year}-12-31\n---\n\nText.\n"
            made[f"plans/p{at}/results/{year}.md"] = text.encode()
    return made


def png(width: int, height: int, *, colours: bool = False) -> bytes:
    """Return a picture that is large in pixels and small in bytes: black or white, or in colours with transparency."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    depth, kind, row = (8, 6, 4 * width) if colours else (1, 0, (width + 7) // 8)
    rows = zlib.compress(b"\0" * (row + 1) * height, 9)
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def numbered(content: bytes, number: int) -> bytes:
    """Return a picture of the same size with a number in a chunk of its own: what is known of one says nothing of it.

    Source: PNG specification, 5.4: an ancillary, private chunk that may be copied.
    """
    end = content.rindex(b"IEND") - 4
    own = b"nuMb" + str(number).encode()
    chunk = struct.pack(">I", len(own) - 4) + own + struct.pack(">I", zlib.crc32(own))
    return content[:end] + chunk + content[end:]


def pictures(number: int, content: bytes, ending: str) -> Files:
    """Return a page with pictures."""
    shown = "".join(f"![En väg med nummer {at}](b{at}.{ending})\n\n" for at in range(number))
    files = {f"docs/om/b{at}.{ending}": numbered(content, at) if ending == "png" else content for at in range(number)}
    return {**files, **pages(lambda _: shown, 1)}


def uses(levels: int) -> bytes:
    """Return a drawing that uses a drawing twice, which uses another twice, and so on."""
    inner = "".join(f'<g id="g{at}"><use href="#g{at + 1}"/><use x="1" href="#g{at + 1}"/></g>' for at in range(levels))
    inner = f'<defs>{inner}<rect id="g{levels}" width="1" height="1"/></defs><use href="#g0"/>'
    return SVG + f"{inner}</svg>".encode()


def table(_page: int) -> str:
    """Return a table of the largest size that is read."""
    return "|a|b|c|\n|-|-|-|\n" + "|ord och ord|12|3,5|\n" * 4_900


def register(name: str, line: str) -> Files:
    """Return a register of the largest size that is read."""
    found = [f"{name}:\n"]
    at = size = 0
    while size < 0.98 * MEGABYTE:
        found.append(line.format(at=at))
        size, at = size + len(found[-1].encode()), at + 1
    return {f"plans/{name}.yml": "".join(found).encode()}


def statistics(number: int, columns: int, rows: int) -> Files:
    """Return statistics with long series, and their indicators."""
    about = "".join(f"  - {{id: i{at}, title: Mått {at}, unit: days, direction: lower}}\n" for at in range(number))
    head = "period;value;" + ";".join(f"s{at}" for at in range(columns)) + "\n"
    years = "".join(f"{1900 + row};" + ";".join(["12"] * (columns + 1)) + "\n" for row in range(rows))
    made = {f"plans/statistics/i{at}.csv": (head + years).encode() for at in range(number)}
    return {"plans/indicators.yml": f"indicators:\n{about}".encode(), **made}


def months(number: int, rows: int) -> Files:
    """Return statistics of that many months."""
    about = "".join(f"  - {{id: i{at}, title: Mått {at}, unit: days, direction: lower}}\n" for at in range(number))
    rows_text = "".join(f"{1990 + row // 12}-{1 + row % 12:02};12\n" for row in range(rows))
    made = {f"plans/statistics/i{at}.csv": f"period;value\n{rows_text}".encode() for at in range(number)}
    return {"plans/indicators.yml": f"indicators:\n{about}".encode(), **made}


def chained(_page: int) -> str:
    """Return footnotes, each of which refers to the next."""
    return "Se[^0]\n\n" + "".join(f"[^{at}]: se[^{at + 1}]\n" for at in range(9_000)) + "[^9000]: slut\n"


STRATEGY = "---\nkind: steering-document\nid: s\ntitle: S\nsummary: S.\nlevels:\n{levels}---\n"
AREA = "---\nkind: focus-area\nid: o\nnumber: '1'\ntitle: O\nsummary: S.\n{fields}---\n"


def strategy(levels: int, objectives: int, commitments: int) -> Files:
    """Return a steering document with objectives, in a chain where it has levels, and commitments."""
    part = ", part_of: m{}" if levels > 1 else ""
    levels_text = "".join(f"  - {{id: n{at}, one: Nivå {at}}}\n" for at in range(levels))
    aims = "".join(
        f"  - {{id: m{at}, title: Mål {at}, text: Så ska det bli.{part.format(at - 1) if at else ''}}}\n"
        for at in range(objectives)
    )
    duties = "".join(
        f"  - {{id: k{at}, title: Kurs {at}, text: Det ska ordnas., modality: shall}}\n" for at in range(commitments)
    )
    fields = "".join(f"{key}:\n{text}" for key, text in (("objectives", aims), ("commitments", duties)) if text)
    return {
        "docs/program/index.md": STRATEGY.format(levels=levels_text).encode(),
        "docs/program/omrade.md": AREA.format(fields=fields).encode(),
    }


def woven(number: int) -> Files:
    """Return plans, each of which serves every commitment."""
    serves = f"serves: [{', '.join(f'k{at}' for at in range(number))}]"
    made = {
        name: content.replace(b"status: ongoing", f"status: ongoing\n{serves}".encode())
        for name, content in plans(number, 0).items()
    }
    return {**strategy(1, 1, number), **made}


def corrected(number: int) -> Files:
    """Return a result with a number that was corrected many times."""
    rows = "".join(f"      - {{was: {at + 10}, date: 2024-01-01, reason: Fel.}}\n" for at in range(number))
    result = (
        f"---\nplan: p0\nyear: 2023\nsummary: S.\nmeasurements:\n  i0:\n    value: 9\n    corrections:\n{rows}---\n"
    )
    made = {
        name: text.replace(b"status: ongoing", b"status: ongoing\nindicators: [i0]", 1)
        for name, text in plans(1, 0).items()
    }
    about = b"indicators:\n  - {id: i0, title: M, unit: days, direction: lower}\n"
    return {**made, "plans/indicators.yml": about, "plans/p0/results/2023.md": result.encode()}


def notes(_page: int) -> str:
    """Return footnotes that are all used."""
    return "".join(f"ord[^{at}]\n\n" for at in range(950)) + "".join(f"[^{at}]: Not {at}.\n" for at in range(950))


def busy_plan(activities: int, targets: int) -> Files:
    """Return a plan with that many activities and targets."""
    doings = "".join(f"  - {{id: a{at}, title: Kurs {at}, status: ongoing}}\n" for at in range(activities))
    aims = "".join(f"  - {{indicator: i{at}, values: {{2024: 9}}}}\n" for at in range(targets))
    about = "".join(f"  - {{id: i{at}, title: M {at}, unit: days, direction: lower}}\n" for at in range(targets))
    own = "".join(f"{key}:\n{rows}" for key, rows in (("activities", doings), ("targets", aims)) if rows)
    files = {
        name: text.replace(b"status: ongoing", f"status: ongoing\n{own.rstrip()}".encode(), 1)
        for name, text in plans(1, 1).items()
    }
    return {**files, "plans/indicators.yml": f"indicators:\n{about}".encode()} if targets else files


def areas(number: int, commitments: int) -> Files:
    """Return a steering document in that many areas, each with commitments."""
    made = strategy(1, 0, 0)
    del made["docs/program/omrade.md"]
    for at in range(number):
        duties = "".join(
            f"  - {{id: k{at}-{no}, title: Kurs {no}, text: Det ska ordnas., modality: shall}}\n"
            for no in range(commitments)
        )
        text = AREA.format(fields=f"commitments:\n{duties}").replace("id: o\nnumber: '1'", f"id: o{at}\nnumber: '{at}'")
        made[f"docs/program/o{at}.md"] = text.encode()
    return made


def plans_of_a_page() -> Files:
    """Return the largest number of plans that is read, each with a page of text."""
    text = "Ett stycke som någon kan läsa.\n\n" * 25
    return {name: content + text.encode() for name, content in plans(4_500, 0).items()}


def one_series() -> Files:
    """Return a table of dates with 200,000 rows."""
    days = (b"%d-%02d-%02d;12\n" % (1900 + at // 336, 1 + at // 28 % 12, 1 + at % 28) for at in range(200_000))
    return {**statistics(1, 0, 1), "plans/statistics/i0.csv": b"period;value\n" + b"".join(days)}


def many_editions() -> Files:
    """Return settings with as many editions as they can hold."""
    more = "".join(f", {{id: e{at}, title: E {at}}}" for at in range(20_000))
    return {"mkdocs.yml": SETTINGS.replace("title: Allt}", f"title: Allt}}{more}").encode()}


MASSES: Mapping[str, Callable[[], Files]] = {
    "plans of a page": plans_of_a_page,
    "activities": lambda: busy_plan(18_000, 0),
    "targets": lambda: busy_plan(0, 5_000),
    "areas": lambda: areas(5_000, 1),
    "commitments in areas": lambda: areas(40, 500),
    "many bodies": lambda: {
        "plans/bodies.yml": b"bodies:\n" + b"".join(b"  - {id: b%d, title: N}\n" % at for at in range(50_000))
    },
    "one series": one_series,
    "settings": lambda: {
        "mkdocs.yml": SETTINGS.encode() + b"nav:\n" + b"".join(b"  - S: om/s%d.md\n" % at for at in range(200_000))
    },
    "editions": many_editions,
    "one endless line": lambda: {
        "docs/om/a.md": b"---\nkind: article\nsection: about\ntitle: A\n---\n" + b"ett ord " * 620_000
    },
    "wide table": lambda: pages(lambda _: ("|a" * 300 + "|\n") + "|-" * 300 + "|\n" + ("|b" * 300 + "|\n") * 38),
    "wide tables": lambda: pages(lambda _: (("|a" * 119 + "|\n") + "|-" * 119 + "|\n" + ("|12" * 119 + "|\n") * 90)),
    "joined words": lambda: pages(lambda _: ("ord\u00a0" * 400 + " ") * 119),
    "words of addresses": lambda: pages(lambda _: ("a" * 1_900 + " ") * 125),
    "prose": lambda: pages(lambda _: "Ett stycke som någon kan läsa, med ord i.\n\n" * 6_000),
    "days": lambda: pages(lambda _: "Den 1 maj 2025 och den 31 april 2025.\n\n" * 6_000),
    "one line": lambda: pages(lambda _: "ett ord till " * 20_000 + "\n"),
    "one word": lambda: pages(lambda _: "a" * 230_000 + "\n"),
    "abbreviations": lambda: pages(lines("*[F{at}]: Ord F{at} F1")),
    "abbreviations used": lambda: pages(lambda _: "*[F1]: Ord\n\n" + "F1 " * 70_000 + "\n"),
    "definitions": lambda: pages(lambda _: "Ord\n:   Mening\n\n" * 599),
    "backslashes": lambda: pages(lambda _: "\\" * 239_000 + "\n"),
    "escapes": lambda: pages(lambda _: "\\*" * 119_000 + "\n"),
    "deep lists": lambda: pages(lambda _: ("".join("  " * at + "- a\n" for at in range(45)) + "\n") * 100),
    "deep quotes": lambda: pages(lambda _: (">" * 90 + " a\n\n") * 2_500),
    "long lists": lambda: pages(lines("- punkt {at}")),
    "footnotes": lambda: pages(chained),
    "footnotes used": lambda: pages(lambda _: "[^1]: Not\n\n" + "a[^1] " * 35_000 + "\n"),
    "tables": lambda: pages(table),
    "headings": lambda: pages(lambda _: "## Rubrik\n\nText\n\n" * 1_990),
    "links": lambda: pages(lambda _: "[a](ref:s1) " * 19_000 + "\n"),
    "web links": lambda: pages(lines("[ord](https://x.example/{at})")),
    "references": lambda: pages(lines("[a{at}]: https://x.example/{at}", "[a1] [a2] " * 9_000 + "\n\n")),
    "brackets": lambda: pages(lambda _: "[" * 239_000 + "\n"),
    "emphasis": lambda: pages(lambda _: "*a **b " * 30_000 + "\n"),
    "strikes": lambda: pages(lambda _: "~~a " * 58_000 + "\n"),
    "code": lambda: pages(lambda _: "".join("`" * at + "a" for at in range(1, 680)) + "\n"),
    "entities": lambda: pages(lambda _: "&amp;" * 47_000 + "\n"),
    "angles": lambda: pages(lambda _: "< " * 119_000 + "\n"),
    "addresses": lambda: pages(lambda _: "https://x.example " * 13_000 + "\n"),
    "at signs": lambda: pages(lambda _: "a@" * 119_000 + "\n"),
    "boxes": lambda: pages(lambda _: "!!! note\n    a\n\n" * 14_000),
    "tasks": lambda: pages(lambda _: "- [ ] a\n" * 29_000),
    "attributes": lambda: pages(lambda _: "**a**{: lang=en } " * 13_000 + "\n"),
    "calls": lambda: {**plans(300, 1), **pages(lambda _: "{{ plan_list() }}\n\n" * 399)},
    "small pages": lambda: pages(lambda _: "Text.\n", 5_000),
    "small plans": lambda: plans(5_000, 0),
    "most plans": lambda: plans(2_490, 0),
    "small results": lambda: plans(300, 50),
    "bodies": lambda: register("bodies", "  - {{id: b{at}, title: Nämnd {at}, kind: board}}\n"),
    "indicators": lambda: register("indicators", "  - {{id: i{at}, title: Mått {at}, unit: days, direction: lower}}\n"),
    "statistics": lambda: statistics(50, 100, 150),
    "many statistics": lambda: statistics(1_000, 2, 120),
    "flow": lambda: {"plans/bodies.yml": b"bodies: " + b"[" * 400_000 + b"]" * 400_000 + b"\n"},
    "mapping": lambda: {"plans/bodies.yml": b"bodies:\n" + b"".join(b"  k%d: 1\n" % at for at in range(80_000))},
    "small files": lambda: pages(lambda _: "T.\n", 50_000),
    "one register": lambda: {
        name: content * 5 for name, content in register("bodies", "  - {{id: b{at}, title: N}}\n").items()
    },
    "one table": lambda: {"plans/statistics/i0.csv": b"period;value\n" + b"2024;12\n" * 600_000},
    "months": lambda: months(50, 1_900),
    "levels": lambda: strategy(2_000, 2_000, 0),
    "objectives": lambda: strategy(1, 9_000, 0),
    "commitments": lambda: strategy(1, 0, 9_000),
    "woven": lambda: woven(450),
    "corrections": lambda: corrected(9_000),
    "notes": lambda: pages(notes),
    "small pictures": lambda: {name.replace("om/", f"om{at}/"): content.replace(b"id: s0", b"id: s%d" % at)
                               for at in range(3) for name, content in pictures(990, png(9, 9), "png").items()},
    "long title": lambda: {
        "docs/om/a.md": b"---\nkind: article\nsection: about\ntitle: " + b"a" * 900_000 + b"\n---\n"
    },
    "long words": lambda: {name: content.replace(b"Plan", b"P" * 9_000) for name, content in plans(250, 1).items()},
    "same titles": lambda: {
        name: re.sub(rb"title: .*", b"title: Samma", content) for name, content in plans(4_000, 0).items()
    },
    "one place": lambda: pages(lambda _: "[ett ord](https://x.example/a) " * 7_000 + "\n"),
    "pixels": lambda: pictures(500, png(7_000, 7_000), "png"),
    "pixels within": lambda: pictures(32, png(7_000, 7_000), "png"),
    "pixels of colours": lambda: pictures(24, png(7_000, 7_000, colours=True), "png"),
    "pixels as they are": lambda: pictures(200, png(2_400, 2_400, colours=True), "png"),
    "pixels of a few bytes": lambda: pictures(277, png(2_400, 2_400), "png"),
    "drawings": lambda: pictures(900, uses(3), "svg"),
    "drawing in drawings": lambda: pictures(1, uses(40), "svg"),
    "shapes": lambda: pictures(1, SVG + b'<path d="M0 0L9 9"/>' * 200_000 + b"</svg>", "svg"),
}  # fmt: skip
