"""How a person is reached: e-mails, phones and the place where they live."""

import pytest

from bot.cv import read_cv
from tests.unit.cv.facts.reading import profile, v


@pytest.mark.parametrize(
    ("top", "written", "e164"),
    [
        ("+44 20 7946 0142", "+44 20 7946 0142", "+442079460142"),
        ("+49 (0)30 23125 014", "+49 (0)30 23125 014", "+493023125014"),
        ("Tel: 0047 22 55 01 42", "0047 22 55 01 42", "+4722550142"),
        ("Phone: (217) 555-0143", "(217) 555-0143", None),
        ("Urbana, IL, USA\nPhone: (217) 356-0143", "(217) 356-0143", "+12173560143"),
        ("Berlin, Germany\nMobil: 030 23125014", "030 23125014", "+493023125014"),
        ("Berlin\nMobil: 030 23125014", "030 23125014", None),
        ("Berlin, Germany\nTel: (217) 356-0143", "(217) 356-0143", None),
        ("[Call me](tel:+4722550142) | ada@mail.example", "+4722550142", "+4722550142"),
        ("Phone: [+47 22 55 01 42](tel:+4722550142)", "+47 22 55 01 42", "+4722550142"),
        ("Phone: [022 55 01 42 33](tel:+4722550142-33)", "022 55 01 42 33", None),
        ("Phone / WA      : 0812-3456-7890", "0812-3456-7890", None),
        ("Oslo | 0341 23456780 | www.ada.example", "0341 23456780", None),
        ("Phone: +999 123 4567", "+999 123 4567", None),
    ],
)
def test_a_phone_is_kept_as_written_and_international_only_where_its_country_is_stated(top, written, e164):
    (phone,) = profile(f"# Ada Example\n{top}\n").phones
    assert (phone.number.value, v(phone.e164)) == (written, e164)


@pytest.mark.parametrize(
    ("top", "city", "country"),
    [
        ("Oslo, Norway", "Oslo", "Norway"),
        ("Anschrift: Lindenallee 12, 34117 Kassel", "Kassel", None),
        ("Zurich, Switzerland  +41 44 668 18 00  ada@mail.example", "Zurich", "Switzerland"),
        ("Leeds, UK / 07700 900 321 / ada@mail.example", "Leeds", "UK"),
        ("Wohnort: Hamburg", "Hamburg", None),
        ("Jl. Melati No. 5, Bandung 40115, Indonesia", "Bandung", "Indonesia"),
        ("现居地：上海", "上海", None),
        ("所在地 Location：北京", "北京", None),
        ("Location 所在地: 北京", "北京", None),
        ("所在地（Location）：上海", "上海", None),
        ("Location (所在地): Oslo, Norway", "Oslo", "Norway"),
        ("Wohnort/Location: Hamburg", "Hamburg", None),
        ("Current location: Bergen, Norway", "Bergen", "Norway"),
        ("Somerville MA USA    ada@mail.example", "Somerville", "USA"),
        ("Location: Norway, Trondheim", "Trondheim", "Norway"),
        ("Location: Norway, Ternvik", "Ternvik", "Norway"),
        ("📍 Lisbon, Portugal", "Lisbon", "Portugal"),
        ("Leeds, England, UK", "Leeds", "England"),
        ("12 Mill Lane, Leeds, Ternshire, UK", "Leeds", "UK"),
        ("Based in Utrecht, the Netherlands", "Utrecht", "the Netherlands"),
        ("ada@mail.example, ada.example, Ghent, Belgium", "Ghent", "Belgium"),
        (
            "Old Observatory Building 214, No.7 Willow Lane, Haidian District, Beijing, Republic of China",
            "Beijing",
            None,
        ),
    ],
)
def test_where_the_person_lives(top, city, country):
    place = profile(f"# Ada Example\n{top}\n").place
    assert place
    assert (v(place.city), v(place.country)) == (city, country)


@pytest.mark.parametrize(
    "told",
    [
        "From September 2024 to June 2025 I worked one day a week at Harrow Compute, Utrecht.",
        "With two friends, a borrowed van and a good deal of luck I once moved a whole computing room, with all its cooling, to Utrecht, Utrecht.",
    ],
)
def test_where_the_person_worked_is_no_home(told):
    assert profile(f"# Ada Example\nada@mail.example\n\nI am an engineer.\n{told}\n").place is None


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("ada@mail.example", ["ada@mail.example"]),
        ("ada [at] mail [dot] example", ["ada@mail.example"]),
        ("[Email](mailto:ada@mail.example) | [GitHub](https://github.com/ada-x)", ["ada@mail.example"]),
        ("[E-mail](ada@mail.example)", ["ada@mail.example"]),
        ("ada (at) mail.example", ["ada@mail.example"]),
        ("ada＠mail.example", ["ada@mail.example"]),
        ("ada at mail dot example", ["ada@mail.example"]),
        ("ada AT mail DOT example", ["ada@mail.example"]),
        ("ada{at}mail{dot}example", ["ada@mail.example"]),
        ("{ada, a.example}@mail.example", []),
        ("Email: ada@mail.example / Work: ada@quill.example", ["ada@mail.example", "ada@quill.example"]),
        ("ada@mail.example\nAdvisor: Prof. Max Other (max@mail.example)", ["ada@mail.example"]),
        ("ada@mail.example\nReferee: Max Other, max@mail.example", ["ada@mail.example"]),
        ("Questions about the lab: look at mail dot com", []),
        ("Mastodon: @ada@social.example | ada@mail.example", ["ada@mail.example"]),
    ],
)
def test_emails_of_the_person_alone(top, expected):
    assert [v(mail) for mail in profile(f"# Ada Example\n{top}\n").emails] == expected


@pytest.mark.parametrize(
    "top",
    [
        "ORCID: 0000-0002-1825-0097",
        "https://mail.example/u/4915550123456",
        "IBAN: DE89 3704 0044 0532 0130 00",
        "TOEFL: 109/120, GRE 170/170",
        "2019 - 2022, 2015 - 2019",
        "ISBN: 978-3-16-148410-0",
        "arXiv:2401.01234, doi 10.1145/1234567.1234568",
        "Student ID: 20195550123",
    ],
)
def test_digits_that_are_no_phone(top):
    assert profile(f"# Ada Example\nada@mail.example\n{top}\n").phones == ()


def test_a_national_number_cites_the_line_that_states_the_country():
    phone = profile("# Ada Example\nBerlin, Germany | Mobil: 030 23125014").phones[0]
    assert phone.e164
    assert len(phone.e164.evidence) == 2
    assert phone.e164.confidence < 1


def test_a_place_may_be_a_sentence_among_others():
    found = read_cv(
        b"# Ada Quill\nada@mail.example\n\nRotterdam, NL. Remote welcome.\n\n## Skills\n\nRust, Go\n", "cv.md"
    ).profile
    assert found.place is not None
    assert found.place.city is not None
    assert found.place.city.value == "Rotterdam"
