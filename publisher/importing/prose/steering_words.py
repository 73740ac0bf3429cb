"""The words of steering documents in a language: `locale/<language>/steering.yml`."""
# One meaning, so one file.

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from publisher.locales import word_lists
from publisher.model.modality import Modality, modal_verbs

# The forms of document that are plans.
PLANS: Final = ("plan", "employment-plan")
QUOTES: Final = tuple("\"'”“„’‘»«›‹")
"""Quotation marks of all kinds."""
# The number of an objective: 1, 1.1, 2a, B, IV; and no amount such as 75 %.
_NUMBER: Final = r"\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?(?![\d,]|\.\d|\s*[%‰])|[A-ZÅÄÖ]\b|[IVX]{1,4}\b"


# So many words stand between the beginning of a clause of an aim and its verb at the most.
_SUBJECT: Final = 4
# The beginning of the clause that a verb stands in.
_SHORT: Final = 4
_CLAUSE: Final = re.compile(r"[.!?;:,–]\s+")


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """What begins clauses whose verb commits nobody, and the `subjects` that such clauses and main clauses have.

    Behind `sure` words the verb is the clause's own; behind those of an aim and of a condition, it is if a subject
    stands between. `given` follows what is received, and is no permission; `forbidden` are the ends of verbs behind a
    negation that say what nobody may do.
    """

    sure: tuple[str, ...]
    aims: tuple[str, ...]
    conditions: tuple[str, ...]
    subjects: frozenset[str]
    receiving: frozenset[str]
    given: frozenset[str]
    negations: frozenset[str]
    forbidden: tuple[str, ...]
    behind_bodies: str


@dataclass(frozen=True, slots=True)
class SteeringWords:
    """Modal verbs, subjects that commit themselves, and the names of steering documents' parts, in one language.

    `shown` are the verbs for which pages show the word of their modality. `objective` finds the label, the number and
    the title of an objective, `objectives_heading` matches what only says that objectives follow, and `of_whom` what
    stands behind that word in the header of a column: in Ekbacka, for the pupils.
    """

    modal: re.Pattern[str]
    modality: Mapping[str, Modality]
    shown: frozenset[str]
    bodies: tuple[str, ...]
    subordinate: frozenset[str]
    vision: frozenset[str]
    implementation: tuple[str, ...]
    forms: Mapping[str, tuple[str, ...]]
    own_words: tuple[str, ...]
    area: re.Pattern[str]
    plan: tuple[str, ...]
    follow_up: tuple[str, ...]
    follow_up_named: tuple[str, ...]
    of_plan: tuple[str, ...]
    contents: frozenset[str]
    general_headings: frozenset[str]
    joining: frozenset[str]
    unfinished: frozenset[str]
    abbreviations: frozenset[str]
    labels: re.Pattern[str]
    objective: re.Pattern[str]
    objectives_heading: re.Pattern[str]
    lower_objectives: frozenset[str]
    upper_objectives: frozenset[str]
    other_objectives: frozenset[str]
    of_whom: re.Pattern[str]
    named_area: re.Pattern[str]
    clauses: ClauseWords
    called_plan: re.Pattern[str]
    assignments: tuple[str, ...] = ()
    infinitive: tuple[str, ...] = ()
    web_phrases: tuple[str, ...] = ()
    web_lines: frozenset[str] = frozenset()

    def is_of_web_page(self, text: str) -> bool:
        """Return whether a text belongs to a web page and not to what it shows: on cookies, "Skip to content"."""
        said = " ".join(text.casefold().split())
        return said.strip(" :.!?") in self.web_lines or any(phrase in said for phrase in self.web_phrases)

    def goes_on_below(self, line: str) -> bool:
        """Return whether a line ends with a word that ends no title: Strategi för byarna i."""
        _, *behind = line.split() or [""]
        return bool(behind) and behind[-1].casefold() in self.unfinished

    def forms_of(self, title: str) -> tuple[str, ...]:
        """Return the forms of document that a title names; Planerade bostäder names no plan."""
        said = title.casefold()
        named = {form: any(part in said for part in parts) for form, parts in self.forms.items()}
        plans = {match[0] for match in self.called_plan.finditer(said)}
        named |= {form: any(part in plan for plan in plans for part in self.forms[form])
                  for form in PLANS if form in named}  # fmt: skip
        return tuple(form for form, is_named in named.items() if is_named)

    def names_plan(self, title: str) -> bool:
        """Return whether a title names a plan, or the form of any other document."""
        return bool(self.called_plan.search(title.casefold()) or self.forms_of(title))

    def names_assignments(self, text: str) -> bool:
        """Return whether a heading or the words above a list name assignments: Uppdrag till nämnderna."""
        return any(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in self.assignments)

    def without_infinitive(self, text: str) -> str:
        """Return a text without the mark of an infinitive before it: Utreda en simhall, for *att utreda* one."""
        first, _, rest = text.partition(" ")
        return rest[:1].upper() + rest[1:] if rest and first in self.infinitive else text

    def modals(self, text: str) -> tuple[re.Match[str], ...]:
        """Return the modal verbs of a text that may commit somebody.

        There is none if it quotes one, and so tells what the word means. Those of a question, of an aim (*så att alla
        ska lyckas*) and of a condition (*om vi ska lyckas*) commit nobody.
        """
        found = tuple(self.modal.finditer(text))
        quoted = any(text[: each.start()].endswith(QUOTES) and text[each.end() :].startswith(QUOTES) for each in found)
        return () if quoted else tuple(each for each in found if not self._is_aside(text, each))

    def _is_aside(self, text: str, verb: re.Match[str]) -> bool:
        """Return whether a verb belongs to a question or to a clause that commits nobody."""
        end = re.search(r"[.!?](?:\s|$)", text[verb.end() :])
        if end and end[0][0] == "?":
            return True
        said = self.clause_before(text, verb)
        return not self.is_main(text, verb) and any(self._leads(said, at) for at in range(len(said)))

    def clause_before(self, text: str, verb: re.Match[str]) -> list[str]:
        """Return the words of a clause before its verb, in small letters: behind a comma, or another modal verb."""
        clause = _CLAUSE.split(text[: verb.start()])[-1]
        clause = clause[max((each.end() for each in self.modal.finditer(clause)), default=0) :]
        return clause.casefold().split()

    def is_main(self, text: str, verb: re.Match[str]) -> bool:
        """Return whether the subject stands behind a verb, as only in a main clause: Om det behövs ska kommunen."""
        after = text[verb.end() :].split()[:1]
        return bool(after) and self._is_subject(after[0].casefold().strip(".,;:"))

    def _leads(self, said: Sequence[str], at: int) -> bool:
        """Return whether the words before a verb have the beginning of its own clause at a position."""
        words = self.clauses
        begins = " ".join(said[at:])
        for phrase in (*words.sure, *words.aims):
            rest = begins.removeprefix(f"{phrase} ").split() if begins.startswith(f"{phrase} ") else []
            if rest and len(rest) <= _SUBJECT and (phrase in words.sure or self._is_subject(rest[0])):
                return True
        return any(
            begins.startswith(f"{each} ") and self._is_subject(begins.removeprefix(f"{each} "))
            for each in words.conditions
        )

    def _is_subject(self, word: str) -> bool:
        return word in self.clauses.subjects or self.is_body(word)

    def is_body(self, name: str) -> bool:
        """Return whether words in small letters name a body that commits itself: vi, socialnämnden, the board."""
        last = name.split()[-1:]
        found = (each.split()[-1] for each in self.bodies if len(each.split()[-1]) > _SHORT)
        return name in self.bodies or bool(last and any(last[0].endswith(each) for each in found))

    def permits(self, text: str, verb: re.Match[str]) -> bool:
        """Return whether a verb of a text permits something to whom it begins with: Nämnden får hyra ut lokaler.

        To be given something is no permission: Nämnden får en rapport.
        """
        before = re.split(self.clauses.behind_bodies, text[: verb.start()].casefold().strip())
        after = text[verb.end() :].casefold().split()[:1]
        if verb[0].casefold() in self.clauses.receiving and after and after[0].strip(".,;:") in self.clauses.given:
            return False
        subject = re.sub(r"\S+-,?\s+(?:\S+-,?\s+|\S+\s+(?=\S+$))*", "", before[0])
        return 0 < len(subject.split()) <= _SUBJECT - 1 and self.is_body(subject)

    def forbids(self, text: str, verb: re.Match[str]) -> bool:
        """Return whether a verb forbids something to everybody: Avgiften får inte höjas."""
        after = text[verb.end() :].casefold().split()
        return (
            bool(self.negated(text, verb))
            and after[1:2] != []
            and after[1].strip(".,;:").endswith(self.clauses.forbidden)
        )

    def negated(self, text: str, verb: re.Match[str]) -> str:
        """Return a verb with the word behind it that makes it a prohibition: får inte; "" if there is none."""
        after = text[verb.end() :].split()[:1]
        no = after[0].casefold().strip(".,;:") if after else ""
        return f"{verb[0].casefold()} {no}" if no in self.clauses.negations else ""

    def own_word(self, title: str) -> str:
        """Return what a title calls its document, with a capital letter: Taxa for Taxa för bygglov; or ""."""
        found = ((match.start(), -len(word), word) for word in self.own_words
                 if (match := re.search(rf"{re.escape(word)}\b", title, re.IGNORECASE)))  # fmt: skip
        _, _, word = min(found, default=(0, 0, ""))
        return word[:1].upper() + word[1:]

    def begins_area(self, text: str) -> bool:
        """Return whether a text begins with an area number and a separator before the title: "Område 2: Arbete"."""
        match = self.area.match(text)
        return match is not None and bool(re.match(r"\s*[:.–—-]\s+\S", text[match.end() :]))

    def label_of(self, text: str) -> str:
        """Return the word before the number of a text: "Mål" for "Mål 1.1: Kommunen ska"; "" without one."""
        match = self.labels.match(text)
        return text[: match.start(1)].rstrip(" .-'’") if match else ""

    def unlabelled(self, text: str) -> str:
        """Return a text without the word before its number: "1.1 Kommunen ska" for "Strategi 1.1: Kommunen ska"."""
        match = self.labels.match(text)
        return f"{match[1]} {text[match.end() :]}" if match else text


def _called_plan(lists: Mapping[str, Any]) -> re.Pattern[str]:
    """Return a pattern for what a plan is called, at the end of a word: klimatplanen, but not planering."""
    names = [*lists["plan"], *(part for form in PLANS for part in lists["forms"].get(form, ()))]
    return re.compile(rf"(?:{_one_of(names)})(?:{_one_of(lists['plan_endings'])})?(?![^\W\d_])")


def _clauses(lists: Mapping[str, Any]) -> ClauseWords:
    clauses, receiving = lists["clauses"], lists["receiving"]
    return ClauseWords(
        sure=tuple(clauses["sure"]),
        aims=tuple(clauses["aims"]),
        conditions=tuple(clauses["conditions"]),
        subjects=frozenset(clauses["subjects"]),
        receiving=frozenset(receiving["verbs"]),
        given=frozenset(receiving["followed_by"]),
        negations=frozenset(lists["negations"]),
        forbidden=tuple(lists["forbidden"]),
        behind_bodies=rf"\s+(?:{_one_of(lists['behind_bodies']) or '(?!)'})\s+",
    )


@cache
def words_of(language: str) -> SteeringWords:
    """Return the words of a language."""
    lists = word_lists("steering", language)
    verbs = modal_verbs(language)
    modality = {word: each for each, found in verbs.items() for word in found.every}
    modality |= dict.fromkeys(lists["assigning"], Modality.OTHER)
    aims = lists["objectives"]
    # Those of somebody, too: Nämndens mål, KF:s mål.
    aim = rf"(?i:(?:(?:{_one_of(aims['before'])}|[^\W\d_]+:?s)\s+)?[^\W\d_-]*(?:{_one_of(aims['words'])}))"
    return SteeringWords(
        modal=re.compile(rf"\b(?:{_one_of(modality)})\b", re.IGNORECASE),
        modality=MappingProxyType(modality),
        shown=frozenset(word for found in verbs.values() for word in found.own),
        bodies=tuple(lists["bodies"]),
        clauses=_clauses(lists),
        subordinate=frozenset(lists["subordinate"]),
        vision=frozenset(lists["vision"]),
        implementation=tuple(lists["implementation"]),
        forms={form: tuple(parts) for form, parts in lists["forms"].items()},
        own_words=tuple(sorted(lists["own_words"], key=len, reverse=True)),
        area=re.compile(rf"\b(?:{_one_of(lists['area'])})\s+(\d{{1,2}})\b", re.IGNORECASE),
        plan=tuple(lists["plan"]),
        called_plan=_called_plan(lists),
        follow_up=tuple(lists["follow_up"]),
        follow_up_named=tuple(lists["follow_up_named"]),
        of_plan=tuple(lists["of_plan"]),
        contents=frozenset(lists["contents"]),
        general_headings=frozenset(lists["general_headings"]),
        joining=frozenset(lists["joining"]),
        unfinished=frozenset(lists["unfinished"]),
        abbreviations=frozenset(lists["abbreviations"]),
        assignments=tuple(lists["assignments"]),
        infinitive=tuple(lists["infinitive"]),
        web_phrases=tuple(lists["web_page"]["says"]),
        web_lines=frozenset(lists["web_page"]["lines"]),
        # A single number may be that of a section: "Mål 1".
        labels=re.compile(
            rf"(?:{_one_of(lists['labels'])}|{aim})[\s'’.-]+(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\s*[:.–—-]?\s+(?=\S)",
            re.IGNORECASE,
        ),
        objective=re.compile(
            rf"(?P<label>{aim})(?:\s+(?P<number>{_NUMBER})\.?)?(?P<apart>\s*[:–—-])?(?:\s+(?P<title>\S.*))?"
        ),
        objectives_heading=re.compile(aim),
        lower_objectives=frozenset(aims["lower"]),
        upper_objectives=frozenset(aims["upper"]),
        other_objectives=frozenset(aims["others"]),
        of_whom=re.compile(rf"(?<=\S)\s+(?:{_one_of(aims['behind']) or '(?!)'})\s+\S.*"),
        named_area=re.compile(rf"(?:{_one_of(lists['area'])})\s*[:–—-]\s+\S", re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True)
class AdoptionWords:
    """How documents in one language say by whom, when and under which numbers they were adopted.

    `begins` matches the words before the adopting body, `adopts` a body and the words behind it. `labels` are those in
    a box of facts, `short` maps abbreviations to bodies, and `register_labels` stand above or before a number in the
    register. `other_labels` are of facts that have no field: a version, an author.
    """

    begins: re.Pattern[str]
    adopts: re.Pattern[str]
    register: re.Pattern[str]
    minutes: re.Pattern[str]
    labels: Mapping[str, str]
    short: Mapping[str, str]
    register_labels: frozenset[str]
    other_labels: frozenset[str]


@cache
def adoption_words(language: str) -> AdoptionWords:
    """Return the words of a language for adoptions."""
    lists = word_lists("steering", language)
    by = rf"\s+(?:{_one_of(lists['adopted_by'])})\b" if lists["adopted_by"] else ""
    number = r"((?:[A-ZÅÄÖ]{1,6}[ ./:-]?)?\d\w*(?:[/:.-]\w+)+)"
    roles = (("label_body", "body"), ("label_day", "day"), ("label_day_of_body", "day-of-body"))
    labels = {label: role for name, role in roles for label in lists[name]}
    return AdoptionWords(
        begins=re.compile(rf"(?:{_one_of(lists['adopted'])}){by}:?\s+(?:the\s+)?", re.IGNORECASE),
        adopts=re.compile(rf"(?P<body>[^\W\d][^\d.,:;()]{{2,60}}?)\s+(?:{_one_of(lists['adopts'])})\s+", re.IGNORECASE),
        register=re.compile(rf"\b(?i:{_one_of(lists['register'])})\.?\s*[:.]?\s*{number}"),
        minutes=re.compile(rf"(?:{_one_of(lists['minutes'])})\s*(\d+(?:/\d+)?)", re.IGNORECASE),
        labels=MappingProxyType(labels),
        short=MappingProxyType(lists["short_bodies"]),
        register_labels=frozenset(lists["register"]),
        other_labels=frozenset(lists["label_other"]),
    )


@cache
def front_page_words(language: str) -> Mapping[str, str]:
    """Return the labels on front pages in a language, in lower case, with the field of each."""
    lists = word_lists("steering", language)
    return {label: field for field, labels in lists["front_page"].items() for label in labels}


@dataclass(frozen=True, slots=True)
class FactWords:
    """How documents in one language state when they are valid and what they replace.

    `before_days` stand before a day, longest first, `until` between two, and `documents` are what a document calls
    itself. `replaces` finds what a statement says is replaced, with the subject before the verb.
    """

    before_days: tuple[str, ...]
    until: re.Pattern[str]
    replaces: re.Pattern[str]
    documents: tuple[str, ...]
    replaces_none: frozenset[str]


@cache
def fact_words(language: str) -> FactWords:
    """Return the words of a language for the facts that documents state of themselves."""
    lists = word_lists("steering", language)
    forms = (part for parts in lists["forms"].values() for part in parts)
    return FactWords(
        before_days=tuple(sorted((*lists["latest"], *lists["before_days"]), key=len, reverse=True)),
        until=re.compile(rf"\s+(?:{_one_of(lists['until'])})\.?\s+", re.IGNORECASE),
        replaces=re.compile(
            rf"(?:(?P<subject>[^.:]{{1,60}}?)\s+)?\b(?:{_one_of(lists['replaces'])})\s+(?P<replaced>[^.:][^:]*)",
            re.IGNORECASE,
        ),
        documents=(*forms, *lists["plan"], *lists["documents"]),
        replaces_none=frozenset(lists["replaces_none"]),
    )


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
