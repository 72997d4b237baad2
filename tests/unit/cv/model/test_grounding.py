"""What of an answer is believed: whatever it says, every suggestion stands in the text and the rules' facts stay."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cv import read_cv
from bot.cv.model.answers import PARTS, Answer, Entry, Leaf
from bot.cv.model.excerpts import excerpts
from bot.cv.model.grounding import grounded
from bot.cv.model.merging import merge
from bot.cv.sandbox.checks import check
from bot.profile import facts
from tests.bot import SAMPLES
from tests.chance import examples
from tests.unit.cv.model.person import PLAIN

TEXTS = ("vasilenko-moss.txt", "Profile (1).txt", "Solheim_Priyanka_resume.txt", "achterberg_davit.md")
NAMES = sorted({name for names in PARTS.values() for name in names})


@cache
def asked():
    """Readings with the excerpts that a model is asked about."""
    found = [PLAIN, *(read_cv((SAMPLES / name).read_bytes(), name) for name in TEXTS)]
    return [(reading, excerpt) for reading in found for excerpt in excerpts(reading)]


@st.composite
def answers(draw):
    """Answers that quote stretches of the text, covered ones and ones beyond the excerpt too, with lines right and wrong."""
    reading, excerpt = draw(st.sampled_from(asked()))

    @st.composite
    def leaves(draw):
        number = draw(st.integers(1, len(excerpt.lines)))
        words = draw(st.sampled_from([excerpt.lines[number - 1].text, reading.text])).split(" ")
        start = draw(st.integers(0, len(words) - 1))
        quote = " ".join(words[start : start + draw(st.integers(1, 5))])[:400]
        first = draw(st.sampled_from([number, 1, 9_999]))
        return Leaf(
            first, draw(st.sampled_from([first, number, 9_999])), quote or draw(st.text(min_size=1, max_size=5))
        )

    kinds = st.sampled_from(sorted(PARTS))
    right = kinds.flatmap(lambda kind: st.dictionaries(st.sampled_from(PARTS[kind]), leaves()).map(lambda p: (kind, p)))
    wrong = st.tuples(kinds, st.dictionaries(st.sampled_from(NAMES), leaves(), max_size=4))
    found = draw(st.lists(st.one_of(right, wrong), max_size=6))
    return reading, excerpt, Answer([Entry(kind, parts) for kind, parts in found])


@settings(max_examples=examples(80))
@given(answers())
def test_whatever_is_answered_every_suggestion_is_proved_and_the_rules_facts_stay(case):
    reading, excerpt, answer = case
    found = grounded(answer, excerpt)
    for fact in facts(tuple(tuple(one.parts.values()) for one in found.suggestions)):
        (proof,) = fact.evidence
        assert not excerpt.covered.meet(proof.start, proof.end)
    merged = merge(reading.profile, found.suggestions)
    check(replace(reading, profile=merged.profile))
    before, after = list(facts(reading.profile)), list(facts(merged.profile))
    kept = set(map(id, after))
    assert all(id(fact) in kept for fact in before)
    assert len(after) == len(before) + len(merged.added)
    for fact in merged.added:
        (proof,) = fact.evidence
        assert proof.rule.startswith("model.")
        assert fact.confidence == 0.5
        assert fact.check
    assert merged.kept <= found.leaves


def read(text):
    reading = read_cv(text.encode(), "cv.md")
    (excerpt,) = excerpts(reading)
    return reading, excerpt


HEAD = "# Ilse Vandermolen\n\nilse@vandermolen.example\n\n"


def suggested(text, kind, **parts):
    _, excerpt = read(text)
    leaves = {name: Leaf(1, len(excerpt.lines), quote) for name, quote in parts.items()}
    return {
        name: fact.value
        for one in grounded(Answer([Entry(kind, leaves)]), excerpt).suggestions
        for name, fact in one.parts.items()
    }


LOOSE = HEAD + "## Talks\n\n"


@pytest.mark.parametrize(
    ("line", "quote", "value"),
    [
        ("I gave a talk at Node.js Berlin", "Node.js Berlin", "Node.js Berlin"),
        ("I gave a talk at Node.js Berlin", "Node", None),
        ("I gave a talk at Node.js Berlin", "js Berlin", None),
        ("I gave a talk at Node.js Berlin", " ", None),
        ("I gave a talk at Node.js Berlin in 2024", "2024", None),
        ("I gave a talk on C++ there", "C", None),
        ("I gave a talk at **Tern** *Labs* there", "Tern Labs", "Tern Labs"),
        ("I gave a talk at Zürich Labs there", "Zurich Labs", "Zürich Labs"),
        ("I gave a talk at O’Malley Labs there", "O'Malley   Labs", "O’Malley Labs"),
        ("I gave a talk at Ternlabs there", "Tern", None),
        ("I gave a talk at Tern-Labs there", "Tern", None),
        ("我在岚川大学做过报告", "岚川大学", "岚川大学"),
    ],
)
def test_a_quote_is_taken_in_whole_words_apart_from_case_accents_and_signs(line, quote, value):
    assert suggested(LOOSE + line, "award", title=quote).get("title") == value


@pytest.mark.parametrize(
    ("line", "start", "end", "value"),
    [
        ("Guest at Tern Labs from 03/2016 to June 2018", "03/2016", "June 2018", ("2016-03", "2018-06")),
        ("Guest at Tern Labs from 03/2016 to June 2018", "June 2018", "03/2016", ("2016-03", "2018-06")),
        ("Guest at Tern Labs from March 2016 to June 2018", "2016", "2018", ("2016-03", "2018-06")),
        ("Guest at Tern Labs since 2019", "2019", "since 2019", ("2019", "present")),
        ("Guest at Tern Labs in 2019", "2019", "2019", (None, None)),
        ("Guest at Tern Labs in room 2099", "2099", "room", (None, None)),
        ("Guest at Tern Labs Nov 2016 - Jan 17", "Nov 2016", "Jan 17", ("2016-11", None)),
        ("Guest at Tern Labs in 2019, then 2016 once", "2019", "2016", (None, None)),
    ],
)
def test_dates_are_read_by_the_rules_wherever_the_model_points(line, start, end, value):
    found = suggested(LOOSE + line, "work", organization="Tern Labs", start=start, end=end)
    assert (found.get("start"), found.get("end")) == value


def test_a_gap_of_an_entry_is_filled_and_its_own_facts_stay():
    text = HEAD + "## Work\n\n**Quillfeather Systems**\nJan 2020 - Present\n\n- Night porter of the archive, in fact.\n"
    reading, excerpt = read(text)
    assert reading.profile.work[0].title is None
    parts = {"organization": Leaf(1, 1, "Quillfeather Systems"), "title": Leaf(3, 3, "Night porter")}
    merged = merge(reading.profile, grounded(Answer([Entry("work", parts)]), excerpt).suggestions)
    (post,) = merged.profile.work
    assert post.title.value == "Night porter"
    assert (post.organization, post.start, post.end) == (
        reading.profile.work[0].organization, reading.profile.work[0].start, reading.profile.work[0].end,
    )  # fmt: skip


@pytest.mark.parametrize(("quote", "grade"), [("3.9/4.0", "3.9/4.0"), ("3.7/4.0", "3.7/4.0"), ("Guest", None)])
def test_a_grade_is_read_by_the_rules_where_the_model_points(quote, grade):
    line = "Guest student at Tern University, GPA: 3.9/4.0, later GPA: 3.7/4.0"
    assert suggested(LOOSE + line, "education", institution="Tern University", gpa=quote).get("gpa") == grade


def completed(text, kind, **parts):
    """The profile with what a model says of one entry; None for a part that it leaves out."""
    reading, excerpt = read(text)
    leaves = {name: quote and Leaf(1, len(excerpt.lines), quote) for name, quote in parts.items()}
    return merge(reading.profile, grounded(Answer([Entry(kind, leaves)]), excerpt).suggestions).profile


def test_a_stretch_that_proves_a_fact_already_proves_no_other():
    text = HEAD + "## Work\n\n**Quillfeather Systems**\nJan 2020 - Present\n\n- Night porter of the archive, in fact.\n"
    (post,) = completed(text, "work", organization="Quillfeather", title="Systems").work
    assert (post.organization.value, post.title) == ("Quillfeather Systems", None)


def test_a_post_has_its_title_or_its_organization_beside_its_dates():
    line = LOOSE + "There I was a night porter from 2016 to 2018 in Gullane"
    (post,) = completed(line, "work", title="night porter", start="2016").work
    assert (post.title.value, post.start.value) == ("night porter", "2016")
    assert completed(line, "work", place="Gullane", start="2016").work == ()


WROTE = LOOSE + "I wrote Fast Paths through Slow Caches for SOSP in May 2021 there"


def test_a_paper_has_a_venue_or_a_date_beside_its_title():
    title = "Fast Paths through Slow Caches"
    (paper,) = completed(WROTE, "publication", title=title, venue="SOSP", date="May 2021").publications
    assert (paper.title.value, paper.venue.value, paper.date.value) == (title, "SOSP", "2021-05")
    assert completed(WROTE, "publication", title=title, venue=None).publications == ()


def test_an_award_is_suggested_beside_those_of_the_rules():
    text = HEAD + "## Awards\n\n- Tidewater Prize, 2020\n\n## Talks\n\nThey gave me the Harbour Medal in May 2021 there"
    found = completed(text, "award", title="Harbour Medal", date="May 2021").awards
    assert [(award.title.value, award.dates[0].value) for award in found] == [
        ("Tidewater Prize", "2020"),
        ("Harbour Medal", "2021-05"),
    ]
