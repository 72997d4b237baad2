"""The pictures of docs/ are drawn from real replies, and the same ones each time; what a CV says stays text in them."""

import re
from pathlib import Path

import pytest
from PIL import Image

from bot.chat.messages import Bold, Field, Person, Proof, Quote, Reply, Text, Title
from pictures import chromium
from pictures.__main__ import FOLDER
from pictures.drawing import drawn
from pictures.scenes import Look, Picture, Scene, pictures
from pictures.team import team

EVERY = list(pictures())
ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
IMAGE = re.compile(r'!\[(?P<alt>[^\]]*)\]\((?P<file>[^)\s]+\.png)\)|<img (?P<tag>[^>]*)>|srcset="(?P<source>[^"]+)"')
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
            if picture.scene.name in ("search", "digest"):
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


@pytest.mark.parametrize("scene", ["search", "digest", "grouped", "match", "evidence"])
def test_the_light_bars_of_quotes_are_there_however_few_colours_a_picture_has(scene):
    with Image.open(FOLDER / f"slack-{scene}.png") as image:
        colours = image.convert("RGBA").getcolors(1 << 12)
    assert (
        sum(
            count
            for count, (red, green, blue, _) in colours
            if min(red, green, blue) >= 210 and max(red, green, blue) <= 228
        )
        > 2_000
    )


def shown():
    """Every picture on a page, with what is said of it; of another look of the same picture nothing has to be said."""
    for page in PAGES:
        for found in IMAGE.finditer(page.read_text(encoding="utf-8")):
            given = dict(re.findall(r'(\w+)="([^"]*)"', found["tag"] or ""))
            file = found["file"] or found["source"] or given["src"]
            alt = None if found["source"] else found["alt"] if found["file"] else given.get("alt", "")
            yield page.name, (page.parent / file).resolve(), alt


def test_every_picture_on_a_page_is_there_and_is_said_in_words():
    for page, file, alt in shown():
        assert file.is_file(), (page, file)
        assert alt is None or len(alt) > 30, (page, file)


def test_every_scene_is_shown_somewhere_and_nothing_else_lies_there():
    files = {one.file for one in EVERY}
    assert {file.name for _, file, _ in shown()} == files
    assert {one.name for one in FOLDER.iterdir()} == files


@pytest.mark.parametrize("picture", EVERY, ids=lambda one: one.file)
def test_a_picture_is_sharp_and_small(picture):
    file = FOLDER / picture.file
    assert file.stat().st_size <= chromium.LARGEST
    with Image.open(file) as image:
        assert image.width >= 2 * 390
