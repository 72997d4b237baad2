"""LaTeX sources read as the page would show them."""

import pytest

from bot.cv import read_cv
from bot.cv.read import latex


def shown(source: str) -> list[str]:
    return [line.text.strip() for line in latex.read(source.encode()).lines]


def body(text: str) -> str:
    return "\\documentclass{article}\n\\begin{document}\n" + text + "\n\\end{document}\n"


def test_accents_are_letters():
    source = r"Ren\'e Sch\"affer, {\O}yvind, Fran\c{c}ois, \v{S}imon, Erd\H{o}s, Gro\ss{}mann, \'{I}\~nigo, {\AA}se"
    assert shown(body(source)) == ["René Schäffer, Øyvind, François, Šimon, Erdős, Großmann, Íñigo, Åse"]


def test_a_quote_of_an_accented_name_is_what_stands_in_the_source():
    reading = read_cv(
        body(
            "\\textbf{Ada Quill}\n\\section{Education}\nUniversit\\'e de Tilleul \\hfill 2014--2018 \\\\\nB.Sc. in Physics"
        ).encode(),
        "cv.tex",
    )
    school = reading.profile.education[0].institution
    assert school.value == "Université de Tilleul"
    assert reading.text[school.evidence[0].start : school.evidence[0].end] == "Universit\\'e de Tilleul"


def test_a_large_name_after_a_centred_begin_is_kept():
    assert shown(body("\\begin{center}\n{\\Huge Ada Quill} \\\\\nada@example.org\n\\end{center}"))[0] == "Ada Quill"


def test_given_and_family_name_are_one_line():
    assert shown(
        "\\documentclass{moderncv}\n\\firstname{Ada}\n\\lastname{Quill}\n\\begin{document}\n\\end{document}"
    ) == ["Ada Quill"]


def test_the_columns_of_a_table_and_not_their_widths_are_shown():
    source = "\\begin{tabularx}{\\linewidth}{@{}l r@{}}\n\\textbf{Kernel Engineer} & \\hfill 2021 - 2023 \\\\[3pt]\n\\multicolumn{2}{@{}X@{}}{Wrote kernels.} \\\\\n\\end{tabularx}"
    assert [line.split() for line in shown(body(source))] == [
        ["Kernel", "Engineer", "2021", "-", "2023"],
        ["Wrote", "kernels."],
    ]


def test_an_account_command_names_its_network():
    source = "\\documentclass{cv}\n\\name{Ada Quill}\n\\linkedin{adaquill9}\n\\social[github]{quill-a}\n\\begin{document}\n\\section{Skills}\nRust, CUDA\n\\end{document}"
    links = read_cv(source.encode(), "cv.tex").profile.links
    assert {(link.network.value, link.username.value) for link in links} == {
        ("LinkedIn", "adaquill9"),
        ("GitHub", "quill-a"),
    }


def test_what_stands_in_brackets_after_a_heading_is_a_column_of_its_own():
    source = body(
        "\\textbf{Ada Quill}\n\\section{Experience}\n\\subsection{Tessera Labs}[Lausanne, Switzerland]\nResearch Engineer \\hfill 2019--2021"
    )
    job = read_cv(source.encode(), "cv.tex").profile.work[0]
    assert (job.organization.value, job.place.value) == ("Tessera Labs", "Lausanne, Switzerland")


def test_an_environment_that_is_a_section_is_a_heading_and_its_other_arguments_are_columns():
    source = body(
        "\\begin{rSection}{Experience}\n\\begin{rSubsection}{Quill College}{2015 - 2017}{Lecturer}{Boston, MA}\n"
        "\\item Taught logic\n\\end{rSubsection}\n\\end{rSection}"
    )
    told = read_cv(source.replace("\\begin{document}", "\\name{Ada Quill}\\begin{document}").encode(), "cv.tex").profile
    assert [(one.organization.value, one.title.value, one.place.value) for one in told.work] == [
        ("Quill College", "Lecturer", "Boston, MA")
    ]


def test_the_label_of_an_item_is_shown():
    assert shown(
        body("\\begin{description}\n\\item[Tools] Vim, Git\n\\item[\\textbf{Web}] CSS\n\\end{description}")
    ) == [
        "Tools: Vim, Git",
        "Web: CSS",
    ]


def test_an_address_over_several_lines_of_the_preamble_is_shown():
    source = "\\documentclass{resume}\n\\name{Ada Quill}\n\\address{\nada@quill.example\n  \\\\ (617) $\\!$555-0143}\n\\begin{document}\n\\end{document}"
    assert "ada@quill.example" in shown(source)


def test_old_switches_are_styles():
    line = latex.read(body("{\\bf Quill College} \\hfill {\\em 2014 - 2018}").encode()).lines[0]
    assert (line.passage.styles[0], line.passage.styles[-1]) == ("b", "i")


def test_the_years_of_a_time_line_are_a_period_and_nought_is_now():
    source = (
        "\\documentclass{moderncv}\n\\usepackage{moderntimeline}\n\\begin{document}\n\\name{Noor}{Vale}\n\\tlmaxdates{2009}{2020}\n\\section{Education}\n"
        "\\tlcventry{2012}{2016}{BSc in Physics}{Quill University}{Lisbon}{}{}\n\\tlcventry[green]{2016}{0}{PhD in Physics}{Tern University}{Porto}{}{}\n"
        "\\section{Experience}\n\\tldatelabelcventry{2019}{June 2019}{Engineer}{Sable Ltd}{Porto}{}{}\n"
        "\\tllabelcventry{2017}{2018}{03/2017--02/2018}{Intern}{Harbor Inc}{Porto}{}{}\n\\end{document}\n"
    )
    found = read_cv(source.encode(), "cv.tex").profile
    assert [(one.start.value, one.end.value, one.degree.value) for one in found.education] == [
        ("2012", "2016", "BSc"),
        ("2016", "present", "PhD"),
    ]
    assert [(one.start.value, one.end.value, one.title.value) for one in found.work] == [
        ("2019-06", "2019-06", "Engineer"),
        ("2017-03", "2018-02", "Intern"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        r"\begin{center}{\Huge Ada Example}\end{center}",
        r"\begin{flushleft}{\bf Ada Example}\end{flushleft}",
        r"\textcolor{blue}{Ada Example}",
        r"\textcolor[rgb]{0.1,0.2,0.3}{Ada Example}",
        r"\color{blue}{Ada Example}",
        r"{\fontsize{20}{24}\selectfont{Ada Example}}",
        r"\hspace{1cm}{Ada Example}",
        r"\setlength{\parskip}{0pt}{Ada Example}",
        r"\setlength\parskip{0pt}Ada Example",
        r"\parbox[t]{5cm}{Ada Example}",
        r"\makebox[3cm][r]{Ada Example}",
        r"\raisebox{1pt}{Ada Example}",
        r"\scalebox{0.9}{Ada Example}",
        r"\resizebox{5cm}{!}{Ada Example}",
        r"\fcolorbox{black}{yellow}{Ada Example}",
        r"\colorbox{navy}{\textcolor{white}{Ada Example}}",
        r"\begin{minipage}[t]{0.5\textwidth}{\bf Ada Example}\end{minipage}",
        r"\begin{adjustwidth}{1cm}{0pt}{Ada Example}\end{adjustwidth}",
        r"\begin{tabular*}{\textwidth}{l@{\extracolsep{\fill}}r}{\bf Ada Example}\end{tabular*}",
        r"\begin{unheardof}[x]{2cm}{Ada Example}\end{unheardof}",
    ],
)
def test_the_words_that_a_command_sets_and_not_its_lengths_and_colours_are_shown(written):
    assert shown(body(written)) == ["Ada Example"]


def test_what_stands_before_the_class_about_the_person_is_shown():
    assert shown(
        "\\name{Ada}{Quill}\n\\email{ada@mail.example}\n\\documentclass{moderncv}\n\\begin{document}\n\\end{document}"
    ) == [
        "Ada Quill",
        "ada@mail.example",
    ]
