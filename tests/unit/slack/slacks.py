"""Slack doubles: an Api that notes what it is asked, errors as Slack sends them, an adapter over the harness's Slack."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from adapters.slack.harness import PERSON, TEAM, SlackHarness, pressed
from tests.cores import ScriptedCore


def refused(word, status=200, **headers):
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": word},
        headers=headers,
        status_code=status,
    )
    return SlackApiError("refused", response)


class Api:
    """Notes every call as (name, where, message or view); raises what ``faults`` holds for a call's name."""

    def __init__(self, **faults):
        self.calls = []
        self.faults = faults
        self.takes_urls = True

    def _call(self, name, where, what, **more):
        if name in self.faults:
            raise self.faults[name]
        self.calls.append((name, where, {**what, **more}))

    def respond(self, url, message):
        if self.takes_urls:
            self.calls.append(("respond", url, message))
        return self.takes_urls

    def message(self, channel, message, **more):
        self._call("message", channel, message, **more)
        return "17.1"

    def ephemeral(self, channel, user, message, **more):
        self._call("ephemeral", (channel, user), message, **more)

    def update(self, channel, ts, message):
        self._call("update", (channel, ts), message)

    def waiting_by(self, waits):
        return self

    def remove(self, channel, ts):
        self._call("remove", (channel, ts), {})

    def open(self, trigger, view, *, on_top=False):
        self._call("push" if on_top else "open", trigger, view)
        return "V9", "9.a"

    def redraw(self, view, *, view_id="", external="", seen=""):
        self._call("redraw", view_id or external, view, seen=seen)

    def publish(self, user, view, *, seen=""):
        self._call("publish", user, view, seen=seen)

    def closing(self, seconds):
        return False

    def dm(self, user):
        return f"D-{user}"

    def upload(self, channel, file):
        self._call("upload", channel, {"name": file.name, "data": file.data})


def pane(view, **more):
    """A view as Slack hands it back with what is done in it."""
    return {"id": "V1", "hash": "1.a", "root_view_id": "V1", "previous_view_id": None, **view, **more}


def press_in(harness, view, command, *, trigger="1.9.view"):
    """Press what carries the command line in a view; what came to be seen because of it."""
    body = pressed(command)
    action = {"type": "button", "action_id": "run:1", "block_id": "b", "value": command}
    if view["type"] == "home" and command.startswith("?"):
        action = {"type": "plain_text_input", "action_id": "find", "block_id": "find", "value": command[1:]}
    user = {name: body[name] for name in ("type", "team", "user")}
    return harness._dispatch({**user, "trigger_id": trigger, "view": view, "actions": [action]})


def open_home(harness, *, tab="home", event_id="Ev9", view=None):
    event = {"type": "app_home_opened", "user": PERSON, "channel": "D0MARA", "tab": tab, "event_ts": "1.1"}
    body = {"type": "event_callback", "team_id": TEAM, "event_id": event_id}
    return harness._dispatch({**body, "event": {**event, **({"view": view} if view else {})}})


def at_slack(answer):
    """The harness of a core that answers with what ``answer`` makes of a request."""
    return SlackHarness(ScriptedCore(answer))
