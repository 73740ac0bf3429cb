"""Markdown as hypothesis makes it: constructs of the dialect, in each other and half of them wrong."""

from hypothesis import strategies as st

ODD = (
    "", " ", "0", "-1", "+1", "1e9", "9" * 30, "0,5", "0.5", "1 000", "1 000,5", "12 %", "½", "NaN", "inf", "-0",
    ".5", "5.", "²", "٣", "1_000", "2024", "0000", "10000", "2024-02-30", "2024-02-29", "0001-01-01", "9999-12-31",
    "2024-W05", "2024-13", "2024-06", "2024 kv 1", "2023/24", "2147483647", "yes", "null", "~", "true", "share",
    "percent", "count", "kronor", "[x](ref:1.10)", "[x](ref:finns-inte)", "**fet**", "{{ plan_list() }}", "{% raw %}",
    "{{", "<script>alert(1)</script>", "<!-- a -->", "&amp;", "&#0;", "&#x110000;", "a\u202eb", "a\u00adb",
    "a\u200bb", "\u00a0", "\u2028", "\ufeff", "\x7f", "😀", "👩‍👩‍👧", "مرحبا", "שלום", "e\u0301" * 3, "ﬁ", "Ǆ", "ß",
    "İ", "𝔘", "\U000e0041", "\ue000", "\ufffe", "漢字", "|", "`", "\\", "\\\\", "#", "# a", "a: b", "- a", "> a", "'",
    '"', "=1+1", "@a", "+46 8 123", "%", "$x$", "$", "_a_", "*", "~~a~~", "^a^", "https://x.example/",
    "https://x.example/?a=b&c=\"<>", "http://[::1", "javascript:alert(1)", "data:text/html,a", "//x.example",
    "mailto:a@x.example", "a@x.example", "../../etc/passwd", "C:\\x", "docs/index.md", "a/b", ".", "..", "CON",
    "å ä ö", "Å" * 300, "ord " * 200, "en rad\noch en till", "a\n\nb", "\n", "\t", "a\tb", "1.10", "vagen", "klara",
    "!!python/object:os.system a", "*alias", "&anchor a", "[", "]", "{", "}", "[[a]]", "{a: b}", "!", "?", "? a", "-",
    "--", "---", "...", "|-", ">", "%YAML 1.2", "{: .x }", "{ .x #y }", "#x", "ref:", "ref:1.10#x", "#", "1" * 400,
    "0x1F", "1:30", "12e400",
)  # fmt: skip
LINKS = (
    "ref:1.10", "ref:vagen", "ref:finns-inte", "#x", "../../docs/strategi.md", "strategi.md", "strategi.md#a",
    "finns-inte.md", "https://x.example/", "mailto:a@x.example", "bild.png", "javascript:alert(1)", "", "<a b>",
    "a(b)c", "//x", "x:y", "%00", "%", "?a", "../../../../x", "data:,a", "tel:+4681234", "ref:klara", "index.md",
    *("ref:1.10", "https://x.example/å?b=1&c") * 8,
)  # fmt: skip
words = st.one_of(
    st.sampled_from(
        ["Ord", "text om", "två ord", "en rad.", "Å", "1", "SKR", "a-b", "2 b", "2024", "e.g. x", "å\u00adä", "é"]
    ),
    st.sampled_from(["Ord", "text om", "två ord", "3 000 kr", "§ 5", "”citat”", "x–y", "H~2~O", "a/b", "lång" * 30]),
    st.sampled_from(ODD),
    st.text(max_size=8),
)
links = st.sampled_from(LINKS)


def _inline(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    marks = st.sampled_from(["*", "**", "_", "~~", "`", "``", "***", "**_"])
    return st.one_of(
        st.builds("{0}{1}{0}".format, marks, inner),
        st.builds("[{}]({})".format, inner, links),
        st.builds('![{}]({} "t")'.format, inner, links),
        st.builds("[{}][{}]".format, inner, st.sampled_from(["", "a", "b"])),
        st.builds("<{}>".format, links),
        st.builds("{} {}".format, inner, inner),
        st.builds("{}[^{}]".format, inner, st.sampled_from(["1", "a", "2"])),
        st.builds("{}{{: {} }}".format, inner, st.sampled_from(["#x", ".status", 'lang="en"', "onclick=a", "lang=ar"])),
        st.builds("{}\\\n{}".format, inner, inner),
    )


inline = st.recursive(words, _inline, max_leaves=4)
calls = st.sampled_from(
    ["plan_list()", "vision()", "standing()", "status_summary()", "targets()", "x()", "plan_list(1)", "plan_list('x')",
     "lipsum()", "1", "chart('i-arbete')", "figure('i-arbete')", "plan_list(", "''.__class__", "cycler()"]
)  # fmt: skip


def _table(rows: list[list[str]]) -> str:
    head, *body = [[cell.replace("\n", " ") for cell in row] for row in rows]
    line = [":-:", "-:", "---", ":-"]
    lines = [head, [line[at % 4] for at in range(len(head))], *body]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _within(prefix: str, block: str) -> str:
    rest = prefix if prefix.startswith(">") else " " * len(prefix)
    return "\n".join((prefix if at == 0 else rest) + line for at, line in enumerate(block.split("\n")))


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    marks = [
        "- ",
        "* ",
        "1. ",
        "5. ",
        "0) ",
        "999999999. ",
        "> ",
        "    ",
        "- [ ] ",
        "- [x] ",
        '!!! note "T"\n    ',
        "??? a\n    ",
    ]
    return st.one_of(
        st.builds(_within, st.sampled_from(marks), inner),
        st.builds("{}\n\n{}".format, inner, inner),
        st.builds("{}\n{}".format, inner, inner),
        st.builds("[^{}]: {}".format, st.sampled_from(["1", "a", "2"]), inner),
        st.builds("{}\n:   {}".format, inline, inner),
    )


single = st.one_of(
    inline,
    st.builds("{} {}".format, st.sampled_from(["#", "##", "###", "####", "######", "#######"]), inline),
    st.builds("{}\n{}".format, inline, st.sampled_from(["===", "---", "***", "+++"])),
    st.lists(st.lists(inline, min_size=1, max_size=4), min_size=1, max_size=4).map(_table),
    st.builds("```{}\n{}\n```".format, st.sampled_from(["", "yaml", "mermaid", "x y"]), words),
    st.builds("*[{}]: {}".format, st.sampled_from(["SKR", "Ord", "a", ""]), words),
    st.builds("[{}]: {}".format, st.sampled_from(["a", "b", "SKR"]), links),
    st.builds("{{{{ {} }}}}".format, calls),
    st.builds("{}\n{{: {} }}".format, inline, st.sampled_from(["#x", ".a", "lang=he"])),
)
body = st.lists(st.recursive(single, _blocks, max_leaves=4), max_size=5).map("\n\n".join)
