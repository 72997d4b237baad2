"""Who vouches for somebody has contacts too, and they are never the candidate's."""

import pytest

from bot.cv import read_cv
from tests.unit.cv.facts.reading import profile, v

EXPERIENCE = "Experience\n\nData Engineer, Quill Systems, 2020 - 2023\n\n"
EDUCATION = "Education\n\nMSc in Physics, Brackwater University, 2018 - 2020\n"
OWN = "Jonas Okafor\nLeeds, UK\njonas@mail.example\n\n"
REFEREES = [
    "References\n\nProf. Ada Quillon\nOslo, Norway\nada@leeds.example\n+44 113 496 0123\ngithub.com/adaquillon\n\n",
    "REFERENCES\nAda Quillon, Head of Data\nE-mail: ada@leeds.example\nPhone: +44 113 496 0123\n\n",
    "My Referees\n\nAda Quillon\n\nada@leeds.example\n\nMax Berg\n\nmax@berg.example | +49 30 23125 014\n\n",
    "Letters of Recommendation\n\nProf. Ada Quillon (ada@leeds.example), Dr. Max Berg (max@berg.example)\n\n",
    "References: Prof. Ada Quillon, ada@leeds.example, +44 113 496 0123, github.com/adaquillon\n\n",
    "Referenzen\n\nProf. Ada Quillon\nTel: 0113 496 0123\nada@leeds.example\n\n",
    "推荐人\n\nAda Quillon\nada@leeds.example\n\n",
]
BESIDE_A_NAME = [
    "Prof. Ada Quillon, Brackwater University, quill@leeds.example, +44 113 496 0123\n\n",
    "Prof. Ada Quillon\nBrackwater University\nquill@leeds.example\n+44 113 496 0123\n\n",
    "Ada Quillon, Head of Data, ada.quillon@leeds.example, +44 113 496 0123\n\n",
    "Manager: Ada Quillon, ada.quillon@leeds.example, +44 113 496 0123\n\n",
    "Referee: Ada Quillon, quill@leeds.example, +44 113 496 0123\n\n",
]


def contacts(text):
    read = read_cv(text.encode(), "cv.txt").profile
    pages = [v(link.url) for link in read.links]
    return v(read.name), [v(one) for one in read.emails], [v(one.number) for one in read.phones], pages


@pytest.mark.parametrize("referees", [*REFEREES, *BESIDE_A_NAME])
@pytest.mark.parametrize("order", ["{own}{referees}{rest}", "{own}{rest}\n{referees}"])
def test_a_referees_contacts_are_not_the_candidates_wherever_they_stand(order, referees):
    text = order.format(own=OWN, referees=referees, rest=EXPERIENCE + EDUCATION)
    assert contacts(text) == ("Jonas Okafor", ["jonas@mail.example"], [], [])


@pytest.mark.parametrize("referees", REFEREES)
def test_whoever_gives_no_contacts_gets_none_of_a_referee(referees):
    text = f"Jonas Okafor\nData engineer\n\n{referees}{EXPERIENCE}{EDUCATION}"
    assert contacts(text) == ("Jonas Okafor", [], [], [])


def test_where_a_referee_works_is_no_home():
    text = f"Jonas Okafor\njonas@mail.example\n\n{REFEREES[0]}{EXPERIENCE}{EDUCATION}"
    assert read_cv(text.encode(), "cv.txt").profile.place is None


def test_a_heading_below_that_of_the_referees_is_theirs():
    read = profile(
        "# Jonas Okafor\njonas@mail.example\n\n## References\n\n### Ada Quillon\n\n### Contact\n\nada@leeds.example"
    )
    assert [v(one) for one in read.emails] == ["jonas@mail.example"]


def test_a_part_behind_the_referees_is_the_candidates_again():
    read = profile(
        "# Jonas Okafor\n\n## References\n\nAda Quillon, ada@leeds.example\n\n## Contact\n\njonas@mail.example"
    )
    assert [v(one) for one in read.emails] == ["jonas@mail.example"]


@pytest.mark.parametrize(
    "line",
    [
        "Research Assistant, Quillon Lab, jo@mail.example",
        "Research Assistant | jo@mail.example",
        "Host of a podcast · jo@mail.example",
        "Contact: Jonas Okafor, jo@mail.example",
        "PhD student advised by Prof. Ada Quillon | jonas@mail.example",
        "PhD student advised by Prof. Ada Quillon | Email: jo@mail.example",
        "Reference number 4711\njo@mail.example",
        "Jonas Adeyemi Okafor, jo@mail.example",
    ],
)
def test_an_address_beside_the_candidates_own_post_or_name_is_theirs(line):
    assert len(profile(f"# Jonas Okafor\n{line}").emails) == 1
