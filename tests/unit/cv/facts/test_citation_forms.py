"""Papers in the forms that people cite them in: which words are authors, title, venue and status."""

import pytest

from tests.unit.cv.facts.reading import profile, v

TITLE = "Fast Paths through Slow Caches"
BOTH = ["Ada Quill", "Bo Other"]


def papers(cited):
    return profile(f"# Ada Quill\nada@mail.example\n\n## Publications\n\n{cited}\n").publications


@pytest.mark.parametrize(
    ("cited", "title", "authors", "venue"),
    [
        (f"Quill A., Other B.: {TITLE}. In: Proc. of SOSP, 2021.", TITLE, ["Quill A.", "Other B."], "Proc. of SOSP"),
        (f"A. Quill, B. Other and C. Third: {TITLE}. ICML 2021", TITLE, ["A. Quill", "B. Other", "C. Third"], "ICML 2021"),
        (f"Ada Quill, Bo Other: {TITLE}. ICML 2021", TITLE, BOTH, "ICML 2021"),
        (
            f"Quill, A., Other, B.: {TITLE}. In: Smith, J. (ed.) CAV 2021. LNCS, vol. 123, pp. 1-20. Springer (2021)",
            TITLE,
            ["Quill, A.", "Other, B."],
            "CAV 2021",
        ),
        (f"{TITLE}. **Ada Quill**, Bo Other. SOSP 2021", TITLE, BOTH, "SOSP 2021"),
        (f"{TITLE}. **Ada Quill**. SOSP 2021", TITLE, ["Ada Quill"], "SOSP 2021"),
        (f"{TITLE} by Ada Quill, Bo Other. *7th Conference on Paths (SOSP)*, Jena (Germany), 2021", TITLE, BOTH, "7th Conference on Paths (SOSP)"),
        (f"{TITLE} by Ada Quill. *Conference on Paths (SOSP)*, Lyon (France), 2021", TITLE, ["Ada Quill"], "Conference on Paths (SOSP)"),
        (f"[{TITLE}](https://mail.example/a) - ECOOP 2022 - [DOI](https://mail.example/d)", TITLE, [], "ECOOP 2022"),
        (f"- {TITLE}<br>\n**Ada Quill** *, Bo Other *<br>\n11th AAAI Conf. on Paths (HCOMP), Delft, Netherlands, November 2023", TITLE, BOTH, "11th AAAI Conf. on Paths (HCOMP)"),
        (f"- {TITLE}<br>\nAda Quill, Bo Other. (2019).<br>\nIn 11th Int'l Web Science Conf. (WebSci), Boston, MA, July 2019.", TITLE, BOTH, "11th Int'l Web Science Conf. (WebSci)"),
        (f"{TITLE}, A. Quill and B. Other, SOSP 2021", TITLE, ["A. Quill", "B. Other"], "SOSP 2021"),
        (f"{TITLE}, with Bo Other and Cy Third, SOSP 2021", TITLE, [], "SOSP 2021"),
        (f"[SOSP'21] {TITLE}. Ada Quill, Bo Other.", TITLE, BOTH, "SOSP'21"),
        (f"(SOSP 2021) {TITLE}, Ada Quill, Bo Other", TITLE, BOTH, "SOSP 2021"),
        (f"Quill, Ada; Other, Bo. {TITLE}. SOSP 2021.", TITLE, ["Quill, Ada", "Other, Bo"], "SOSP 2021"),
        (f'Quill, Ada, and Bo Other. "{TITLE}." SOSP 2021.', TITLE, ["Quill, Ada", "Bo Other"], "SOSP 2021"),
        (f"Quill, Ada, and Bo Other. 2021. {TITLE}. In SOSP.", TITLE, ["Quill, Ada", "Bo Other"], "SOSP"),
        ("A. Quill, \"On 'Fast' Paths through “Slow” Caches\", SOSP 2021.", "On 'Fast' Paths through “Slow” Caches", ["A. Quill"], "SOSP 2021"),
        ('A. Quill and B. Other, “"Why trust you?": paths,” in Proc. SOSP, 2021.', '"Why trust you?": paths,', ["A. Quill", "B. Other"], "Proc. SOSP"),
        ('Ada Quill, Bo Other. "Why Trust You?" Explaining Paths of Caches. SOSP 2021', '"Why Trust You?" Explaining Paths of Caches', BOTH, "SOSP 2021"),
        (f"SOSP 2021: {TITLE}", TITLE, [], "SOSP 2021"),
        (f"ICRA 2019 (second author): {TITLE}. Lyon", TITLE, [], "ICRA 2019"),
        (f"Ray Summit, “{TITLE}”", TITLE, [], "Ray Summit"),
        (f"I think about “{TITLE}”, SOSP 2021", TITLE, [], "SOSP 2021"),
        (f"Ada Quill et al. {TITLE}. SOSP 2021", TITLE, ["Ada Quill"], "SOSP 2021"),
        (f"- {TITLE}<br>\nAda Quill, †, Bo Other<br>\nSOSP 2021", TITLE, BOTH, "SOSP 2021"),
        (f"- {TITLE}<br>\nTern Team<br>\nSOSP 2021", TITLE, ["Tern Team"], "SOSP 2021"),
        ("Ada Quill, Bo Other. Vector Search with Reordered Pipelining. SOSP 2021", "Vector Search with Reordered Pipelining", BOTH, "SOSP 2021"),
    ],
)  # fmt: skip
def test_a_citation_is_told_apart(cited, title, authors, venue):
    (paper,) = papers(cited)
    assert paper.title.value.rstrip(",") == title.rstrip(",")
    assert [author.value for author in paper.authors] == authors
    assert v(paper.venue) == venue


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Submitted.", "Submitted"),
        ("In submission", "In submission"),
        ("Under review at SOSP", "Under review"),
        ("Submitted to SOSP", "Submitted"),
        ("Manuscript in preparation", "Manuscript in preparation"),
        ("[Under Review]", "Under Review"),
    ],
)
def test_what_is_under_way_has_a_status_and_no_venue(told, status):
    for authors in ("", "Ada Quill, Bo Other. "):
        paper = papers(f"- Cy Third, Ada Quill. Grounded Things. Journal of Things, 2020.\n- {authors}{TITLE}. {told}")[
            1
        ]
        assert (paper.title.value, paper.venue, v(paper.status)) == (TITLE, None, status)


@pytest.mark.parametrize(
    ("below", "venue"),
    [
        ("(with Bo K. Other and Cy Third)<br>\n_Path Processing_, 149, 68-81, 2018", "Path Processing"),
        ("(with Bo Other)<br>\nTo appear in *Journal of the Path Society*", "Journal of the Path Society"),
        ("Ada Quill, Bo Other<br>\n(Oral, Accepted at NAACL Main 2024)", "NAACL Main"),
        ("Ada Quill, Bo Other<br>\n(Best Paper Award at EDM 2024)", "EDM 2024"),
        ("Ada Quill, Bo Other<br>\nEDM 2024 Best Paper Award", "EDM 2024"),
        ("Ada Quill, Bo Other<br>\nACL 2024 Findings", "ACL 2024 Findings"),
        ("Ada Quill, Bo Other<br>\nOpenPath 2024, EDM 2024", "EDM 2024"),
        ("Ada Quill, Bo Other<br>\nPath Days, May 2021", "Path Days"),
        ("Ada Quill, Bo Other<br>\nOslo, May 2021, Path Days", "Path Days"),
        ("Ada Quill, Bo Other<br>\nSOSP 2021<br>\n(an earlier version appeared in: Paths, LNCS 3526, Springer, 2005)", "SOSP 2021"),
    ],
)  # fmt: skip
def test_the_lines_below_a_title_are_of_its_paper(below, venue):
    (paper,) = papers(f"- **{TITLE}** [[pdf]](a.pdf)<br>\n{below}")
    assert (paper.title.value, v(paper.venue)) == (TITLE, venue)


@pytest.mark.parametrize("below", ["In Oslo, May 2021", "2021, 12 pages", "2021, Oslo"])
def test_a_place_or_a_number_of_pages_is_no_venue(below):
    (paper,) = papers(f"- **{TITLE}**<br>\nAda Quill, Bo Other<br>\n{below}")
    assert (paper.venue, v(paper.date)[:4]) == (None, "2021")


def test_a_venue_on_the_line_below_that_may_take_a_paper_has_not():
    (paper,) = papers(f"- **{TITLE}**<br>\nAda Quill, Bo Other<br>\nUnder review at<br>\nSOSP 2026")
    assert (paper.venue, paper.date, v(paper.status)) == (None, None, "Under review")


def test_the_next_title_with_authors_of_its_own_is_no_venue():
    (paper, *_) = papers(f"{TITLE}\nAda Quill, Bo Other\nA Third Paper of Paths at EDM 2024\nBo Other, Ada Quill")
    assert (paper.title.value, paper.venue) == (TITLE, None)


def test_a_status_in_brackets_is_no_part_of_a_title():
    (paper,) = papers(f"Ada Quill, Bo Other. {TITLE} (under review)")
    assert (paper.title.value, v(paper.status)) == (TITLE, "under review")


def test_a_paper_in_two_lists_is_one():
    found = papers(
        f"- A. Quill, B. Other. {TITLE}. Journal of Paths, 2021.\n\n"
        f"## Selected Papers\n\n- {TITLE.lower().capitalize()}, A. Quill and B. Other, Journal of Paths 2021"
    )
    assert [(paper.title.value, len(paper.title.evidence)) for paper in found] == [(TITLE, 2)]


@pytest.mark.parametrize(
    "cited", [f"Talk on “{TITLE}”, 2021", f"I like to think about “{TITLE}”", f"This is what we once called “{TITLE}”"]
)
def test_the_words_before_a_quote_are_no_venue(cited):
    (paper,) = papers(f"- {cited}")
    assert paper.venue is None
