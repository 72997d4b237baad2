"""Several documents of one person are one profile: the newest leads, nothing is lost, nothing is invented."""

from dataclasses import fields

import pytest

from bot.combining import combine
from bot.cv import read_cv
from bot.news import news
from bot.profile import Award, Education, Evidence, Fact, Phone, Place, Profile, Publication, Skill, Work, facts
from tests.bot import SAMPLES
from tests.growth import MOST, grows


def fact(value, document=1):
    return Fact(value, (Evidence(0, len(value), "rule", document),))


def job(organization, title, start="", end="", document=1, **more):
    dates = {name: fact(value, document) for name, value in (("start", start), ("end", end)) if value}
    return Work(fact(organization, document), fact(title, document), **dates, **more)


def documents(entry):
    return {one.document for each in facts(entry) for one in each.evidence}


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_one_document_says_what_it_says(path):
    profile = read_cv(path.read_bytes(), path.name).profile
    assert combine([profile]) == profile
    assert combine([profile, profile]) == combine([profile])


def test_the_newest_leads_and_what_only_the_older_has_is_kept_with_its_place():
    older = Profile(fact("Ana Lima"), fact("Student"), emails=(fact("old@mail.example"),))
    newer = Profile(fact("Ana M. Lima", 2), emails=(fact("new@mail.example", 2),))
    both = combine([newer, older])
    assert (both.name, both.label) == (newer.name, older.label)
    assert [mail.value for mail in both.emails] == ["new@mail.example", "old@mail.example"]
    assert documents(both.emails) == {1, 2}


def test_the_same_job_is_one_entry_with_the_newer_dates_and_both_places():
    older = Profile(work=(job("Tessera Labs", "Engineer", "2021", "present"),))
    newer = Profile(work=(job("Tessera Labs", "Engineer", "2021-03", "2024", 2),))
    [one] = combine([newer, older]).work
    assert (one.start.value, one.end.value) == ("2021-03", "2024")
    assert documents(one.title) == {1, 2}
    assert documents(one.end) == {2}


@pytest.mark.parametrize(
    "other",
    [
        job("Tessera Labs", "Manager", "2023"),
        job("Tessera Labs", "Engineer", "2018"),
        job("Quillon Systems", "Engineer", "2021"),
        job("Tessera Labs", "Engineer", "2021", kind="teaching"),
    ],
)
def test_jobs_that_may_differ_stay_two(other):
    newer = Profile(work=(job("Tessera Labs", "Engineer", "2021", document=2),))
    assert len(combine([newer, Profile(work=(other,))]).work) == 2


def test_a_job_under_a_new_title_is_one_where_house_and_month_say_so():
    older = Profile(work=(job("Tessera Labs", "SWE", "2021-03"),))
    newer = Profile(work=(job("Tessera Labs", "Software engineer", "2021-03", document=2),))
    [one] = combine([newer, older]).work
    assert one.title.value == "Software engineer"


def test_what_was_present_in_an_older_cv_is_not_known_to_be_so():
    older = Profile(work=(job("Tessera Labs", "Engineer", "2021", "present"),))
    newer = Profile(work=(job("Quillon Systems", "Engineer", "2024", "present", 2),))
    assert [one.end and one.end.value for one in combine([newer, older]).work] == ["present", None]


def test_an_open_grade_is_filled_from_the_older_cv_and_a_place_is_not_put_together():
    older = Profile(
        place=Place(fact("Porto"), country=fact("Portugal")),
        education=(Education(fact("Aldersea University"), fact("BSc"), gpa=fact("3.9/4")),),
    )
    newer = Profile(
        place=Place(fact("Berlin", 2)), education=(Education(fact("Aldersea University", 2), fact("BSc", 2)),)
    )
    both = combine([newer, older])
    assert both.place == newer.place
    [study] = both.education
    assert study.gpa == older.education[0].gpa


def test_two_degrees_of_one_kind_at_one_school_stay_two():
    def study(field):
        return Profile(education=(Education(fact("Aldersea University"), fact("MSc"), fact(field)),))

    assert len(combine([study("Physics"), study("Computer Science")]).education) == 2


def test_a_paper_that_was_accepted_since_is_one_with_the_newer_venue():
    older = Profile(publications=(Publication(fact("Pages that fit"), venue=fact("arXiv"), date=fact("2024")),))
    newer = Profile(publications=(Publication(fact("Pages That Fit", 2), venue=fact("OSDI", 2)),))
    [paper] = combine([newer, older]).publications
    assert (paper.venue.value, paper.date) == ("OSDI", None)


def test_an_award_won_in_other_years_is_another():
    def won(year):
        return Profile(awards=(Award(fact("Best paper"), (fact(year),)),))

    assert len(combine([won("2024"), won("2022")]).awards) == 2
    assert len(combine([won("2024"), won("2024")]).awards) == 1


def test_addresses_that_differ_in_a_sign_stay_two():
    def mail(address):
        return Profile(emails=(fact(address),))

    assert len(combine([mail("ana.lima@mail.example"), mail("analima@mail.example")]).emails) == 2


def test_skills_that_differ_in_a_sign_stay_two():
    both = combine([Profile(skills=(Skill(fact("C")), Skill(fact("C++")))), Profile(skills=(Skill(fact("c++")),))])
    assert [one.name.value for one in both.skills] == ["C", "C++"]


def test_no_field_of_a_profile_is_forgotten():
    filled = {one.name for path in SAMPLES.iterdir() for one in fields(Profile)}
    every = [read_cv(path.read_bytes(), path.name).profile for path in sorted(SAMPLES.iterdir())]
    both = combine(every)
    assert {name for name in filled if any(getattr(one, name) for one in every)} == {
        name for name in filled if getattr(both, name)
    }


SERIES = {
    "papers": ("publications", lambda n: Publication(fact(f"On the number {n}"))),
    "skills": ("skills", lambda n: Skill(fact(f"skill {n}"))),
    "interests": ("interests", lambda n: fact(f"interest {n}")),
    "phones": ("phones", lambda n: Phone(fact(f"+44 20 79{n:06}"), fact(f"+442079{n:06}"))),
    "jobs in one house": ("work", lambda n: job("Tessera Labs", f"Engineer {n}", "2021-03")),
    "one job at other times": ("work", lambda n: job("Tessera Labs", "Engineer", f"{1000 + n}")),
    "one job": ("work", lambda n: job("Tessera Labs", "Engineer", "2021")),
    "studies": ("education", lambda n: Education(fact("Tern University"), start=fact(f"{1000 + n}"))),
}


@pytest.mark.parametrize(("field", "entry"), SERIES.values(), ids=SERIES.keys())
def test_the_work_grows_with_the_entries_and_no_faster(field, entry):
    def two(times):
        """Half of what the one says, the other says too."""
        first, second = (map(entry, range(start * times, (start + 80) * times)) for start in (0, 40))
        return Profile(**{field: tuple(first)}), Profile(**{field: tuple(second)})

    assert grows(combine, two) < MOST
    assert grows(lambda pair: news(*pair), two) < MOST
