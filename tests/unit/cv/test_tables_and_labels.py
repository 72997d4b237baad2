"""Tables of posts, whose cells tell more than the head, and labels that stand alone over their values."""

import pytest

from bot.cv import read_cv
from bot.profile import Fact, Profile, Reading


def reading(text: str) -> Reading:
    return read_cv(("# Noor Vale\nnoor@vale.example.org\n\n" + text).encode(), "cv.md")


def profile(text: str) -> Profile:
    return reading(text).profile


def v(fact: Fact[str] | None) -> str | None:
    return fact.value if fact else None


def test_a_table_whose_first_row_is_a_post_has_no_header():
    text = (
        "## Work\n\n| 2021 – present | Staff Engineer, Tessera Labs, Lisbon |\n|---|---|\n|  | Leads the scheduler team |\n"
        "| 2019 – 2021 | Engineer, Sable Ltd, Porto |\n|  | - Wrote the storage engine in Rust |\n"
    )
    told = [(v(one.organization), v(one.title), v(one.start), v(one.place)) for one in profile(text).work]
    assert told == [("Tessera Labs", "Staff Engineer", "2021", "Lisbon"), ("Sable Ltd", "Engineer", "2019", "Porto")]


def test_rows_and_cells_that_name_nothing_tell_of_the_post():
    text = (
        "## Work\n\n| Period | Company | Position | |\n|---|---|---|---|\n"
        "| 2021 – present | Tessera Labs | Staff Engineer | Plans with Go and Kubernetes |\n| | | Leads the scheduler team | |\n"
        "| 2019 – 2021 | Sable Ltd | Engineer | |\n\n- Wrote the storage engine in Rust\n"
    )
    found = reading(text)
    assert [[one.value for one in post.details] for post in found.profile.work] == [
        ["Plans with Go and Kubernetes", "Leads the scheduler team"],
        ["Wrote the storage engine in Rust"],
    ]
    assert found.unclaimed == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Education\n\nQuill University\n2012 - 2016\nDegree:\nBachelor of Science\nMajor:\nNaval Architecture\nGPA:\n3.8/4.0\nAdvisor:\nProf. Odalys Hu\n",
            ("Bachelor of Science", "Naval Architecture", "3.8/4.0", ["Odalys Hu"]),
        ),
        (
            "Ausbildung\n\n10/2016 – 09/2018\nUniversität Brackwede\nMaster of Science\nFachrichtung:\nAngewandte Informatik\nNote:\n1,3\nBetreuer:\nProf. Dr. Ida Korn\n",
            ("Master of Science", "Angewandte Informatik", "1,3", ["Ida Korn"]),
        ),
        (
            "Formation\n\n2012 - 2016\nUniversité de Vesper\nMaster\nSpécialité :\nPhysique des marées\nMoyenne :\n15,2/20\nDirecteur de thèse :\nOdalys Hu\n",
            ("Master", "Physique des marées", "15,2/20", ["Odalys Hu"]),
        ),
        (
            "Educación\n\n2012 - 2016\nUniversidad de Alvor\nTítulo:\nLicenciatura\nEspecialidad:\nFísica de mareas\nNota media:\n8,9/10\nDirector de tesis:\nOdalys Hu\n",
            ("Licenciatura", "Física de mareas", "8,9/10", ["Odalys Hu"]),
        ),
        (
            "Formação\n\n2012 - 2016\nUniversidade de Alvor\nGrau:\nLicenciatura\nEspecialidade:\nFísica das marés\nMédia final:\n17/20\nOrientador:\nOdalys Hu\n",
            ("Licenciatura", "Física das marés", "17/20", ["Odalys Hu"]),
        ),
        (
            "教育经历\n\n2012.09 - 2016.06\n岚川大学\n学历：\n学士\n专业：\n软件工程\n绩点：\n3.8/4.0\n导师：\n王晓雨\n",
            ("学士", "软件工程", "3.8/4.0", ["王晓雨"]),
        ),
    ],
    ids=["en", "de", "fr", "es", "pt", "zh"],
)
def test_a_label_may_stand_over_its_value(text: str, told: tuple[object, ...]):
    (study,) = profile(text).education
    assert (v(study.degree), v(study.field), v(study.gpa), [v(one) for one in study.advisers]) == told


def test_labels_over_their_values_make_a_post():
    text = "Experience\n\nCompany:\nSable Ltd\nPosition:\nData Engineer\nPeriod:\nJune 2016 - December 2018\nLocation:\nPorto, Portugal\nResponsibilities:\n- Built dashboards\n"
    (post,) = profile(text).work
    assert (v(post.organization), v(post.title), v(post.start), v(post.place), [v(one) for one in post.details]) == (
        "Sable Ltd",
        "Data Engineer",
        "2016-06",
        "Porto, Portugal",
        ["Built dashboards"],
    )
