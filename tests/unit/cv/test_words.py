"""Another language is another file: every language's file answers the same questions."""

import tomllib
from pathlib import Path

import pytest

from bot.cv import words

FILES = {path.stem: tomllib.loads(path.read_text()) for path in Path(words.__file__).parent.glob("*.toml")}
LANGUAGES = {stem: table for stem, table in FILES.items() if "sections" in table}
OPEN = {"months", "countries"}
"""Tables whose keys are the language's own words, or the countries that it names."""


def keys(table):
    return {(name, key) for name, content in table.items() if name not in {"language", *OPEN} for key in content}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_has_the_same_lists(language):
    assert keys(LANGUAGES[language]) == keys(LANGUAGES["en"])


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_names_every_month(language):
    assert set(LANGUAGES[language]["months"].values()) == set(range(1, 13))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_heading_names_one_kind_of_section(language):
    kinds = {kind: set(phrases) for kind, phrases in LANGUAGES[language]["sections"].items() if kind != "modifiers"}
    twice = [
        (phrase, one, other)
        for one in kinds
        for other in kinds
        if one < other
        for phrase in sorted(kinds[one] & kinds[other])
    ]
    assert twice == []


def test_every_phrase_of_a_list_is_found_where_it_stands():
    missed = [
        (name, phrase)
        for name in sorted({f"{table}.{key}" for file in LANGUAGES.values() for table, key in keys(file)})
        for phrase in words.phrases(name)
        for text in (phrase, f"so ({phrase}) or not")
        if not words.first(text, words.words_of(text), name)
    ]
    assert missed == []
