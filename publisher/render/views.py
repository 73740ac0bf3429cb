"""Views: the functions of templates that return words, dates, links and numbers as Markdown."""
# One meaning, so one file.

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import partial

from markupsafe import Markup
from pydantic import BaseModel

from publisher.commonmark.html_tree import LINE_END
from publisher.dependencies import TrackedCache
from publisher.language import Language
from publisher.link.accounts import Outcome
from publisher.link.figures.progress import Progress, TargetPeriod
from publisher.link.graph.node import Linked
from publisher.link.judgements import Judged, by_numbers, differs, differs_at, judged
from publisher.link.publication import Publication
from publisher.link.time.locking import in_force
from publisher.model.judgement import Judgement, Level, TargetReport
from publisher.model.languages import LEFT_TO_RIGHT, ContentLanguage, direction_of
from publisher.model.money import Money
from publisher.model.parts import Decision, Source
from publisher.model.period import Day, Period
from publisher.model.plan import Plan
from publisher.model.register import Body, Indicator
from publisher.model.result import Result
from publisher.model.strategy import Chapter, Commitment, section_of
from publisher.model.time_period import TimePeriod
from publisher.model.unit import DAYS, PERCENT, Unit
from publisher.model.untranslated import Untranslated, composed, language_of
from publisher.problem import nearest
from publisher.render.address import Addresses
from publisher.render.author_parts import PartError
from publisher.render.data_files import data_about, data_address, data_file_names
from publisher.render.data_tables import column_letter, table_columns
from publisher.render.document_words import DocumentWords, in_minutes, level_word
from publisher.render.escape import escape, in_tongue
from publisher.render.figures import Figures, Measured
from publisher.render.funnel import Remainder, funnels, remainders
from publisher.render.group_tables import GroupTable, StatisticsTable, group_tables, statistics_tables
from publisher.render.objective_words import ObjectiveWords
from publisher.render.page import Picture
from publisher.render.page_parts import part
from publisher.render.target_words import TargetWords

# Kinds of nodes without a name of their own, only a place.
_NAMES = ("anchor.", "address.", "chart.folder")
# A dash that is an answer, such as that no plan serves a commitment: a column of them is not empty, and stays.
_NO_ANSWER = Markup("&#8211;")
# A number, and the words of its unit after it.
_WITH_UNIT = re.compile(r"([-−]?\d[\d.,\u00a0\u202f]*)[ \u00a0]([^\W\d_].*)")


class Views:
    """Template functions about a publication, in one language."""

    def __init__(self, publication: Publication, language: Language, addresses: Addresses) -> None:
        self.publication = publication
        self.language = language
        self.addresses = addresses
        self.figures = Figures(publication, language)
        self.targets = TargetWords(self.figures)
        # Output that is the same everywhere is cached: a large publication asks for it a hundred times a page.
        self.documents = DocumentWords(publication, language)
        self._words: dict[str, Markup] = {}
        self._links: TrackedCache[str, Markup] = TrackedCache()
        self._chips: dict[tuple[str, str], Markup] = {}

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return the functions by their names in templates."""
        names = (
            "t", "n", "date", "label", "link", "links", "links_of", "headline", "has_list", "list_link", "place",
            "chip", "verb", "period", "picture", "decision", "source", "node", "choice", "remainders", "lock",
            "history_link", "chapter_name", "section", "when", "level", "level_chip", "level_title", "judged",
            "unjudged", "differs", "differs_at", "every_year", "year_words", "speaks", "unit_name",
            "group_tables", "statistics_tables", "field", "sum_of", "moneys",
            "sources_of_money", "ltr", "commas", "semicolons",
        )  # fmt: skip
        return {
            **{name: getattr(self, name) for name in names},
            "funnels": funnels,
            "part": part(self._path, self.addresses.lists),
            # Values, for use between two expressions.
            "comma": self.comma,
            "semicolon": self.semicolon,
            "days": DAYS,
            "line_end": LINE_END,
            "no_answer": _NO_ANSWER,
            "within": self.language.within,
            "begun": self.language.begun,
            "percent": PERCENT,
            "table_columns": partial(table_columns, self.publication),
            "data_file_names": partial(data_file_names, self.publication),
            "data_about": data_about,
            "data_address": partial(data_address, self.publication),
            "data_column": column_letter,
            **self.figures.functions(),
            **self.targets.functions(),
            **self.documents.functions(),
            **ObjectiveWords(self.publication, self.language, self.addresses).functions(),
        }

    def t(self, key: str, /, **facts: object) -> Markup:
        """Return the words for a key; facts are escaped, the words themselves may be Markdown."""
        if facts:
            return self._said(key, self.language.text(key, **self._facts(facts)))
        if key not in self._words:
            self._words[key] = self._said(key, self.language.text(key, **self._facts({})))
        return self._words[key]

    def _said(self, key: str, words: str) -> Markup:
        """Return the program's words as Markdown, marked if their language is not the page's."""
        marked = Markup(words)
        return (
            in_tongue(marked, words.language)
            if isinstance(words, Untranslated) and not key.startswith(_NAMES)
            else marked
        )

    def n(self, key: str, number: int, /, **facts: object) -> Markup:
        """Return the words for a key in the plural form for a number."""
        return self._said(key, self.language.plural(key, number, **self._facts(facts)))

    def untranslated(self, content: ContentLanguage | None) -> Markup:
        """Return the sentence, in the language of a page, that says that parts of it are in the main language."""
        return escape(self.untranslated_words(content))

    def untranslated_words(self, content: ContentLanguage | None) -> str:
        """Return the same as text."""
        main = self.publication.settings.theme.language
        if content and content.untranslated:
            return content.untranslated
        if content and content.variant and content.base == main:
            return self.language.text("language.not-easy")
        return self.language.text("language.untranslated", language=self.language.name_of(main))

    def _facts(self, facts: Mapping[str, object]) -> dict[str, Markup]:
        """Return facts for a sentence, with the words for all steering documents as defaults."""
        return {**self.documents.of_all, **{name: escape(value) for name, value in facts.items()}}

    def field(self, value: BaseModel, name: str) -> Markup:
        """Return the title of a field, as forms have it."""
        return escape(self.language.field_title(name, type(value).__name__))

    def ltr(self, value: str) -> str:
        """Return a telephone number marked as left-to-right, also in right-to-left text (Unicode UAX 9)."""
        return value if direction_of(self.language.code) == LEFT_TO_RIGHT else f"\u2066{value}\u2069"

    def date(self, day: Day | str) -> str:
        """Return a day in words."""
        return self.language.date(day)

    def _path(self, value: Linked | str) -> str:
        return self.addresses.by_id[value if isinstance(value, str) else str(value.id)]

    def label(self, value: Linked | str) -> str:
        """Return the name of a node in running text; a numbered commitment with its number."""
        value = self.publication.nodes[value].value if isinstance(value, str) else value
        if isinstance(value, Result):
            plan = self.publication.plan(value.plan)
            return _as_title(
                plan.title, self.language.text("result.label", plan=plan.title, year=self.language.period(value.period))
            )
        if isinstance(value, Commitment) and value.shown_number:
            return _as_title(value.title, f"{value.shown_number} {value.title}")
        return value.title

    def chapter_name(self, chapter: Chapter) -> str:
        """Return the name of a chapter of the strategy, with its number if it has one."""
        return chapter_name(chapter, self.language)

    def section(self, commitment: Commitment) -> str:
        """Return a commitment's section in the adopted document, or ""."""
        return section_of(commitment, self.publication.chapter_of[commitment.id])

    def link(self, value: Linked | str, words: object = None) -> Markup:
        """Return a link to a node by its value or id, with `words` or its name as text."""
        name = value if isinstance(value, str) else str(value.id)
        if words is not None:
            return Markup(f"[{escape(words)}](ref:{name})")
        return self._links.recall(name, lambda: Markup(f"[{escape(self.label(value))}](ref:{name})"))

    def links(self, values: Iterable[Linked | str], *, ends: bool = True) -> Markup:
        """Return links joined as a list in a sentence; beside a body that ended, its last day and its successors."""
        return Markup(self.language.listing([(self._link_with_end if ends else self.link)(value) for value in values]))

    def _link_with_end(self, value: Linked | str) -> Markup:
        body = self.publication.nodes[value].value if isinstance(value, str) else value
        if not isinstance(body, Body) or not body.until:
            return self.link(value)
        facts: dict[str, object] = {"date": self.date(body.until)}
        if body.taken_over_by:
            facts["bodies"] = Markup(self.language.listing([self.link(name) for name in body.taken_over_by]))
        return Markup(
            f"{self.link(value)} {self.t('body.ended-then' if body.taken_over_by else 'body.ended', **facts)}"
        )

    def headline(self, result: Measured, name: str) -> Markup:
        """Return the number of a measurement for large type, with the words of its unit set apart."""
        figure = self.figures.figure(result, name)
        found = _WITH_UNIT.fullmatch(figure)
        if not found:
            return escape(figure)
        unit = Untranslated(found[2], figure.language, *figure.parts) if isinstance(figure, Untranslated) else found[2]
        return Markup(f"{escape(found[1])} *{escape(unit)}*{{.unit}}")

    @property
    def comma(self) -> Markup:
        """Return the comma between the members of a row."""
        return Markup(self.language.comma)

    @property
    def semicolon(self) -> Markup:
        """Return the semicolon between the members of a row."""
        return Markup(self.language.semicolon)

    def commas(self, texts: Iterable[str]) -> Markup:
        """Return texts in a row, separated by commas."""
        return self.comma.join(map(escape, texts))

    def semicolons(self, texts: Iterable[str]) -> Markup:
        """Return sentences without a full stop in a row."""
        return self.semicolon.join(map(escape, texts))

    def links_of(self, results: Iterable[Result]) -> Markup:
        """Return links to several results of one plan, each labelled with its period only."""
        return Markup(self.language.listing([self.link(each, self.when(each.period)) for each in results]))

    def has_list(self, name: str) -> bool:
        """Return whether one of the generated lists has a page."""
        return name in self.addresses.lists

    def list_link(self, name: str, words: object, page: str) -> Markup:
        """Return a link from `page` to one of the generated lists."""
        return Markup(f"[{escape(words)}]({self.addresses.relative(self.addresses.lists[name], page)})")

    def history_link(self, value: Linked, words: object, page: str) -> Markup:
        """Return a link from `page` to the history of a plan or of the strategy."""
        return Markup(f"[{escape(words)}]({self.addresses.relative(self.addresses.histories[str(value.id)], page)})")

    def lock(self, value: Linked) -> Markup:
        """Return the decision by which a text is locked, in words, or ""; a chapter is locked with its document.

        One that is among the facts of the page itself is named by its day.
        """
        for lock in in_force(self.publication).values():
            if value.id in lock.texts:
                own = {(each.body, each.date) for each in getattr(value, "decisions", ())}
                if lock.decision.date and (lock.decision.body, lock.decision.date) in own:
                    return self.t("lock.by-dated", date=self.date(lock.decision.date))
                return self.t("lock.by", decision=self.decision(lock.decision))
        return Markup("")

    def place(self, path: str, page: str) -> str:
        """Return the path of a file of the site, relative to a page."""
        return self.addresses.relative(path, page)

    def picture(self, picture: Picture, page: str) -> Markup:
        """Return a chart as an image, with its size, so that the layout does not shift when it loads."""
        place = self.addresses.relative(picture.path, page)
        size = f'width="{picture.width}" height="{picture.height}"'
        return Markup(f"![{escape(picture.alternative)}]({place}){{: .chart {size} }}")

    def chip(self, sort: str, value: StrEnum) -> Markup:
        """Return a status, modality or progress as a labelled word, styled by the theme."""
        if (sort, value) not in self._chips:
            words = escape(self.language.text(f"{sort}.{value}"))
            self._chips[sort, value] = Markup(f"**{words}**{{ .{sort} .{sort}-{value} }}")
        return self._chips[sort, value]

    def verb(self, commitment: Commitment) -> Markup:
        """Return the modal verb of a commitment as a label: its own word, or that of its modality."""
        if not commitment.modal_word:
            return self.chip("modality", commitment.modality)
        return Markup(f"**{escape(commitment.modal_word)}**{{ .modality .modality-other }}")

    def when(self, period: TimePeriod | str) -> str:
        """Return a time period in words."""
        return self.language.period(TimePeriod.parse(period))

    def level(self, judgement: Judgement) -> Markup:
        """Return the level of a judgement as a label with its shape, and the trend."""
        level = self.publication.level(judgement.value) if judgement.value else None
        words = [self.level_chip(level)] if level else [escape(judgement.value)] if judgement.value else []
        if judgement.trend:
            words.append(self.chip("trend", judgement.trend))
        return Markup(" ").join(words)

    def differs(self, line: TargetPeriod) -> bool:
        """Return whether the judgement of a target contradicts its progress."""
        return differs(line, self.publication)

    def differs_at(self, name: str, period: TimePeriod, judgement: Judgement) -> bool:
        """Return whether the judgement of a plan, commitment or objective contradicts the targets of that period."""
        return differs_at(name, period, judgement, self.publication)

    def speaks(self, report: TargetReport) -> bool:
        """Return whether a result has text about a target, besides the judgement itself."""
        texts = [report.forecast, report.analysis, report.next_steps]
        judged = [report.judgement.comment, report.judgement.by, report.judgement.date] if report.judgement else []
        return any((*texts, *judged))

    def every_year(self, lines: Iterable[TargetPeriod]) -> bool:
        """Return whether all periods are calendar years."""
        return all(line.period.name == str(line.year) for line in lines)

    def year_words(self, year: int) -> str:
        """Return the name of a year of results: 2024/25 if its results are for a split year."""
        return self.language.listing(self.publication.year_names(year))

    def unit_name(self, unit: Unit) -> str:
        """Return the name of a unit."""
        return self.language.unit_name(unit)

    def judged(self, outcomes: Iterable[Outcome]) -> Judged:
        """Return how people judge the targets of outcomes."""
        return judged((line for _, _, line in outcomes), self.publication)

    def unjudged(self, outcomes: Iterable[Outcome]) -> list[Progress]:
        """Return the progress of targets in their own periods by their numbers."""
        return by_numbers((line for _, _, line in outcomes), self.publication)

    def level_title(self, *levels: Level) -> str:
        """Return the word of a level for readers, or of several."""
        return self.language.listing(level_word(each, self.language) for each in levels)

    def level_chip(self, level: Level) -> Markup:
        """Return the level of a judgement as a label with its shape."""
        title = self.level_title(level)
        looks = f".judgement .judgement-{level.shape} .meaning-{level.meaning}"
        return Markup(f"**{escape(title)}**{{ {looks} }}")

    def period(self, period: Period) -> str:
        """Return a period in words, open or closed."""
        if period.to is None:
            return self.language.text("period.open", start=self.date(period.from_))
        if period.from_ == period.to:
            return self.date(period.from_)
        return self.language.text("period.closed", start=self.date(period.from_), end=self.date(period.to))

    def decision(self, decision: Decision) -> Markup:
        """Return a decision on one line: body, date, section, registry number.

        That its day is missing is said only of a publication that covers all that there is.
        """
        body = self.link(decision.body)
        undated = self.language.text("decision.no-date") if self.publication.gaps.counted else ""
        parts = [
            self.date(decision.date) if decision.date else undated,
            in_minutes(decision, self.language, self.publication.settings.theme.language),
            self.language.text("decision.reference", number=decision.reference) if decision.reference else "",
        ]
        line = self.comma.join([body, *(escape(part) for part in parts if part)])
        return (
            Markup(f"{line} ([{escape(decision.title or self.language.text('decision.read'))}]({decision.url}))")
            if decision.url
            else line
        )

    def source(self, source: Source) -> Markup:
        """Return a source on one line: title, publisher, date."""
        title = escape(source.title)
        linked = Markup(f"[{title}]({source.url})") if source.url else title
        day = self.language.text("source.updated", date=self.date(source.updated)) if source.updated else ""
        return self.comma.join(part for part in (linked, escape(source.publisher or ""), escape(day)) if part)

    def sum_of(self, number: Decimal | None, currency: str, missing: str | None = None) -> str:
        """Return an amount of money, or why it is missing, or a dash if nothing is said about it."""
        return (missing or "–") if number is None else self.figures.number(number, Unit(name=currency))

    def sources_of_money(self, plan: Plan) -> tuple[Markup, ...]:
        """Return the sources of a plan's amounts of money, without duplicates."""
        return tuple(dict.fromkeys(self.source(source) for _, each in self.moneys(plan) for source in each.sources))

    def moneys(self, plan: Plan) -> tuple[tuple[str, Money], ...]:
        """Return the budget and cost of a plan and its activities, each with its name."""
        held = [(self.language.text("money.whole"), plan.money)]
        held += [(activity.title, activity.money) for activity in plan.activities]
        return tuple((title, money) for title, money in held if money)

    def group_tables(self, result: Result, names: Sequence[str]) -> tuple[GroupTable, ...]:
        """Return the measurements of a result by group, as tables."""
        return tuple(group_tables(result, self.figures, names))

    def remainders(self, result: Result) -> tuple[Remainder, ...]:
        """Return the remainders of a result's totals beside their parts, in words."""
        return tuple(remainders(self.figures, result))

    def statistics_tables(self, indicator: Indicator) -> tuple[StatisticsTable, ...]:
        """Return the grouped statistics of an indicator, as tables."""
        return tuple(statistics_tables(indicator, self.figures))

    def node(self, name: str, kind: str) -> Linked:
        """Return the value of a kind whose id an author named. Raises PartError if there is none."""
        known = [node.id for node in self.publication.nodes.values() if node.kind == kind]
        if name not in known:
            raise PartError("unknown-id", id=name, near=nearest(str(name), known))
        return self.publication.nodes[name].value

    def choice(self, key: str, value: str, allowed: Iterable[str]) -> str:
        """Return an author's argument `key`, one of `allowed`. Raises PartError for any other."""
        if value not in allowed:
            near = nearest(str(value), allowed)
            raise PartError("unknown-value", key=key, value=value, allowed=", ".join(allowed), near=near)
        return value


def chapter_name(chapter: Chapter, language: Language) -> str:
    """Return the name of a chapter, with its number if it has one that its title does not begin with: Målområde 1."""
    if chapter.number is None or re.match(rf"[^\d\s][^\d:]{{0,40}}\s{re.escape(chapter.number)}\b", chapter.title):
        return chapter.title
    return _as_title(chapter.title, language.text(f"page.{chapter.kind}", number=chapter.number, title=chapter.title))


def _as_title(title: str, name: str) -> str:
    """Return a name made from a title, in which the title is marked with its language, if not all of the name is."""
    return name if language_of(name) else composed(name, [title])
