"""How well a language is spoken: what CVs state, and what is asked of it."""

import pytest

from bot.search.language import parse
from bot.search.spoken import level_of


@pytest.mark.parametrize(
    ("stated", "level"),
    [
        ("C1", "c1"),
        ("fluent", "c1"),
        ("fluent (C2)", "c2"),
        ("B2/C1", "b2"),
        ("B2+", "b2"),
        ("native", "native"),
        ("Native or Bilingual", "native"),
        ("near-native", "c2"),
        ("bilingual", "c2"),
        ("Muttersprache", "native"),
        ("langue maternelle", "native"),
        ("母语", "native"),
        ("流利，IELTS 7.5", "c1"),
        ("verhandlungssicher", "c1"),
        ("sehr gut", "b2"),
        ("Limited Working", "b1"),
        ("spoken fluent, written basic", "a1"),
        ("Grundkenntnisse", "a1"),
        ("working towards C1", ""),
        ("not fluent", ""),
        ("enough to order coffee", ""),
        ("spoken", ""),
        ("IELTS 7.5", ""),
        ("", ""),
    ],
)
def test_the_level_that_words_state(stated, level):
    assert level_of(stated) == level


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("fluent in German", 'language:"German C1 or better"'),
        ("native Chinese speakers", 'language:"native Chinese"'),
        ("German C1 or better", 'language:"German C1 or better"'),
        ("German at B2 level or above", 'language:"German B2 or better"'),
        ("deutschkenntnisse B2", 'language:"deutsch B2 or better"'),
        ("Deutsch auf C1-Niveau", 'language:"Deutsch C1 or better"'),
        ("wer hat Englisch als Muttersprache?", 'language:"native Englisch"'),
        ("who speaks German fluently?", 'language:"German C1 or better"'),
        ("who is a fluent speaker of German?", 'language:"German C1 or better"'),
        ("who is fluent in German or French?", 'language:"German C1 or better" or language:"French C1 or better"'),
        ("who is not fluent in German?", '-language:"German C1 or better"'),
        ("德语B2以上", 'language:"德语 B2 or better"'),
        ("qui parle couramment allemand ?", 'language:"allemand C1 or better"'),
        ("quién habla inglés con fluidez", 'language:"inglés C1 or better"'),
        ("who is fluent in German and lives in Oslo?", 'language:"German C1 or better" home:Oslo'),
    ],
)
def test_a_level_that_is_asked(line, reading):
    assert parse(line).reading == f"read as {reading}"


@pytest.mark.parametrize("line", ["native iOS developer", "advanced CUDA", "good with German customers", "C1 reactor"])
def test_a_level_of_no_language_is_none(line):
    assert not any(term.field for clause in parse(line).clauses for term in clause.terms)


CV = """# {name}
{mail}@mail.example

## Work
**Engineer**, Calder Works, Oslo (2020 – 2024)
- Switches.

## Languages
{languages}
"""


def test_a_language_without_its_level_is_not_found_by_one_and_is_counted(bot):
    bot.take_in(CV.format(name="Oriel Ashgrove", mail="oriel", languages="German (C1), French (B1)"))
    bot.take_in(CV.format(name="Tamsin Wold", mail="tamsin", languages="German, French"), "tamsin.md")
    answer = bot.say("who speaks German at least B2?")
    assert answer.names == ["Oriel Ashgrove"]
    assert "German (C1), French (B1)" in answer.text
    assert "1 more names German and states no level: language:German" in answer.text
    nobody = bot.say("who speaks French at least B2?")
    assert nobody.names == []
    assert "1 more names French" in nobody.text
