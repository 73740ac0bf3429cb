from publisher.link.time.differences import Act
from publisher.link.time.redline import Block, Marked, compare_blocks, compare_words


def shown(marked: Marked) -> str:
    marks = {Act.ADDED: "+", Act.REMOVED: "-", None: ""}
    return " ".join(f"{marks[piece.act]}[{piece.text}]" if piece.act else piece.text for piece in marked.pieces)


def words(before: str, after: str) -> str:
    return shown(Marked("p", compare_words(before, after)))


def test_whole_words_are_marked_and_never_letters() -> None:
    assert (
        words("en väg in i en viss bransch", "en snabb väg in i en bransch")
        == "en +[snabb] väg in i en -[viss] bransch"
    )
    assert words("målet är 70 procent", "målet är 75 procent") == "målet är -[70] +[75] procent"


def test_what_belongs_together_is_marked_together() -> None:
    assert words("a b c d e f", "x y c z w v") == "-[a b c d e f] +[x y c z w v]"


def test_the_same_text_has_no_marks() -> None:
    assert words("samma ord\n här", "samma ord här") == "samma ord här"


def test_a_paragraph_is_compared_with_the_one_that_it_was_made_from() -> None:
    before = [Block("p", "Kursen tar tio veckor."), Block("p", "Något helt annat stod här."), Block("p", "Slut.")]
    after = [Block("p", "Kursen tar tolv veckor."), Block("h2", "Praktik"), Block("p", "Slut.")]
    assert [shown(each) for each in compare_blocks(before, after)] == [
        "Kursen tar -[tio] +[tolv] veckor.",
        "-[Något helt annat stod här.]",
        "+[Praktik]",
        "Slut.",
    ]


def test_each_new_paragraph_takes_the_nearest_old_one_and_none_twice() -> None:
    before = [Block("p", f"Punkt {number} om {word}.") for number, word in enumerate(("vatten", "vägar", "skolor"), 1)]
    after = [Block("p", "Punkt 2 om stora vägar."), Block("p", "Ny rad här."), Block("p", "Punkt 3 om nya skolor.")]
    assert [shown(each) for each in compare_blocks(before, after)] == [
        "-[Punkt 1 om vatten.]",
        "Punkt 2 om +[stora] vägar.",
        "+[Ny rad här.]",
        "Punkt 3 om +[nya] skolor.",
    ]
    both = [Block("p", "Vi bygger fler vägar i år."), Block("p", "Vi bygger fler broar i år.")]
    assert [shown(each) for each in compare_blocks(both[:1], both)] == [
        "Vi bygger fler vägar i år.",
        "+[Vi bygger fler broar i år.]",
    ]


def test_a_text_that_came_or_went_is_marked_whole() -> None:
    (block,) = compare_blocks([], [Block("p", "Ny text.")])
    assert (block.changed, shown(block)) == (True, "+[Ny text.]")
    assert [shown(each) for each in compare_blocks([Block("p", "Ord.")], [])] == ["-[Ord.]"]


def test_a_paragraph_too_long_to_weave_is_shown_before_and_after() -> None:
    before, after = "ord " * 3_000, "ord " * 3_000 + "till"
    assert len(compare_blocks([Block("p", before)], [Block("p", after)])) == 2


def test_what_stays_parts_what_was_before_it_from_what_comes_after() -> None:
    before = [Block("p", "Kursen tar tio veckor."), Block("p", "Den hålls på dagtid.")]
    after = [Block("p", "Den hålls på dagtid."), Block("p", "Kursen tar tolv veckor.")]
    assert [shown(each) for each in compare_blocks(before, after)] == [
        "-[Kursen tar tio veckor.]",
        "Den hålls på dagtid.",
        "+[Kursen tar tolv veckor.]",
    ]
