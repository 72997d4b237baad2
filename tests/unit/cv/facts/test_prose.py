"""Facts that sentences tell, where a CV has no section for them: named posts and prizes, and nothing that only sounds so."""

import pytest

from tests.unit.cv.facts.reading import profile, v


def told(sentence):
    return profile(f"# Ada Quill\nada@mail.example\n\n{sentence}\n")


def test_a_post_and_a_prize_are_told_in_sentences():
    found = told("In 2019 I was a research assistant at Tern Labs, Oslo. I received the Harbour Medal in 2020.")
    (post,) = found.work
    assert (v(post.title), v(post.organization), v(post.place)) == ("research assistant", "Tern Labs", "Oslo")
    assert [v(award.title) for award in found.awards] == ["Harbour Medal"]


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2019 I was a research assistant with Prof. Other.",
        "Ada Quill is a compiler engineer in Oslo who builds wires.",
        "I worked as an engineer in AI.",
    ],
)
def test_a_person_a_city_or_a_subject_employs_nobody(sentence):
    assert told(sentence).work == ()


def test_what_was_received_is_an_award_where_a_word_says_so():
    assert told("I received the Tern Handbook in 2019.").awards == ()
