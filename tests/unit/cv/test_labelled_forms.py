"""Forms that put each value under its label, with a blank before the colon: as many offices want them filled in."""

from bot.cv import read_cv

FORM = """CURRICULUM VITAE

NAME : IYENGAR, Kiran Mohan (Mr.)
Mobile : +91-98123-45670
Email : kiran@iyengar.example

EXPERIENCE

1) Company : Larkspur Infotech Pvt Ltd
   Designation : Technical Lead
   Duration : Jun 2019 - Till date
   - Led the billing module

2) Company : Banyan Softworks
   Designation : Software Engineer
   Duration : Jul 2014 - May 2019
   - Wrote the reports

EDUCATION

Degree | University/Board | Year | Marks
B.Tech (CSE) | Konkan Technical University | 2014 | 78%

TECHNICAL SKILLS : Java, Spring, Oracle, Unix

DECLARATION
I hereby declare that the above is true.
Place : Pune
"""


def test_each_value_is_read_from_its_label():
    found = read_cv(FORM.encode(), "cv.txt").profile
    assert found.name is not None
    assert found.name.value == "Kiran Mohan IYENGAR"
    assert [(job.organization.value, job.title.value, job.start.value, job.end.value) for job in found.work] == [
        ("Larkspur Infotech Pvt Ltd", "Technical Lead", "2019-06", "present"),
        ("Banyan Softworks", "Software Engineer", "2014-07", "2019-05"),
    ]
    assert [[detail.value for detail in job.details] for job in found.work] == [
        ["Led the billing module"],
        ["Wrote the reports"],
    ]
    assert [(study.institution.value, study.degree.value) for study in found.education] == [
        ("Konkan Technical University", "B.Tech")
    ]
    assert [skill.name.value for skill in found.skills] == ["Java", "Spring", "Oracle", "Unix"]
