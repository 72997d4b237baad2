from adapters.posted import REMEMBERED, REMEMBERED_SECONDS, Posts
from bot.chat.messages import Place
from bot.records import Workspace

HERE = Place(Workspace("slack", "T1"), "channel", "C1")
THERE = Place(Workspace("slack", "T1"), "channel", "C2")
ONE, TWO, OTHER = {"text": "12 people"}, {"text": "more"}, {"text": "13 people"}


def begun(posts, place=HERE):
    post = posts.of(place, "d7")
    post.went_out(0, ONE, "17.1")
    post.went_out(1, TWO, "17.2")


def test_a_repeat_knows_what_went_out():
    posts = Posts()
    begun(posts)
    post = posts.of(HERE, "d7")
    assert [post.sent(0, ONE), post.sent(1, TWO), post.sent(2, TWO)] == ["17.1", "17.2", ""]


def test_another_place_or_key_is_another_post():
    posts = Posts()
    begun(posts)
    assert not posts.of(THERE, "d7").begun
    assert not posts.of(HERE, "d8").begun


def test_a_message_that_changed_was_not_sent_and_neither_was_what_followed_it():
    posts = Posts()
    begun(posts)
    post = posts.of(HERE, "d7")
    assert post.sent(0, OTHER) == ""
    post.went_out(0, OTHER, "17.3")
    assert post.sent(1, TWO) == ""


def test_after_an_hour_or_many_others_a_post_is_forgotten():
    now = [0.0]
    posts = Posts(lambda: now[0])
    begun(posts)
    now[0] = REMEMBERED_SECONDS
    assert not posts.of(HERE, "d7").begun
    begun(posts)
    for number in range(REMEMBERED):
        posts.of(THERE, str(number))
    assert not posts.of(HERE, "d7").begun
