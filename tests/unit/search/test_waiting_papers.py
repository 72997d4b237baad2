"""A paper that waits for an answer, or was refused, is at no venue: neither its card nor a search says so."""

import pytest

from bot.cv import read_cv
from bot.search.index import index

TOP = "# Ann Long\nann@long.example\n\n## Publications\n\n"
LAST = "\n\nAnn Long, Bob Short. Trees that were let in. ATC 2024.\n"


def venues(papers):
    reading = read_cv((TOP + papers + LAST).encode(), "cv.md")
    read = {paper.venue.value for paper in reading.profile.publications if paper.venue}
    found = {token for field, token in index(reading.profile, {0: reading.text}).terms if field == "venue"}
    return read, found


@pytest.mark.parametrize(
    "said",
    [
        "Under review at NSDI 2026.",
        "In submission to SOSP 2026.",
        "Submitted to EuroSys 2026.",
        "MLSys 2026 (under review).",
        "Rejected from ASPLOS 2026.",
        "To be submitted to FAST 2027.",
        "In review at OSDI 2026.",
        "Eingereicht bei SOSP 2026.",
        "Under review at\nNSDI 2026.",
    ],
)
@pytest.mark.parametrize(
    "line",
    [
        "Ann Long, Bob Short. A tale of clouds and stoves. {}",
        "- Ann Long. On tables. {}",
        "- On tables that sort themselves. {}",
        "- **On tables that sort themselves.** Ann Long, Bob Short. *{}*",
    ],
)
def test_a_paper_that_waits_or_was_refused_is_found_at_no_venue(line, said):
    assert venues(line.format(said)) == ({"ATC 2024"}, {"atc", "atc_2024", "2024"})


def test_where_a_paper_is_already_stays_beside_where_it_waits():
    read, found = venues("- Ann Long. On floors and their stories. arXiv 2024, submitted to ICML 2025.")
    assert "arxiv" in found
    assert "icml" not in found
    assert read == {"arXiv", "ATC 2024"}


def test_a_title_that_speaks_of_submissions_keeps_its_venue():
    assert "nsdi" in venues("- A submission system for small crowds. NSDI 2025")[1]
