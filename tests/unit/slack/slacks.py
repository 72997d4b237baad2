"""Slack doubles: an Api that notes what it is asked, errors as Slack sends them, an adapter over the harness's Slack."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from adapters.slack.harness import SlackHarness
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

    def open(self, trigger, view):
        self._call("open", trigger, view)

    def dm(self, user):
        return f"D-{user}"

    def upload(self, channel, file):
        self._call("upload", channel, {"name": file.name, "data": file.data})


def at_slack(answer):
    """The harness of a core that answers with what ``answer`` makes of a request."""
    return SlackHarness(ScriptedCore(answer))
