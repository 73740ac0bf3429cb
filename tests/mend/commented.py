"""Plans that nobody would write: keys in any order, comments in every place, and something to mend in most lines."""

from random import Random

FIELDS = {
    "id": ["id: vag"],
    "title": ["title: >-{c}", "  Vägen # ingen kommentar", "  fram"],
    "summary": ["summary:{c}", "  'Kort.'{c}"],
    "status": ["status: ongoing{c}"],
    "as_of": ["as_of: 2022-2-3{c}"],
    "serves": ["serves: [1.10,{c}", "  {c}", "  2.1]{c}"],
    "period": ["period: {{from: 2022-1-1, to: 2023-1}}{c}"],
    "contact": [
        "contact:{c}",
        "  {c}",
        "  text: |{c}",
        "    # ingen kommentar",
        "    rad",
        "  url: https://a.example/{c}",
    ],
    "activities": [
        "activities:{c}",
        "  {c}",
        "  - title: 'Kurs'{c}",
        "    {c}",
        "    id: kurs{c}",
        "    status: ongoing",
        "  {c}",
        "  - status: done{c}",
        "    id: prov",
        "    title: 'Prov # ingen kommentar'{c}",
    ],
}


def plan(random: Random) -> tuple[str, list[str]]:
    """Return a plan and its comments, no two of them alike."""
    comments: list[str] = []

    def comment() -> str:
        if random.random() < 0.5:
            return ""
        comments.append(f"# kommentar {len(comments)}")
        return f"  {comments[-1]}"

    names = random.sample(list(FIELDS), len(FIELDS))
    lines = []
    for name in names:
        lines += [comment().strip() for _ in range(random.randrange(3))]
        for line in FIELDS[name]:
            made = line.format(c=comment() if "{c}" in line else "")
            # A comment on a line of its own stands at the column of its line.
            made = made if line.strip() != "{c}" else line.partition("{")[0] + made.strip()
            lines.append(made + " " * random.randrange(3))
    return "\n".join(
        ["---", *(line for line in lines if line.strip() or random.random() < 0.2), "---", "Text."]
    ), comments
