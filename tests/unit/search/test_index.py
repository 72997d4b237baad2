import operator
from datetime import date

import pytest

from bot.cv import read_cv
from bot.profile import Education, Link, Phone, Profile, Publication, Work
from bot.records import SkillRow
from bot.search.field_tokens import one_deletion
from bot.search.headline import headline
from bot.search.index import index
from bot.search.measures import experience_choices, grade_tokens
from bot.search.skill_rows import skill_groups, with_implied
from bot.search.text import fold
from tests.unit.search.people import Cv, dossier, ilse


def rows():
    one = ilse()
    return {row.skill: row for row in index(one.profile, one.texts).skills}


def terms(field):
    one = ilse()
    return {token for name, token in index(one.profile, one.texts).terms if name == field}


def test_a_skill_has_the_grade_and_year_of_its_best_proof():
    found = rows()
    assert found["triton"] == SkillRow("triton", 3, 9999, lately=3)
    assert found["go"] == SkillRow("go", 3, 2021, lately=2)
    assert found["mlir"] == SkillRow("mlir", 2, 2023, lately=2)
    assert found["zig"] == SkillRow("zig", 2, 2022, lately=2)
    assert found["haskell"] == SkillRow("haskell", 1, 0)
    assert found["quantum-computing"].grade == 0


def test_a_skill_that_others_imply_has_the_strongest_of_their_proofs():
    made = with_implied(
        (
            SkillRow("pytorch", 3, 2020, lately=1),
            SkillRow("deep-learning", 2, 2025, lately=3),
            SkillRow("jax", 3, 2023, lately=2),
        )
    )
    rows = {row.skill: row for row in made}
    assert rows["deep-learning"] == SkillRow("deep-learning", 3, 2023, implied=True, lately=2)
    own = with_implied((SkillRow("pytorch", 2, 2025), SkillRow("deep-learning", 2, 0)))
    assert SkillRow("deep-learning", 2, 0) in own


def test_names_authors_firms_seasons_and_comments_are_no_skills():
    assert not {"docker", "ray", "spring", "verilog", "ruby"} & set(rows())


def test_a_comment_is_not_content():
    one = ilse()
    text = index(one.profile, one.texts).text
    assert "verilog" not in text
    assert "cormorant" not in text
    assert "paged attention" in text
    assert fold(text) == text


def test_fields_answer_to_words_pairs_and_other_names():
    assert {"veldhaven", "university_veldhaven"} <= terms("school")
    assert "master" in terms("degree")
    assert {"mlsys", "2025"} <= terms("venue")
    assert terms("mail") == {"ilse@okonkwo-brandt.example"}
    assert {"ilse", "okonkwo", "brandt"} == terms("name")
    assert "german" in terms("language")
    assert "rotterdam" in terms("home")
    assert "veldhaven" not in terms("home")
    assert terms("graduates") == {"2023"}
    assert {"papers", "wish", "awards"} <= terms("has")
    assert "first_author" not in terms("has")


def test_a_venue_that_got_separated_from_its_paper_still_counts():
    text = "Leases for models\nOSDI'24 Jul. 2024\nPages that fit\nReviewer: NSDI'23"
    cv = Cv(text)
    papers = (Publication(title=cv.fact("Leases for models")), Publication(title=cv.fact("Pages that fit")))
    found = index(Profile(publications=papers), {1: text}).terms
    assert ("venue", "osdi") in found
    assert ("venue", "nsdi") not in found


def test_a_school_is_found_by_its_other_names():
    cv = Cv("Peking University, Haidian")
    profile = Profile(education=(Education(institution=cv.fact("Peking University")),))
    assert ("school", "pku") in index(profile, {1: cv.text}).terms


def test_the_same_profile_gives_the_same_index():
    one = ilse()
    assert index(one.profile, one.texts) == index(one.profile, one.texts)


CAME = date(2026, 10, 1)


def _life(*, ended="2025-09", until="present", label=""):
    cv = Cv(f"PhD, Aldersea Institute, {until}. Intern, Tessera Labs, 2025-06, {ended}. {label}")
    study = Education(degree=cv.fact("PhD"), institution=cv.fact("Aldersea Institute"), end=cv.fact(until))
    job = Work(
        title=cv.fact("Intern"), organization=cv.fact("Tessera Labs"), start=cv.fact("2025-06"), end=cv.fact(ended)
    )
    return Profile(education=(study,), work=(job,), label=cv.fact(label) if label else None)


@pytest.mark.parametrize(
    ("life", "said"),
    [
        (_life(), "PhD student, Aldersea Institute"),
        (_life(until="2028"), "PhD student, Aldersea Institute"),
        (_life(label="PhD student, compilers"), "PhD student, compilers, Aldersea Institute"),
        (_life(until="2024", label="PhD student, compilers"), "PhD student, compilers, Aldersea Institute"),
        (_life(ended="present"), "Intern, Tessera Labs"),
        (_life(ended="2026-12"), "Intern, Tessera Labs"),
        (_life(until="2024"), "Intern, Tessera Labs (until 2025)"),
    ],
)
def test_what_goes_on_stands_before_what_is_over(life, said):
    assert headline(life, CAME) == said


def test_the_headline_is_the_newest_job_then_the_studies_then_the_label():
    assert headline(ilse().profile) == "GPU kernel engineer, Tessera Labs"
    cv = Cv("PhD, Aldersea Institute, present. Compiler person")
    study = Education(degree=cv.fact("PhD"), institution=cv.fact("Aldersea Institute"), end=cv.fact("present"))
    assert headline(Profile(education=(study,))) == "PhD student, Aldersea Institute"
    assert headline(Profile(label=cv.fact("Compiler person"))) == "Compiler person"
    assert headline(Profile()) == ""


def test_an_empty_profile_still_makes_its_text_searchable():
    made = index(Profile(), {0: "Knows PyTorch"})
    assert (made.name, made.headline, made.text) == ("", "", "knows pytorch")
    assert [row.skill for row in made.skills if not row.implied] == ["pytorch"]


def test_people_are_known_again_by_mail_phone_and_profile_page():
    one = ilse()
    keys = index(one.profile, one.texts).keys
    assert keys.strong == ("mail:ilse@okonkwo-brandt.example", "phone:+442079460142", "link:github.com/iokonkwo")
    assert "brandt ilse okonkwo|university of veldhaven" in keys.weak
    assert "brandt ilse okonkwo|tessera labs" in keys.weak


def test_a_page_that_many_share_is_nobodys_key():
    cv = Cv("github.com/tessera/kernels www.tessera.example http://[broken 555 0173")
    urls = ("github.com/tessera/kernels", "www.tessera.example", "http://[broken")
    profile = Profile(links=tuple(Link(url=cv.fact(url)) for url in urls), phones=(Phone(cv.fact("555 0173")),))
    assert index(profile, {1: cv.text}).keys.strong == ()


def test_two_names_a_typing_mistake_apart_share_a_form():
    assert one_deletion("mirembe") & one_deletion("mirmebe")
    assert one_deletion("noor") & one_deletion("nor")
    assert one_deletion("wu") == {"wu"}


def test_skills_are_shown_by_grade_and_interests_are_none():
    one = ilse()
    groups = skill_groups(one.profile, one.texts)
    assert groups[3][0] in {"CUDA", "GPU programming", "PagedAttention", "Triton", "Kubernetes"}
    assert "Haskell" in groups[1]
    assert 0 not in groups


def test_an_undated_job_is_no_proof_of_use_at_work():
    cv = Cv("Engineer at Quillon: Rust in production")
    job = Work(organization=cv.fact("Quillon"), title=cv.fact("Engineer"), details=(cv.fact("Rust in production"),))
    one = dossier(Profile(work=(job,)), {1: cv.text.replace("production", "production code")})
    assert [row.grade for row in index(one.profile, one.texts).skills] == [2]


def test_months_of_a_skill_are_those_of_the_dated_jobs_that_show_it():
    assert {"rust:012", "go:012"} <= terms("years")
    one = ilse()
    arrived = {
        token for name, token in index(one.profile, one.texts, arrived=date(2026, 11, 20)).terms if name == "years"
    }
    assert {"triton:036", "kubernetes:036", "rust:012", "any:048"} <= arrived
    assert not any(token.startswith(("haskell:", "zig:")) for token in arrived)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("3.9/4.0", ("4:003.9000",)),
        ("3,92 / 4", ("4:003.9200",)),
        ("91%", ("100:091.0000",)),
        ("91", ("100:091.0000",)),
        ("8.6", ("10:008.6000",)),
        ("3.9", ()),
        ("1,3", ()),
        ("5/4", ()),
        ("first class", ()),
    ],
)
def test_a_grade_counts_on_its_scale_and_without_one_only_where_it_can_be_no_other(written, kept):
    assert grade_tokens(written) == kept


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
def test_comparing_digits_is_comparing_numbers(sign):
    compare = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}[sign]
    for months in (0, 9, 12, 36, 120, 999):
        choices = experience_choices("rust", sign, months)
        fitting = {
            n
            for n in range(1000)
            if any(f"rust:{n:03}".startswith(one[:-1]) if one[-1] == "*" else f"rust:{n:03}" == one for one in choices)
        }
        assert fitting == {n for n in range(1000) if compare(n, months)}


@pytest.mark.parametrize(
    ("line", "skill"),
    [
        ("Visited the Center for Robotics and Automation in May", "robotics"),
        ("Guest of the Department of Molecular Biology", "molecular-biology"),
        ("Institute for Photonics, 2021", "photonics"),
        ("Talks at Quiver.ai and elsewhere", "artificial-intelligence"),
        ("Shared memory and TCP/IP communication across modules", "communication-skills"),
    ],
)
def test_an_institution_named_in_running_text_is_no_skill(line, skill):
    found = {row.skill for row in index(Profile(), {0: f"{line}\nAlso wrote Python."}).skills}
    assert "python" in found
    assert skill not in found


@pytest.mark.parametrize(
    ("span", "months"),
    [("2020 – Sommer 2021", "001"), ("2020 – summer 2021", "001"), ("2020 – 2021", "012"), ("03/2020 – 2021", "010")],
)
def test_a_year_of_a_season_counts_the_least_it_can_be(span, months):
    text = f"# Ada Quill\nada@mail.example\n\n## Experience\n\nEngineer, Tern Ltd, {span}\n"
    reading = read_cv(text.encode(), "cv.md")
    (said,) = (
        token
        for field, token in index(reading.profile, {0: reading.text}).terms
        if field == "years" and token.startswith("any:")
    )
    assert said.endswith(months)
