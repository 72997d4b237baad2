"""Facts of papers that are easily got wrong: another paper's line, a venue that only may take it, a star that means something else."""

import pytest

from tests.unit.cv.facts.reading import profile, v

TITLE = "Fast Paths through Slow Caches"
OTHER = "Quiet Tides and Loud Harbours"


def papers(cited, heading="Publications"):
    return profile(f"# Ada Quill\nada@mail.example\n\n## {heading}\n\n{cited}\n").publications


def told(paper):
    return paper.title.value, [author.value for author in paper.authors], v(paper.venue), v(paper.date)


# ---------------------------------------------------------------- which paper a line is about


@pytest.mark.parametrize("year", ["{}", "### {}", "**{}**"])
def test_a_year_over_papers_is_theirs_and_no_other_papers(year):
    cited = "\n\n".join(
        [
            year.format(2025),
            f"- **{TITLE}**. Ada Quill, Bo Other. *SOSP*.",
            year.format(2024),
            f"- **{OTHER}**. Bo Other, Ada Quill. *OSDI*.\n- **A Third Paper of Paths**. Ada Quill, Cy Third. *NSDI*.",
        ]
    )
    assert [(paper.title.value, v(paper.date)) for paper in papers(cited)] == [
        (TITLE, "2025"),
        (OTHER, "2024"),
        ("A Third Paper of Paths", "2024"),
    ]


def test_authors_over_titles_are_of_the_title_below():
    cited = f"Ada Quill, Bo Other\n**{TITLE}**\nSOSP 2025\n\nCy Third, Ada Quill\n**A Third Paper of Paths**\nOSDI 2024"
    assert list(map(told, papers(cited))) == [
        (TITLE, ["Ada Quill", "Bo Other"], "SOSP 2025", "2025"),
        ("A Third Paper of Paths", ["Cy Third", "Ada Quill"], "OSDI 2024", "2024"),
    ]


def test_what_stands_under_an_item_that_cannot_be_read_is_of_no_other():
    first, *rest = papers(
        f"- {TITLE}\n  Ada Quill, Bo Other\n  SOSP 2025\n"
        "- Bo Other, ..., Ada Quill, et al. Tides. Harbour Notes (in press)\n  OSDI 2024\n"
    )
    assert (*told(first), first.status) == (TITLE, ["Ada Quill", "Bo Other"], "SOSP 2025", "2025", None)
    assert rest == []


@pytest.mark.parametrize(
    "cited",
    [
        f"- {TITLE}\n  Ada Quill, Bo Other\n  SOSP 2025\n- {OTHER}\n  Bo Other, Ada Quill\n  OSDI 2024",
        f"- **{TITLE}**. Ada Quill, Bo Other. SOSP 2025\n- **{OTHER}**. Bo Other, Ada Quill. OSDI 2024",
    ],
    ids=["lines", "sentences"],
)
def test_a_title_that_reads_like_two_names_is_a_title(cited):
    assert list(map(told, papers(cited))) == [
        (TITLE, ["Ada Quill", "Bo Other"], "SOSP 2025", "2025"),
        (OTHER, ["Bo Other", "Ada Quill"], "OSDI 2024", "2024"),
    ]


# ---------------------------------------------------------------- one paper or two


def test_papers_of_one_title_by_others_are_two():
    one, two = papers(
        f"- Ada Quill, Bo Other. {TITLE}. SOSP 2025.\n- Cy Third, Ada Quill. {TITLE}. Journal of Paths, 2020."
    )
    assert (told(one)[2:], told(two)[2:]) == (("SOSP 2025", "2025"), ("Journal of Paths", "2020"))


def test_a_preprint_and_what_came_of_it_are_never_mixed():
    (paper,) = papers(
        f"- Bo Other, Cy Third. {TITLE}. arXiv:2401.00001, 2024.\n- Bo Other, Ada Quill, Cy Third. {TITLE}. SOSP 2025."
    )
    assert told(paper) == (TITLE, ["Bo Other", "Ada Quill", "Cy Third"], "SOSP 2025", "2025")
    assert (paper.position, paper.kind, len(paper.title.evidence)) == (2, "main", 2)


# ---------------------------------------------------------------- what has appeared


@pytest.mark.parametrize(
    ("where", "venue", "date", "kind"),
    [
        ("SOSP 2026 (under review)", None, None, ""),
        ("Submitted to SOSP 2026", None, None, ""),
        ("arXiv, submitted to SOSP 2026", "arXiv", None, "preprint"),
        ("To appear in SOSP 2026", "SOSP 2026", "2026", "main"),
        ("Technical Report TR-12, Tern University, 2021", "Technical Report TR-12, Tern University", "2021", ""),
        ("SOSP 2025 [arXiv] [poster]", "SOSP 2025", "2025", "main"),
        ("Workshop on Paths (HotPaths'24), co-located with OSDI 2024", "Workshop on Paths (HotPaths'24)", "2024", "workshop"),
        ("SOSP 2025, Best Paper Award", "SOSP 2025", "2025", "main"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lines", [True, False], ids=["lines", "sentences"])
def test_a_venue_is_where_a_paper_is(where, venue, date, kind, lines):
    cited = f"**{TITLE}**\nAda Quill, Bo Other\n{where}" if lines else f"Ada Quill, Bo Other. {TITLE}. {where}."
    (paper,) = papers(cited)
    assert (v(paper.venue), v(paper.date), paper.kind) == (venue, date, kind)


@pytest.mark.parametrize(
    "cited",
    [f"**{TITLE}**\nAda Quill, Bo Other\nICLR 2024 (poster)", f"Ada Quill, Bo Other. {TITLE}. Poster at ICLR 2024."],
)
def test_a_poster_may_be_of_the_conference_or_not(cited):
    (paper,) = papers(cited)
    assert ("ICLR 2024" in paper.venue.value, paper.kind) == (True, "")


def test_a_heading_over_papers_tells_how_far_they_are():
    cited = (
        f"- Ada Quill, Bo Other. {TITLE}. SOSP 2026.\n\n### Workshops\n\n- Ada Quill, Bo Other. {OTHER}. HotOS 2025."
    )
    waiting, shown = papers(f"### Under review\n\n{cited}")
    assert (v(waiting.status), waiting.venue, waiting.kind) == ("Under review", None, "")
    assert (shown.status, v(shown.venue), shown.kind) == (None, "HotOS 2025", "workshop")


def test_a_title_tells_no_status():
    (paper,) = papers("Ada Quill, Bo Other. How Papers are Accepted by Tired Readers. SOSP 2025.")
    assert told(paper)[:2] == ("How Papers are Accepted by Tired Readers", ["Ada Quill", "Bo Other"])
    assert paper.status is None


# ---------------------------------------------------------------- who wrote it


@pytest.mark.parametrize(
    ("legend", "equal"),
    [("\\* equal contribution", True), ("\\* denotes corresponding authors", False), ("", False)],
)
def test_a_star_means_what_the_list_says(legend, equal):
    (paper,) = papers(f"- Ada Quill\\*, Bo Other, Cy Third\\*. {TITLE}. SOSP 2025.\n\n{legend}")
    assert (paper.equal, paper.position) == (equal, 1)


def test_another_mark_than_that_of_equals_says_nothing():
    first, second = papers(
        f"(\\* equal contribution, † advisor)\n\n- Ada Quill†, Bo Other\\*, Cy Third\\*. {TITLE}. SOSP 2025.\n"
        f"- Ada Quill\\*, Bo Other\\*, Cy Third†. {OTHER}. OSDI 2024."
    )
    assert (first.equal, second.equal) == (False, True)


def test_where_two_authors_may_be_the_candidate_no_place_is_told():
    (paper,) = papers(f"A. Quill, B. Other, A. Quill. {TITLE}. SOSP 2025.")
    assert paper.position is None


@pytest.mark.parametrize(
    ("cited", "title", "authors", "venue", "date"),
    [
        (f"Quill, A., Other, B., & Third, C. (in press). {TITLE}. *Journal of Paths*.", TITLE, ["Quill, A.", "Other, B.", "Third, C."], "Journal of Paths", None),
        (f"Quill, A. (2019, May). {TITLE}. *Journal of Paths*.", TITLE, ["Quill, A."], "Journal of Paths", "2019"),
        (f"Other, B., Quill, A. 2018. {TITLE}. *Journal of Paths*.", TITLE, ["Other, B.", "Quill, A."], "Journal of Paths", "2018"),
        (f"Quill A, Other B, Third C. {TITLE} and Streams. *Journal of Paths*. 2021;12(3):45-67.", f"{TITLE} and Streams", ["Quill A", "Other B", "Third C"], "Journal of Paths", "2021"),
        (f"{TITLE}. Ada Quill. arXiv.", TITLE, ["Ada Quill"], "arXiv", None),
    ],
)  # fmt: skip
def test_forms_of_journals(cited, title, authors, venue, date):
    (paper,) = papers(cited)
    assert told(paper) == (title, authors, venue, date)


def test_bibtex_tells_a_place_by_initials_and_what_is_under_review():
    entry = f"@inproceedings{{x,\n title={{{TITLE}}},\n author={{Other, Bo and Quill, A.}},\n booktitle={{OSDI}},\n year={{2026}},\n note={{under review}}\n}}"
    (paper,) = papers(f"```\n{entry}\n```")
    assert (paper.position, v(paper.status), paper.venue) == (2, "under review", None)


# ---------------------------------------------------------------- which lines are titles


def test_a_title_may_go_on_in_the_line_below():
    (paper,) = papers(f"- {TITLE}<br>\nand other Tales of Birds<br>\nAda Quill, Bo Other<br>\nSOSP 2025")
    assert told(paper) == (f"{TITLE} and other Tales of Birds", ["Ada Quill", "Bo Other"], "SOSP 2025", "2025")


def test_titles_with_their_venue_behind_are_papers_and_how_many_there_are_is_none():
    long = "Lessons that we learned while we organized the first small Workshop on Slow Paths and Quick Caches"
    cited = f"Journals (1), Conferences (2)\n\n- {TITLE} SOSP'25\n- {long} (OSDI'24)\n- {TITLE}: the NSDI'23 talk and what came of it"
    assert list(map(told, papers(cited))) == [
        (TITLE, [], "SOSP'25", "2025"),
        (long, [], "OSDI'24", "2024"),
        (f"{TITLE}: the NSDI'23 talk and what came of it", [], None, None),
    ]


def test_papers_may_stand_on_headings():
    cited = f"### Ada Quill, Bo Other. {TITLE}. SOSP 2025\n\n### Bo Other, Ada Quill. {OTHER}. OSDI 2024"
    assert list(map(told, papers(cited))) == [
        (TITLE, ["Ada Quill", "Bo Other"], "SOSP 2025", "2025"),
        (OTHER, ["Bo Other", "Ada Quill"], "OSDI 2024", "2024"),
    ]


@pytest.mark.parametrize("cited", ["Ada Quill: Bo Other, Cy Third. {}. SOSP 2025", "Ada Quill: Wires. SOSP 2025"])
def test_a_citation_whose_title_cannot_be_told_is_left_out(cited):
    assert papers(f"- {cited.format(TITLE)}") == ()


def test_a_paper_may_be_quoted_among_the_words_at_the_top():
    cited = f"Ada Quill and Bo Other, “{TITLE}”, SOSP 2025."
    (paper,) = profile(f"# Ada Quill\nada@mail.example\n\n{cited}\n").publications
    assert told(paper) == (TITLE, ["Ada Quill", "Bo Other"], "SOSP 2025", "2025")


# ---------------------------------------------------------------- papers without a heading of their own

BELOW = f"{TITLE}\nAda Quill, Bo Other, Cy Third\nSOSP 2025\nA Third Paper of Paths\nAda Quill, Bo Other, Cy Third\nOSDI 2024"


@pytest.mark.parametrize(
    "study",
    ["B.Sc. in Physics, Tern University, 2019\n- Three terms abroad", "B.Sc. in Physics, Tern University\n2016 - 2019"],
)
def test_papers_under_the_studies_are_papers_and_the_studies_stay_studies(study):
    found = profile(f"# Ada Quill\nada@mail.example\n\n## Education\n\n{study}\n{BELOW}\n")
    assert [v(one.degree) for one in found.education] == ["B.Sc.", "B.Sc."]
    assert [paper.title.value for paper in found.publications] == [TITLE, "A Third Paper of Paths"]


def test_a_project_with_those_who_made_it_is_no_paper():
    below = f"{TITLE}\nAda Quill, Bo Other, Cy Third\n\n{OTHER}\nAda Quill, Bo Other, Cy Third"
    assert papers(below, heading="Projects") == ()
