"""Where one entry of a CV ends and the next begins, and which part of its head is what."""

from bot.cv import read_cv
from bot.profile import Profile


def profile(text: str) -> Profile:
    return read_cv(("# Ada Quill\nada@quill.example\n\n" + text).encode(), "cv.md").profile


def jobs(text: str) -> list[tuple[str, ...]]:
    found = profile(text).work
    return [tuple(fact.value if fact else "" for fact in (one.organization, one.title, one.place)) for one in found]


def test_leaders_set_columns_apart():
    text = "EXPERIENCE\n\n2016-2018    TESSERA LABS, Principal Engineer ------------------ Boston MA\n     Wrote the kernels of a compiler for sparse tensors, and their tests.\n"
    assert jobs(text) == [("TESSERA LABS", "Principal Engineer", "Boston MA")]


def test_headings_of_parts_open_no_entry():
    text = (
        "## Projects\n### Packing allocator (2019.06-2019.12)\n#### My part:\nWrote the allocator.\n#### Results:\nHalf the memory.\n"
        "### Trace viewer (2018.06-2019.05)\n#### My part:\nDrew the traces.\n"
    )
    assert [one.name.value for one in profile(text).projects] == ["Packing allocator", "Trace viewer"]


def test_headings_of_any_level_open_entries_where_none_ranks_with_the_first():
    text = "## Projects\n#### Packing allocator\n- Half the memory.\n##### Trace viewer\n- Drew the traces.\n"
    assert [one.name.value for one in profile(text).projects] == ["Packing allocator", "Trace viewer"]


def test_a_sentence_under_experience_is_no_job():
    assert (
        jobs(
            "## Work experience\n\n_My first project is_ ___my site.___\n[You can find it here](https://quill.example/cv)\n"
        )
        == []
    )


def test_an_undergraduate_fellowship_is_a_post_and_no_degree():
    text = "## Research Experience\n### MR Lab, Quill University\nSummer Undergraduate Research Fellowship, June 2019 - Dec 2019\n- Built a scanner.\n"
    assert jobs(text)[0][1] == "Summer Undergraduate Research Fellowship"
    assert profile(text).education == ()


def test_a_short_form_in_brackets_belongs_to_the_school_above_it():
    text = "## Education\n**First Northern Medical University of Vesper**\n**(Lantern University)**\nMedicine\n*(2006 - 2012)*\n"
    assert [(one.institution.value, one.start.value) for one in profile(text).education] == [
        ("First Northern Medical University of Vesper", "2006")
    ]


def test_a_campus_is_part_of_the_universitys_name():
    text = "## Education\n**University of California, San Diego**\t09/2019 - 06/2021\n- Master's Program: Major in Automation\n"
    study = profile(text).education[0]
    assert (study.institution.value, study.degree.value, study.field.value) == (
        "University of California, San Diego",
        "Master's Program",
        "Automation",
    )


def test_a_cv_without_headings_is_told_by_its_paragraphs():
    told = profile(
        "Quill University\nB.S. in Physics\nSep 2014 - May 2018\n\n"
        "Kernel Engineer, Tessera Labs\nJun 2018 - Present\n- Wrote kernels.\n\n"
        "Ada Quill, Oriane Tavasti. Two queues are enough. In NSDI, 2025.\n\n"
        "Languages: C++, Python, Rust\n\nDutch (native), English (fluent)\n"
    )
    assert [one.degree.value for one in told.education] == ["B.S."]
    assert [one.title.value for one in told.work] == ["Kernel Engineer"]
    assert [one.title.value for one in told.publications] == ["Two queues are enough"]
    assert [one.name.value for one in told.skills] == ["C++", "Python", "Rust"]
    assert [one.name.value for one in told.languages] == ["Dutch", "English"]


def test_a_form_of_one_line_a_part_is_taken_apart():
    told = profile(
        "Employment: • Claims Assessor, Tern Insurance, Cape Town, 2017/06 – 2021/01 • Call Centre Agent, Quill Telecom, 2015/03 – 2017/05\n"
        "Languages: English (fluent); Afrikaans (good)\n"
    )
    assert [(one.title.value, one.start.value) for one in told.work] == [
        ("Claims Assessor", "2017-06"),
        ("Call Centre Agent", "2015-03"),
    ]
    assert [one.name.value for one in told.languages] == ["English", "Afrikaans"]


def test_an_employer_before_an_unknown_city_is_no_place():
    assert jobs("## Experience\n**Controls Intern** | Quill Dynamics, Waltham, USA (May 2024 - August 2024)\n")[0] == (
        "Quill Dynamics",
        "Controls Intern",
        "Waltham, USA",
    )


def test_posts_told_in_sentences_are_read():
    told = profile(
        "I am a Ph.D. student in Physics at Quill University, advised by Prof. Oriane Tavasti. In 2021 I worked as Software Intern at Tessera Labs.\n"
    )
    assert [(one.title.value, one.organization.value) for one in told.work] == [("Software Intern", "Tessera Labs")]
    assert [one.value for one in told.education[0].advisers] == ["Oriane Tavasti"]


def test_a_question_in_a_title_does_not_end_it():
    told = profile(
        "## Publications\n- Ada Quill, Lotte Farrow. Why is my tensor transposed? Provenance for layouts. In CGO, 2026.\n"
        "- Ada Quill. Tilings that never repeat. Discrete Comput. Geom. 68 (2022), 77-96.\n"
    ).publications
    assert [(one.title.value, one.venue.value, one.date.value) for one in told] == [
        ("Why is my tensor transposed? Provenance for layouts", "CGO", "2026"),
        ("Tilings that never repeat", "Discrete Comput. Geom", "2022"),
    ]


def test_an_employer_listed_under_a_date_and_a_title_is_read():
    text = (
        "Work experience\n======\n* 2021: Consultant\n  * Quill Analytics\n  * Sold forecasts.\n\n"
        "* Spring 2019: Lab Collaborator\n  * Brackwater University\n\n* 2018: Data Engineer\n  * Machine Learning\n"
    )
    assert jobs(text) == [
        ("Quill Analytics", "Consultant", ""),
        ("Brackwater University", "Lab Collaborator", ""),
        ("", "Data Engineer", ""),
    ]


def test_items_side_by_side_are_posts_of_their_own():
    told = profile("## Service\n- Speaker at Tern Days, Oct 2019\n- Quill Society Member, 2018\n- Tern Club\n").work
    assert [(one.title.value if one.title else "", one.start.value if one.start else "") for one in told][1] == (
        "Quill Society Member",
        "2018",
    )


def test_a_line_in_columns_is_not_wrapped():
    text = "EXPERIENCE\n\n2012-2016    Tessera Labs, Inc. ---------------------- Boston, MA\n     strategy, architecture, security, mentor.\n"
    assert jobs(text) == [("Tessera Labs, Inc.", "", "Boston, MA")]


def test_a_sentence_about_the_work_is_no_title():
    text = "## Experience\n### Search Department, Tessera Labs\nNov 2020 -- Present\nWorking closely with Sales and Site Engineers.\n- Ran the index.\n"
    assert jobs(text) == [("Search Department, Tessera Labs", "", "")]


def test_posts_after_a_part_of_their_rank_are_posts():
    text = (
        "## Experience\n### Skill set\n- Rust, Go\n\n### Tessera Labs\n(March 2019 - Present)\n**Staff Engineer**\n- Ran it.\n\n"
        "### Quill Works\n(May 2016 - February 2019)\n**Engineer**\n- Built it.\n"
    )
    assert jobs(text) == [("Tessera Labs", "Staff Engineer", ""), ("Quill Works", "Engineer", "")]


def test_months_of_one_year_are_a_range():
    told = profile("## Experience\n| 2015 June-Aug | Research Intern, Brackwater University |\n").work[0]
    assert (told.start.value, told.end.value, told.organization.value) == (
        "2015-06",
        "2015-08",
        "Brackwater University",
    )


def test_a_short_month_that_heads_a_line_is_a_date():
    told = profile("## Awards\n- 4/16: Distinguished assistant\n- 6/04: Tern Scout\n").awards
    assert [(one.title.value, one.dates[0].value) for one in told] == [
        ("Distinguished assistant", "2016-04"),
        ("Tern Scout", "2004-06"),
    ]


def test_a_field_under_its_degree_and_a_school_by_its_short_name_are_read():
    told = profile(
        "## Education\n**Brackwater University**\t2017 - 2018\\\nMSc\tDistinction\\\nComputer Science\n\n"
        "**Quill College**\t2014 - 2017\\\nBSc\\\nApplied Physics\n"
    ).education
    assert [one.field.value for one in told] == ["Computer Science", "Applied Physics"]
    told = profile("## Education\n* Master in Management, QVC Paris, 2023\n").education[0]
    assert (told.field.value, told.institution.value) == ("Management", "QVC Paris")


def test_the_dates_may_stand_beside_the_degree_under_its_school():
    text = "## Education\n### Brackwater University\n- B.S. in Physics and Statistics Nov 2014 -- Feb 2019\n- GPA: 4.2/4.3\n"
    told = profile(text).education[0]
    assert (told.field.value, told.start.value, told.end.value) == ("Physics and Statistics", "2014-11", "2019-02")


def test_a_pointer_to_a_list_of_papers_is_no_paper():
    text = "## Publications\n**Complete list:** [Google Scholar](https://scholar.google.com/citations?user=x)\n\n- A. Quill, L. Farrow. Tilings that never repeat. In CGO, 2026.\n"
    assert [one.title.value for one in profile(text).publications] == ["Tilings that never repeat"]


def test_authors_with_a_year_open_the_item_that_their_title_ends():
    text = '## Publications\n\n- Quill, A., Farrow, L., Tern, J., 2021.\n  "Plummeting costs of tilings" *Energy Strategy Letters*\n'
    told = profile(text).publications
    assert [(one.title.value, len(one.authors)) for one in told] == [("Plummeting costs of tilings", 3)]


def test_a_bracket_behind_the_year_is_no_part_of_an_award():
    told = profile(
        "## Awards\n* Quill Scholarship, 2022 (Top 0.2% of the year)\n* Tern Contest: First Prize, 2022 & 2023 (twice)\n"
    )
    assert [one.title.value for one in told.awards] == ["Quill Scholarship", "Tern Contest: First Prize"]


def test_schools_over_the_items_of_their_degrees_are_not_shifted():
    text = (
        "## Education\n School of Tilings, Quill College\n  - Master of Science, Supply Chains (2017 - 2019)\n"
        " Brackwater University\n  - Bachelor of Science, Business (2007 - 2011)\n"
    )
    told = profile(text).education
    assert [(one.institution.value, one.field.value) for one in told] == [
        ("School of Tilings, Quill College", "Supply Chains"),
        ("Brackwater University", "Business"),
    ]


def test_a_thesis_is_no_degree_and_a_list_of_skills_no_employer():
    text = (
        "## Research experience\n**Bachelor's Honors Thesis**\n*Brackwater University*\nAugust 2024\n\n"
        "## Internships\n**Tessera Labs**, June 2022 -- Sep. 2022\nCompiler Intern\t(C++/Python)\n- Built it.\n"
    )
    assert not profile(text).education
    assert ("Tessera Labs", "Compiler Intern", "") in jobs(text)


def test_a_sentence_in_the_first_person_is_no_skill():
    told = profile("## Skills\nI studied such programming languages as Rust, Go and Zig.\n- Python\n").skills
    assert [one.name.value for one in told] == ["Python"]


def test_a_heading_that_begins_with_contacts_holds_them():
    told = read_cv(
        b"# Ada Quill\n\n## Skills\n- Rust\n\n## Contacts for communication\nE-mail:- ada@quill.example\n", "cv.md"
    ).profile
    assert [one.value for one in told.emails] == ["ada@quill.example"]
