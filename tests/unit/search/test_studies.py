"""Who studies now."""

from datetime import date

import pytest

from bot.profile import Education, Fact, Profile
from bot.search.studies import studying

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
