"""What is each platform's own in the tests of what all promise: how people are named there, how it refuses, how its payloads are read."""

import json
from types import SimpleNamespace

from tests.unit.slack.slacks import refused


class Slack:
    colleague, typed, mentioned = "U0JONAS", "<@U0JONAS|Jonas>", '"user_id": "U0JONAS"'
    """Somebody's id, how a line names them, and what calls them in a payload."""
    answers_mentions_directly = False

    @staticmethod
    def fields(form):
        """By name: what stands in a shown form."""
        blocks = [one for one in form.payload["view"]["blocks"] if one["type"] == "input"]
        return {one["block_id"]: one["element"].get("initial_value", "") for one in blocks}

    @staticmethod
    def presses(harness, junk):
        """A press of what was never sent; Slack has no button without a value."""
        return harness.press(junk) if junk else []

    @staticmethod
    def mark(payload):
        """By what a message is known again as one of its post."""
        return json.dumps(payload["metadata"], sort_keys=True)

    @staticmethod
    def thread(shown, _id):
        """The first message of the thread in which one stands; empty outside."""
        return shown.payload.get("thread_ts", "")

    @staticmethod
    def hands_out(harness, _first, others):
        """From now on these ids and what was sent stand in the thread of the post."""
        kept = [{"ts": number, "metadata": shown.payload["metadata"]} for number, shown in others]
        harness.platform.slack.thread = kept

    @staticmethod
    def deletes_nothing(harness):
        def delete(*_):
            raise refused("cant_delete_message")

        harness.platform.delete = delete

    @staticmethod
    def forgets_what_stood(harness):
        def update(*_, **__):
            raise refused("message_not_found")

        harness.platform.update = update


class Discord:
    colleague, typed, mentioned = "903", "<@903|Jonas>", "<@903>"
    answers_mentions_directly = True

    @staticmethod
    def fields(form):
        shown = [one["component"] for one in form.payload["components"]]
        return {one["custom_id"]: one.get("value", "") for one in shown}

    @staticmethod
    def presses(harness, junk):
        data = {"custom_id": junk, "component_type": 2}
        return harness.event("INTERACTION_CREATE", harness.interaction(3, data, message=harness.message("")))

    @staticmethod
    def mark(payload):
        return payload["components"][0]["id"]

    @staticmethod
    def thread(_shown, number):
        thread, mark, _ = number.partition("/")
        return thread if mark else ""

    @staticmethod
    def hands_out(harness, first, others):
        author = {"author": {"id": "704"}}
        stand = [{**shown.payload, **author, "id": number.rpartition("/")[2]} for number, shown in others]

        def answers(route, _body):
            reads = route.method == "GET" and route.path.endswith("/messages")
            return (stand if str(route.channel_id) == first else []) if reads else None

        harness._answers = answers

    @staticmethod
    def deletes_nothing(harness):
        harness._answers = refusing("DELETE", 403, 50013)

    @staticmethod
    def forgets_what_stood(harness):
        harness._answers = refusing("PATCH", 404, 10008)


OWN = {"slack": Slack, "discord": Discord}


def refusing(method, status, code, path=""):
    """Discord's answers, of which those to such calls are this refusal."""

    def answers(route, _body):
        if route.method == method and route.path.endswith(path):
            raise _refusal(status, code)

    return answers


def _refusal(status, code):
    import discord

    kind = {403: discord.Forbidden, 404: discord.NotFound}[status]
    return kind(SimpleNamespace(status=status, reason="no"), {"code": code, "message": "no"})
