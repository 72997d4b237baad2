"""A row of a table that is labelled as a part of the CV is that part, and no line of the post above it."""

import pytest

from bot.cv import read_cv
from tests.documents.docx import document
from tests.documents.styled import Paragraph, Table

POSTS = [["2020 – 2023", "Data Engineer, Quill Systems"], ["2019 – 2020", "Intern, Gannet Freight"]]
TOP = "# Jonas Okafor\njonas@mail.example\n\n## Education\n\nMSc in Physics, Brackwater University, 2018 – 2020\n\n## Experience\n\n"


def told(data: bytes, name: str):
    profile = read_cv(data, name).profile
    posts = [
        (
            post.title and post.title.value,
            post.organization and post.organization.value,
            *(one.value for one in post.details),
        )
        for post in profile.work
    ]
    return posts, [one.name.value for one in profile.skills], [one.name.value for one in profile.languages]


BOTH = [("Data Engineer", "Quill Systems"), ("Intern", "Gannet Freight")]


@pytest.mark.parametrize(
    ("label", "content", "skills", "languages"),
    [
        ("Skills", "C++, CUDA", ["C++", "CUDA"], []),
        ("Technical Skills:", "C++, CUDA", ["C++", "CUDA"], []),
        ("Languages", "Polish, English (fluent)", [], ["Polish", "English"]),
    ],
)
def test_a_labelled_row_below_the_last_post_is_a_part_of_its_own(label, content, skills, languages):
    table = (
        "| {} | {} |\n|---|---|\n".format(*POSTS[0]) + "| {} | {} |\n".format(*POSTS[1]) + f"| {label} | {content} |\n"
    )
    assert told((TOP + table).encode(), "cv.md") == (BOTH, skills, languages)


def test_posts_go_on_behind_a_labelled_row():
    rows = [POSTS[0], ["Skills", "C++, CUDA"], POSTS[1]]
    table = "| | |\n|---|---|\n" + "".join(f"| {when} | {what} |\n" for when, what in rows)
    assert told((TOP + table).encode(), "cv.md") == (BOTH, ["C++", "CUDA"], [])


def test_a_subject_in_the_margin_of_a_project_is_the_projects():
    table = "## Projects\n\n| | |\n|---|---|\n| Operating Systems | A small kernel for RISC-V with a page cache |\n"
    projects = read_cv((TOP.replace("## Experience\n\n", "") + table).encode(), "cv.md").profile.projects
    assert [one.name and one.name.value for one in projects] == ["A small kernel for RISC-V with a page cache"]


def test_a_word_document_in_rows_of_label_and_content():
    rows = [
        ["Experience", "Data Engineer, Quill Systems, 2020 – 2023"],
        ["", "Intern, Gannet Freight, 2019 – 2020"],
        ["Skills", "C++, CUDA"],
        ["Languages", "Polish, English"],
    ]
    data = document([Paragraph("Jonas Okafor", heading=1), Paragraph("jonas@mail.example"), Table(rows)])
    assert told(data, "cv.docx") == (BOTH, ["C++", "CUDA"], ["Polish", "English"])
