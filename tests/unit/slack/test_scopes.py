"""The app asks for what its code uses, and for nothing else."""

import re
from pathlib import Path

import pytest
from slack_sdk import WebClient

import adapters.slack
from adapters.slack import probe
from adapters.slack.incoming import ADD, FIND, SAVE
from adapters.slack.scopes import EVENTS, METHODS, OPTIONAL, SCOPES
from bot.settings import Settings
from tests.cores import said
from tests.unit.slack.slacks import at_slack

CODE = [path for path in Path(adapters.slack.__file__).parent.glob("*.py") if path.name != "harness.py"]
MANIFEST = Path(__file__).parents[3] / "docs" / "slack-manifest.yaml"
PAGE = MANIFEST.with_name("setup-slack.md").read_text(encoding="utf-8")
SPLIT = {
    "auth.teams_list": {"auth.teams.list"},
    "files.upload_v2": {"files.getUploadURLExternal", "files.completeUploadExternal"},
    "oauth.v2_access": {"oauth.v2.access"},
}
"""What the SDK calls otherwise than its function is called."""
FAMILIES = {one.partition("_")[0] for one in dir(WebClient) if "_" in one.strip("_")}
SOCKET_MODE = {"apps.connections.open"}
"""What the SDK calls by itself."""


def listed(name):
    """The list of that name in the manifest."""
    block = re.search(rf"^( +){name}:\n((?:\1  - \S+\n)+)", MANIFEST.read_text(encoding="utf-8"), re.MULTILINE)
    return re.findall(r"- (\S+)", block[2])


def called():
    """Every method that the code calls, by the SDK's functions or by name."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in CODE if path.name != "scopes.py")
    functions = {one for one in re.findall(r"client\.([a-z]+_\w+)", text) if hasattr(WebClient, one)} - {"api_call"}
    named = {one for one in re.findall(r'"([a-z]+\.[a-zA-Z.]+)"', text) if one.partition(".")[0] in FAMILIES}
    for one in functions:
        method = one.replace("_", ".", 1)
        named |= SPLIT.get(method, {method})
    return named | SOCKET_MODE


def test_the_manifest_asks_for_exactly_what_the_code_uses():
    assert sorted(listed("bot")) == sorted(SCOPES)
    assert sorted(listed("bot_events")) == sorted(EVENTS)


def test_the_manifest_has_the_shortcuts_that_the_code_knows():
    assert sorted(re.findall(r"callback_id: (\S+)", MANIFEST.read_text(encoding="utf-8"))) == [ADD, FIND, SAVE]


def test_every_method_that_is_called_has_its_scope_and_no_other_has():
    assert called() == METHODS.keys()


def test_nothing_that_is_said_in_channels_can_be_read_or_heard():
    assert not {one for one in (*SCOPES, *EVENTS) if re.match(r"(channels|groups|mpim)[:.]|message\.(?!im$)", one)}


@pytest.mark.parametrize("scope", [*sorted(SCOPES), *OPTIONAL])
def test_every_scope_is_explained(scope):
    assert PAGE.count(f"\n| `{scope}` |") == 1


class Answered:
    """What Slack says of a token that has these scopes."""

    def __init__(self, *scopes):
        self.headers = {"x-oauth-scopes": ",".join(scopes)}

    def __getitem__(self, name):
        return {"user": "recruitbot", "team": "Tessera"}[name]


def probed(monkeypatch, *scopes):
    monkeypatch.setattr(probe, "_call", lambda *_: Answered(*scopes))
    return probe.probe(Settings(_env_file=None, slack_bot_token="xoxb-1"))


def test_doctor_is_content_without_the_optional_scopes_and_says_what_they_would_add(monkeypatch):
    found = probed(monkeypatch, *SCOPES)
    assert found.startswith("recruitbot in Tessera, HTTP (not needed: channels:history would let it save whole threads")
    assert "groups:history" in found
    assert probed(monkeypatch, *SCOPES, *OPTIONAL) == "recruitbot in Tessera, HTTP"


def test_doctor_names_a_scope_that_is_lacking(monkeypatch):
    with pytest.raises(ConnectionError, match=r"The app lacks files:read: add"):
        probed(monkeypatch, *(SCOPES - {"files:read"}))


@pytest.mark.parametrize("event", ["message.channels", "reaction_added", "team_join", "file_created"])
def test_what_is_not_asked_for_is_not_heard(event):
    harness = at_slack(lambda request: said("ok"))
    kind, _, place = event.partition(".")
    body = {"type": "event_callback", "event_id": "Ev1", "team_id": "T0TEAM"}
    event = {"type": kind, "channel": "C0HIRING", "channel_type": place.rstrip("s"), "user": "U0MARA", "text": "cuda"}
    assert harness._dispatch({**body, "event": event}) == []
    assert harness.adapter._core.requests == []
