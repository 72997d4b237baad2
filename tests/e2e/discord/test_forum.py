"""A digest with a post for each person, in a forum: set up, posted, followed from stage to stage, and forgotten."""

import json

import pytest

from tests.e2e.discord.forum import Forum


@pytest.fixture
def forum(proxy, state):
    proxy.forum = Forum(state["channels"]["candidates"], state["bot"], state["guild"])
    yield proxy.forum
    proxy.forum = None


def test_everybody_has_a_post_in_the_forum_that_follows_them_until_they_are_forgotten(mara, forum):
    wait = mara.proxy.wait
    place = f"<#{forum.channel}>"
    told = mara.slash("ask", line=f"digest add every day at 9 --name each --each on --channel {place}")
    assert "Screening, Offer" in told.text
    added = mara.slash("add", ("noa.md", CV.encode()))
    mara.press(added, "Save")
    mara.slash("ask", line="digest send each")
    (number,) = wait(lambda: list(forum.posts), 60)
    post = forum.posts[number]
    assert (post.title, post.tags) == ("Noa Wrenfield-Sato", ["1"])
    assert "noa@wrenfield-sato.example" not in json.dumps(post.messages)
    post.tags, post.archived = ["1", "3"], True
    mara.slash("ask", line="stage wrenfield interview")
    wait(lambda: post.tags == ["3", "2"] and post.archived and "Interview" in json.dumps(post.messages), 30)
    asked = mara.press(mara.slash("ask", line="forget wrenfield"), "Erase for good…")
    mara.press(asked, "Erase for good")
    wait(lambda: not post.messages, 30)
    assert post.title == "Taken down"


CV = """# Noa Wrenfield-Sato

noa@wrenfield-sato.example

## Experience

**Kernel engineer**, Tessera Labs, 2023 - 2025

- Wrote a scheduler in Rust

## Skills

Rust, Linux
"""
