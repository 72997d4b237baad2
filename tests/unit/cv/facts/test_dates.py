"""Dates of posts and studies: a start and an end as far as the words beside each other say, and nothing completed."""

import pytest

from tests.unit.cv.facts.reading import profile, v


def span(dates):
    (post,) = profile(f"# Ada Quill\nada@mail.example\n\n## Experience\n\nEngineer, Tern Inc., {dates}\n").work
    return v(post.organization), v(post.start), v(post.end)


@pytest.mark.parametrize(
    ("dates", "start", "end"),
    [
        ("March to August 2018", "2018-03", "2018-08"),
        ("from March to August 2018", "2018-03", "2018-08"),
        ("März bis August 2018", "2018-03", "2018-08"),
        ("de mars à août 2018", "2018-03", "2018-08"),
        ("marzo a mayo de 2019", "2019-03", "2019-05"),
        ("10/2010 - 02/11", "2010-10", "2011-02"),
        ("since 2012", "2012", "present"),
        ("since 2012, until March 2016", "2012", None),
        ("bis 2019", None, "2019"),
        ("until June 2019", None, "2019-06"),
        ("Nov 2016 - Jan 17", "2016-11", None),
        ("2010 - 02/11", "2010", None),
        ("2020/24", "2020", "2024"),
        ("2010–05", "2010-05", "2010-05"),
        ("2010–11", "2010", "2011"),
    ],
)
def test_a_span_says_what_its_words_say(dates, start, end):
    assert span(dates) == ("Tern Inc.", start, end)


@pytest.mark.parametrize(("dates", "start"), [("2021 - 2019", "2021"), ("May 2021 - March 2021", "2021-05")])
def test_an_end_before_the_start_is_no_end(dates, start):
    assert span(dates) == ("Tern Inc.", start, None)


@pytest.mark.parametrize(
    ("dates", "start"),
    [
        ("2019 - 60 % of a full post", "2019"),
        ("March 2019 - 20 hours a week", "2019-03"),
        ("2019/60", "2019"),
    ],
)
def test_a_number_behind_a_date_may_be_no_year(dates, start):
    assert span(dates) == ("Tern Inc.", start, start)
