"""The templates: Jinja in a sandbox, from `macros/`, with undefined names as errors."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from jinja2 import BytecodeCache, Template
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup

from publisher.dependencies import TrackedCache, tracked_property
from publisher.link.accounts import FEW, Accounts
from publisher.link.figures.series import compared
from publisher.link.figures.tally import KNOWN, counts, tally
from publisher.link.target_rows import TargetRows
from publisher.link.time.activity_states import activity_state, undated_activities
from publisher.link.time.delayed import delayed_activities, plans_past_their_end
from publisher.locales import HOUSE
from publisher.model.colours import Colours
from publisher.model.result import Result
from publisher.own_cache import DiskCache, cache_folder
from publisher.render.chart import charted_periods
from publisher.render.environment import template_environment
from publisher.render.escape import escape
from publisher.render.palette import own_tokens, theme_tokens
from publisher.render.presence import Presence
from publisher.render.recent import LINES, MONTHS
from publisher.render.site_map import SiteMap
from publisher.render.trends import Trends

# The year, counted back from the latest, from which a plan folds its yearly entries.
YEARS: Final = 2

# With more plans, a table with a column for each is unreadable.
_FEW_COLUMNS: Final = 40


class _Template(Template):
    """A template whose macros others import: its top-level code runs once for all importers."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        own: TrackedCache[str, TemplateModule] = self.__dict__.setdefault("_noted", TrackedCache())
        return own.recall("", lambda: super(_Template, self)._get_default_module(ctx))


class Templates:
    """All templates of a publication. Its own `macros/` override the program's, file by file."""

    def __init__(self, root: Path, site_map: SiteMap) -> None:
        views = site_map.views
        self._part_names = part_names(root)
        presence = Presence(views.publication, views.language)
        accounts = site_map.accounts
        asked = {**presence.functions(), **Trends(views, accounts).functions()}
        functions = {**views.functions(), **asked, "measurement_table": self._measurement_table}
        self.environment = template_environment(
            macro_folders(root),
            own=functions.values(),
            # This returns Markup, which Jinja's own escape leaves as it is.
            finalize=escape,
            lstrip_blocks=True,
            # `{#` begins the id of a heading in Markdown.
            comment_start_string="<##",
            comment_end_string="##>",
            bytecode_cache=SealedBytecodeCache(),
        )
        self.environment.template_class = _Template
        self.environment.globals |= functions | _asked(site_map, accounts)
        self._publication = views.publication
        self._tables: TrackedCache[tuple[str, tuple[str, ...]], Markup] = TrackedCache()

    @tracked_property
    def chart_style(self) -> str:
        """The style sheet of charts, in the publication's colours for both schemes."""
        own = own_tokens(self._publication.settings.publication.colours or Colours())
        tokens = {
            # Only digits and the theme's own values: nothing to escape, and escaping would break the `#` before them.
            scheme: {name: Markup(colour) for name, colour in {**values, **own[scheme]}.items()}
            for scheme, values in theme_tokens().items()
        }
        return self.environment.get_template("charts/chart.css").render(tokens)

    def page(self, template: str, **values: object) -> str:
        """Return the Markdown of a page."""
        return self.environment.get_template(f"pages/{template}").render(values)

    def _measurement_table(self, result: Result, names: tuple[str, ...] | None = None) -> Markup:
        """Return a result's measurements, or some of them, as a table: drawn once, though several pages show it."""
        shown = tuple(result.measurements) if names is None else names

        def drawn() -> Markup:
            shared = self.environment.get_template("pages/_shared.md").module
            table: Markup = shared.measurements(result, shown)  # type: ignore[attr-defined]  # a macro of the file
            return table

        return self._tables.recall((result.id, shown), drawn)

    def parts(self, page: str, within: str) -> dict[str, Callable[..., str]]:
        """Return the macros that authors may call, by name, for use on the page with this path.

        `within` is the id of the steering document that the page belongs to, if any: the default where none is named.
        """
        found: dict[str, Callable[..., str]] = {}
        for name in self._part_files():
            module = self.environment.get_template(name).make_module({"page": page, "within": within})
            part = name.removeprefix("parts/").removesuffix(".md")
            found[part] = getattr(module, part)
        return found

    def _part_files(self) -> Sequence[str]:
        return [f"parts/{name}.md" for name in sorted(self._part_names)]


def _asked(site_map: SiteMap, accounts: Accounts) -> dict[str, object]:
    """Return the values and functions for templates, by name."""
    publication = site_map.publication
    return {
        "publication": publication,
        "volumes": lambda: site_map.volumes,
        "chapter_accounts": accounts.by_chapter,
        "body_accounts": accounts.by_body,
        "plan_rows": accounts.rows_of_plan,
        "few_targets": FEW,
        "few_years": YEARS,
        "accounts": accounts,
        "charted_periods": lambda plan, target: charted_periods(plan, target, publication),
        "compared": compared,
        "target_rows": TargetRows(accounts),
        "tally": tally,
        "tally_counts": counts,
        "known_progress": KNOWN,
        "activity_state": activity_state,
        "undated_activities": undated_activities,
        "delayed_activities": delayed_activities,
        "plans_past_their_end": plans_past_their_end,
        "recent_months": MONTHS,
        "few_lines": LINES,
        "few_columns": _FEW_COLUMNS,
    }


class SealedBytecodeCache(BytecodeCache):
    """A cache of compiled templates, since compiling takes longer than checking a small publication.

    Compiled code is executed, so only what this machine has compiled itself is accepted.
    """

    def __init__(self) -> None:
        # A version number; increase it when the way templates are compiled changes.
        self._kept = DiskCache(cache_folder("templates-1"))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a bucket from the cache; an unusable entry leaves it empty."""
        if (content := self._kept.get(bucket.key)) is not None:
            with suppress(EOFError, ValueError, TypeError):
                bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store a bucket in the cache."""
        self._kept.put(bucket.key, bucket.bytecode_to_string())


def macro_folders(root: Path) -> list[Path]:
    """Return the folders of macros, the publication's own before the program's."""
    return [folder for folder in dict.fromkeys([root / "macros", HOUSE / "macros"]) if folder.is_dir()]


def part_names(root: Path) -> frozenset[str]:
    """Return the names of the macros that authors may call."""
    return frozenset(path.stem for folder in macro_folders(root) for path in (folder / "parts").glob("*.md"))
