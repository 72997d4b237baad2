"""What people ask, and who must come back: the table of ``asked/table.tsv`` over real CVs in a real store."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import TOOLS
from bot.search.language import exact_name, parse
from bot.search.people import near_names
from bot.search.query import OF_THE_TEAM
from bot.search.reading import typed
from tests.chance import examples
from tests.growth import calls

TODAY = date(2026, 11, 20)
TABLE = (Path(__file__).parent / "asked" / "table.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(row.split("\t")) for row in TABLE if not row.startswith("#")]
QUERIES = [query for query, _, _ in ROWS]


def test_the_table_asks_enough():
    assert len(QUERIES) == len(set(QUERIES)) >= 150
    assert all(set(who.split()).isdisjoint(others.split()) for _, who, others in ROWS)


def test_who_comes_back(pool):
    wrong = []
    for query, who, others in ROWS:
        found, wanted, unwanted = pool.found(query), set(who.split()), set(others.split())
        assert wanted | unwanted - {"*"} <= set(pool.numbers), f"a name that is not in the pool: {query}"
        right = found == wanted if others == "*" else wanted <= found and not found & unwanted
        wrong += [] if right else [(query, found)]
    assert wrong == []


def test_what_a_query_is_read_as_finds_the_same(pool):
    for query in QUERIES:
        asked = pool.ask(query)
        if not asked.by_name:
            again = typed(asked.query)
            assert pool.found(again) == pool.found(query), query
            assert typed(pool.ask(again).query) == again, query
            said = asked.query.reading.split(" · ")[0]
            assert not said.startswith("read as ") or said.removeprefix("read as ") == again, query


def test_who_is_found_comes_with_the_line_that_proves_it(pool):
    for query in QUERIES:
        asked = pool.ask(query)
        said = [clause for clause in asked.query.clauses if not any(term.field in OF_THE_TEAM for term in clause.terms)]
        for hit in asked.hits:
            assert hit.reasons or all(clause.negated for clause in said), query
            ends = [(reason.start, reason.end, len(hit.dossier.texts[reason.document])) for reason in hit.reasons]
            assert all(start < end <= length for start, end, length in ends), query


def test_years_are_proved_by_their_sum_and_every_job_that_makes_it_up(pool):
    (hit,) = pool.ask("3+ years of TypeScript").hits
    said = [(one.where, hit.dossier.texts[one.document][one.start : one.end]) for one in hit.reasons]
    assert said == [
        ("5 years 7 months in 2 jobs · 3 years 6 months · Faro Digital, 2023–26", "Vue.js, TypeScript, Docker."),
        ("2 years 1 month of them · Estudio Gaviota, 2021–23", "React and TypeScript."),
    ]


PAGE = (Path(__file__).parents[3] / "docs" / "search.md").read_text(encoding="utf-8")
SHOWN = [
    line for line in re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE) if not TOOLS.commands.get(line.split()[0])
]


@pytest.mark.parametrize("query", SHOWN)
def test_what_the_page_shows_can_be_asked(pool, query):
    asked = pool.ask(query)
    assert asked.page.total
    assert "is left out" not in asked.query.reading


WORDS = (
    "cuda", "rust", "go", "deep learning", "LLM inference", "learning", "spring", "kernels", "Basketry", "or", "OR", "|", "and",
    "not", "NOT", "-", "without", "(", ")", ",", '"paged attention"', '"', "school:tsinghua", "skill:(cuda", "venue:OSDI,SOSP",
    "3+ years of", "5 years of experience", "gpa>3.8", "gpa >= 3.5/4", "since 2024", "arrived this month", "stage:new", "until:2026-03",
    "who", "knows", "worked at Google", "studied in Berlin", "PhD", "looking for an internship", "谁会", "清华大学", "的人", "wer kennt",
    "infer*", "a@b.example", "+44 20 7946 0111", "@handle", "https://git.example/x", "name:bill", "?", "/", ":", "*", "#", "in", "with",
)  # fmt: skip
LINES = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def meaning(query):
    """What is asked, whatever it is called."""
    wanted, unwanted = set(), set()
    for clause in query.clauses:
        terms = frozenset((t.kind, t.skills, t.tokens, t.field, t.groups) for t in clause.terms)
        unwanted |= terms if clause.negated else set()
        wanted |= set() if clause.negated else {terms}
    return wanted, unwanted, set(query.stages), query.since, query.until, query.proof


@settings(max_examples=examples(400))
@given(LINES)
def test_any_reading_can_be_typed_again(line):
    query = parse(line, today=TODAY)
    if len(query.clauses) <= 12:
        assert meaning(parse(typed(query), today=TODAY)) == meaning(query), typed(query)


@settings(max_examples=examples(300))
@given(st.one_of(st.text(max_size=400), LINES, st.text(alphabet='"-:()|<>=+ 0123/.,年谁的aorNOTgpa', max_size=400)))
def test_no_line_makes_an_error(line):
    query = parse(line, today=TODAY)
    assert len(query.clauses) <= 40
    assert all(clause.terms for clause in query.clauses)
    typed(query)
    exact_name(line)
    list(near_names(line, lambda keys: keys))


@pytest.mark.parametrize(
    "line",
    [
        "x" * 10_000,
        "li" * 5_000,
        "谁" * 10_000,
        "1 " * 5_000,
        "+1" * 5_000,
        "gpa " * 2_500,
        "(" * 5_000 + ")" * 5_000,
        "(a or b) or " * 800,
        "(a b c d e f) or " * 500,
        "-(" * 5_000,
        "skill:(" * 1_000,
        " ".join(f"w{n}" for n in range(500)),
        " or ".join(f"skill{n}" for n in range(500)),
        "* " * 3_000,
        "a* " * 500,
        "3 years of " * 900,
        "since 2024 " * 900,
        "worked at " * 900,
        "who studied in a and " * 400,
        '"' * 10_000,
        "https://" * 1_200,
    ],
    ids=lambda line: line[:12],
)
def test_reading_takes_bounded_work(line):
    """Counted in calls, a fifth of which the dearest takes; how long a pattern takes is tried for all of them together."""

    def read():
        query = parse(line, today=TODAY)
        typed(query)
        exact_name(line)
        list(near_names(line, lambda keys: keys))

    assert calls(read) < 250_000
