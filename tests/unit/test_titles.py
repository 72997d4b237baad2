import pytest

from adapters.titles import headline

NOTE = "Add a note to somebody; everyone with access can read it"


@pytest.mark.parametrize(
    ("title", "most", "shown"),
    [
        ("Add a note", 24, "Add a note"),
        (NOTE, 45, "Add a note to somebody"),
        (NOTE, 24, "Add a note to somebody"),
        (NOTE, 20, "Add a note to…"),
        ("Rename: a stage, an opening or a tag of yours", 30, "Rename: a stage"),
        ("Compare 12,000 people at once", 20, "Compare 12,000…"),
        ("Someone, whoever it was that came", 8, "Someone"),
        ("Donaudampfschifffahrtsgesellschaft", 10, "Donaudamp…"),
        ("two\nlines", 24, "two lines"),
        ("", 24, ""),
    ],
)
def test_a_long_title_ends_at_a_clause_or_a_word(title, most, shown):
    assert headline(title, most) == shown
    assert len(shown) <= most


def test_length_is_counted_as_the_platform_counts_it():
    assert headline("🎓🎓🎓 🎓🎓", 8, lambda text: len(text.encode("utf-16-le")) // 2) == "🎓🎓🎓…"
