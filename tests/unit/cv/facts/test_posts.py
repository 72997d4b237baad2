"""Posts whose parts are easily mixed: prepositions between them, further dates, lines that only tell more, other languages."""

import pytest

from bot.cv import read_cv
from tests.unit.cv.facts.reading import v


def posts(text, name="cv.md"):
    whole = f"# Ada Quill\nada@mail.example\n\n## Experience\n\n{text}\n"
    return read_cv(whole.encode(), name).profile.work


def told(post):
    return tuple(map(v, (post.organization, post.title, post.start, post.end)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("**Visiting Scholar** at *Tern University*, Feb-May 2021", ("Tern University", "Visiting Scholar", "2021-02", "2021-05")),
        ("Werkstudent bei der Tern AG, 2017 - 2019", ("Tern AG", "Werkstudent", "2017", "2019")),
        ("Ingeniera de software en Tern S.L., 2017 - 2019", ("Tern S.L.", "Ingeniera de software", "2017", "2019")),
        ("Organizer, Women in Systems Workshop, 2022", ("Women in Systems Workshop", "Organizer", "2022", "2022")),
        ("**Engineer**, Tern Inc., started in 2019", ("Tern Inc.", "Engineer", "2019", None)),
        ("**Intern**, Tern Research (mentor: Amy Stone), Summer 2019 & Summer 2020", ("Tern Research", "Intern", "2019", "2020")),
        ("Teaching Assistant, Tern University, Fall 2017, Fall 2016", ("Tern University", "Teaching Assistant", "2016", "2017")),
        ("**Assistant Professor since 2019, Associate Professor since 2022**, Tern University", ("Tern University", "Assistant Professor", "2019", None)),
        ("Consultant for the Tern Institute, 2017 - 2019", ("Tern Institute", "Consultant", "2017", "2019")),
        ("Tern Labs: Engineer, 2017 - 2019", ("Tern Labs", "Engineer", "2017", "2019")),
        ("Ropes and wires: Building them, 2017 - 2019", ("Ropes and wires: Building them", None, "2017", "2019")),
        ("Engineer, Lecturer, 2017 - 2019", (None, "Engineer, Lecturer", "2017", "2019")),
        ("Engineer | Tern Inc. | from | 2017 - 2019", ("Tern Inc.", "Engineer", "2017", "2019")),
        ("2017 - 2019: Ropemaker\n  - Tern Analytics GmbH", ("Tern Analytics GmbH", "Ropemaker", "2017", "2019")),
        ("Engineer, Tern Inc., 2017 - 2019\n  - Dates: 2016 - 2019", ("Tern Inc.", "Engineer", "2017", "2019")),
    ],
)  # fmt: skip
def test_a_post_on_one_line(line, expected):
    (post,) = posts(f"- {line}")
    assert told(post) == expected


def test_the_dates_behind_an_adviser_are_the_posts():
    (post,) = posts("- **Postdoctoral Fellow**, *Tern University*, with Prof. Bo Other (2022–2024). Host: Cy Third")
    assert told(post) == ("Tern University", "Postdoctoral Fellow", "2022", "2024")
    assert [one.value for one in post.supervisors] == ["Bo Other", "Cy Third"]


def test_a_line_set_further_in_tells_of_the_post_above():
    first, second = posts(
        "01/2020 - heute   Softwareentwickler, Tern GmbH, Berlin\n                  Leitung des Teams seit 2021\n"
        "06/2017 - 12/2019 Softwareentwickler, Quill AG, München\n",
        "cv.txt",
    )
    assert told(first) == ("Tern GmbH", "Softwareentwickler", "2020-01", "present")
    assert told(second) == ("Quill AG", "Softwareentwickler", "2017-06", "2019-12")


def test_blanks_part_chinese_employers_from_titles():
    first, second = posts(
        "2021.07 - 2021.09  青翎科技有限公司  后端开发实习生\n负责存储系统的开发，2021年8月上线。\n"
        "2022.03 - 2022.08  燕鸥实验室  研究助理  导师：王明教授\n",
        "cv.txt",
    )
    assert told(first) == ("青翎科技有限公司", "后端开发实习生", "2021-07", "2021-09")
    assert told(second) == ("燕鸥实验室", "研究助理", "2022-03", "2022-08")


def test_a_sentence_beside_an_employer_tells_of_the_post_and_names_nobody():
    page = (
        "<html><body><h1>Ada Quill</h1><p>ada@mail.example</p><h2>Experience</h2><dl>"
        "<dt>Tern Cloud (Lisbon, hybrid) <span>Jan 2024 – now</span></dt>"
        "<dd>SRE. I run 900 GPUs with Slurm. Interviewed at Google, declined.</dd>"
        "<dt>Freelance <span>2022 – 2023</span></dt><dd>Terraform and Ansible for clients such as the Deutsche Post and CERN.</dd>"
        "<dt>Sable Works, Porto <span>2017 – 2020</span></dt><dd>System administrator</dd></dl></body></html>"
    )
    found = read_cv(page.encode(), "cv.html").profile.work
    assert [told(post) for post in found] == [
        ("Tern Cloud", "SRE", "2024-01", "present"),
        (None, "Freelance", "2022", "2023"),
        ("Sable Works", "System administrator", "2017", "2020"),
    ]
    assert [v(post.place) for post in found] == ["Lisbon", None, "Porto"]
    assert [[v(one) for one in post.details] for post in found[:2]] == [
        ["I run 900 GPUs with Slurm. Interviewed at Google, declined."],
        ["Terraform and Ansible for clients such as the Deutsche Post and CERN."],
    ]


def test_a_later_sentence_names_no_employer():
    (post,) = posts("SRE. I ran the night shift. Interviewed at Google in spring, 2021 - 2022")
    assert v(post.organization) is None or "Google" not in post.organization.value
