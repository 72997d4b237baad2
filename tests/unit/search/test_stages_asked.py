"""A question names a stage by the words that the team has for it."""

import pytest

from bot.search.language import parse
from bot.stages import Stage, stages_within


class _Team:
    def stages(self):
        return (
            Stage("new", "New"),
            Stage("phone-screen", "Phone screen"),
            Stage("interview", "Onsite"),
            Stage("system-design", "System design"),
            Stage("rejected", "Rejected", closed=True),
        )


@pytest.fixture(autouse=True)
def _own_stages():
    with stages_within(_Team()):
        yield


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("who is in phone screen?", ("phone-screen",)),
        ("Who's in the Phone Screen", ("phone-screen",)),
        ("who is in phone-screen?", ("phone-screen",)),
        ("candidates in the phone screen stage", ("phone-screen",)),
        ("phone screen stage", ("phone-screen",)),
        ("who is onsite?", ("interview",)),
        ("who is at the onsite round?", ("interview",)),
        ("who is in interview?", ("interview",)),
        ("who is in phone screen, onsite or system design?", ("phone-screen", "interview", "system-design")),
        ("who is not in phone screen or onsite?", ("new", "system-design", "rejected")),
        ("wer ist im Phone screen?", ("phone-screen",)),
        ('stage:"phone screen"', ("phone-screen",)),
        ("stage:onsite", ("interview",)),
        ("-stage:onsite", ("new", "phone-screen", "system-design", "rejected")),
    ],
)
def test_a_stage_is_understood(asked, wanted):
    query = parse(asked)
    assert (query.stages, query.clauses) == (wanted, ())


def test_the_rest_of_the_question_stays_a_search():
    query = parse("who knows rust and is in phone screen?")
    assert query.stages == ("phone-screen",)
    assert [one.terms[0].label for one in query.clauses] == ["rust"]


@pytest.mark.parametrize(
    "asked",
    [
        "who knows system design?",
        "who has experience in system design?",
        "system design",
        "who lives in new york?",
        "who is in new york?",
        "who is new?",
        "who worked onsite at google?",
    ],
)
def test_what_is_no_stage_stays_what_it_was(asked):
    assert parse(asked).stages == ()
