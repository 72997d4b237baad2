"""The pictures of docs/ are drawn from real replies, and the same ones each time; what a CV says stays text in them."""

import pytest

from bot.chat.messages import Bold, Field, Person, Proof, Quote, Reply, Text, Title
from pictures import chromium
from pictures.drawing import drawn
from pictures.scenes import Look, Picture, Scene, pictures
from pictures.team import team

EVERY = list(pictures())
HOSTILE = '<script>alert(1)</script> *bold* _it_ `code` </blockquote> [x](javascript:0) @everyone <!channel> & "'
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt; *bold* _it_ `code` &lt;/blockquote&gt;"


@pytest.fixture(scope="module")
def asked():
    with team() as found:
        yield found


@pytest.mark.parametrize("picture", EVERY, ids=lambda one: one.file)
def test_every_picture_is_drawn_without_a_browser(asked, picture):
    page, width = drawn(picture, asked)
    assert page.startswith("<!doctype html>")
    assert 300 <= width <= 800
    assert "someone" not in page


def test_the_same_team_is_drawn_the_same_way(asked):
    with team() as again:
        for picture in EVERY:
            if picture.scene.name in ("search", "card", "digest"):
                assert drawn(picture, asked) == drawn(picture, again)


@pytest.mark.parametrize("platform", ["slack", "discord", "terminal"])
def test_what_a_cv_says_stays_text(asked, platform):
    person = Person(HOSTILE, ((HOSTILE,),), proofs=(Proof((HOSTILE,), (HOSTILE, Bold(HOSTILE))),))
    blocks = (Title(HOSTILE), person, Field(HOSTILE, (Quote((HOSTILE,)),)), Text((Bold(HOSTILE),)))
    scene = Scene("hostile", lambda *_: Reply(blocks, text="hostile"), line=HOSTILE)
    page, _ = drawn(Picture(scene, Look(platform)), asked)
    assert "<script" not in page
    assert "javascript:0" in page
    assert "".join(page.split()).count("".join(SHOWN.split())) >= len(blocks)


def test_without_chromium_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(chromium.Missing, match="apt install chromium"):
        chromium.command()
