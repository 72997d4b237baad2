"""What `doctor` says of Discord: who the bot is, where, and what the one intent that is of use would add."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from adapters.discord.probe import probe
from bot.settings import Settings


@pytest.fixture
def discord():
    flags = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            known = {
                "/users/@me": {"username": "recruitbot"},
                "/guilds/700": {"name": "Hiring"},
                "/applications/@me": {"flags": sum(flags)},
            }
            found = known.get(self.path)
            body = json.dumps(found).encode()
            self.send_response(200 if found else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()

        def look(*, guild="700", content=0):
            flags[:] = [content]
            address = f"http://127.0.0.1:{server.server_port}"
            return probe(Settings(_env_file=None, discord_token="t", discord_guild=guild, discord_api_url=address))

        yield look
        server.shutdown()


def test_a_missing_intent_is_no_fault_and_it_is_said_what_it_would_add(discord):
    said = discord()
    assert said.startswith("recruitbot in Hiring; Message Content is off and not needed")
    assert "whole threads" in said
    assert "dropped in a channel" in said


@pytest.mark.parametrize("flag", [1 << 18, 1 << 19])
def test_an_intent_that_is_on_is_said(discord, flag):
    assert "Message Content is on" in discord(guild="", content=flag)


def test_a_server_that_the_bot_is_not_in_says_what_to_do(discord):
    with pytest.raises(ConnectionError, match="Invite the bot"):
        discord(guild="800")
