"""How researchers' CVs write dates, places and papers. All people and places are made up."""

from tests.unit.cv.test_rules import paper, post, profile, v


def test_the_dash_of_ranges_joins_two_years_and_the_hyphen_a_month():
    told = profile(
        "## Experience\n\n2010–11 — Research fellow, Quillheim University.\n\n2007-09 — Lecturer, Tessera College."
    )
    assert [(v(one.start), v(one.end)) for one in told.work] == [("2010", "2011"), ("2007-09", "2007-09")]


def test_a_year_with_a_dash_that_joins_it_to_nothing_goes_on():
    told = profile(
        "## Experience\n\nResearch Director, Quillheim Institute, 2011–.\n\n## Education\n\n- 2023 - : PhD in Neuroscience, Quillheim University"
    )
    assert (v(told.work[0].start), v(told.work[0].end)) == ("2011", "present")
    assert (v(told.education[0].start), v(told.education[0].end)) == ("2023", "present")


def test_an_academic_year_is_two_years():
    study = profile("## Education\n\nExchange year, Quillheim University, 2022/23").education[0]
    assert (v(study.institution), v(study.start), v(study.end)) == ("Quillheim University", "2022", "2023")


def test_months_that_a_double_dash_joins_share_their_year():
    assert post(profile("## Experience\n\nIntern, Tessera Labs, February -- June 2018").work[0])[2:] == (
        "2018-02",
        "2018-06",
    )


def test_a_place_in_brackets_is_no_part_of_the_school():
    study = profile(
        "## Education\n\n**PhD in Biology**, 2015 - 2019\nQuillheim University (Toronto, Ontario, Canada)"
    ).education[0]
    assert (v(study.institution), v(study.place)) == ("Quillheim University", "Toronto, Ontario, Canada")


def test_a_city_behind_a_university_is_its_place_but_for_a_state_of_campuses():
    told = profile(
        "## Education\n\nPhD in Physics, University of Quillford, Brackwater, UK, 2015 - 2019\n\nBSc in Physics, University of California, Davis, USA, 2011 - 2015"
    )
    assert [(v(one.institution), v(one.place)) for one in told.education] == [
        ("University of Quillford", "Brackwater, UK"),
        ("University of California, Davis", "USA"),
    ]
    lab = profile(
        "## Experience\n\n**Tern Lab, University of California, Berkeley**\n\nJul 2024 - Present\n\n*Research Intern*\n- Kernels."
    )
    assert (v(lab.work[0].organization), lab.work[0].place) == ("Tern Lab, University of California, Berkeley", None)


def test_a_paper_may_follow_its_year():
    told = profile(
        "## Publications\n\n**2023** — Vance, N., **Example, A.B.**, Ortega, J.P. Learning odd attractors with reservoirs. *Journal of Odd Systems*, 36(9), 4674. [DOI](https://doi.example/1)\n\n"
        "**2021** — **Example, A.B.** Generic embeddings of quiet reservoirs. *Journal of Odd Systems*, 42, 132882. [Link](https://doi.example/2)"
    )
    assert [paper(one) for one in told.publications] == [
        (
            "Learning odd attractors with reservoirs",
            ["Vance, N.", "Example, A.B.", "Ortega, J.P."],
            "Journal of Odd Systems",
            "2023",
        ),
        ("Generic embeddings of quiet reservoirs", ["Example, A.B."], "Journal of Odd Systems", "2021"),
    ]


def test_lines_of_authors_are_no_titles_whatever_joins_them():
    told = profile(
        "## Publications\n\nSurface waves in quiet disks of dust\nExample, A. D.; Vance, N. P.; Orr, B.\nJournal of Odd Systems, 2018\n\n"
        "Pebbles that drift and shape planets\nExample, A. D. and Orr, B.\nJournal of Odd Systems, 2021\n\n"
        "Una teoría de los sistemas raros\nAda Example y Noor Vance\nJournal of Odd Systems, 2022"
    )
    assert [(one.title.value, len(one.authors)) for one in told.publications] == [
        ("Surface waves in quiet disks of dust", 3),
        ("Pebbles that drift and shape planets", 2),
        ("Una teoría de los sistemas raros", 2),
    ]


def test_a_year_before_the_venue_is_no_part_of_it():
    told = profile(
        "## Publications\n\n- N Vance, **A Example**, NK Fukuda, J Orr. The regulatory landscape of the quiet cell. 2023, Nature Odd Methods."
    )
    assert paper(told.publications[0])[2:] == ("Nature Odd Methods", "2023")


def test_a_bold_label_under_a_post_is_no_part_of_the_cv():
    told = profile(
        "## Experience\n\n### Data Scientist\n\nTessera Labs, Boston, MA\n\nAugust 2022 - August 2024\n\n**Achievements**\n- Delivered key analyses.\n\n**Activities**\n- Led three teams.\n\n"
        "### Software Engineer\n\nQuill Works, Boston, MA\n\nJuly 2020 - August 2022"
    )
    assert [post(one)[:2] for one in told.work] == [
        ("Tessera Labs", "Data Scientist"),
        ("Quill Works", "Software Engineer"),
    ]
    assert told.awards == ()


def test_whose_group_it_is_stands_in_brackets_behind_its_name():
    told = profile("## Experience\n\n- **Ph.D. Student**, Tessera Institute (Prof. Noor F. Vance), 2020 – 2025").work[0]
    assert (v(told.organization), v(told.title)) == ("Tessera Institute", "Ph.D. Student")
    assert [v(one) for one in told.supervisors] == ["Noor F. Vance"]


def test_the_prize_is_the_title_of_an_award_and_the_institute_beside_it_its_giver():
    told = profile("## Awards\n\n2012\tQuillheim Institute\tFellowship in Social Policy").awards[0]
    assert (v(told.title), v(told.awarder)) == ("Fellowship in Social Policy", "Quillheim Institute")


def test_the_stop_of_a_sentence_is_no_part_of_the_school():
    study = profile("## Education\n\n- 2021 - 2023: M.Sc. in Neuroscience, University of Quillheim.").education[0]
    assert v(study.institution) == "University of Quillheim"


def test_a_list_of_languages_is_no_school():
    told = profile(
        "## Qualifications and Technical Skills\n\n2014 IB Diploma\t35 points\nLanguages\tC, Java, Haskell, Python, PHP, VBA"
    )
    assert all("Java" not in (v(one.institution) or "") for one in told.education)


def test_marks_that_a_chat_leaves_behind_are_not_shown():
    told = profile(
        "## Awards\n\n- **Quillheim Postdoctoral Fellowship** (2025). :contentReference[oaicite:17]{index=17}"
    )
    assert [v(one.title) for one in told.awards] == ["Quillheim Postdoctoral Fellowship"]


def test_an_address_beside_the_day_of_the_last_change_is_kept():
    told = profile(
        "Updated May 2024 – https://quill.example\n\n## Education\n\nB.Sc. in Physics, Quillheim University, 2014"
    )
    assert [v(link.url) for link in told.links] == ["https://quill.example"]


def test_an_account_that_ends_with_a_stroke_is_whole():
    told = profile("LinkedIn: ada-quill-a42a/\n\n## Education\n\nB.Sc. in Physics, Quillheim University, 2014")
    assert [v(link.username) for link in told.links] == ["ada-quill-a42a"]


def test_the_field_may_stand_before_the_school():
    study = profile("## Education\n\n2015\tB.Eng.\tSoftware Engineering, Quillheim University").education[0]
    assert (v(study.degree), v(study.field), v(study.institution)) == (
        "B.Eng.",
        "Software Engineering",
        "Quillheim University",
    )
