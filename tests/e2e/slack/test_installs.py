"""Many workspaces in one bot over real sockets: installed by OAuth, answered side by side, uninstalled, keys rotated."""

import json
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from itertools import count

import pytest

from adapters.slack.harness import shown
from adapters.slack.listeners import NOT_HERE
from bot.installations import Installation
from bot.records import Workspace
from storage import open_store
from storage.installations import SqlInstallations
from tests.e2e.slack.bot import Bot
from tests.e2e.slack.stand_in import ALICE, BOT, BOT_TOKEN, GENERAL, TEAM, Person, StandIn, until
from tests.workspaces import CLIENT, CLIENT_SECRET, COMPANY, SIGNING, Browser, Slack, send

PORT = 4110
HERE = f"http://127.0.0.1:{PORT}"
OLD, NEW = "the-old-key-marker-of-32-characters-", "the-new-key-marker-of-32-characters-"
TESSERA, QUILLON = "T0TESSERA", "T0QUILLON"
THEIRS = {TESSERA: "okonkwo-brandt-cv.md", QUILLON: "CV_Halloran_2026.txt"}
numbers = count(1)


@pytest.fixture(scope="module")
def slack():
    running = Slack()
    yield running
    running.close()


@pytest.fixture(scope="module")
def bot(slack, tmp_path_factory):
    running = Bot(
        tmp_path_factory.mktemp("bot"),
        f"{slack.base}/api/",
        app_token="",
        port=PORT,
        SLACK_BOT_TOKEN="",
        SLACK_SIGNING_SECRET=SIGNING,
        SLACK_CLIENT_ID=CLIENT,
        SLACK_CLIENT_SECRET=CLIENT_SECRET,
        SECRET_KEY=OLD,
        LOG_LEVEL="DEBUG",
    )
    running.start("web")
    yield running
    assert running.stop() == 0
    assert "Traceback" not in running.log()


@pytest.fixture(scope="module")
def codes(slack, bot):
    """Two workspaces that installed the bot; each imported a CV of its own."""
    found = {TESSERA: slack.allow(TESSERA, "Tessera"), QUILLON: slack.allow(QUILLON, "Quillon")}
    for code in found.values():
        assert Browser(HERE).install(code)[0] == 200
    for name, file in (("Tessera", THEIRS[TESSERA]), ("Quillon", THEIRS[QUILLON])):
        bot.call("--organization", name, "import", f"samples/cvs/{file}")
    return found


def command(slack, team, text, **more):
    """Type the command there; what the bot says of it to Slack at once, and where its answer goes."""
    number = next(numbers)
    place = f"{team}-{number}"
    body = {
        "command": "/candidate",
        "text": text,
        "team_id": team,
        "user_id": "U0ADMIN",
        "channel_id": "C0HIRING",
        "response_url": f"{slack.base}/hooks/{place}",
        "trigger_id": f"{number}.2.3",
        **more,
    }
    return send(HERE, body), place


def asked(slack, team, text, **more):
    """The answer to the command, as a person reads it."""
    said, place = command(slack, team, text, **more)
    if said.startswith("{"):
        return shown(f"{slack.base}/", json.loads(said)).text
    answer = until(lambda: next((one for where, one in slack.answers if where == place), None), f"answer to {text}")
    return shown(f"{slack.base}/", answer).text


def happens(where, kind, **event):
    body = {
        "type": "event_callback",
        "team_id": where,
        "event_id": f"Ev{next(numbers)}",
        "event_time": int(time.time()),
    }
    send(HERE, {**body, "event": {"type": kind, **event}}, json_body=True)


def test_two_workspaces_are_answered_side_by_side_without_a_trace_of_each_other(slack, bot, codes):
    for team, own, other in ((TESSERA, "Okonkwo", "Halloran"), (QUILLON, "Halloran", "Okonkwo")):
        assert own in asked(slack, team, f"show {own}")
        for line in ("new", f"show {other}", f"find {other}", "show #2", "history", "stats", "access", "digest"):
            assert other.casefold() not in asked(slack, team, line).replace(other, "", 1).casefold(), line
    for team, code in codes.items():
        mine = slack.token(code)
        assert {who for who, method, _ in slack.calls if method == "users.info"} >= {mine}
        assert team in mine


def test_a_message_is_answered_with_the_token_of_its_workspace(slack, bot, codes):
    for team, code in codes.items():
        before = len(slack.of("chat.postMessage", slack.token(code)))
        happens(team, "message", channel="D0ADMIN", channel_type="im", user="U0ADMIN", team=team, text="new", ts="1.2")
        until(lambda code=code, n=before: len(slack.of("chat.postMessage", slack.token(code))) > n, "answer")


def test_a_digest_is_posted_with_the_token_of_its_workspace(slack, bot, codes):
    for team, name, file in ((TESSERA, "Tessera", "achterberg_davit.md"), (QUILLON, "Quillon", "etxeberria_2026.md")):
        assert "New applicants are posted" in asked(slack, team, "digest add every Monday 9:00 Europe/Berlin")
        bot.call("--organization", name, "import", f"samples/cvs/{file}")
        asked(slack, team, "digest send")
    for team, code in codes.items():
        posts = until(
            lambda code=code: [
                one for one in slack.of("chat.postMessage", slack.token(code)) if one["channel"] == "C0HIRING"
            ],
            f"digest of {team}",
        )
        assert len(posts) == 1


def test_a_company_that_installed_once_is_served_in_each_of_its_workspaces_apart(slack, bot, codes):
    code = slack.allow(COMPANY, "Corp", whole=True)
    assert Browser(HERE).install(code)[0] == 200
    org = {"enterprise_id": COMPANY, "is_enterprise_install": "true"}
    assert "Nobody" in asked(slack, "T1", "new", **org)
    asked(slack, "T1", "skill add Zyzzyva", **org)
    assert "Zyzzyva" in asked(slack, "T1", "skill list", **org)
    assert "Zyzzyva" not in asked(slack, "T2", "skill list", **org)
    assert slack.of("users.info", slack.token(code))


def test_uninstalling_ends_answers_at_once_and_installing_again_finds_all_as_it_was(slack, bot, codes):
    happens(QUILLON, "tokens_revoked", tokens={"oauth": ["U0ADMIN"], "bot": []})
    assert "Halloran" in asked(slack, QUILLON, "show Halloran")
    happens(QUILLON, "app_uninstalled")
    said, place = command(slack, QUILLON, "show Halloran")
    assert NOT_HERE in said
    assert "Okonkwo" in asked(slack, TESSERA, "show Okonkwo")
    assert place not in [where for where, _ in slack.answers]
    assert QUILLON not in [row[0] for row in kept(bot)]
    codes[QUILLON] = slack.allow(QUILLON, "Quillon")
    assert Browser(HERE).install(codes[QUILLON])[0] == 200
    assert "Halloran" in asked(slack, QUILLON, "show Halloran")


def test_a_token_that_is_revoked_is_dropped(slack, bot, codes):
    happens(QUILLON, "tokens_revoked", tokens={"bot": ["U0BOT"]})
    assert NOT_HERE in command(slack, QUILLON, "new")[0]
    assert "Okonkwo" in asked(slack, TESSERA, "show Okonkwo")


def test_doctor_tells_how_many_installed_and_what_slack_refuses(slack, bot, codes):
    assert "2 workspaces installed the bot" in bot.call("doctor")


def test_a_key_is_rotated_without_anybody_installing_again(slack, bot, codes):
    before = kept(bot)
    for keys in (f"{NEW},{OLD}", NEW):
        assert bot.stop() == 0
        bot.start("web", SECRET_KEY=keys)
        assert "Okonkwo" in asked(slack, TESSERA, "show Okonkwo")
    assert {one for _, one in before}.isdisjoint(one for _, one in kept(bot))


def test_no_secret_is_in_any_log_or_in_the_database(slack, bot, codes):
    browser = Browser(HERE)
    state = browser.begin()
    assert browser.get("/slack/oauth_redirect", error="access_denied")[0] == 200
    data = b"".join(one.read_bytes() for one in bot._folder.iterdir())
    assert TESSERA.encode() in data
    for secret in ("marker", "xoxb-", state):
        assert secret.encode() not in data


def test_in_socket_mode_an_installed_workspace_is_answered_without_a_token_of_our_own(tmp_path):
    given = {"SLACK_CLIENT_ID": CLIENT, "SLACK_CLIENT_SECRET": CLIENT_SECRET, "SECRET_KEY": OLD}
    with closing(StandIn(tmp_path, 3903)) as one:
        bot = Bot(tmp_path, one.api_url, SLACK_BOT_TOKEN="", **given)
        store = open_store(f"sqlite:///{tmp_path / 'bot.db'}")
        place = Workspace("slack", TEAM)
        key = Installation(place, False, "Tessera", BOT_TOKEN, BOT, "B0BOT", "", ALICE, datetime.now(UTC))
        SqlInstallations(store, [OLD]).install(key)
        store.close()
        bot.call("--organization", "Tessera", "import", "samples/cvs/okonkwo-brandt-cv.md")
        bot.call("--organization", "Tessera", "chat", typed=f"access grant slack:{TEAM}:{ALICE} viewer\n")
        bot.start("slack")
        alice = Person(one, ALICE, GENERAL)
        alice.commands("cuda")
        alice.sees("1 person for cuda")
        assert bot.stop() == 0


def kept(bot):
    with sqlite3.connect(f"file:{bot._folder / 'bot.db'}?mode=ro", uri=True) as database:
        return database.execute("SELECT id, token FROM installation ORDER BY id").fetchall()
