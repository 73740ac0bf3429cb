"""Bodies of documents: which one adopted a document and when, and which answer for its objectives, if it says so."""
# One meaning, so one file.

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from publisher.importing.columns.header_words import dated
from publisher.importing.columns.headers import ROLES
from publisher.importing.columns.table_words import body_kind, is_generic_body, meaning, table_words
from publisher.importing.form.proposal import Fields, LeftCell, Proposal, Proposed, ProposedValue
from publisher.importing.form.source import (
    BlockSort,
    Doubt,
    SourceBlock,
    SourceCell,
    SourceFile,
    SourceLine,
    SourceRow,
)
from publisher.importing.meaning.named_bodies import named_bodies
from publisher.importing.meaning.tables import Present
from publisher.importing.prose.front_page import Stated, label_parts, statements
from publisher.importing.prose.objective_tables import objective_table
from publisher.importing.prose.steering_words import AdoptionWords, adoption_words, fact_words, words_of
from publisher.model.time_period import Frequency
from publisher.read.scalar import Plain

# The most words of what a body has adopted, before the day.
_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Adopted:
    """The facts of an adoption as a document gives them, "" if it does not, and their lines."""

    body: str = ""
    day: str = ""
    paragraph: str = ""
    register: str = ""
    lines: tuple[SourceLine, ...] = ()


def with_adoption(source: SourceFile, proposal: Proposal, present: Present, language: str) -> Proposal:
    """Return a proposal whose first file has the decision that adopted it, if that is unambiguous."""
    found, doubt = adoption(source.blocks, language), "adoption"
    if found is None:
        heads = dict.fromkeys(each.line.text for each in source.left if each.why == "running-head")
        lines = {text: [each.line for each in source.left if each.line.text == text] for text in heads}
        blocks = [SourceBlock(BlockSort.PARAGRAPH, text, tuple(of)) for text, of in lines.items()]
        found, doubt = adoption(blocks, language), "adoption-of-head"
    if found is None or not proposal.files:
        return proposal
    name = found.body if body_kind(found.body, language) or found.body.casefold() in present.bodies else ""
    if not name:
        return _with_fields(proposal, _without_body(found, proposal.files[0].kind), ())
    there = {**present.bodies, **_added(proposal)}
    bodies = named_bodies([(name, found.lines)], there, present.taken, language)
    facts = {
        "body": bodies.ids[name],
        "date": Plain(found.day) if found.day else None,
        "paragraph": found.paragraph,
        "reference": found.register,
    }
    decision = ProposedValue({key: fact for key, fact in facts.items() if fact}, found.lines, (Doubt(doubt),))
    return _without_statement(_with_fields(proposal, {"decisions": (decision,)}, bodies.fresh), found, language)


def _without_statement(proposal: Proposal, found: Adopted, language: str) -> Proposal:
    """Return a proposal whose text does not say a second time, in a paragraph of its own, what its decision says."""

    def says_no_more(block: SourceBlock) -> bool:
        if block.sort is not BlockSort.PARAGRAPH or not {*block.lines} <= {*found.lines}:
            return False
        words = adoption_words(language)
        match = words.begins.match(block.text)
        rest = words.register.sub(" ", block.text[match.end() :] if match else block.text)
        named = re.findall(r"\w+", dated(words.minutes.sub(" ", rest), language).rest.casefold())
        known = {*found.body.casefold().split(), *table_words(language)["filler"], *words.short}
        known |= {*fact_words(language).before_days}
        return match is not None and {*named} <= known

    return replace(proposal, files=tuple(
        replace(file, prose=tuple(block for block in file.prose if not says_no_more(block))) for file in proposal.files
    ))  # fmt: skip


def with_bodies_of_objectives(source: SourceFile, proposal: Proposal, present: Present, language: str) -> Proposal:
    """Return a proposal whose objectives from tables have the bodies that their rows name as responsible.

    Of several objectives in a row it is the lowest: what is above it stands in other rows, too.
    """
    named = dict(_named_beside(source, language))
    lowest: dict[SourceLine, int] = {}
    for file in proposal.files:
        for cell in (cell for piece in _objectives(file) for cell in piece.cells):
            lowest[cell.line] = max(cell.at, lowest.get(cell.line, 0))
    texts = {name: (cell.line,) for cell, name, _ in named.values()}
    bodies = named_bodies(texts.items(), {**present.bodies, **_added(proposal)}, present.taken, language)

    def with_body(piece: ProposedValue) -> ProposedValue:
        own = next((cell for cell in piece.cells if lowest[cell.line] == cell.at and cell.line in named), None)
        if own is None or not isinstance(piece.value, dict):
            return piece
        cell, name, asked = named[own.line]
        doubts = (*piece.doubts, *((Doubt("body-of-goal", {"text": name[:60]}),) if asked else ()))
        fields = {**piece.value, "responsible": bodies.ids[name]}
        return replace(piece, value=fields, cells=(*piece.cells, cell), doubts=doubts)

    files = [replace(file, fields={**file.fields, "objectives": tuple(map(with_body, _objectives(file)))})
             if _objectives(file) else file for file in proposal.files]  # fmt: skip
    return _with_fields(replace(proposal, files=tuple(files)), {}, bodies.fresh) if texts else proposal


def _objectives(file: Proposed) -> tuple[ProposedValue, ...]:
    found = file.fields.get("objectives", ())
    return () if isinstance(found, ProposedValue) else found


def _named_beside(source: SourceFile, language: str) -> Iterator[tuple[SourceLine, tuple[SourceCell, str, bool]]]:
    """Yield the lines of rows in tables of objectives, with the cell of the responsible body and what that says.

    The last value is whether it may be of an action instead, which the row has as well.
    """
    for block in source.blocks:
        table = objective_table(block, words_of(language))
        heads = table.head.cells if table else ()
        roles = [meaning(head, ROLES, language) for head in heads]
        at = roles.index("responsible") if "responsible" in roles else None
        for row in table.rows if table and at is not None else ():
            cell = next((each for each in row.filled if each.at == at), None)
            if cell and not row.band and not is_generic_body(row.text(cell), language):
                lines = (" ".join(line.split()).rstrip(",;") for line in row.cells[cell.at].splitlines())
                yield row.line, (cell, ", ".join(filter(None, lines)), "action" in roles)


def with_adoption_of_tables(source: SourceFile, proposal: Proposal, present: Present, language: str) -> Proposal:
    """Return a proposal of tables whose only plan has the decision that stands above them.

    What says who adopted something, but not all of it, is left to people, as it is if there are several plans.
    """
    rows = [row for block in source.blocks for row in takewhile(_is_above, block.rows)]
    blocks = tuple(_as_text(row) for row in rows)
    plans = [file for file in proposal.files if file.kind == "plan"]
    made = proposal
    if len(plans) == 1 and proposal.files[0] is plans[0]:
        made = with_adoption(replace(source, blocks=blocks), proposal, present, language)
    decisions = made.files[0].fields.get("decisions", ()) if made is not proposal else ()
    if isinstance(decisions, tuple) and decisions:
        lines = {line for each in decisions for line in each.lines}
        cells = tuple(cell for row in rows if row.line in lines for cell in row.filled)
        named = tuple(replace(each, cells=(*each.cells, *cells)) for each in decisions)
        first, *others = made.files
        return replace(made, files=(replace(first, fields={**first.fields, "decisions": named}), *others))
    begins = adoption_words(language).begins
    asked = {cell for row in rows for cell in row.filled if begins.match(row.text(cell))}
    left = [LeftCell(each.cell, "adoption-unclear") if each.cell in asked else each for each in made.left]
    return replace(made, left=tuple(left))


def _is_above(row: SourceRow) -> bool:
    """Return whether a row may stand above a table: it has one text, or a label and a text."""
    return len({row.text(cell) for cell in row.filled}) <= len(("label", "text"))


def _as_text(row: SourceRow) -> SourceBlock:
    texts = list(dict.fromkeys(row.text(cell) for cell in row.filled))
    if len(texts) == 1:
        return SourceBlock(BlockSort.PARAGRAPH, texts[0], (row.line,))
    return SourceBlock(BlockSort.TABLE, "", (row.line,), rows=(replace(row, cells=tuple(texts)),))


def adoption(blocks: Sequence[SourceBlock], language: str) -> Adopted | None:
    """Return a document's own adoption, or only its number; None if it says nothing, or gives two dates."""
    words = adoption_words(language)
    stated = [*statements(blocks, language)]
    said = [each for text, lines in stated if (each := _sentence(text, lines, words, language))]
    if not said and (boxed := _boxed(stated, words, language)):
        said = [boxed]
    if len({(each.body, each.day) for each in said}) > 1:
        return None
    numbers = {
        match[1]: lines for text, lines in stated if (match := words.register.search(text)) and _is_own(text, words)
    }
    if len(numbers) != 1:
        return said[0] if said else None
    [(register, lines)] = numbers.items()
    if not said:
        return Adopted(register=register, lines=lines)
    return replace(said[0], register=register, lines=tuple(dict.fromkeys((*said[0].lines, *lines))))


def _sentence(text: str, lines: tuple[SourceLine, ...], words: AdoptionWords, language: str) -> Adopted | None:
    """Return the facts in a sentence that begins with "Antagen av", or with a body that has adopted a document."""
    match, adopting = words.begins.match(text), _adopting(text, words, language)
    if match is None and not adopting:
        return None
    rest = text[match.end() :] if match else text[len(adopting) :]
    day = dated(rest, language)
    if not day.period or day.period.frequency is not Frequency.DAY:
        return None
    minutes = words.minutes.search(rest)
    before = re.match(r"[^\d§,(]+", rest if match else adopting)
    # "den" introduces the date.
    leading = "|".join(map(re.escape, table_words(language)["filler"]))
    name = re.sub(rf"\s+(?:{leading}|d|am|on)\.?\s*$", "", (before[0] if before else "").strip(), flags=re.IGNORECASE)
    return Adopted(_titled(name, words), day.period.name, minutes[1] if minutes else "", "", lines)


def _adopting(text: str, words: AdoptionWords, language: str) -> str:
    """Return the body that a sentence begins with, if it says that it has adopted a document such as this, or ""."""
    match = words.adopts.match(text)
    if match is None or not body_kind(match["body"], language):
        return ""
    what, _, when = re.sub(r"(\d)", "\0\\1", text[match.end() :].casefold(), count=1).partition("\0")
    budgets = words_of(language).forms.get("budget", ())
    is_document = any(word in what for word in fact_words(language).documents if word not in budgets)
    # Behind the day stands the number in the minutes, and nothing about another document.
    rest = words.minutes.sub("", dated(when, language).rest).strip(" ().,;:")
    return match["body"] if is_document and not rest and len(what.split()) <= _WORDS else ""


def _boxed(stated: Sequence[Stated], words: AdoptionWords, language: str) -> Adopted | None:
    """Return the facts of labels with values: "Beslutad av: Kommunfullmäktige", "Beslutsdatum: 2021-09-06 § 41"."""
    facts: dict[str, Stated] = {}
    for text, lines in stated:
        label, _, fact = text.partition(":")
        named = [words.labels[part] for part in (label.casefold().strip(), *label_parts(label)) if part in words.labels]
        for role in named if fact.strip() else ():
            facts.setdefault(role, (fact.strip(), lines))
    if "day-of-body" in facts and ("body" in facts or "day" in facts):
        facts.setdefault("day", facts["day-of-body"])
    first = re.split(r"[,(§]|\s\d", facts["day"][0], maxsplit=1)[0].strip() if "day" in facts else ""
    if body_kind(first, language) or first.casefold() in words.short:
        facts.setdefault("body", facts["day"])  # Antagen: Kommunfullmäktige 2024-05-13, Fastställd: KF 2024-05-13
    if {"body", "day"} - facts.keys():
        return None
    (name, lines), (when, other) = facts["body"], facts["day"]
    day = dated(when, language)
    if not day.period or day.period.frequency is not Frequency.DAY:
        return None
    minutes = words.minutes.search(f"{when} {name}")
    name = re.split(r"[,(§]|\s\d", name, maxsplit=1)[0].strip()
    return Adopted(
        _titled(name, words), day.period.name, minutes[1] if minutes else "", "", tuple(dict.fromkeys((*lines, *other)))
    )


def _is_own(text: str, words: AdoptionWords) -> bool:
    """Return whether a statement with a registry number begins with it, or with the adoption."""
    match = words.register.search(text)
    return bool(match and match.start() == 0) or bool(words.begins.match(text))


def _titled(name: str, words: AdoptionWords) -> str:
    """Return a body's title: the full name if it is a common abbreviation."""
    plain = words.short.get(name.casefold(), name)
    return plain[:1].upper() + plain[1:]


def _without_body(found: Adopted, kind: str) -> dict[str, ProposedValue]:
    """Return the date and number if the body is unknown; only steering documents have fields for these."""
    if kind != "strategy":
        return {}
    day = ProposedValue(Plain(found.day), found.lines, (Doubt("adoption"),))
    number = ProposedValue(found.register, found.lines[-1:], () if found.day else (Doubt("front-page"),))
    return {**({"adopted_on": day} if found.day else {}), **({"reference": number} if found.register else {})}


def _added(proposal: Proposal) -> dict[str, str]:
    """Return the bodies that a proposal adds, by their titles in lower case."""
    members = (piece for file in proposal.files if file.kind == "bodies" for _, piece in file.pieces())
    values = (piece.value for piece in members if isinstance(piece.value, dict))
    return {str(value["title"]).casefold(): str(value["id"]) for value in values}


def _with_fields(proposal: Proposal, more: Fields, bodies: tuple[ProposedValue, ...]) -> Proposal:
    first, *others = proposal.files
    # The source comes last.
    last = {key: piece for key, piece in first.fields.items() if key == "sources"}
    kept = {key: piece for key, piece in first.fields.items() if key != "sources"}
    files = [replace(first, fields={**kept, **more, **last}), *others]
    at = next((at for at, file in enumerate(files) if file.kind == "bodies"), None)
    if bodies and at is not None:
        there = files[at].fields["bodies"]
        assert isinstance(there, tuple)  # it is always a list
        files[at] = replace(files[at], fields={"bodies": (*there, *bodies)})
    elif bodies:
        files.append(Proposed("plans/bodies.yml", "bodies", {"bodies": bodies}))
    return replace(proposal, files=tuple(files))
