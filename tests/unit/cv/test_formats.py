"""The same CV in other text formats: the same facts, with places in each format's own source."""

import pytest

from bot.cv import read_cv
from bot.profile import facts

MARKDOWN = """# Ada Example

ada@mail.example | +44 20 7946 0142

## Education

### Brackwater University
B.Sc. in Marine Physics
2019 – 2022 | Oslo, Norway

## Experience

### Quill Ltd
Software Engineer
Jan 2022 – present | Bern, Switzerland

- Wrote kernels & more

## Skills

Programming: C++, Rust
"""

LATEX = r"""% \name{Max}{Other} max@mail.example
\documentclass[a4paper]{cv} % \section{Education}
\usepackage[top=5mm]{geometry}
\begin{document}
\namesection{Ada}{Example}{\href{mailto:ada@mail.example}{ada@mail.example} | +44 20 7946 0142}
\section{Education}
\subsection{Brackwater University}
\descript{B.Sc. in Marine Physics}
\location{2019 -- 2022 \textbullet{} Oslo, Norway}
% \subsection{Other University} \descript{Ph.D. in Lies}
\section{Experience}
\runsubsection{Quill Ltd}
\descript{| Software Engineer}
\location{Jan 2022 -- present | Bern, Switzerland}
\begin{itemize}
  \item Wrote \textbf{kernels} \& more
\end{itemize}
\section{Skills}
\textbf{Programming:} C++, Rust
\end{document}
"""

ORG = """#+TITLE: Ada Example
#+OPTIONS: toc:nil
#+HTML_HEAD: <meta name="keywords" content="cobol">

ada@mail.example | +44 20 7946 0142
* Education
  :PROPERTIES:
  :CLASS: other
  :END:
** [[https://brackwater.example][Brackwater University]]
  - B.Sc. in Marine Physics
  - Oslo, Norway
  - 2019 - 2022
* Experience
** Quill Ltd
  - Software Engineer
  - Bern, Switzerland
  - Jan 2022 - present
*** Components
  Wrote kernels & more
* Skills
  Programming: C++, Rust
"""

HTML = """<!DOCTYPE html>
<html><head><title>Max Other</title><script>var x = "max@mail.example"</script></head><body>
<h1>Ada Example</h1>
<p><a href="mailto:ada@mail.example">ada@mail.example</a> | +44 20 7946 0142</p>
<h2>Education</h2>
<table><tr><td>2019 &ndash; 2022</td><td><b>Brackwater University</b>, Oslo, Norway</td></tr>
<tr><td></td><td>B.Sc. in Marine Physics</td></tr></table>
<h2>Experience</h2>
<h3>Quill Ltd <span style="float: right">Bern, Switzerland</span></h3>
<p><b>Software Engineer</b> <span class="right">Jan 2022 &ndash; present</span></p>
<ul><li>Wrote kernels &amp; more</li></ul>
<h2>Skills</h2>
<p>Programming: C++, Rust</p>
</body></html>
"""


@pytest.mark.parametrize(
    ("name", "source"),
    [("cv.md", MARKDOWN), ("cv.tex", LATEX), ("cv.txt", LATEX), ("cv.org", ORG), ("cv.txt", ORG), ("cv.html", HTML)],
)
def test_formats_tell_the_same(name: str, source: str) -> None:
    reading = read_cv(source.encode(), name)
    profile = reading.profile
    assert profile.name is not None
    assert profile.name.value == "Ada Example"
    assert [mail.value for mail in profile.emails] == ["ada@mail.example"]
    assert [phone.number.value for phone in profile.phones] == ["+44 20 7946 0142"]
    (study,) = profile.education
    assert [fact and fact.value for fact in (study.institution, study.degree, study.field, study.start, study.end, study.place)] == [
        "Brackwater University", "B.Sc.", "Marine Physics", "2019", "2022", "Oslo, Norway",
    ]  # fmt: skip
    (work,) = profile.work
    assert [fact and fact.value for fact in (work.organization, work.title, work.start, work.end, work.place)] == [
        "Quill Ltd", "Software Engineer", "2022-01", "present", "Bern, Switzerland",
    ]  # fmt: skip
    assert [detail.value for detail in work.details if "kernels" in detail.value] == ["Wrote kernels & more"]
    assert [skill.name.value for skill in profile.skills] == ["C++", "Rust"]
    assert "Other" not in "".join(fact.value for fact in facts(profile))


@pytest.mark.parametrize("source", [MARKDOWN, LATEX, ORG])
def test_places_are_those_of_the_source(source: str) -> None:
    reading = read_cv(source.encode(), "cv.txt")
    assert reading.text == source
    organization = reading.profile.work[0].organization
    assert organization is not None
    assert source[organization.evidence[0].start : organization.evidence[0].end] == "Quill Ltd"
