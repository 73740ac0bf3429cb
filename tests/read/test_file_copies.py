import pytest

from publisher.read.file_copies import Siblings


@pytest.mark.parametrize(
    "name",
    [
        "plan - Kopia.md",
        "plan - Kopia (2).md",
        "plan kopia 3.md",
        "plan copy.md",
        "plan_kopi.md",
        "plan (1).md",
        "plan(2).md",
        "Kopia av plan.md",
        "Copy of plan.md",
        "Copy (2) of plan.md",
        "Kopie von plan.md",
        "plan-DESKTOP-4F2K9QX.md",
        "plan-LAPTOP-A1B2.md",
        "plan (Anns konfliktkopia 2024-05-01).md",
        "plan (conflicted copy 2024-05-01 101500).md",
        "plan (SFConflict ann@example.se 2024-05-01).md",
        "plan.sync-conflict-20240501-101500-ABCDEF7.md",
    ],
)
def test_what_programs_call_a_copy_is_one(name: str) -> None:
    assert Siblings({"plan.md", "annan.md", name}).original_of(name) == "plan.md"


@pytest.mark.parametrize(
    "name",
    [
        "plan-konfliktlosning.md",
        "plan-konflikt.md",
        "plan-kopieringstjanst.md",
        "plan-laptop-till-alla.md",
        "plan-desktop-arbete.md",
        "plan-for-kopia.md",
        "konflikt-och-plan.md",
        "plan-2.md",
        "plan (2024).md",
        "plan-copyright.md",
        "Kopia av annat.md",
    ],
)
def test_a_file_of_its_own_beside_another_is_no_copy(name: str) -> None:
    assert Siblings({"plan.md", name}).original_of(name) == ""


def test_of_two_originals_the_longer_name_counts() -> None:
    assert Siblings({"plan.md", "plan 2.md", "plan 2 kopia.md"}).original_of("plan 2 kopia.md") == "plan 2.md"


def test_a_copy_is_one_of_a_name_with_the_same_extension_only() -> None:
    assert Siblings({"plan.yml", "plan kopia.md"}).original_of("plan kopia.md") == ""
    assert Siblings({"vatten", "vatten - Kopia"}).original_of("vatten - Kopia") == "vatten"
