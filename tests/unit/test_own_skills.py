"""The team's file of skills: followed as it is, and one at fault changes nothing."""

from pathlib import Path

import pytest

from bot import own_skills
from bot.search.own import Unfit, extended, known_to
from bot.search.skills import packaged_skills, skills
from bot.search.vocabulary import SkillEntry
from bot.store import TooLong

FILE = """\
[storage]
quiver = { label = "Quiver DB", aliases = ["QuiverDB"], implies = ["databases"], cases = ["Arrowhead|Arrow Head"] }
[more]
kubernetes = { label = "Kubernetes", aliases = ["kates"] }
"""


def written(folder, text):
    path = folder / "skills.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def follow(bot, path):
    return own_skills.follow(bot.tenant, own_skills.entries_in(path), at=bot.now)


def test_the_skills_of_a_file_are_known_with_their_cases_and_names(bot, tmp_path):
    assert follow(bot, written(tmp_path, FILE)) == 0
    with own_skills.known_within(bot.tenant):
        assert skills().named(["kates"]).skill == "kubernetes"
        assert "arrowhead" in skills().implied_by("quiver")
        assert "quiver" in skills().implied_by("databases")
    assert "quiver" not in skills().entries


def test_following_a_file_again_changes_nothing_and_a_shorter_one_takes_away(bot, tmp_path):
    path = written(tmp_path, FILE)
    follow(bot, path)
    before = bot.tenant.own_skills()
    follow(bot, path)
    assert bot.tenant.own_skills() == before
    follow(bot, written(tmp_path, FILE.partition("[more]")[0]))
    assert {one.entry.id for one in own_skills.current(bot.tenant)} == {"quiver", "arrowhead"}
    follow(bot, written(tmp_path, ""))
    assert bot.tenant.own_skills() == ()


def test_what_stands_in_the_file_is_removed_there_and_no_undo_touches_it(bot, tmp_path):
    follow(bot, written(tmp_path, FILE))
    assert "stands in the file" in bot.say("skill remove QuiverDB").text
    assert "from the file" in bot.say("skill list").text
    assert "did nothing" in bot.say("undo").text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[storage", "is no TOML"),
        (b"\xff\xfe\x00", "not UTF-8"),
        ("quiver = 3", "is to hold a line for each skill"),
        ("[storage]\nquiver = 3", "is to hold a line for each skill"),
        ("[storage]\nquiver = { aliases = ['x1'] }", "quiver has no label"),
        ("[storage]\nquiver = { label = 'Quiver', aliases = 'QuiverDB' }", "aliases of quiver"),
        ("[storage]\nquiver = { label = 'Quiver', alias = ['QuiverDB'] }", "no such field: alias"),
        ("[storage]\nquiver = { label = 'Quiver', aliases = ['k8s'] }", "“k8s” is a name of Kubernetes already"),
        ("[storage]\nquiver = { label = 'Quiver', implies = ['bows'] }", "bows, which is no skill"),
        ("[a]\none = { label = 'One X' }\n[b]\ntwo = { label = 'Two X', aliases = ['one x'] }", "is a name of One X already"),
        ("[a]\ndeep-learning = { label = 'deep learning', implies = ['pytorch'] }", "would imply itself"),
        ("#" * 1_100_000, "larger than a megabyte"),
    ],
)  # fmt: skip
def test_a_file_at_fault_says_what_is_wrong(tmp_path, text, fault):
    with pytest.raises(Unfit, match=fault):
        own_skills.entries_in(written(tmp_path, text))


def test_no_file_is_said():
    with pytest.raises(Unfit, match="cannot be read"):
        own_skills.entries_in(Path("no-such-file.toml"))


def test_a_name_that_another_skill_has_by_now_stays_with_that_one():
    entry = SkillEntry("own-quiver", "Quiver", "own", aliases=("k8s", "QuiverDB"), implies=("gone", "databases"))
    known = extended(packaged_skills(), [entry])
    assert known.named(["k8s"]).skill == "kubernetes"
    assert known.named(["quiverdb"]).skill == "own-quiver"
    assert known.entries["own-quiver"].implies == ("databases",)


def test_a_circle_of_implications_that_arose_later_is_opened():
    rows = [
        SkillEntry("own-a", "A1 X", "own", implies=("own-b",)),
        SkillEntry("own-b", "B1 X", "own", implies=("own-a",)),
    ]
    known = extended(packaged_skills(), rows)
    assert known.named(["a1", "x"]).skill == "own-a"
    assert known.implies("own-a") == ()


def test_without_own_skills_the_packaged_ones_are_known():
    assert known_to(()) is packaged_skills()


def test_who_is_too_many_to_be_listed_at_once_waits_for_another_time(bot, tmp_path, monkeypatch):
    bot.add("etxeberria_2026.md")

    def too_many(*_, **__):
        raise TooLong

    with monkeypatch.context() as patch:
        patch.setattr(type(bot.tenant), "search", too_many)
        assert follow(bot, written(tmp_path, FILE)) > 0
    assert all(one.waiting for one in bot.tenant.own_skills())
    assert own_skills.settle(bot.tenant, most=10) == 0
