"""Odd layouts: columns side by side, headings in the margin, a side column before the name."""

from bot.cv import read_cv
from bot.profile import Profile


def profile(text: str, name: str = "cv.txt") -> Profile:
    return read_cv(text.encode(), name).profile


SIDE_BY_SIDE = """                    ODALYS BRANNIGAN
            Galway, Ireland  *  odalys@brannigan.example


EXPERIENCE                                                SKILLS
                                                          Kotlin, Kafka
Harrow Compute                      Jan 2020 - Present    PostgreSQL
Backend Engineer
 - search for a million products                          LANGUAGES
                                                          Irish (native)
Sable Harbor                        Sep 2014 - Dec 2019   German (basic)
Software Engineer
                                                          AWARDS
EDUCATION
                                                          Galway Hackathon,
University of Galway                2008 - 2014           2nd place, 2018
B.Sc. in Physics
"""


def test_columns_side_by_side_are_read_one_after_the_other():
    found = profile(SIDE_BY_SIDE)
    assert [study.institution.value for study in found.education] == ["University of Galway"]
    assert [award.title.value for award in found.awards] == ["Galway Hackathon, 2nd place"]
    assert [one.name.value for one in found.languages] == ["Irish", "German"]


def test_dates_at_the_right_edge_are_no_column():
    found = profile(
        "Odalys Brannigan\nodalys@brannigan.example\n\nEXPERIENCE\n"
        "Harrow Compute, Backend Engineer                      2020 - 2024\n"
        "Sable Harbor, Software Engineer                       2014 - 2019\n\n"
        "EDUCATION\n"
        "University of Galway, B.Sc. in Physics                2010 - 2014\n"
        "Galway College, Abitur                                2008 - 2010\n"
        "Tern School of Arts, M.A. in History                  2006 - 2008\n"
    )
    assert [(work.start.value, work.end.value) for work in found.work] == [("2020", "2024"), ("2014", "2019")]
    assert len(found.education) == 3


def test_headings_in_the_margin_open_their_parts():
    found = profile(
        "Odalys Brannigan\nodalys@brannigan.example\n\nEducation\n\n2008 - 2014    University of Galway\n"
        "               B.Sc., Physics\n\nSkills               Kotlin, Kafka\n"
        "Languages            Irish - native, German - A2\nDriving licence      B\n"
    )
    assert [study.institution.value for study in found.education] == ["University of Galway"]
    assert [skill.name.value for skill in found.skills] == ["Kotlin", "Kafka"]
    assert [one.name.value for one in found.languages] == ["Irish", "German"]


def test_programming_languages_in_the_margin_stay_skills():
    found = profile(
        "Odalys Brannigan\nodalys@brannigan.example\n\nSkills\n\nLanguages   Kotlin, Rust\nTools   Git, Kafka\n"
    )
    assert {"Kotlin", "Rust", "Git", "Kafka"} <= {skill.name.value for skill in found.skills}
    assert found.languages == ()


def test_a_licence_and_a_signature_under_skills_are_no_skills():
    found = profile(
        "Odalys Brannigan\nodalys@brannigan.example\n\nEDV-Kenntnisse\n\nMATLAB, Altium\n\nFührerschein: Klasse B\n\n"
        "Kassel, den 2.11.2026\n\nOdalys Brannigan\n"
    )
    assert [skill.name.value for skill in found.skills] == ["MATLAB", "Altium"]


def test_a_name_after_the_side_column_is_the_persons_with_headline_and_place():
    found = profile(
        "Contact\nodalys@brannigan.example\n\nTop Skills\nKotlin\nKafka\n\nOdalys Brannigan, RN\nRegistered Nurse\n"
        "Galway, Ireland\n\nExperience\n\nHarrow Clinic\nStaff Nurse\nMay 2020 - Present\n"
    )
    assert found.name.value == "Odalys Brannigan"
    assert found.label.value == "Registered Nurse"
    assert found.place.city.value == "Galway"
    assert [skill.name.value for skill in found.skills] == ["Kotlin", "Kafka"]


def test_parental_leave_is_no_employer():
    found = profile(
        "Odalys Brannigan\n\nExperience\n\nStaff Nurse, Harrow Clinic, 2014 - 2019\nCareer break (parental leave)    2019 - 2020\n"
        "Head Chef, Sable Harbor, 2020 - 2024\n"
    )
    assert [work.organization.value for work in found.work] == ["Harrow Clinic", "Sable Harbor"]


def test_org_emphasis_and_raised_marks_are_no_words():
    found = profile(
        "#+TITLE: Odalys R. Brannigan-Lenz\n#+OPTIONS: toc:nil\n\n* Papers\n"
        "- *Odalys R. Brannigan-Lenz*^{†}, Ivo Tarn^{†}. /Two queues are enough./ In NSDI, 2025.\n",
        "cv.org",
    )
    paper = found.publications[0]
    assert paper.title.value == "Two queues are enough"
    assert [author.value for author in paper.authors] == ["Odalys R. Brannigan-Lenz", "Ivo Tarn"]
    assert paper.venue.value == "NSDI"


def test_a_degree_in_informatics_is_no_heading_of_skills():
    found = profile(
        "# Odalys Brannigan\n\n## Formation\n\n### Master en Informatique\n\nUniversité de Lyon, 2016 - 2018\n"
    )
    assert [study.institution.value for study in found.education] == ["Université de Lyon"]
    assert found.skills == ()


def test_bold_employers_are_headed_by_the_bullets_under_them():
    found = profile(
        "# Odalys Brannigan\n\n## Experiência\n\n**Veloza**\n* **Desenvolvedor de sistemas**\n* 2014 - 2016\n> Desenvolvimento.\n\n"
        "**Marisma**\n* **Analista de sistemas**\n* 2016 - 2017\n> Desenvolvimento.\n\n## Cursos livres\n\n**SENAI**\n* Pintura\n* 2012\n"
    )
    assert [(work.organization.value, work.title.value, work.start.value) for work in found.work] == [
        ("Veloza", "Desenvolvedor de sistemas", "2014"),
        ("Marisma", "Analista de sistemas", "2016"),
    ]


def test_a_degree_under_a_heading_of_work_and_study_is_a_degree():
    found = profile(
        "# Odalys Brannigan\n\n## Berufserfahrung & Bildung\n\n### 2022 - 2026: Software Architekt, Harrow AG\n\nBau von Systemen.\n\n"
        "### 2019 - 2022: Bachelor in Informatik, Tarnau\n\nBegonnen im September 2019 und erfolgreich beendet im Juli 2022.\n"
    )
    assert [(study.degree.value, study.start.value) for study in found.education] == [("Bachelor", "2019")]
    assert [(work.organization.value, work.title.value) for work in found.work] == [("Harrow AG", "Software Architekt")]


def test_two_labels_of_one_moderncv_line_are_two():
    found = profile(
        "\\documentclass{moderncv}\n\\firstname{Odalys}\n\\familyname{Brannigan}\n\\begin{document}\n\\section{Compétences}\n"
        "\\cvcomputer{Langages}{C, \\LaTeX}{Frameworks}{jQuery, Bootstrap}\n\\section{Langues}\n"
        "\\cvcomputer{Français}{Langue maternelle}{Allemand}{Lu, écrit}\n\\end{document}\n",
        "cv.tex",
    )
    assert [(one.name.value, one.group) for one in found.skills] == [
        ("C", "Langages"),
        ("LaTeX", "Langages"),
        ("jQuery", "Frameworks"),
        ("Bootstrap", "Frameworks"),
    ]
    assert [(one.name.value, one.level.value) for one in found.languages] == [
        ("Français", "Langue maternelle"),
        ("Allemand", "Lu, écrit"),
    ]


def test_a_chinese_sentence_is_no_title_and_an_occupation_loses_its_label():
    found = profile(
        "# 简介\n姓名: 林晓雨\n职业: 前端工程师\n邮箱: lin@mail.example\n\n# 工作经历\n* 鹭屿智能科技有限公司(2017.3-2017.10)\n"
        "> 利用图形界面编写桌面应用程序\n"
    )
    assert found.work[0].title is None
    assert found.label.value == "前端工程师"


def test_a_slash_in_brackets_parts_no_skill():
    found = profile("Odalys Brannigan\n\n## Skills\n\n- JavaScript (ES5/ES6)\n- Docker/Kubernetes\n")
    assert [skill.name.value for skill in found.skills] == ["JavaScript (ES5/ES6)", "Docker", "Kubernetes"]


def test_an_employer_called_services_opens_no_part():
    found = profile(
        "# Odalys Brannigan\n\n## Experiencia\n\n### Solutions Architect - Amazon Web Services\n*Jul 2020 - Sep 2021*\n\n- Nubes.\n\n"
        "### Analista - Telefónica S.A.\n*Nov 2015 - Dic 2017*\n\n- Redes.\n"
    )
    assert [(work.organization.value, work.kind) for work in found.work] == [
        ("Amazon Web Services", "job"),
        ("Telefónica S.A.", "job"),
    ]


def test_ratings_in_figures_are_no_skills():
    found = profile("Odalys Brannigan\n\n## Skills\n\nC++, 4\nPython, 5\n")
    assert [skill.name.value for skill in found.skills] == ["C++", "Python"]


def test_a_kind_of_school_beside_its_name_is_not_the_institution():
    found = profile(
        "# Odalys Brannigan\n\n## Schulausbildung\n\n2018 - 2021 | Universität | Hochschule für Technik Tarnau | B. Sc. Informatik\n"
    )
    assert found.education[0].institution.value == "Hochschule für Technik Tarnau"


GERMAN = """LEBENSLAUF

Dr.-Ing. Frieda Quill-Oduya
geboren am 3.2.1988 in Ulm
wohnhaft in Freiburg im Breisgau
f.quill@quill-oduya.example, Tel. 0049 761 555 0133

BERUFLICHER WERDEGANG

07/2017 – 09/2021   Softwareentwicklerin, Tern AG, Zürich (Elternzeit 01/2019 – 12/2019)
                - Dateisystemtreiber in Rust und C

AUSBILDUNG

10/2006 – 03/2012   Diplom-Informatik, TU Dresden, Note 1,2
06/2006   Abitur, Humboldt-Gymnasium Ulm, 1,0
"""


def test_a_german_cv_in_plain_text():
    found = read_cv(GERMAN.encode(), "cv.txt").profile
    assert found.name is not None
    assert found.name.value == "Frieda Quill-Oduya"
    assert found.place is not None
    assert found.place.city is not None
    assert found.place.city.value == "Freiburg im Breisgau"
    (post,) = found.work
    said = [fact.value for fact in (post.organization, post.place, post.start, post.end) if fact]
    assert said == ["Tern AG", "Zürich", "2017-07", "2021-09"]
    assert [one.institution and one.institution.value for one in found.education] == [
        "TU Dresden",
        "Humboldt-Gymnasium Ulm",
    ]
