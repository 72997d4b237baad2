"""Forms that pages of researchers and engineers take in the wild, each in few lines."""

import pytest

from bot.cv import read_cv
from bot.profile import Fact, Profile


def profile(text: str, name: str = "cv.md") -> Profile:
    return read_cv(text.encode(), name).profile


def v(fact: Fact[str] | None) -> str | None:
    return fact.value if fact else None


def posts(text: str, name: str = "cv.md") -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [(v(one.organization), v(one.title), v(one.start), v(one.end)) for one in profile(text, name).work]


def studies(text: str, name: str = "cv.md") -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [(v(one.institution), v(one.degree), v(one.field), v(one.end)) for one in profile(text, name).education]


HEAD = "# Noor Vale\n\nnoor@vale.example.org\n\n"


class TestNames:
    def test_no_name_is_taken_from_the_studies_of_a_page_that_begins_with_them(self) -> None:
        found = profile(
            "# Resume\n\n### Education\n#### Tern University\nMS Harbor Technology Engineering\n\n"
            "#### Quill College\nBS Naval Architecture\n\n### Experience\n#### Tern University\n**Research Assistant**\n\n"
            "* Built tide gauges\n\n#### Sable Ltd\n**Data Intern**\n\n* Built a model\n"
        )
        assert found.name is None
        assert len(found.education) == len(found.work) == 2

    def test_a_label_further_down_is_no_name(self) -> None:
        text = "## Personal information\n\nFishing Licence: Granted.\n\n## Education\n\nBSc in Physics, Tern University, 2008-2012\n\nMSc in Physics, Tern University, 2012-2014\n"
        assert profile(text).name is None

    def test_junior_ends_a_name(self) -> None:
        text = "# Tomas Brandt de Alvor Junior\n\n## Formação\n\nBacharelado em Física, Universidade de Alvor, 2012\n"
        assert v(profile(text).name) == "Tomas Brandt de Alvor Junior"

    def test_names_of_sites_are_neither_headline_nor_award(self) -> None:
        text = (
            "I am a PhD student at Tern University, advised by Prof. Odalys Hu. I like tides.\n\nEmail: noor@vale.example.org\n\n"
            "[Google Scholar](https://scholar.google.com/citations?user=x1) / [GitHub](https://github.com/noorvale)\n"
        )
        found = profile(text)
        assert (found.label, found.awards) == (None, ())
        assert [v(one) for one in found.education[0].advisers] == ["Odalys Hu"]


class TestDates:
    @pytest.mark.parametrize(
        ("printed", "span"),
        [
            ("2019/2021", ("2019", "2021")),
            ("since the summer of 2023", ("2023", "present")),
            ("2016年九月 - 2017八月", ("2016-09", "2017-08")),
            ("03/2016/2017", ("2016-03", "2016-03")),
        ],
    )
    def test_of_a_post(self, printed: str, span: tuple[str, str]) -> None:
        assert posts(f"{HEAD}## Experience\n\n**Engineer**, Quill Ltd, {printed}\n")[0][2:] == span

    def test_a_range_whose_line_broke_in_its_cell(self) -> None:
        table = (
            "## Work experience\n\n| Period | Job |\n| ---: | --- |\n| Mar 2014 Ongoing | [Quill](http://quill.example.org), _Bern_ - __Engineer__ |\n"
            "| Jun 2012 Dec 2013 | [Tern Data](http://tern.example.org), _Oslo_ - __Software Engineer__ |\n"
        )
        assert posts(HEAD + table) == [
            ("Quill", "Engineer", "2014-03", "present"),
            ("Tern Data", "Software Engineer", "2012-06", "2013-12"),
        ]


class TestPosts:
    def test_terms_of_a_post_are_no_employer(self) -> None:
        text = f"{HEAD}## Expérience professionnelle\n\n### Data Engineer *(Stage)*\n**Banque Sable** | Paris | *Mars 2021 – Août 2021*\n\n- Travail\n"
        assert posts(text) == [("Banque Sable", "Data Engineer", "2021-03", "2021-08")]

    def test_terms_stand_as_the_title_where_nothing_else_does(self) -> None:
        assert posts(f"{HEAD}## Experience\n\n**Intern**, Old Mill, 2018 - 2019\n") == [
            ("Old Mill", "Intern", "2018", "2019")
        ]

    def test_an_employer_behind_chez(self) -> None:
        text = f"{HEAD}## Expérience\n\n### Chef de produit chez [Sable](https://sable.example.org) (freelance)\n**Paris, France / Jan 2022 - Nov 2022**\n\n- Travail\n"
        assert posts(text) == [("Sable", "Chef de produit", "2022-01", "2022-11")]

    def test_what_stands_in_brackets_is_not_taken_apart(self) -> None:
        text = f"{HEAD}## Experience\n\n2013/09-2015/08: Research Fellow (TIDES - Secretariat for Research), Tern Institute\n"
        assert posts(text) == [
            ("Tern Institute", "Research Fellow (TIDES - Secretariat for Research)", "2013-09", "2015-08")
        ]

    def test_a_candidate_who_is_an_assistant_too_holds_a_post(self) -> None:
        text = f"{HEAD}## Experience\n\n2021 - 2024: **Assistant and PhD Candidate in Physics** at the University of Quill\n\n- Taught\n"
        assert posts(text) == [("University of Quill", "Assistant and PhD Candidate in Physics", "2021", "2024")]
        assert not profile(text).education

    def test_how_long_it_lasted_is_no_part_of_the_title(self) -> None:
        text = f"{HEAD}## Experience\n\n* 2 years as Software Engineer at Quill from 2014 to 2016\n* 3 years as Developer at Tern from 2011 to 2014\n"
        assert [post[:2] for post in posts(text)] == [("Quill", "Software Engineer"), ("Tern", "Developer")]


class TestStudies:
    def test_a_school_behind_at_the(self) -> None:
        assert studies(f"{HEAD}## Education\n\n- 2021-2024: **PhD in Physics** at the University of Quill\n") == [
            ("University of Quill", "PhD", "Physics", "2024")
        ]

    def test_a_school_by_its_capitals(self) -> None:
        text = f"{HEAD}## Education\n\n* Ph.D in Computer Science, QTU\n* Dual M.S. in Applied Mathematics, QU\n"
        assert studies(text) == [("QTU", "Ph.D", "Computer Science", None), ("QU", "M.S.", "Applied Mathematics", None)]

    def test_paragraphs_are_degrees_of_their_own(self) -> None:
        text = f"{HEAD}## Education\n\nPh.D. in English, Tern University\nIn progress\n\nDouble B.A. in English and History, Quill College\nmagna cum laude, 2009\n"
        assert studies(text) == [
            ("Tern University", "Ph.D.", "English", None),
            ("Quill College", "B.A.", "English and History", "2009"),
        ]

    @pytest.mark.parametrize(
        ("line", "study"),
        [
            (
                "*2012 - 2016* [岚川大学](http://lan.example.org) 软件工程 本科",
                ("岚川大学", "本科", "软件工程", "2016"),
            ),
            (
                "2012 - 2016 岚川大学，理学学士，地理信息系统专业，GPA 3.5/4",
                ("岚川大学", "理学学士", "地理信息系统", "2016"),
            ),
        ],
    )
    def test_a_chinese_study_on_one_line(self, line: str, study: tuple[str, ...]) -> None:
        assert studies(f"# 林晓雨\n\n## 教育经历\n\n{line}\n") == [study]


class TestLists:
    def test_a_level_of_two_marks_goes_with_its_language(self) -> None:
        found = profile(f"{HEAD}## Idiomas\n\n- **Inglês:** Fluente (C1/C2)\n- **Espanhol:** Intermediário (B1)\n")
        assert [(v(one.name), v(one.level)) for one in found.languages] == [
            ("Inglês", "Fluente (C1/C2)"),
            ("Espanhol", "Intermediário (B1)"),
        ]

    def test_a_level_glued_to_a_skill_is_no_part_of_it(self) -> None:
        found = profile(f"{HEAD}## Skills\n\n- HTML(Basic), CSS(Intermediate), Rust\n")
        assert [v(one.name) for one in found.skills] == ["HTML", "CSS", "Rust"]

    def test_words_of_a_link_to_the_proof_are_no_award(self) -> None:
        found = profile(
            f"{HEAD}## Certificados\n\n- Redes de Datos, 2021 - [Ver Certificado](https://x.example.org)\n- [Ver certificado](https://y.example.org)\n"
        )
        assert [v(one.title) for one in found.awards] == ["Redes de Datos"]


class TestPages:
    def test_a_left_column_of_periods_dates_the_right_one_in_turn(self) -> None:
        page = (
            "<html><body><h1>Noor Vale</h1><h2>Berufserfahrung</h2><div><p>01/2010 – heute</p><p>06/2007 – 12/2009</p></div>"
            "<div><p>Entwicklerin, Quill GmbH</p><ul><li>Testen</li></ul><p>Werkstudentin, Tern AG</p><ul><li>Messen</li></ul></div></body></html>"
        )
        assert posts(page, "cv.html") == [
            ("Quill GmbH", "Entwicklerin", "2010-01", "present"),
            ("Tern AG", "Werkstudentin", "2007-06", "2009-12"),
        ]

    def test_a_left_column_of_another_number_dates_nothing(self) -> None:
        page = (
            "<html><body><h1>Noor Vale</h1><p>noor@vale.example.org</p><h2>Berufserfahrung</h2><p>01/2010 – heute</p><p>06/2007 – 12/2009</p><p>02/2005 – 05/2007</p>"
            "<p>Entwicklerin, Quill GmbH</p><ul><li>Testen</li></ul><p>Werkstudentin, Tern AG</p><ul><li>Messen</li></ul></body></html>"
        )
        assert not any(work.start for work in profile(page, "cv.html").work)

    def test_pieces_of_html_stand_apart(self) -> None:
        text = (
            HEAD + '<div class="title">\n    <hr>\n    <span>Education</span>\n    <hr>\n</div>\n'
            '<div class="entry">\n    <span>M.Sc. in Physics,&nbsp&nbsp </span>\n    <span>Tern University</span>\n    <span>2020 – 2022</span>\n</div>\n'
            '<div class="entry">\n    <span>B.Sc. in Physics,&nbsp&nbsp </span>\n    <span>Quill University</span>\n    <span>2016 – 2020</span>\n</div>\n'
        )
        assert studies(text) == [
            ("Tern University", "M.Sc.", "Physics", "2022"),
            ("Quill University", "B.Sc.", "Physics", "2020"),
        ]

    def test_emoji_by_their_names_are_no_words_of_a_heading(self) -> None:
        text = f"{HEAD}### Experience :office:\n\n- 2019 - 2021: **Engineer** at Quill\n\n### Memberships :wave:\n\n- 2019 - 2020: Tern Club\n"
        assert posts(text) == [("Quill", "Engineer", "2019", "2021")]
