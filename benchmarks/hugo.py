"""Measures the site beside Hugo's, built in turn from the same pages: clean, one line changed, nothing changed.

    python -m benchmarks.hugo --sizes 100,500

Hugo (Debian's package `hugo`) gets the staged pages and a shell with the same parts: what stands in the head, sections,
search field, way to the page, article, footer. It draws no chart, indexes, counts and checks nothing, as ours does.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click

from benchmarks.measure import Cost, publication, run

SETTINGS = """\
baseURL = "https://exempelby.example/"
languageCode = "sv"
title = "Påhittad arbetsstrategi"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.parser.attribute]
block = true
[markup.goldmark.extensions]
definitionList = true
footnote = true
"""
SHELL = """\
<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} – {{ .Site.Title }}</title>
{{ with .Params.description }}<meta name="description" content="{{ . }}">{{ end }}
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="{{ "assets/tokens.css" | relURL }}">
<link rel="stylesheet" href="{{ "assets/site.css" | relURL }}">
<link rel="stylesheet" href="{{ "assets/print.css" | relURL }}" media="print">
<script src="{{ "assets/site.js" | relURL }}" defer></script>
<link rel="canonical" href="{{ .Permalink }}">
<meta property="og:url" content="{{ .Permalink }}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="{{ .Site.Title }}">
<meta property="og:title" content="{{ .Title }}">
{{ with .Params.description }}<meta property="og:description" content="{{ . }}">{{ end }}
</head>
<body class="kind-{{ .Params.kind }}">
<a class="skip" href="#main">Till innehållet</a>
<header class="site-header"><div class="wrap"><a class="brand" href="{{ "" | relURL }}">{{ .Site.Title }}</a></div>
<nav class="sections"><ul>
{{ $own := .Params.section }}{{ range slice "strategi" "planer" "resultat" "ansvar" "om" }}
<li><a href="{{ printf "%s/" . | relURL }}"{{ if eq . $own }} aria-current="true"{{ end }}>{{ . }}</a></li>{{ end }}
</ul></nav>
<form class="find" role="search" action="{{ "sok/" | relURL }}"><label for="find">Sök</label>
<input id="find" name="q"></form>
</header>
{{ with .Params.trail }}<nav class="breadcrumbs"><ol>
{{ range . }}<li><a href="{{ .url | relURL }}">{{ .title }}</a></li>{{ end }}</ol></nav>{{ end }}
<main id="main"><article class="prose">{{ .Content }}</article>
{{ with .Params.previous }}<a rel="prev" href="{{ .url | relURL }}">{{ .title }}</a>{{ end }}
{{ with .Params.following }}<a rel="next" href="{{ .url | relURL }}">{{ .title }}</a>{{ end }}
</main>
<footer class="site-footer"><p>{{ .Site.Title }}</p>
<ul>{{ range slice "om/" "data/" "feed.xml" }}<li><a href="{{ . | relURL }}">{{ . }}</a></li>{{ end }}</ul></footer>
</body>
</html>
"""
# Attribute lists that Hugo does not know; as text they would be in its way.
LIST = re.compile(r"\{:[^}\n]*\}")
TIMES = 3


def hugo_tree(staged: Path, folder: Path) -> None:
    """Write the staged pages as Hugo's own tree into `folder`."""
    (folder / "layouts" / "_default").mkdir(parents=True)
    for name in ("single", "list"):
        (folder / "layouts" / "_default" / f"{name}.html").write_text(SHELL, encoding="utf-8")
    (folder / "layouts" / "index.html").write_text(SHELL, encoding="utf-8")
    (folder / "hugo.toml").write_text(SETTINGS, encoding="utf-8")
    for path in staged.rglob("*"):
        if path.suffix == ".md":
            # A page with others below it has another name there.
            name = "_index.md" if path.name == "index.md" else path.name
            target = folder / "content" / path.relative_to(staged).with_name(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(LIST.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
        elif path.is_file():
            target = folder / "static" / path.relative_to(staged)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def costs(root: Path, place: Path, hugo: str) -> Iterator[tuple[str, Cost]]:
    """Yield what each build takes once: Hugo's, ours clean, with nothing, one line and a title changed."""
    shutil.rmtree(place / "hugo" / "public", ignore_errors=True)
    yield "Hugo, clean", run("--source", place / "hugo", "--quiet", python=hugo)[0]
    out = place / "site"
    shutil.rmtree(out, ignore_errors=True)
    for name in ("builds", "index-words", "memory", "pages", "seen", "sites", "spare"):
        shutil.rmtree(Path(os.environ["XDG_CACHE_HOME"]) / "roda-traden" / name, ignore_errors=True)
    site = ("build.py", "site", "--root", root, "--out", out)
    yield "ours, clean", run(*site)[0]
    yield "ours, nothing changed", run(*site)[0]
    plan = sorted(root.glob("plans/*/plan.md"))[0]
    plan.write_text(f"{plan.read_text(encoding='utf-8')}\nEn rad till.\n", encoding="utf-8")
    yield "ours, one line changed", run(*site)[0]
    plan.write_text(plan.read_text(encoding="utf-8").replace("\ntitle: ", "\ntitle: Annan ", 1), encoding="utf-8")
    yield "ours, a title changed", run(*site)[0]


def rows(plans: int, years: int, hugo: str) -> Iterator[str]:
    """Yield the lines of the table for one size: medians of builds in turn."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ["XDG_CACHE_HOME"] = str(place / "caches")
        root = place / "publication"
        pages = publication(root, plans, years)
        hugo_tree(root / "build" / "docs", place / "hugo")
        found: dict[str, list[Cost]] = {}
        for _ in range(TIMES):
            for step, cost in costs(root, place, hugo):
                found.setdefault(step, []).append(cost)
        theirs = median(cost.cpu for cost in found["Hugo, clean"])
        for step, every in found.items():
            cpu, wall = median(cost.cpu for cost in every), median(cost.wall for cost in every)
            memory = max(cost.memory for cost in every)
            yield f"| {plans} | {pages} | {step} | {cpu:.2f} | {wall:.1f} | {memory:.0f} | {cpu / theirs:.2f} |"


@click.command()
@click.option("--sizes", default="10,100,500", help="Numbers of plans. Default: 10,100,500.")
@click.option("--years", type=click.IntRange(1), default=5, help="Years of results for each plan. Default: 5.")
def main(sizes: str, years: int) -> None:
    """Print what the site costs beside Hugo's, as Markdown."""
    hugo = shutil.which("hugo")
    if hugo is None:
        raise click.ClickException("There is no Hugo here: apt-get install hugo")
    click.echo("| Plans | Pages | Build | CPU s | Wall s | Peak MB | CPU, times Hugo |")
    click.echo("|---:|---:|---|---:|---:|---:|---:|")
    for size in sizes.split(","):
        for line in rows(int(size), years, hugo):
            click.echo(line)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.hugo")
