"""A source's own commands are read as what they stand for, and its paragraphs as the page shows them."""

from bot.cv import read_cv
from bot.cv.read import latex
from bot.cv.read.latex_macros import expanded


def shown(source: str) -> list[str]:
    return [" ".join(line.text.split()) for line in latex.read(source.encode()).lines]


def source(definitions: str, body: str) -> str:
    return f"\\documentclass{{article}}\n{definitions}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


def test_an_own_command_is_what_it_stands_for_with_its_arguments_in_their_places():
    text = source(
        "\\newcommand{\\post}[4]{\\textbf{#3}, #2 \\hfill #1 \\\\ \\textit{#4}}",
        "\\post{2019--2021}{Lausanne}{Tessera Labs}\n  {Research Engineer}",
    )
    assert shown(text) == ["Tessera Labs, Lausanne 2019--2021", "Research Engineer"]


def test_two_arguments_that_a_definition_joins_with_a_dash_are_one_period():
    text = source(
        "\\newcommand{\\job}[4]{\\noindent\\textbf{#1} at #2 \\hfill #3 -- #4\\\\}",
        "\\textbf{Ada Quill}\n\nada@quill.example\n\n\\section{Experience}\n\\job{Engineer}{Tessera Labs}{2019}{2021}",
    )
    work = read_cv(text.encode(), "cv.tex").profile.work[0]
    assert (work.start.value, work.end.value, work.organization.value) == ("2019", "2021", "Tessera Labs")


def test_a_command_without_arguments_stands_for_its_words():
    text = source("\\newcommand{\\tl}{Tessera Labs}\n\\def\\city{Lausanne}", "Engineer, \\tl{}, \\city\\ (2019)")
    assert shown(text) == ["Engineer, Tessera Labs, Lausanne (2019)"]


def test_a_quote_of_what_a_command_stands_for_is_in_the_text_of_the_reading():
    text = source(
        "\\newcommand{\\tl}{Tessera Labs}",
        "\\textbf{Ada Quill}\n\nada@quill.example\n\n\\section{Experience}\nEngineer, \\tl \\hfill 2019--2021",
    )
    reading = read_cv(text.encode(), "cv.tex")
    organization = reading.profile.work[0].organization
    assert organization.value == "Tessera Labs"
    proof = organization.evidence[0]
    assert reading.text[proof.start : proof.end] == "Tessera Labs"


def test_a_command_that_heads_a_section_makes_headings():
    text = source("\\newcommand{\\part*}{}\n\\newcommand{\\head}[1]{\\vspace{3pt}\\section*{#1}}", "\\head{Education}")
    assert [(line.kind, line.text) for line in latex.read(text.encode()).lines] == [("heading", "Education")]


def test_an_argument_in_brackets_may_be_left_out():
    text = source("\\newcommand{\\trip}[2][Basel]{\\emph{#2}, #1}", "\\trip{Conference}\n\n\\trip[Bern]{Summer school}")
    assert shown(text) == ["Conference, Basel", "Summer school, Bern"]


def test_a_definition_in_the_body_is_no_text_of_the_page():
    text = source("", "\\newcommand\\tools{\n  \\diagram{\\textbf{Cloud}}\n}\nAda Quill")
    assert shown(text) == ["Ada Quill"]


def test_a_command_that_does_more_than_set_words_is_left_with_its_arguments():
    text = source(
        "\\newcommand{\\post}[2]{\\ifthenelse{\\equal{#1}{}}{}{#1}\\tikz{#2}}", "\\post{Engineer}{Tessera Labs}"
    )
    assert shown(text) == ["Engineer Tessera Labs"]


def test_commands_that_double_at_each_step_do_not_grow_without_end():
    steps = "".join(f"\\newcommand{{\\x{chr(98 + n)}}}{{{f'{chr(92)}x{chr(97 + n)} ' * 40}}}\n" for n in range(20))
    assert len(expanded("\\newcommand{\\xa}{abc}\n" + steps + "\\begin{document}" + "\\xu " * 40)) < 500_000


def test_a_broken_definition_leaves_the_source_as_it_is():
    text = "\\newcommand{\\post}[2]{\\textbf{#1" + "{" * 5000
    assert expanded(text) == text


def test_a_line_break_of_the_source_is_a_blank():
    text = source("", "\\item Classifier with a robust loss \\hfill \\textit{From Jan. 2015 to\nMay 2015}\n\\item Next")
    assert shown(text) == ["Classifier with a robust loss From Jan. 2015 to May 2015", "Next"]


def test_a_line_that_a_command_ends_stays_a_line():
    assert shown(source("", "University of Quillheim \\\\\nB.Sc. in Physics")) == [
        "University of Quillheim",
        "B.Sc. in Physics",
    ]


def test_a_period_over_two_arguments_is_one():
    text = source(
        "", "\\section{Experience}\n\\twentyitem\n  {Sep 2019 - }\n  {Dec 2020}\n  {Engineer}\n  {Tessera Labs}"
    )
    assert shown(text)[1:] == ["Sep 2019 - Dec 2020", "Engineer", "Tessera Labs"]
    assert shown(source("", "\\entry{Sep 2019 -- }{Dec 2020}{Engineer}")) == ["Sep 2019 -- Dec 2020 Engineer"]


def test_an_item_on_the_line_above_its_words_is_an_item():
    text = source(
        "",
        "\\begin{itemize}\n\\tightlist\n\\item\n  M.Sc. in Biology, 2014\n\\item\n  Ph.D. in Biology, 2018\n\\end{itemize}",
    )
    assert [line.kind for line in latex.read(text.encode()).lines] == ["bullet", "bullet"]


def test_a_name_and_addresses_told_below_the_first_part_are_about_the_person():
    text = source(
        "",
        "\\programming{{Rust, C / 5}, {Go / 3}}\n\n\\projects{One\n\nTwo}\n\n\\cvname{Ada Quill}\n\\cvjobtitle{Kernel Engineer}\n"
        "\\cvmail{ada@quill.example}\n\\cvgithub{quill-a}\n\\section{Experience}\n\\twentyitem{2019 -}{2021}{Engineer}{Tessera Labs}{Bern}{}",
    )
    profile = read_cv(text.encode(), "cv.tex").profile
    assert (profile.name.value, profile.emails[0].value, profile.label.value) == (
        "Ada Quill",
        "ada@quill.example",
        "Kernel Engineer",
    )
    assert [(link.network.value, link.username.value) for link in profile.links] == [("GitHub", "quill-a")]


def test_the_header_of_a_class_holds_given_and_family_name():
    text = source("", "\\header{\\hspace{1cm}Ada Maria}{ Quill}{Kernel engineer}")
    assert shown(text) == ["Ada Maria Quill Kernel engineer"]


def test_contacts_in_a_table_of_the_preamble_are_read():
    text = source(
        "\\name{Ada Quill}\n\\info{\n  Phone: & +41 31 555 01 43\\\\\n  Email: & ada@quill.example\n}",
        "\\section{Skills}\nRust",
    )
    profile = read_cv(text.encode(), "cv.tex").profile
    assert [mail.value for mail in profile.emails] == ["ada@quill.example"]


def test_a_part_of_a_source_without_its_beginning_is_latex_too():
    text = "\\section{Education}\\label{education}\n\n\\begin{itemize}\n\\item\n  B.Sc. in Biology, Quillheim University, 2010--2014\n\\item\n  M.Sc. in Biology, Quillheim University, 2014--2016\n\\end{itemize}\n"
    assert [study.degree.value for study in read_cv(text.encode(), "cv.tex").profile.education] == ["B.Sc.", "M.Sc."]


def test_braces_are_no_part_of_an_address():
    text = source(
        "",
        "\\textbf{Ada Quill}\n\n\\href{https://linkedin.com/in/ada-quill}{\\uline{linkedin.com/in/ada-quill}} \\href{mailto:ada.at.quill.example}{ada@quill.example}\n\\section{Skills}\nRust",
    )
    links = read_cv(text.encode(), "cv.tex").profile.links
    assert [link.url.value for link in links] == ["https://linkedin.com/in/ada-quill"]


def test_a_command_that_misses_an_argument_stays_as_it_is():
    text = source("\\newcommand{\\post}[2]{\\textbf{#1}, #2}", "\\post{Engineer} at Tessera Labs")
    assert shown(text) == ["Engineer at Tessera Labs"]


def test_a_command_that_may_lack_a_later_argument_is_not_written_out():
    text = source("\\NewDocumentCommand{\\post}{m o m}{#1 #3 until #2}", "\\post{Engineer}{Tessera Labs}")
    assert shown(text) == ["Engineer Tessera Labs"]
