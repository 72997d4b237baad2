"""Markdown as sites and repositories hold it: generators' leftovers, HTML inside, badges, references, BibTeX."""

import pytest

from bot.cv import read_cv
from bot.cv.read.formats import open_sheet
from bot.profile import Profile, facts
from bot.search.index import index

ACADEMIC_PAGES = """---
layout: archive
title: "CV"
permalink: /cv/
author_profile: true
redirect_from:
  - /resume
---

{% include base_path %}

Education
======
* Ph.D in Marine Physics, Brackwater University, 2024 (expected)
* M.S. in Physics, Altwerda University, 2018

Work experience
======
* Summer 2015: Research Assistant
  * Altwerda University
  * Duties included: tagging waves
  * Supervisor: Professor Noor Vale

* Fall 2015: Research Engineer
  * Quill Ltd
  * Duties included: merging waves

Skills
======
* Python
* Sailing
  * Knots
  * Maps

Publications
======
  <ul>{% for post in site.publications reversed %}
    {% include archive-single-cv.html %}
  {% endfor %}</ul>
"""

README = """<h1 align="center">Ada Example</h1>

<p align="center">
  <a href="mailto:ada@mail.example"><img src="https://img.shields.io/badge/Email-D14836?logo=gmail" alt="Email"></a>
  <a href="https://github.com/ada-example"><img src="https://img.shields.io/badge/GitHub-100000?logo=github" alt="GitHub"></a>
  [![LinkedIn](https://img.shields.io/badge/LinkedIn-blue)](https://linkedin.com/in/ada-example)
</p>

## 💼 Experience
---

### Senior Engineer, Quill Ltd | Jun 2021 -- Present | Remote
- Led the *compiler* team
- Wrote <kbd>Rust</kbd> kernels[^1]

### Engineer · [Old Mill][mill]
*Sep 2018 – May 2021*{: .date}
- [x] Shipped the **store**
- [ ] Wrote papers

<details>
<summary>Earlier</summary>

### Intern, Harbour Labs | 2017 – 2018 | Oslo, Norway
- Read logs

</details>

## 🎓 Education

<table>
<tr><td>2014 – 2018</td><td><b>Brackwater University</b></td><td>B.Sc. in Physics</td></tr>
</table>

## 📚 Publications

1. **Ada Example**, Noor Vale. *Waves at Rest: A Study of Still Water*. OSDI 2023.
2. Noor Vale, **Ada Example**. *Harbours without Ships*. NSDI 2022.

```bibtex
@inproceedings{example2023waves,
  title={Waves at Rest: A Study of Still Water},
  author={Example, Ada and Vale, Noor},
  booktitle={OSDI},
  year={2023}
}
```

## 🛠 Skills

Languages
: Rust, C++
: Python

Tools
: Git, {{< icon "docker" >}} Docker

[mill]: https://oldmill.example "Old Mill"
[^1]: With [help](https://help.example).
"""

HUGO = """---
title: Ada Example
author: Ada Example
date: 2024-01-01
---

{{< figure src="me.jpg" alt="Photo of Ada" >}}

# Ada Example {#top}

:email: ada@mail.example · <i class="fab fa-github"></i> [ada-example](https://github.com/ada-example) {{< icon name="linkedin" >}}

> > Engineer for **hard water**

Experience
----------

**Quill Ltd** <span style="float:right">Jan 2020 – Present</span>
: *Software Engineer*, Bern, Switzerland
: Wrote kernels

**Old Mill**\\
*Intern*\\
2018 – 2019

Education
---------

- | Degree | School | Year |
  |--------|--------|------|
  | B.Sc. in Physics | Brackwater University | 2014 – 2018 |

Skills
------

Rust, C++, Python
{:.skills}

<div class="publications">
{% bibliography -f papers %}
</div>
"""

BIBTEX = """# Ada Example

ada@mail.example

## Publications

@article{a1,
  title = {Waves at Rest},
  author = {Example, Ada and Vale, Noor},
  journal = {Journal of Water},
  year = {2023},
}

@inproceedings{a2,
  title = "Harbours without Ships",
  author = "Noor Vale and Ada Example",
  booktitle = {Proceedings of NSDI},
  year = 2022
}

## Education

#### Brackwater University ####
B.Sc. in Physics\\
2014 - 2018
"""


def profile(text: str) -> Profile:
    return read_cv(text.encode(), "cv.md").profile


def posts(text: str) -> list[tuple[str | None, ...]]:
    return [
        tuple(fact.value if fact else None for fact in (work.title, work.organization, work.start, work.end))
        for work in profile(text).work
    ]


def skills(text: str) -> list[str]:
    return [skill.name.value for skill in profile(text).skills]


def test_academic_pages_with_their_loops():
    reading = read_cv(ACADEMIC_PAGES.encode(), "cv.md")
    assert reading.profile.name is None
    assert [(study.degree.value, study.institution.value, study.end.value) for study in reading.profile.education] == [
        ("Ph.D", "Brackwater University", "2024"),
        ("M.S.", "Altwerda University", "2018"),
    ]
    assert [(title, start) for title, _, start, _ in posts(ACADEMIC_PAGES)] == [
        ("Research Assistant", "2015"),
        ("Research Engineer", "2015"),
    ]
    assert skills(ACADEMIC_PAGES) == ["Python", "Knots", "Maps"]
    assert reading.profile.publications == ()
    assert reading.warnings == ("No name was found.",)
    assert not {"permalink", "site", "include", "endfor", "redirect"} & set(
        index(reading.profile, {0: reading.text}).text.split()
    )


def test_a_readme_with_badges_references_and_tables():
    reading = read_cv(README.encode(), "README.md")
    found = reading.profile
    assert [mail.value for mail in found.emails] == ["ada@mail.example"]
    assert [(link.network.value, link.username.value) for link in found.links] == [
        ("GitHub", "ada-example"),
        ("LinkedIn", "ada-example"),
    ]
    assert posts(README) == [
        ("Senior Engineer", "Quill Ltd", "2021-06", "present"),
        ("Engineer", "Old Mill", "2018-09", "2021-05"),
        ("Intern", "Harbour Labs", "2017", "2018"),
    ]
    assert [fact.value for fact in found.work[0].details] == ["Led the compiler team", "Wrote Rust kernels"]
    assert [fact.value for fact in found.work[1].details][:2] == ["Shipped the store", "Wrote papers"]
    assert [(study.institution.value, study.degree.value) for study in found.education] == [
        ("Brackwater University", "B.Sc.")
    ]
    assert [paper.title.value for paper in found.publications] == [
        "Waves at Rest: A Study of Still Water",
        "Harbours without Ships",
    ]
    assert skills(README) == ["Rust", "C++", "Python", "Git", "Docker"]
    assert reading.unclaimed == ()


def test_hugo_with_shortcodes_attributes_and_a_table_in_a_list():
    reading = read_cv(HUGO.encode(), "cv.md")
    found = reading.profile
    assert found.name.value == "Ada Example"
    assert found.name.evidence[0].start > HUGO.index("# Ada")
    assert found.label.value == "Engineer for hard water"
    assert posts(HUGO) == [
        ("Software Engineer", "Quill Ltd", "2020-01", "present"),
        ("Intern", "Old Mill", "2018", "2019"),
    ]
    assert [(study.degree.value, study.institution.value) for study in found.education] == [
        ("B.Sc.", "Brackwater University")
    ]
    assert skills(HUGO) == ["Rust", "C++", "Python"]
    assert reading.unclaimed == ()


def test_bibtex_entries_are_publications():
    reading = read_cv(BIBTEX.encode(), "cv.md")
    assert [
        (
            paper.title.value,
            [author.value for author in paper.authors],
            paper.position,
            paper.venue.value,
            paper.date.value,
        )
        for paper in reading.profile.publications
    ] == [
        ("Waves at Rest", ["Ada Example", "Noor Vale"], 1, "Journal of Water", "2023"),
        ("Harbours without Ships", ["Noor Vale", "Ada Example"], 2, "Proceedings of NSDI", "2022"),
    ]
    for fact in facts(reading.profile.publications):
        assert fact.value.split()[-1] in reading.text[fact.evidence[0].start : fact.evidence[0].end]
    assert reading.profile.education[0].institution.value == "Brackwater University"
    assert reading.unclaimed == ()


@pytest.mark.parametrize(
    "text", ["@article{a, title = {Open", "@article{a,}", "@misc{x, title={}}", "@online{" + "{" * 3_000]
)
def test_broken_bibtex_is_no_publication(text):
    assert profile(f"# Ada Example\n\nada@mail.example\n\n{text}").publications == ()


def test_a_page_title_in_front_matter_is_no_name():
    text = "---\ntitle: Max Other\n---\n\nada@mail.example\n\n## Education\n\n**Brackwater University**, B.Sc. in Physics, 2014 - 2018\n"
    assert profile(text).name is None


@pytest.mark.parametrize(
    "listed",
    [
        "![Rust](https://img.shields.io/badge/-Rust-000) ![C++](https://img.shields.io/badge/-C++-00599C)",
        '<img src="https://img.shields.io/badge/-Rust-000" alt="Rust"> <img alt="C++" src="https://img.shields.io/badge/C++-blue">',
        "<kbd>Rust</kbd>, <kbd>C++</kbd>",
        "- [x] Rust\n- [ ] C++",
        "Rust, C++\n{: .no_toc }",
        "1. Rust\n2. C++",
    ],
)
def test_skills_in_many_dresses(listed):
    assert skills(f"# Ada Example\n\nada@mail.example\n\n## Skills\n\n{listed}\n") == ["Rust", "C++"]


@pytest.mark.parametrize(
    "heading",
    [
        "## Skills",
        "## Skills ##",
        "Skills\n======",
        "Skills\n---",
        "## 🛠️ Skills",
        "## :wrench: Skills",
        "**Skills**",
        "## Skills {#skills}",
        "## [Skills](#skills)",
    ],
)
def test_headings_in_many_dresses(heading):
    assert skills(f"# Ada Example\n\nada@mail.example\n\n{heading}\n\nRust, C++\n") == ["Rust", "C++"]


def test_words_that_are_struck_out_are_taken_back():
    text = "# Ada Example\nada@mail.example\n\n## Experience\n\nTern Labs, Engineer, 2015 - 2018\n- ~~Led~~ Co-led a team\n"
    (post,) = read_cv(text.encode(), "cv.md").profile.work
    assert [fact.value for fact in post.details] == ["Co-led a team"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("1 <sup>st</sup> prize", "1st prize"),
        ("1&nbsp;<sup>st</sup> prize", "1st prize"),
        ("The n <sup>th</sup> prize", "The n th prize"),
        ("3 <sup>of</sup> 4", "3 of 4"),
        ("<table>\n<tr><td>2020</td><td>Prize</td>\n</table>", "2020 Prize"),
        ("**Prize** | 2020\n--- | ---\nMedal | 2021", "Prize 2020"),
    ],
)
def test_html_inside_a_line(source, shown):
    lines = open_sheet(f"# Ada Example\n\n{source}\n".encode(), "cv.md").lines
    assert lines[1].text == shown
