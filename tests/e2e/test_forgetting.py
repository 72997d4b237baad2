"""Somebody is erased, and with them what the bot said about them on both platforms, as their own states show."""

import json
from datetime import UTC, datetime

import pytest

import adapters.discord  # noqa: F401 - first: it keeps the warning of discord.py's voice player out of the tests
from storage.tables import erased_message
from tests.e2e.both import PORT, both
from tests.e2e.discord.actor import Actor
from tests.e2e.discord.proxy import Fault
from tests.e2e.slack.stand_in import ALICE, BOT, GENERAL, TEAM, Person, until
from tests.e2e.slack.unreliable import Fault as Refusal
from tests.e2e.slack.unreliable import Unreliable

GOES, LATER, STAYS = "Tindra Vosk", "Ebbe Lornquist", "Bram Quillfeather"
CHANNEL = "ml-hiring"


class House:
    """A team on both platforms, each of which shows two of three people in a card, in a shared post and all in a digest."""

    def __init__(self, made, slack_calls):
        self.made, self.slack_calls = made, slack_calls
        self.alice = Person(made.slack, ALICE, GENERAL)
        self.mara = Actor(made.control, made.proxy, made.state, "mara")

    def tells_of_all(self):
        digests = "digest add every Monday 9:00 --name arrivals --waiting 0"
        self.alice.commands(digests)
        self.alice.sees("arrivals")
        self.mara.slash("ask", line=digests.replace("arrivals", "newcomers"))
        cvs = self.made.folder / "cvs"
        cvs.mkdir()
        for name in (GOES, LATER, STAYS):
            text = f"# {name}\n\n{name.replace(' ', '@').lower()}.example\n\n## Skills\n\nCUDA, Rust\n"
            (cvs / f"{name.split()[1]}.md").write_text(text, encoding="utf-8")
        self.made.call("import", str(cvs))
        self.alice.commands("digest send arrivals")
        self.mara.slash("ask", line="digest send newcomers")
        until(lambda: self.on_slack(GENERAL, STAYS), "digest on Slack")
        until(lambda: self.on_discord(STAYS), "digest on Discord")
        self.digest = self.mara.next_message(0, CHANNEL)

    def shows(self, name):
        who, direct = name.split()[1], Person(self.made.slack, ALICE, self.direct())
        direct.says(f"show {who}")
        direct.sees(name)
        before = len(self.on_slack(GENERAL, "Shared by"))
        self.alice.commands(f"share {who}")
        self.alice.sees(f"Share {name}")
        self.alice.presses(next(line for line in self.lines(self.alice) if line.startswith("share-post")))
        assert name in self.mara.say(f"show {who}").text
        self.mara.press(self.mara.slash("ask", line=f"share {who}"), f"Share in #{CHANNEL}")
        until(lambda: len(self.on_slack(GENERAL, "Shared by")) > before, "shared post on Slack")
        until(lambda: self.on_discord("Shared by") > before, "shared post on Discord")

    def lines(self, person):
        """What the newest buttons carry."""
        said = reversed(self.made.slack.messages(person.channel))
        blocks = [block for one in said for block in one.get("blocks") or ()]
        return [item.get("value", "") for block in blocks for item in block.get("elements") or ()]

    def on_slack(self, channel, words):
        """The bot's messages that stand there for all to read, and have the words in them."""
        there = (one for one in self.made.slack.messages(channel) if one["user"] == BOT and not one.get("ephemeral_to"))
        return [one for one in there if words in json.dumps(one, ensure_ascii=False)]

    def on_discord(self, words, channel=CHANNEL):
        return self.mara.count_of(words, channel, shown_to_all=True)

    def direct(self):
        return self.made.slack.dm(ALICE)

    def left_of(self, name):
        """How many messages name them: on Slack in the channel and the direct messages, then the same on Discord."""
        there = (GENERAL, self.direct())
        return [len(self.on_slack(one, name)) for one in there] + [
            self.on_discord(name, one) for one in (CHANNEL, "dm")
        ]

    def is_gone(self, name):
        until(lambda: not any(self.left_of(name)), "end of what names them")
        assert len(self.on_slack(GENERAL, STAYS)) == 1
        assert self.on_discord(STAYS) == 1

    def status(self):
        return self.mara.slash("ask", line="forget status").text


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    slack_calls = Unreliable(f"http://127.0.0.1:{PORT}")
    with both(tmp_path_factory.mktemp("house"), SLACK_API_URL=slack_calls.api_url) as made:
        made.call("chat", typed=f"access grant slack:{TEAM}:{ALICE} admin\n")
        made.start()
        team = House(made, slack_calls)
        team.tells_of_all()
        yield team
    slack_calls.close()


def test_who_is_erased_on_slack_is_gone_on_discord_too_after_a_question(house):
    house.shows(GOES)
    assert house.left_of(GOES) == [2, 1, 2, 1]
    house.alice.commands("forget vosk")
    house.alice.sees(f"Erase {GOES}?")
    assert house.left_of(GOES) == [2, 1, 2, 1]
    house.alice.presses(next(line for line in house.lines(house.alice) if "--confirmed" in line))
    house.alice.sees("is erased.")
    house.is_gone(GOES)
    assert not house.on_slack(GENERAL, "Shared by")
    assert not house.on_discord("Shared by")
    house.alice.commands("show vosk")
    house.alice.sees("Nobody is called vosk")
    assert "Nobody" in house.mara.slash("ask", line="find vosk").text
    until(lambda: house.on_slack(house.direct(), "is gone."), "word that all is gone")


def test_what_a_platform_refuses_is_listed_and_goes_once_it_lets_it(house):
    house.shows(LATER)
    assert house.left_of(LATER) == [2, 1, 2, 1]
    house.slack_calls.fails("chat.update", [Refusal(200, b'{"ok": false, "error": "cant_update_message"}')])
    digest = house.mara.message_with(house.digest, "Show all 3")
    house.made.proxy.faults.append(Fault(f"/messages/{digest}", 403, 50005))
    asked = house.mara.press(house.mara.slash("ask", line="forget lornquist"), "Erase for good…")
    assert "is erased." in house.mara.press(asked, "Erase for good").text
    until(lambda: "2 messages refused, tried again each day" in house.status(), "list of what was refused")
    assert house.left_of(LATER) == [1, 0, 1, 0]
    told = house.status()
    assert "cant_update_message" in told
    assert "Discord does not let the bot" in told
    assert LATER not in told
    house.made.changed(erased_message.update().values(next_try=datetime.now(UTC)))
    house.is_gone(LATER)
    assert "refused" not in house.status()
