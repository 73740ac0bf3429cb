"""Words for steering documents and judgements in running text: "strategin", "programmets", "styrdokumenten"."""

from collections.abc import Callable, Iterable, Mapping

from publisher.language import Language
from publisher.link.figures.ledger import Facet, Line
from publisher.link.figures.standing import Standing
from publisher.link.graph.document_tree import NOT_IN_FORCE
from publisher.link.publication import Publication
from publisher.model.judgement import DEFAULT_SCALE, Level
from publisher.model.parts import Decision
from publisher.model.roles import word_key
from publisher.model.strategy import Chapter, Commitment, DocumentForm, SteeringDocument, section_of
from publisher.model.untranslated import composed
from publisher.problem import nearest
from publisher.render.author_parts import PartError
from publisher.render.escape import escape


def words_for(form: str, language: Language) -> Mapping[str, str]:
    """Return placeholder values for sentences about a document: its definite form and the genitive of that.

    `the_document` and `of_document`, and the same with a capital. `form` is a DocumentForm, or `all` for several.
    """
    words = {f"{case}_document": language.text(f"form.{case}.{form}") for case in ("the", "of")}
    return {**words, **{f"{name[:1].upper()}{name[1:]}": _capital(word) for name, word in words.items()}}


def words_for_all(publication: Publication, language: Language) -> Mapping[str, str]:
    """Return the same for all documents of a publication: a single one by its form, several together."""
    forms = [str(document.called) for document in publication.documents] or [str(DocumentForm.STRATEGY)]
    return words_for(forms[0] if len(forms) == 1 else "all", language)


def type_of(document: SteeringDocument, language: Language) -> str:
    """Return the type of a document: its author's word, or else the word for its form."""
    return document.document_type or _capital(language.text(word_key(document.called)))


def in_minutes(decision: Decision, language: Language, own: str) -> str:
    """Return where a decision stands in the minutes: § 45, sak 112/23; as it is written if it has words; or "".

    A symbol is that of `own`, the publication's language, in which the minutes are.
    """
    number = decision.paragraph or ""
    if not number[:1].isdigit():
        return number
    symbol = Language(own).text("decision.paragraph", number=number)
    return language.text("decision.paragraph", number=number) if symbol[:1].isalpha() else symbol


def verb_of(commitment: Commitment, language: Language) -> str:
    """Return the modal verb of a commitment: its own word, or else that of its modality."""
    return commitment.modal_word or language.text(word_key(commitment.modality))


def level_word(level: Level, language: Language) -> str:
    """Return the word of a level of judgements: its own title, or ours if the publication declares no scale."""
    return language.text(f"judgement.{level.id}") if level in DEFAULT_SCALE else level.title


def section_title(publication: Publication, language: Language) -> str:
    """Return the title of the section of steering documents: the type of the only one, or the plural."""
    documents = publication.documents
    if len(documents) > 1:
        return language.text("page.documents")
    return _capital(language.text(word_key(documents[0].called if documents else DocumentForm.STRATEGY)))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


class DocumentWords:
    """Template functions about the steering documents of a publication."""

    def __init__(self, publication: Publication, language: Language) -> None:
        self._publication = publication
        self._language = language
        self.of_all = {name: escape(word) for name, word in words_for_all(publication, language).items()}

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return the functions by their names in templates."""
        names = (
            "form",
            "worded_by",
            "document_of",
            "document_type",
            "steering",
            "stating",
            "served_by",
            "among",
            "alike",
            "by_chapter",
            "ledger_columns",
            "verb_word",
        )
        return {name: getattr(self, name) for name in names}

    def form(self, value: SteeringDocument | str) -> Mapping[str, str]:
        """Return the words for a steering document, or for the document of an id, as placeholder values."""
        document = self._publication.tree.document_of.get(value) if isinstance(value, str) else value
        return words_for(document.called, self._language) if document else self.of_all

    def worded_by(self, chapter: Chapter | None = None) -> Mapping[str, str]:
        """Return the words for what the words of commitments are those of: of a chapter, or of all documents.

        A document that names its sources, quotes nothing that was adopted and gives no section of it is told after
        those: the words are theirs.
        """
        tree = self._publication.tree
        holding = [each for each in ([chapter] if chapter else tree.chapters) if each.commitments]
        named = self.form(chapter.id) if chapter else self.of_all
        if any(tree.has_adopted(tree.document_of[each.id].id) for each in holding if each.id in tree.document_of):
            return named
        if any(section_of(one, each) for each in holding for one in each.commitments):
            return named
        own = [each.sources or getattr(tree.document_of.get(each.id), "sources", ()) for each in holding]
        if not own or not all(own):
            return named
        titles = {source.title for sources in own for source in sources}
        return words_for("source" if len(titles) == 1 else "sources", self._language)

    def document_type(self, document: SteeringDocument) -> str:
        """Return the type of a document: its author's word, or else the word for its form."""
        return type_of(document, self._language)

    def verb_word(self, commitment: Commitment) -> str:
        """Return the modal verb of a commitment: its own word, or else that of its modality."""
        return escape(verb_of(commitment, self._language))

    def steering(self, name: str | None) -> SteeringDocument | None:
        """Return the steering document that an author named, or the first. Raises PartError if there is none."""
        if name is None:
            return self._publication.main_document
        documents = {document.id: document for document in self._publication.documents}
        if name not in documents:
            raise PartError("unknown-id", id=name, near=nearest(str(name), documents))
        return documents[name]

    def stating(self, fact: str, name: str | None) -> tuple[SteeringDocument, ...]:
        """Return the named document, or all those in force, that have this field. Raises PartError for an unknown name.

        Without a name, a statement of one of several documents is never shown as if all made it.
        """
        named = [self.steering(name)] if name is not None else self._publication.tree.holding
        return tuple(each for each in named if each and getattr(each, fact))

    def alike(self, chapter: Chapter) -> str:
        """Return the title of a chapter's document, in parentheses, if another document has one of the same name."""
        tree, name = self._publication.tree, (chapter.number, chapter.title)
        own = tree.document_of.get(chapter.id)
        others = (each for each in tree.chapters if tree.document_of.get(each.id) is not own)
        return f" ({self.among(chapter)})" if any((each.number, each.title) == name for each in others) else ""

    def among(self, chapter: Chapter) -> str:
        """Return the title of a chapter's document, if there are several, and that it is not in force if so."""
        document = self._publication.tree.document_of.get(chapter.id)
        if not document or len(self._publication.documents) == 1:
            return ""
        words = self._language
        status = words.within(words.text(f"status.{document.status}")) if document.status in NOT_IN_FORCE else ""
        return (
            composed(f"{document.title}{self._language.comma}{status}", [document.title]) if status else document.title
        )

    def document_of(self, name: str) -> SteeringDocument | None:
        """Return the steering document of one of its parts, or None."""
        return self._publication.tree.document_of.get(name)

    def by_chapter(self, lines: Iterable[Line]) -> list[tuple[Chapter, list[Line]]]:
        """Return the lines of a ledger by the chapter of each commitment, in the order of chapters."""
        found: dict[str, list[Line]] = {}
        for line in lines:
            found.setdefault(self._publication.chapter_of[line.commitment.id].id, []).append(line)
        return [(chapter, found[chapter.id]) for chapter in self._publication.chapters if chapter.id in found]

    def ledger_columns(self, lines: Iterable[Line], facet: str = "") -> frozenset[str]:
        """Return the columns that are not empty, without that of the facet by which the lines were selected."""
        chapter_of = self._publication.chapter_of
        filled = {
            "section": lambda line: bool(section_of(line.commitment, chapter_of[line.commitment.id])),
            Facet.BODY: lambda line: bool(line.commitment.responsible),
            "plans": lambda line: bool(line.plans),
            "latest": lambda line: line.latest is not None,
            Facet.STANDING: lambda line: line.standing is not Standing.UNKNOWN,
            "judged": lambda line: bool(self._publication.judgements_of(line.commitment.id)),
        }
        shown = [*lines]
        return frozenset(str(name) for name, fills in filled.items() if name != facet and any(map(fills, shown)))

    def served_by(self, commitments: Iterable[Commitment | str]) -> tuple[SteeringDocument, ...]:
        """Return the steering documents that commitments or objectives belong to; none if nobody has named any."""
        return self._publication.tree.served(each if isinstance(each, str) else each.id for each in commitments)
