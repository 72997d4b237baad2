"""What is said of lines and branches that no test runs."""

from pathlib import Path

from tests.covered import GROUPS, by_group, group_of, lines

ROOT = Path(__file__).parents[2]


def file(statements, missing, branches, untaken):
    return {
        "summary": {
            "num_statements": statements,
            "missing_lines": len(missing),
            "num_branches": branches,
            "missing_branches": len(untaken),
        },
        "missing_lines": missing,
        "missing_branches": untaken,
    }


def test_files_of_a_subject_are_counted_together_and_gaps_named():
    found = by_group(
        {
            "storage/notes.py": file(10, [3], 4, [[7, 9]]),
            "storage/tags.py": file(6, [], 0, []),
            "bot/calls.py": file(5, [], 0, []),
        }
    )
    assert (found["store"].lines, found["store"].unrun, found["store"].branches, found["store"].untaken) == (
        16,
        1,
        4,
        1,
    )
    assert found["store"].where == {"storage/notes.py": ["3", "7→9"]}
    assert found["store"].share == 90
    assert found["elsewhere"].share == 100
    assert [row.split()[0] for row in lines(found)][1:] == ["store", "elsewhere"]


def test_every_subject_is_there_and_access_is_none_of_the_store():
    for begins in GROUPS.values():
        assert all((ROOT / one).exists() for one in begins)
    assert group_of("storage/access.py") == "access"
    assert group_of("storage/notes.py") == "store"
    assert group_of("bot/cv/facts/names.py") == "reading"
    assert group_of("adapters/base.py") == "elsewhere"
