"""A CV read before any other, so that what the readers build once is there in every process forked later."""

from bot.cv.reading import read_cv

_CV = """\
# Ada Example, Ph.D.

Compiler engineer · Zürich, Switzerland · ada@mail.example · +41 44 668 18 00 · [GitHub](https://github.com/ada-example)
https://ada.example.org | LinkedIn: linkedin.com/in/ada-example | I am looking for a research internship in summer 2026.

## Education

- **Ph.D. in Computer Science**, University of Example, *Sept 2021 – present*, advised by Prof. Grace Sample
  - GPA: 3.95/4.00, rank 2/120, minor in Mathematics
- B.Sc. Informatik, Technische Universität Beispiel (2017 - 2021)

## Work Experience

**Example Labs**, Research Intern, Paris, France  06/2023 – 09/2023
- Built a scheduler in Rust and CUDA with 30 % less latency; mentored by Lin Sample.

| Teaching Assistant | University of Example | Fall 2022 |
|---|---|---|

## Publications

1. **Ada Example***, Lin Sample*, and G. Sample. "A Scheduler That Reads." In *Proceedings of OSDI*, 2024. (\\* equal contribution)
2. Sample, L., Example, A. (2023). Paging for everyone. arXiv:2301.00001. Under review.

## Projects

- [tinyexample](https://github.com/ada-example/tiny) (2022): a toy compiler. <!-- a comment -->

## Awards

- 2020 Best Paper Award, Example Society; First Prize, Example Olympiad (national), 2016

## Skills

Languages: Python, C++, Rust
Spoken: German (native), English (C1)

## Service

Reviewer, NeurIPS 2023
"""
_ABOUT = """\
# About me

I am Ada-Lin Example, a third-year Ph.D. student at the University of Example, where I work with Prof. Grace Sample on
compilers. Before that I was an engineer at Example Labs. I received my B.Sc. in Physics from Example College in 2019.
I am looking for internships in 2027. GitHub: @ada-example-1, Twitter: ada_2
"""
_PLAIN = """\
ADA EXAMPLE
Site Reliability Engineer
Example City, UK | +44 20 7946 0142 | ada@mail.example

I keep large systems running, and write about it.

EXPERIENCE
Senior Engineer                                             Example Labs, London
Mar 2019 - Present
- On call for Kubernetes, Terraform: cut incidents by half.

SKILLS
Tools    Kubernetes, Terraform
Cloud    AWS, GCP

PAPERS
Sample, G., Example, A., "Reading logs," Proc. of SREcon, 2021. Best paper.
"""
_CHINESE = """\
# 安示例 (An Example)

电话：+86 138 0013 8000 邮箱：an@mail.example

## 教育背景

2020.09 – 2024.06  示例大学  计算机科学与技术  本科

## 工作经历

2023.06 – 2023.09  示例科技有限公司  软件工程师 实习

## 技能

Python、Rust、CUDA
"""
_SOURCES = (
    ("about.md", _ABOUT),
    ("plain.txt", _PLAIN),
    ("chinese.md", _CHINESE),
    ("cv.md", _CV),
    ("cv.org", "#+TITLE: Ada Example\n* Education\n- B.Sc. Informatics, University of Example, 2017 -- 2021\n"),
    (
        "cv.tex",
        "\\documentclass{article}\\begin{document}\nAda Example\n\\section{Education}\n\\textbf{B.Sc.} 2021\\end{document}",
    ),
    ("cv.txt", _CV.replace("## ", "").replace("**", "").upper()),
)


def _pdf(text: str) -> bytes:
    """A page with the lines of a text; without the table of places that readers make again where it is missing."""
    shown = text.encode("ascii", "replace").translate(None, b"()\\\\")
    drawn = b"BT /F 9 Tf 11 TL 50 800 Td" + b"".join(b" (" + line + b") '" for line in shown.split(b"\n")) + b" ET"
    return b"".join(
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 840]/Contents 4 0 R/Resources<</Font<</F<</Type/Font",
            b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length %d>>stream\n" % len(drawn),
            drawn,
            b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        )
    )


def warm() -> None:
    """Read documents of our own in this process."""
    documents = [(name, source.encode()) for name, source in _SOURCES]
    for name, data in [*documents, ("cv.pdf", _pdf(_PLAIN))]:
        read_cv(data, name)
