"""What is asked of one paper."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import papers
from bot.search.language import parse
from bot.search.papers import Asked
from bot.search.reading import typed

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("who is first author at OSDI?", 'paper:"first author OSDI"'),
        ("NSDI papers as first author since 2023", 'paper:"first author NSDI since 2023"'),
        ("first-author papers at NSDI or OSDI since 2024", 'paper:"first author NSDI since 2024" or paper:"first author OSDI since 2024"'),
        ("OSDI 2023 or NSDI 2025 papers", 'paper:"OSDI 2023" or paper:"NSDI 2025"'),
        ("has published at OSDI and is first author at NSDI", 'venue:OSDI paper:"first author NSDI"'),
        ("published at OSDI in 2024 and knows Rust", 'paper:"OSDI 2024" Rust'),
        ("who published since 2025 and knows Rust?", 'paper:"since 2025" Rust'),
        ("papers at OSDI until 2022", 'paper:"OSDI until 2022"'),
        ("who has papers at MLSys from 2023 to 2025?", 'paper:"MLSys 2023-2025"'),
        ("OSDI papers in the last two years", 'paper:"OSDI since 2024"'),
        ("who published at NSDI but not at OSDI", "venue:NSDI -venue:OSDI"),
        ("first authors", "has:first_author"),
    ],
)  # fmt: skip
def test_venue_years_and_authorship_are_of_one_paper(line, read):
    query = parse(line, today=TODAY)
    assert typed(query) == read
    assert parse(read).clauses == query.clauses
    assert (query.since, query.until) == ("", "")


def test_a_time_of_arrival_stays_one():
    query = parse("who applied since October 2026 and published at OSDI?", today=TODAY)
    assert (typed(query), query.since) == ("venue:OSDI since:2026-10-01", "2026-10-01")


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("who worked at ByteDance in 2024?", 'worked:"ByteDance 2024"'),
        ("who was at Tessera Labs since 2022", 'worked:"Tessera Labs since 2022"'),
        ("who interned between 2022 and 2023", 'worked:"intern 2022-2023"'),
        ("who has not worked at Google in 2021", '-worked:"Google 2021"'),
    ],
)
def test_the_years_of_a_job_are_held_of_that_job(line, read):
    query = parse(line, today=TODAY)
    assert typed(query) == read
    assert parse(read).clauses == query.clauses
    assert (query.since, query.until) == ("", "")


@pytest.mark.parametrize("line", ["who taught in 2024", "who was at Tsinghua since 2022", "rust in 2023, anyone?"])
def test_a_year_that_belongs_to_nothing_known_is_left_out_and_said(line):
    query = parse(line, today=TODAY)
    assert "is left out" in query.reading
    assert "20" not in typed(query)


YEARS = st.integers(papers.EARLIEST, papers.LATEST)


@given(st.sampled_from(("", "OSDI", "Journal of Kernels")), st.booleans(), YEARS, YEARS)
def test_what_is_asked_is_read_again_as_it_is_written(venue, first, one, other):
    asked = Asked(venue, first, min(one, other), max(one, other))
    assert papers.read(str(asked)) == asked


@pytest.mark.parametrize(
    ("date_", "venue", "year"),
    [("2024-07", "OSDI", "2024"), ("", "OSDI'24", "2024"), ("", "NSDI 2023", "2023"), ("", "OSDI", "")],
)
def test_the_year_of_a_paper_may_stand_beside_its_venue(date_, venue, year):
    assert papers.year_of(date_, venue) == year
