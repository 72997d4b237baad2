"""Who studies now."""

from datetime import date

import pytest

from bot.cv import read_cv
from bot.profile import Education, Fact, Profile
from bot.search.index import index
from bot.search.studies import is_finished, studying

CAME = date(2026, 3, 14)


def said(text):
    return Fact(text, ())


@pytest.mark.parametrize(
    ("degree", "end", "details", "levels"),
    [
        ("Ph.D.", "present", (), ["any", "phd"]),
        ("MSc", "2026-06", (), ["any", "master"]),
        ("MSc", "2026-02", (), []),
        ("MSc", "2026", (), ["any", "master"]),
        ("MSc", "2025", (), []),
        ("BSc", "", ("Expected graduation: May 2027",), ["any", "bachelor"]),
        ("BSc", "", (), []),
        ("PhD student", "", (), ["any", "phd"]),
    ],
)
def test_studies_go_on_to_their_end(degree, end, details, levels):
    study = Education(degree=said(degree), end=said(end) if end else None, details=tuple(map(said, details)))
    found = [level for _, every in studying(Profile(education=(study,)), CAME) for level in every]
    assert found == levels


def test_who_calls_themselves_a_student_is_one():
    found = list(studying(Profile(label=said("Ph.D. student")), CAME))
    assert [levels for _, levels in found] == [("any", "phd")]


@pytest.mark.parametrize("line", ["(not completed)", "- abandoned", "(ABD)", "(abgebrochen)"])
def test_a_degree_that_was_broken_off_is_none(line):
    reading = read_cv(
        f"# Nils Brook\n\n## Education\n\n- MSc Physics, University of Lund, 2012 - 2014\n"
        f"- PhD Physics {line}, University of Lund, 2014 - 2016\n".encode(),
        "cv.md",
    )
    held = {
        token for field, token in index(reading.profile, {0: reading.text}, arrived=CAME).terms if field == "degree"
    }
    assert "master:finished" in held
    assert "phd" not in held


def test_a_degree_is_finished_that_came_to_its_end():
    studies = [
        Education(degree=said("PhD"), end=said("2018-06")),
        Education(degree=said("MSc"), end=said("present")),
        Education(degree=said("BSc")),
    ]
    assert [is_finished(study, Profile(), CAME) for study in studies] == [True, False, True]
    assert not is_finished(studies[2], Profile(label=said("BSc student")), CAME)
