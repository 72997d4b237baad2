"""Forms of posts and studies that pages in the wild take, in several languages."""

import pytest

from bot.cv import read_cv
from bot.profile import Fact, Profile

HEAD = "# Noor Vale\n\nnoor@vale.example.org\n\n"


def profile(text: str, name: str = "cv.md") -> Profile:
    return read_cv(text.encode(), name).profile


def v(fact: Fact[str] | None) -> str | None:
    return fact.value if fact else None


def posts(text: str) -> list[tuple[str | None, ...]]:
    return [(v(one.organization), v(one.title), v(one.start), v(one.end)) for one in profile(HEAD + text).work]


def studies(text: str) -> list[tuple[str | None, ...]]:
    return [(v(one.institution), v(one.degree), v(one.field), v(one.end)) for one in profile(HEAD + text).education]


class TestDates:
    @pytest.mark.parametrize(
        ("printed", "span"),
        [
            ("04/01/2018 - 04/14/2021", ("2018-04", "2021-04")),
            ("Jan/2020 - mar/2021", ("2020-01", "2021-03")),
            ("Jan/2020 - cursando", ("2020-01", "present")),
        ],
    )
    def test_a_day_behind_the_month_and_a_stroke_before_the_year(self, printed: str, span: tuple[str, str]) -> None:
        assert posts(f"## Experience\n\n**Engineer**, Sable Ltd, {printed}\n") == [("Sable Ltd", "Engineer", *span)]

    def test_the_whole_document_tells_whether_its_months_stand_first(self) -> None:
        text = "## Experience\n\n**Engineer**, Sable Ltd, 09/01/2021 - now\n\n**Intern**, Tern Labs, 03/01/2020 - {}\n"
        assert posts(text.format("08/31/2021"))[0][2] == "2021-09"
        assert posts(text.format("31/08/2021"))[0][2] == "2021-01"


class TestPosts:
    def test_a_heading_over_lines_of_columns_is_no_part_of_a_post(self) -> None:
        text = (
            "\\documentclass{moderncv}\n\\name{Noor}{Vale}\n\\begin{document}\n\\section{Experience}\n\\subsection{Professional}\n"
            "\\cventry{2021 -- 2023}{Post-Doc}{Tern Institute, Porto}{}{}{}\n\\cventry{2018 -- 2021}{Researcher}{Quill University}{}{}{}\n\\end{document}\n"
        )
        told = [(v(one.organization), v(one.title), v(one.start)) for one in profile(text, "cv.tex").work]
        assert [one[1:] for one in told] == [("Post-Doc", "2021"), ("Researcher", "2018")]

    def test_roles_right_under_a_heading_are_posts_there(self) -> None:
        text = "## Experience\n\n### Tessera Labs\nStaff Engineer, 2021 - now\nSenior Engineer, 2019 - 2021\n\n### Sable Ltd\nEngineer, 2016 - 2018\n"
        assert [(one[0], one[1]) for one in posts(text)] == [
            ("Tessera Labs", "Staff Engineer"),
            ("Tessera Labs", "Senior Engineer"),
            ("Sable Ltd", "Engineer"),
        ]

    def test_a_title_that_no_list_has_stands_before_at(self) -> None:
        assert posts("## Experience\n\n### Tidekeeper at the Quill Center\nJun - Aug 2014\n- Kept tides\n")[0][:2] == (
            "Quill Center",
            "Tidekeeper",
        )

    def test_a_ministry_is_no_secretary(self) -> None:
        text = "## Experiência\n\n**Secretaria da Saúde**\n* **Analista de sistemas**\n* 2016 - 2017\n\n**Sable Ltda**\n* **Desenvolvedor**\n* 2014 - 2016\n"
        assert posts(text)[0][:2] == ("Secretaria da Saúde", "Analista de sistemas")

    def test_bold_words_under_a_date_name_the_post_however_long_their_line_is(self) -> None:
        text = (
            "## Expériences\n\nDepuis 01/2015\n:    **Ingénieur de recherche, expert en calcul**, Centre de calcul de Vesper, groupe des marées, Paris.\n\n"
            "* Portage de codes\n\n10/2010\n:    **Stagiaire**, Sable SA\n"
        )
        found = posts(text)
        assert found[0] == (
            "Centre de calcul de Vesper, groupe des marées",
            "Ingénieur de recherche, expert en calcul",
            "2015-01",
            "present",
        )
        assert found[1][:2] == ("Sable SA", "Stagiaire")

    def test_what_follows_a_semicolon_is_another_title(self) -> None:
        text = "## Expériences\n\n`09.2015 - 12.2016`\n__Université de Vesper__ Ingénieur de Recherche; Architecte et développeur de solutions autour du cours de marées\n"
        assert posts(text)[0][:2] == ("Université de Vesper", "Ingénieur de Recherche")

    def test_a_length_of_stay_before_a_title_is_no_part_of_it(self) -> None:
        text = "## Experience\n\n* 1 year Professor at Quill College from 2015 to today\n\n* 9 years as Tide Engineer at Sable Ltd from 2005 to 2014\n"
        assert [one[:2] for one in posts(text)] == [("Quill College", "Professor"), ("Sable Ltd", "Tide Engineer")]

    def test_a_department_is_no_title(self) -> None:
        text = "## 工作经历\n\n### 江苏砂岩软件科技有限公司  2019年5月 ~ 2019年8月\n\n**研发部  |  后台开发**\n\n- 负责展示模块\n"
        assert posts(text)[0][:2] == ("江苏砂岩软件科技有限公司", "后台开发")

    def test_lists_of_tools_name_neither_an_organization_nor_a_title(self) -> None:
        text = (
            "## Berufserfahrung\n\n* 2008 – 2010\n    Forschungsprojekt\n    Technologien: `C`, `Linux`, `CAN`\n\n"
            "* 2006 - 2008\n    `pascal`, `dos`, `usb`, `network`\n    Forschungspraktikant\n    * Steuerung von Pegeln\n"
        )
        assert [one[:2] for one in posts(text)] == [("Forschungsprojekt", None), (None, "Forschungspraktikant")]

    def test_a_role_below_another_in_a_template_of_latex_is_a_post_there(self) -> None:
        source = (
            "\\documentclass{article}\n\\newcommand{\\resumeSubheading}[4]{\\item\n\\begin{tabular*}{0.97\\textwidth}{l@{\\extracolsep{\\fill}}r}\\textbf{#1} & #2 \\\\ \\textit{#3} & \\textit{#4} \\\\ \\end{tabular*}}\n"
            "\\newcommand{\\resumeSubSubheading}[2]{\\item\n\\begin{tabular*}{0.97\\textwidth}{l@{\\extracolsep{\\fill}}r}\\textit{#1} & \\textit{#2} \\\\ \\end{tabular*}}\n"
            "\\begin{document}\n\\textbf{Noor Vale}\n\\section{Experience}\n\\resumeSubheading{Tessera Labs}{Lisbon, Portugal}{Staff Engineer}{Mar 2021 -- Present}\n\\begin{itemize}\n\\item Plans\n\\end{itemize}\n"
            "\\resumeSubSubheading{Senior Engineer}{Jan 2019 -- Mar 2021}\n\\begin{itemize}\n\\item Wrote\n\\end{itemize}\n\\end{document}\n"
        )
        told = [(v(one.organization), v(one.title), v(one.start)) for one in profile(source, "cv.tex").work]
        assert told == [("Tessera Labs", "Staff Engineer", "2021-03"), ("Tessera Labs", "Senior Engineer", "2019-01")]


class TestStudies:
    def test_words_after_a_degree_are_no_school_where_nothing_parts_them(self) -> None:
        text = "## Education\n\n- **MSc Linguistics**: Master of Science in Linguistics with a Focus on Tides Quill University, August 2011 – July 2012\n"
        assert studies(text) == [(None, "MSc", "Linguistics", "2012-07")]

    def test_the_supervisor_of_a_thesis_is_an_adviser(self) -> None:
        text = "## Education\n\n**BSc in Physics**, Tern University, 2015 - 2018\n- specialization: tides\n- supervisor of thesis: Prof.Dr. Odalys P. Hu\n"
        (study,) = profile(HEAD + text).education
        assert [v(one) for one in study.advisers] == ["Odalys P. Hu"]
        assert "specialization: tides" in [one.value for one in study.details]

    def test_words_before_a_school_are_no_part_of_its_name(self) -> None:
        text = "## Formation\n\n2010--2011\n:    **Master 2 Recherche** Mathématiques des systèmes complexes, Université de Vesper.\n"
        assert studies(text) == [
            ("Université de Vesper", "Master 2 Recherche", "Mathématiques des systèmes complexes", "2011")
        ]

    def test_the_word_before_the_field_is_no_part_of_the_degree(self) -> None:
        text = "## Formação\n\n**Universidade de Alvor**\n* **Bacharel em Engenharia Naval**\n* 2010 - 2014\n"
        assert studies(text) == [("Universidade de Alvor", "Bacharel", "Engenharia Naval", "2014")]

    def test_a_doctorate_among_the_posts_is_a_study(self) -> None:
        text = "## Expériences\n\n2011--2014\n:    **Thèse de Doctorat en Mathématiques Appliquées**\n\n2009 - 2010\n:    **Ingénieur**, Sable SA\n"
        assert studies(text) == [(None, "Thèse de Doctorat", "Mathématiques Appliquées", "2014")]
        assert posts(text) == [("Sable SA", "Ingénieur", "2009", "2010")]


def test_a_macro_of_org_shows_what_its_definition_puts_on_the_page() -> None:
    source = (
        "#+TITLE: Noor Vale\n#+MACRO: date @@latex:\\hfill $1@@ @@html:<i>$1</i>@@\n#+MACRO: break @@latex:\\clearpage@@\n* Work Experience\n"
        "** IT Specialist {{{date(Dec 2024 -- Feb 2025)}}}\n   /Quill Works/\n{{{break(3)}}}\n** Programmer {{{date(2011 -- 2014)}}}\n   /Tern University/\n"
    )
    told = [(v(one.organization), v(one.title), v(one.start)) for one in profile(source, "cv.org").work]
    assert told == [("Quill Works", "IT Specialist", "2024-12"), ("Tern University", "Programmer", "2011")]


def test_the_arguments_of_a_macro_are_columns_and_ignored_headings_do_not_show() -> None:
    source = (
        "* Setup :ignore:noexport:\n#+MACRO: event \\cvevent{$1}{$2}{$3}{$4}\n#+TITLE: Noor Vale\n* Column :ignore:\n** Experience\n*** Tide Engineer :ignore:\n"
        "{{{event(Tide Engineer -- Harbors, Quill Works Ltd, 2014 -- 2016, Pune\\, India)}}}\n- Built\n** Education\n{{{event(MS\\ in Physics, Tern University, 2004)}}}\n"
    )
    found = profile(source, "cv.org")
    assert [(v(one.organization), v(one.title), v(one.place)) for one in found.work] == [
        ("Quill Works Ltd", "Tide Engineer", "Pune, India")
    ]
    assert [(v(one.institution), v(one.degree), v(one.field)) for one in found.education] == [
        ("Tern University", "MS", "Physics")
    ]


def test_blanks_that_widen_a_label_do_not_part_it() -> None:
    text = "# 简历\n\n## 基本信息\n\n- 姓   名\t：林晓雨\n- 民   族\t：汉\n- 邮   箱\t：noor@vale.example.org\n"
    reading = read_cv(text.encode(), "cv.md")
    assert v(reading.profile.name) == "林晓雨"
    assert "nationality" in reading.left_out
