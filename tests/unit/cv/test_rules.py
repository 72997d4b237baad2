"""How small pieces of CVs are read, one shape at a time. All people and places are made up."""

from collections.abc import Callable

import pytest

from bot.cv import read_cv
from bot.profile import Education, Fact, Profile, Publication, Reading, Work

TOP = "Ada Example\nada@mail.example\n\n"


def read(text: str) -> Reading:
    return read_cv((TOP + text + "\n").encode(), "cv.md")


def profile(text: str) -> Profile:
    return read(text).profile


def v(fact: Fact[str] | None) -> str | None:
    return fact.value if fact else None


def post(work: Work) -> tuple[str | None, ...]:
    return v(work.organization), v(work.title), v(work.start), v(work.end)


def paper(one: Publication) -> tuple[object, ...]:
    return one.title.value, [author.value for author in one.authors], v(one.venue), v(one.date)


def study(one: Education) -> tuple[str | None, ...]:
    return v(one.institution), v(one.degree), v(one.field), v(one.start), v(one.end)


JOBS = [("Quill Ltd", "Software Engineer", "2019-01", "2020-12"), ("Marrow AG", "Data Scientist", "2017-02", "2018-03")]


@pytest.mark.parametrize(
    "text",
    [
        "**Quill Ltd**, Zurich, Switzerland\n\nJan. 2019–Dec. 2020\n\n*Software Engineer* Advisor: Dr. Max Other\n\n- did\n\n**Marrow AG**, Bern\n\nFeb. 2017–Mar. 2018\n\n*Data Scientist*\n\n- did",
        "- **Software Engineer** · Quill Ltd, Switzerland  \n*Jan 2019 – Dec 2020*  \n  - did\n- **Data Scientist** · Marrow AG, Bern  \n*Feb 2017 – Mar 2018*  \n  - did",
        "#### Quill Ltd\n\nSoftware Engineer advised by Max Other\n\nJan 2019 - Dec 2020\n\n- did\n\n### Marrow AG\n\nData Scientist\n\nFeb 2017 - Mar 2018\n\n- did",
        "Quill Ltd. Zurich, Switzerland\n\nSOFTWARE ENGINEER\n\nJan. 2019 - Dec. 2020\n\n· did\n\nMarrow AG. Bern\n\nDATA SCIENTIST\n\nFeb. 2017 - Mar. 2018\n\n· did",
        "| Period | Company | Role |\n|---|---|---|\n| 01/2019 - 12/2020 | Quill Ltd | Software Engineer |\n| 02/2017 - 03/2018 | Marrow AG | Data Scientist |",
        "01/2019 - 12/2020\tQuill Ltd, Zurich\tSoftware Engineer\n\t- did\n02/2017 - 03/2018\tMarrow AG\tData Scientist\n\t- did",
        "Software Engineer at Quill Ltd (01/2019 – 12/2020)\nData Scientist at Marrow AG (02/2017 – 03/2018)",
        "Quill Ltd | Software Engineer | Jan 2019 – Dec 2020\nMarrow AG | Data Scientist | Feb 2017 – Mar 2018",
        "Quill Ltd      Zurich\nSoftware Engineer      January 2019 - December 2020\n- did\nMarrow AG      Bern\nData Scientist      February 2017 - March 2018\n- did",
        "### Software Engineer — Quill Ltd, Zurich (01/2019 – 12/2020)\n- did\n### Data Scientist — Marrow AG (02/2017 – 03/2018)\n- did",
        "**2019.01 – 2020.12** **Quill Ltd**, Zurich\n*Software Engineer*\n\n* did\n\n**2017.02 – 2018.03** **Marrow AG**, Bern\n*Data Scientist*\n\n* did",
        "* **Software Engineer**, Quill Ltd\n  * *Dates:* January 2019 – December 2020\n  * did\n* **Data Scientist**, Marrow AG\n  * *Dates:* Feb 2017 – Mar 2018\n  * did",
    ],
)  # fmt: skip
def test_posts_in_many_layouts(text: str) -> None:
    works = profile(f"## Experience\n\n{text}").work
    found = [post(work) for work in works]
    assert [(org and org.rstrip("."), title and title.title(), start, end) for org, title, start, end in found] == JOBS


def test_a_post_keeps_its_supervisors_place_and_bullets() -> None:
    (work,) = profile(
        "EXPERIENCE\n\n**Tern Lab, Brackwater University** Oslo, Norway\n\n*Research Intern* Advisors: Prof. Max Other & Dr. Lea Third\n\n"
        "Jun. 2024 – Present\n\n- Wrote **kernels** for C++\n- Measured them\n"
    ).work
    assert [one.value for one in work.supervisors] == ["Max Other", "Lea Third"]
    assert v(work.place) == "Oslo, Norway"
    assert [one.value for one in work.details] == ["Wrote kernels for C++", "Measured them"]
    assert v(work.end) == "present"


def test_posts_under_one_employer_share_it() -> None:
    works = profile(
        "Experience\n\nQUILL SYSTEMS, Bristol        May 2019 - Present\n\n  Staff Engineer        Mar 2022 - Present\n  * did one thing\n\n"
        "  Software Engineer        May 2019 - Mar 2022\n  * did another\n"
    ).work
    assert [post(work)[:2] for work in works] == [
        ("QUILL SYSTEMS", "Staff Engineer"),
        ("QUILL SYSTEMS", "Software Engineer"),
    ]


def test_teaching_and_service_are_no_jobs() -> None:
    works = profile(
        "Experience\n- **Teaching Assistant**, Algorithms, Brackwater University (2023)\n- **Reviewer** for TERN 2024 (2024)\n\n## Academic Service\n- **Student Volunteer**, HotTern 2025, Oslo, Norway."
    ).work
    assert [work.kind for work in works] == ["teaching", "service", "service"]


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("Sep. 2021–Present", "2021-09", "present"),
        ("Sept 2021 to date", "2021-09", "present"),
        ("2021.09 - 至今", "2021-09", "present"),
        ("2021年9月 - 2022年6月", "2021-09", "2022-06"),
        ("10/2021 – heute", "2021-10", "present"),
        ("09/21 – 03/22", "2021-09", "2022-03"),
        ("Seit März 2020", "2020-03", "present"),
        ("May-June 2019", "2019-05", "2019-06"),
        ("2019 – 20", "2019", "2020"),
        ("2022 → now", "2022", "present"),
        ("01.10.2019 - 31.03.2020", "2019-10", "2020-03"),
        ("Summer 2017", "2017", "2017"),
        ("since 2020", "2020", "present"),
        ("juin 2019 – août 2020", "2019-06", "2020-08"),
    ],
)
def test_dates_as_people_print_them(printed: str, start: str, end: str) -> None:
    reading = read(f"Experience\n\nQuill Ltd\nSoftware Engineer\n{printed}\n- did")
    (work,) = reading.profile.work
    assert (v(work.start), v(work.end)) == (start, end)
    assert work.start is not None
    evidence = work.start.evidence[0]
    assert reading.text[evidence.start : evidence.end] in printed


def test_numbers_that_are_no_dates() -> None:
    (work,) = profile(
        "Experience\n\nQuill Ltd\nSoftware Engineer\n2019 - 2020\n- pp. 1990–1999, 2024x faster, ratio 12/2020x"
    ).work
    assert (v(work.start), v(work.end)) == ("2019", "2020")


STUDY = ("Brackwater University", "B.Sc.", "Marine Physics", "2019-09", "2022-06")


@pytest.mark.parametrize(
    "text",
    [
        "**Brackwater University**, Oslo, Norway\n\nSep. 2019–Jun. 2022\n\n*B.Sc.* in Marine Physics, with honours",
        "- **B.Sc. in Marine Physics** · Brackwater University, Norway  \n*Sep 2019 – Jun 2022*",
        "Brackwater University Oslo, Norway\n\nB.Sc. in Marine Physics\n\nSept. 2019 - Jun. 2022\n\n• GPA: 4.8/5.0",
        "* **B.Sc. in Marine Physics**, Brackwater University, 09/2019–06/2022",
        "Brackwater University B.Sc. Marine Physics      09/2019 – 06/2022",
        "| Period | Degree | School |\n|---|---|---|\n| 09/2019 – 06/2022 | B.Sc., Marine Physics | Brackwater University |",
        "### B.Sc. Marine Physics — Brackwater University (09/2019 – 06/2022)",
    ],
)
def test_studies_in_many_layouts(text: str) -> None:
    (one,) = profile(f"## Education\n\n{text}").education
    assert study(one) == STUDY


def test_marks_ranks_minors_and_advisers() -> None:
    (one,) = profile(
        "Education\n\nBrackwater University\nB.Sc. in Physics\n2019 - 2022\n- GPA: 3.7/4, Rank: 4/120\n- Minoring in Music and Acoustics\n- Advisor: Prof. Max Other\n- TOEFL 101/120, R/25"
    ).education
    assert (v(one.gpa), v(one.rank), v(one.minor)) == ("3.7/4", "4/120", "Music and Acoustics")
    assert [adviser.value for adviser in one.advisers] == ["Max Other"]


def test_studies_told_in_a_sentence() -> None:
    (one,) = profile(
        "Biography\n\nI am a second-year undergraduate at Brackwater University, majoring in Marine Physics, GPA: 3.6/4."
    ).education
    assert study(one) == ("Brackwater University", "undergraduate", "Marine Physics", None, None)
    assert v(one.gpa) == "3.6/4"


TITLE = "Tern: a fast transport for slow networks"
AUTHORS = ["Ada Example", "Bob Other", "Cy Third"]


@pytest.mark.parametrize(
    ("text", "venue", "date"),
    [
        (f"**{TITLE}** SOSP 2025\n\nAda Example\\*, **Bob Other**\\*, Cy Third [PDF]", "SOSP 2025", "2025"),
        (f"1. *{TITLE}.*\nAda Example\\*, **Bob Other**, Cy Third.\n**Conference on Systems (SysConf)** workshop, 2025. (* equal contribution)", "Conference on Systems (SysConf) workshop", "2025"),
        (f"{TITLE} Boston, U.S. NSDI'24 Apr. 2024\n\n• Ada Example, Bob Other, Cy Third", "NSDI'24", "2024-04"),
        (f"{TITLE}\n\nIn Preprint Aug 2024\n\n• Ada Example, Bob Other, Cy Third", "In Preprint", "2024-08"),
        (f"- 1 Ada Example, Bob Other, and Cy Third, “{TITLE},” in *19th Symposium on Systems (OSDI 25)*, 2025, pp. 12–34.", "19th Symposium on Systems (OSDI 25)", "2025"),
        (f"Ada Example, Bob Other, Cy Third. {TITLE}. In Proceedings of NSDI '26, May 2026.", "Proceedings of NSDI '26", "2026-05"),
        (f"| Year | Venue | Title | Authors |\n|---|---|---|---|\n| 2025 | OSDI | {TITLE} | Ada Example, Bob Other, Cy Third |", "OSDI", "2025"),
        (f"**{TITLE}** — Ada Example, *Bob Other*, Cy Third — ASPLOS 2026", "ASPLOS 2026", "2026"),
        (f"- **{TITLE}.**\n  Ada Example, Bob Other, Cy Third. *MLSys 2025*.", "MLSys 2025", "2025"),
        (f"2026\t{TITLE}\tSC 2026 workshop (Tern)\n\tAda Example, Bob Other, Cy Third", "SC 2026 workshop (Tern)", "2026"),
    ],
)  # fmt: skip
def test_papers_in_many_layouts(text: str, venue: str, date: str) -> None:
    (one,) = profile(f"## Publications\n\n{text}").publications
    assert paper(one) == (TITLE, AUTHORS, venue, date)
    assert one.position == 1


def test_papers_without_a_heading_follow_the_work() -> None:
    found = profile(
        "## Experience\n\n**Quill Ltd**\n\n2019 – 2020\n\n*Software Engineer*\n\n- did\n\n"
        f"**{TITLE}** SOSP 2025\n\nAda Example, Bob Other, Cy Third [PDF]**Another title of a paper**\n\narXiv 2024\n\nBob Other, Ada Example, Cy Third\n"
    )
    assert [one.title.value for one in found.publications] == [TITLE, "Another title of a paper"]
    assert len(found.work) == 1


def test_dates_in_a_fallen_column_belong_to_no_paper() -> None:
    reading = read(f"Publications\n\n{TITLE}\n\nApr. 2024\n\nApr. 2023\n\nNSDI'24\n\n• Ada Example, Bob Other")
    (one,) = reading.profile.publications
    assert v(one.date) == "2024"
    assert any("Dates" in warning for warning in reading.warnings)


def test_two_venues_for_one_paper_leave_it_open() -> None:
    reading = read(f"Publications\n\n{TITLE}\n\nNSDI'23\n\n• Ada Example, Bob Other\n\nOSDI'24")
    assert reading.profile.publications[0].venue is None
    assert any("Two venues" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("text", "title", "dates", "awarder"),
    [
        ("| | |\n|---|---|\n| 2022 | 📌 2nd Place , Tern Olympiad. |", "2nd Place , Tern Olympiad", ["2022"], None),
        ("Harbour Scholarship (Top 5%), Brackwater University\n\nNov. 2021, 2020", "Harbour Scholarship (Top 5%)", ["2021-11", "2020"], "Brackwater University"),
        ("First Prize (Regional), Tern Olympiad Oct. 2019", "First Prize (Regional), Tern Olympiad", ["2019-10"], None),
        ("Nordic 3 <sup>rd</sup> Prize (2%) in Chess\t2021", "Nordic 3rd Prize (2%) in Chess", ["2021"], None),
        ("2024\tTern Scholarship (3/90), Tern Award\tBrackwater University", "Tern Scholarship (3/90), Tern Award", ["2024"], "Brackwater University"),
        ("- 2nd Prize of the 2021 Nordic Logic Cup", "2nd Prize of the 2021 Nordic Logic Cup", ["2021"], None),
        ("* Summa Cum Laude, Brackwater University (2025)", "Summa Cum Laude", ["2025"], "Brackwater University"),
        ("- Veldhaven Talent Scholarship in 2023", "Veldhaven Talent Scholarship", ["2023"], None),
        ("- Harbour Prize for the (2019)", "Harbour Prize", ["2019"], None),
        ("- Tern-Preis der Nordakademie im 2020", "Tern-Preis der Nordakademie", ["2020"], None),
        ("- Bourse Quill de 2018", "Bourse Quill", ["2018"], None),
        ("- Harbour Prize of the Faculty OF 2021", "Harbour Prize of the Faculty OF", ["2021"], None),
    ],
)  # fmt: skip
def test_awards(text: str, title: str, dates: list[str], awarder: str | None) -> None:
    (award,) = profile(f"## Honors & Awards\n\n{text}").awards
    assert (award.title.value, [date.value for date in award.dates], v(award.awarder)) == (title, dates, awarder)


def test_skills_keep_their_groups_and_languages_are_apart() -> None:
    found = profile(
        "## Skills\n- Programming Languages: Python, C/C++, Go (fluent)\n- **Tools:** Docker; Kubernetes, and Git\nProgramming AWS, Node.js\nLanguages Dutch (native), French\nInterests Running (www.run.example/5550173), Chess"
    )
    groups: dict[str, list[str]] = {}
    for skill in found.skills:
        groups.setdefault(skill.group, []).append(skill.name.value)
    assert groups == {
        "Programming Languages": ["Python", "C/C++", "Go (fluent)"],
        "Tools": ["Docker", "Kubernetes", "Git"],
        "Programming": ["AWS", "Node.js"],
    }
    assert [(one.name.value, v(one.level)) for one in found.languages] == [("Dutch", "native"), ("French", None)]
    assert found.phones == ()


def test_projects() -> None:
    found = profile(
        "## Projects\n- [**Low-cost Tern**](https://git.example/tern) (April 2024 - Present):\n    Saves half of the cost.\n- **Marrow**, a linker [Repo] ★ 2k Stars (2021)\n    Written in Rust."
    ).projects
    assert [(one.name.value, v(one.start), v(one.end)) for one in found] == [
        ("Low-cost Tern", "2024-04", "present"),
        ("Marrow", "2021", "2021"),
    ]


CONTACTS: list[tuple[str, Callable[[Profile], object], object]] = [
    (
        "✉ ada@mail.example 🌐 ada-x",
        lambda one: [(v(link.username), v(link.network)) for link in one.links],
        [("ada-x", None)],
    ),
    (
        "GitHub: ada-x | linkedin.com/in/ada",
        lambda one: sorted(str(v(link.network)) for link in one.links),
        ["GitHub", "LinkedIn"],
    ),
    (
        "[GitHub](https://github.com/ada-x)",
        lambda one: [(v(link.username), v(link.url)) for link in one.links],
        [("ada-x", "https://github.com/ada-x")],
    ),
    ("Tel: 01577 5550142", lambda one: [v(phone.number) for phone in one.phones], ["01577 5550142"]),
    ("+44 20 7946 0142", lambda one: [v(phone.number) for phone in one.phones], ["+44 20 7946 0142"]),
    ("www.race.example/runner/20255550173", lambda one: one.phones, ()),
    ("No.9 Quay Road, Customs District, Oslo, Norway", lambda one: one.place and v(one.place.city), "Oslo"),
    ("Based in Utrecht, remote since 2021", lambda one: one.place and v(one.place.city), "Utrecht"),
    ("bob [at] mail [dot] example", lambda one: [v(mail) for mail in one.emails][-1], "bob@mail.example"),
]


@pytest.mark.parametrize(("line", "pick", "expected"), CONTACTS, ids=[line for line, _, _ in CONTACTS])
def test_contacts(line: str, pick: Callable[[Profile], object], expected: object) -> None:
    assert pick(profile(f"{line}\n\nEducation\n\nBrackwater University\nB.Sc. in Physics\n2019 - 2022")) == expected


BODY = "\n\nEducation\n\nBrackwater University\nB.Sc. in Physics\n2019 - 2022\n"


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ("# ADA EXAMPLE-OTHER", "ADA EXAMPLE-OTHER"),
        ("# Curriculum Vitae\n\nAda Example", "Ada Example"),
        ("Curriculum Vitae of Ada Example", "Ada Example"),
        ("Ada Example, Ph.D.", "Ada Example"),
        ("## About Me\n\nHi! I am Ada Example, a student of many things.", "Ada Example"),
        ("My name is Ada Example. I build things.", "Ada Example"),
        ("| | |\n|---|---|\n| Name | Ada Example |\n| E-Mail | ada@mail.example |", "Ada Example"),
        (
            "Ph.D. STUDENT · BRACKWATER UNIVERSITY\n\nada@mail.example | ☆ www.adaexample.example | ≈ Ada Example",
            "Ada Example",
        ),
        ("# 楚遥岚", "楚遥岚"),
        ("**Ada van den Berg**", "Ada van den Berg"),
        ("Research Engineer\nada@mail.example", None),
        ("Brackwater University\nada@mail.example", None),
    ],
)
def test_the_name(top: str, name: str | None) -> None:
    assert v(read_cv((top + BODY).encode(), "cv.md").profile.name) == name


def test_an_adviser_is_never_the_candidate() -> None:
    text = "Ph.D. STUDENT\nada@mail.example\n\nEducation\n\nBrackwater University\nPh.D. in Physics\n2019 - 2022\n· Advisor: Prof. Max Other\n"
    assert read_cv(text.encode(), "cv.md").profile.name is None


def test_private_data_is_left_out_and_only_its_kind_is_told() -> None:
    reading = read_cv(
        b"# Ada Example\n\nDate of birth: 4 May 1991 | Nationality: Ruritanian | Email: ada@mail.example\nMarital status: married\n"
        b"Gender: f\n\n## Education\n\nBrackwater University\nB.Sc. in Physics\n2010 - 2013\n",
        "cv.md",
    )
    assert set(reading.left_out) >= {"date of birth", "marital status", "gender"}
    assert [mail.value for mail in reading.profile.emails] == ["ada@mail.example"]
    values = repr(reading.profile)
    for private in ("1991", "Ruritanian", "married"):
        assert private not in values
        assert private not in repr(reading.warnings)


def test_hidden_text_gives_no_facts() -> None:
    reading = read_cv(
        b"---\ntitle: CV of Max Other\nemail: max@mail.example\n---\n# Ada Example\nada@mail.example\n<!-- **Quill Ltd** Engineer 2010 - 2012 [x](https://github.com/max) -->\n"
        b"<script>var mail = 'eve@mail.example'</script>\n\n## Education\n\nBrackwater University\nB.Sc. in Physics\n2010 - 2013\n<!-- never closed\n",
        "cv.md",
    )
    assert v(reading.profile.name) == "Ada Example"
    assert [mail.value for mail in reading.profile.emails] == ["ada@mail.example"]
    assert reading.profile.links == ()
    assert reading.profile.work == ()


def test_values_hold_no_invisible_characters_and_quotes_stay_verbatim() -> None:
    reading = read("Experience\n\nQu\u200bill \u202eLtd\nSoftware\u00ad Engineer\n2019 - 2020\n- did")
    (work,) = reading.profile.work
    assert post(work)[:2] == ("Quill Ltd", "Software Engineer")
    assert work.organization is not None
    evidence = work.organization.evidence[0]
    assert reading.text[evidence.start : evidence.end] == "Qu\u200bill \u202eLtd"


def test_what_the_person_looks_for_is_quoted() -> None:
    found = profile(
        '<span style="color: red;">**I am currently seeking a research position from Spring 2027.**</span>\n\nEducation\n\nBrackwater University\nB.Sc. in Physics\n2019 - 2022'
    )
    assert [fact.value for fact in found.availability] == [
        "I am currently seeking a research position from Spring 2027."
    ]


def test_lines_that_no_value_claims_are_listed() -> None:
    reading = read(
        "Education\n\nBrackwater University\nB.Sc. in Physics\n2019 - 2022\n\nReferences\n\nAsk the lighthouse keeper\n"
    )
    assert [reading.text[span.start : span.end] for span in reading.unclaimed] == ["Ask the lighthouse keeper"]
    assert reading.content_lines == 6


def test_page_footers_are_no_content() -> None:
    pages = "".join(
        f"- Prize number {number} of Oslo\n\nADA EXAMPLE     3 November 2026     Page {number} of 3\n\n"
        for number in (1, 2, 3)
    )
    reading = read(f"Awards\n\n{pages}")
    assert [award.title.value for award in reading.profile.awards] == [
        f"Prize number {number} of Oslo" for number in (1, 2, 3)
    ]
    assert reading.unclaimed == ()


@pytest.mark.parametrize(
    "told",
    [
        "Updated the payment gateway to HTTP/3",
        "Revised the onboarding handbook",
        "Modified the ledger for 2019 rules of the bank",
        "Last updated legacy cron jobs",
        "Stand in for the team lead",
    ],
)
def test_work_on_what_was_there_is_no_stamp_of_the_file(told: str) -> None:
    found = profile(f"Experience\n\nTern Labs, Engineer, 2015 - 2018\n- {told}\n- Built maps\n")
    assert [fact.value for fact in found.work[0].details] == [told, "Built maps"]


@pytest.mark.parametrize(
    "stamp", ["Last updated: May 2026", "Updated on 3 May 2026", "Stand: Mai 2026", "- Updated May 2026"]
)
def test_when_a_file_was_changed_is_no_content(stamp: str) -> None:
    reading = read(f"Experience\n\nTern Labs, Engineer, 2015 - 2018\n\n{stamp}\n")
    assert reading.unclaimed == ()
    assert reading.content_lines == 3


def test_names_that_end_with_numbers_are_no_footers() -> None:
    found = profile("Skills\n\nCalculus 1\nCalculus 2\nCalculus 3\n")
    assert [skill.name.value for skill in found.skills] == ["Calculus 1", "Calculus 2", "Calculus 3"]


def test_a_part_right_under_a_closing_phrase_is_read() -> None:
    found = profile(
        "Ada Example\nada@mail.example\nReferences available upon request\nSKILLS\nPython, Rust\n"
        "I hereby declare that all that is written here is true and may be kept\nLanguages\nEnglish (native)\n"
    )
    assert [skill.name.value for skill in found.skills] == ["Python", "Rust"]
    assert [language.name.value for language in found.languages] == ["English"]
