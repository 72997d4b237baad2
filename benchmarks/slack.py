"""How soon a signed ``/candidate SKILL`` is answered over HTTP, beside a bare Bolt app in the same run.

``PROFILES=N`` people (100,000) are in SQLite; with ``KEEP=FOLDER`` those of `benchmarks.searches`. The bot is the
program itself, run as anybody runs it: signature, access, search, ranking, proof, quotes, the record of who asked, and
the message as Slack draws it are in the time. The bare app acknowledges a constant, on the same server with as many
threads. Each server is a process of its own; who asks shares the machine with it.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from benchmarks.crowd import skill_ranks
from benchmarks.figures import Figure, p50, p95
from benchmarks.filling import TODAY, Places, in_sqlite
from bot.records import Grant, Role, Workspace

SECRET = "benchmark-signing-secret"
TEAM, USER, BOT = "T01BENCH", "U01BENCH", "U0BOT"
CONNECTIONS, WORKERS = 16, 8
SKILLS = 100
ASKED_ALONE, ASKED_TOGETHER = 1_000, 2_000
ALONE, TOGETHER = 0.20, 0.15
"""Least part of the bare app's requests a second."""
PATIENCE = 60.0
ROOT = Path(__file__).parents[1]
_ANSWERS = {
    "auth.test": {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT", "url": "https://bench.slack.example/"},
    "users.info": {"user": {"id": USER, "team_id": TEAM, "name": "bench", "real_name": "Bench", "profile": {}}},
    "usergroups.list": {"usergroups": []},
}


def measure() -> Iterator[Figure]:
    number = int(os.environ.get("PROFILES") or 100_000)
    with in_sqlite(number, os.environ.get("KEEP") or "") as where, ExitStack() as open_:
        bot = open_.enter_context(_bot(where, open_.enter_context(_slack())))
        bare = open_.enter_context(_bare())
        lines = [one.label for one in skill_ranks()][:SKILLS]
        first = _asked(bot, lines, 1)
        yield Figure(f"{number:,}: asked for the first time, one connection, p50", p50(first.times), None, "ms")
        yield Figure(f"{number:,}: asked for the first time, one connection, p95", p95(first.times), None, "ms")
        for connections, asked, least in ((1, ASKED_ALONE, ALONE), (CONNECTIONS, ASKED_TOGETHER, TOGETHER)):
            every = (lines * (asked // len(lines)))[:asked]
            limit, own = _asked(bare, every, connections), _asked(bot, every, connections)
            name = "one connection" if connections == 1 else f"{connections} connections"
            yield Figure(
                f"{number:,}: signed /candidate SKILL, {name}, p50", p50(own.times), None, "ms", p50(limit.times)
            )
            target = 5 if connections == 1 else None
            yield Figure(
                f"{number:,}: signed /candidate SKILL, {name}, p95", p95(own.times), target, "ms", p95(limit.times)
            )
            needed = least * limit.rate
            yield Figure(f"{number:,}: requests, {name}", own.rate, needed, "/s", limit.rate, at_least=True)
            yield Figure(f"{number:,}: answered with the acknowledgement, {name}", own.answered, 1, "", at_least=True)


class _Asked:
    """What many requests took, in milliseconds, and how many a second were answered."""

    def __init__(self, times: Sequence[float], seconds: float, answered: int) -> None:
        self.times, self.rate, self.answered = times, len(times) / seconds, answered / len(times)


def _asked(port: int, lines: Sequence[str], connections: int) -> _Asked:
    """Each connection asks its part of the lines, one after the other."""
    parts = [
        [_request(line, f"{port}.{at}.{time.time_ns()}") for at, line in enumerate(lines)][one::connections]
        for one in range(connections)
    ]
    times, answered = list[float](), list[bool]()
    threads = [threading.Thread(target=_ask, args=(port, part, times, answered)) for part in parts]
    begin = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return _Asked(times, time.perf_counter() - begin, sum(answered))


def _ask(port: int, requests: Sequence[bytes], times: list[float], answered: list[bool]) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for request in requests:
            begin = time.perf_counter()
            connection.sendall(request)
            head, body = _response(connection)
            times.append(1000 * (time.perf_counter() - begin))
            if not head.startswith(b"HTTP/1.1 200"):
                raise SystemExit(f"a request was refused: {head.splitlines()[0].decode(errors='replace')}")
            answered.append(len(body) > 0)


def _response(connection: socket.socket) -> tuple[bytes, bytes]:
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next((int(one[15:]) for one in head.split(b"\r\n") if one.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        body += _more(connection)
    return head, body


def _more(connection: socket.socket) -> bytes:
    if not (some := connection.recv(1 << 16)):
        raise SystemExit("the server hung up")
    return some


def _request(line: str, trigger: str) -> bytes:
    fields = {
        "command": "/candidate",
        "text": line,
        "team_id": TEAM,
        "user_id": USER,
        "channel_id": "C01BENCH",
        "channel_name": "bench",
        "response_url": "http://127.0.0.1:9/none",
        "trigger_id": trigger,
    }
    body, at = urlencode(fields), str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=at, body=body)
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {at}\r\nX-Slack-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


# ------------------------------------------------------------------ processes


@contextmanager
def _bot(where: Places, slack: int) -> Iterator[int]:
    """The port of the program over the crowd; the asker is a recruiter of its organization."""
    database = where.sqlite()
    database.store.organization_of(Workspace("slack", TEAM), default=database.home)
    database.team.grant(Grant(Workspace("slack", TEAM), "member", USER, "Bench", Role.RECRUITER, "bench", TODAY))
    database.close()
    port = _free_port()
    settings = {
        "DATABASE_URL": database.url,
        "ORGANIZATION": database.home.name,
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": f"http://127.0.0.1:{slack}/api/",
        "REQUESTS_A_MINUTE": "0",
        "ALL_REQUESTS_A_MINUTE": "0",
        "LOG_LEVEL": "ERROR",
        "WORKERS": str(WORKERS),
        "PORT": str(port),
    }
    with _running(["-m", "bot", "run", "slack"], port, settings):
        yield port


@contextmanager
def _bare() -> Iterator[int]:
    port = _free_port()
    with _running(["-m", "benchmarks.bare", str(port), str(WORKERS), SECRET], port, {}):
        yield port


@contextmanager
def _running(call: Sequence[str], port: int, settings: Mapping[str, str]) -> Iterator[None]:
    """A server in a process of its own, from when it listens on."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as said:
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}
        process = subprocess.Popen(
            [sys.executable, *call], cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=said, stderr=said
        )
        try:
            until = time.monotonic() + PATIENCE
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > until:
                    said.seek(0)
                    raise SystemExit(f"{' '.join(call)} did not start: {said.read().decode(errors='replace')[-2000:]}")
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _answers(port: int) -> bool:
    """Whether a signed request is answered there: the bot first asks Slack who it is."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(_request("help", f"start.{time.time_ns()}"))
        return _response(connection)[0].startswith(b"HTTP/1.1 200")
    return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def _slack() -> Iterator[int]:
    """The port of what the bot asks of Slack: who it is, and who asks."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slack)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


class _Slack(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.dumps({"ok": True} | _ANSWERS.get(self.path.rpartition("/")[2], {})).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815 - as the server looks for it

    def log_message(self, *_: object) -> None:
        """Not said: standard output is for the table."""
