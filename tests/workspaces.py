"""A Slack of many workspaces, on a socket: it gives out a token for each install, and answers each token as that workspace.

The stand-ins have one workspace and no install; what is played here is what Slack documents of both.
"""

import base64
import json
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

from slack_sdk.signature import SignatureVerifier

CLIENT, CLIENT_SECRET, SIGNING = "1234.5678", "client-secret-marker", "signing-secret-marker"
COMPANY = "E0CORP"


class Slack:
    """``codes`` are good once; ``calls`` are (token, method, arguments); ``answers`` what came by a response_url."""

    def __init__(self) -> None:
        self.calls, self.answers = [], []
        self.revoked = set()
        self.down = False
        self._codes, self._tokens = {}, {}
        slack = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._reply(slack._answer(self.path, self.headers, b""))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"] or 0))
                self._reply(slack._answer(self.path, self.headers, body))

            def _reply(self, answer):
                data = json.dumps(answer).encode()
                self.send_response(503 if slack.down else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def allow(self, team, name="", *, whole=False, **more):
        """Somebody pressed *Allow* on Slack's page: the code that it sends back."""
        number = len(self._codes)
        code, token = f"code-marker-{number}", f"xoxb-marker-{team}-{number}"
        self._tokens[token] = (team, whole)
        place = {"id": team, "name": name or team}
        self._codes[code] = {
            "ok": True,
            "app_id": "A0APP",
            "access_token": token,
            "token_type": "bot",
            "scope": "commands,chat:write",
            "bot_user_id": "U0BOT",
            "authed_user": {"id": "U0ADMIN"},
            "team": None if whole else place,
            "enterprise": place if whole else None,
            "is_enterprise_install": whole,
            **more,
        }
        return code

    def token(self, code):
        return self._codes[code]["access_token"]

    def of(self, method, token=None):
        return [given for who, name, given in self.calls if name == method and token in (None, who)]

    def _answer(self, path, headers, body):
        url = urlsplit(path)
        if url.path.startswith("/hooks/"):
            self.answers.append((url.path.removeprefix("/hooks/"), json.loads(body)))
            return {"ok": True}
        method = url.path.removeprefix("/api/")
        given = json.loads(body) if body[:1] == b"{" else dict(parse_qsl(url.query) + parse_qsl(body.decode()))
        if method == "oauth.v2.access":
            return self._access(headers, given)
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        self.calls.append((token, method, given))
        team, whole = self._tokens.get(token, ("", False))
        if not team or token in self.revoked:
            return {"ok": False, "error": "token_revoked" if team else "invalid_auth"}
        return {"ok": True, **self._said(method, given, team, whole)}

    def _access(self, headers, given):
        basic = f"Basic {base64.b64encode(f'{CLIENT}:{CLIENT_SECRET}'.encode()).decode()}"
        if headers.get("Authorization") != basic:
            return {"ok": False, "error": "bad_client_secret"}
        if "redirect_uri" in given:  # which Slack takes only where its own page was told the same
            return {"ok": False, "error": "bad_redirect_uri"}
        found = self._codes.get(given.get("code"))
        if found is None or found.get("used"):
            return {"ok": False, "error": "invalid_code"}
        self._codes[given["code"]] = {**found, "used": True}
        return found

    def _said(self, method, given, team, whole):
        user = given.get("user", "U0ADMIN")
        teams = ["T1", "T2"] if whole else [team]
        answers = {
            "auth.test": {"team_id": team, "team": team, "user_id": "U0BOT", "user": "recruitbot", "bot_id": "B0BOT"},
            "auth.teams.list": {"teams": [{"id": one, "name": one} for one in teams]},
            "users.info": {
                "user": {
                    "id": user,
                    "name": user.lower(),
                    "is_admin": user == "U0ADMIN",
                    "team_id": teams[0],
                    "enterprise_user": {"teams": teams},
                }
            },
            "usergroups.list": {"usergroups": []},
            "conversations.open": {"channel": {"id": "D0ADMIN"}},
        }
        url = {"url": f"https://{team.lower()}.slack.com/"} if method == "auth.test" else {}
        return {**answers.get(method, {"ts": f"{time.time():.6f}"}), **url}


class Browser:
    """Follows nothing by itself, and keeps the one cookie."""

    def __init__(self, here):
        self.here, self.cookie = here, ""

    def get(self, path, *, method="GET", **query):
        """Status, page and headers."""
        url = f"{self.here}{path}" + (f"?{urlencode(query)}" if query else "")
        request = urllib.request.Request(url, headers={"Cookie": self.cookie} if self.cookie else {}, method=method)
        try:
            answer = urllib.request.urlopen(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            if given := answer.headers.get("Set-Cookie"):
                self.cookie = given.partition(";")[0]
            return answer.status, answer.read().decode(), answer.headers

    def begin(self):
        """Open the install page; the state that Slack would be sent."""
        _, page, _ = self.get("/slack/install")
        return page.partition("state=")[2].partition('"')[0].partition("&")[0]

    def finish(self, code, state):
        return self.get("/slack/oauth_redirect", code=code, state=state)

    def install(self, code):
        return self.finish(code, self.begin())


def send(here, body, *, json_body=False):
    """What Slack sends to the bot, signed; the bot's answer."""
    text = json.dumps(body) if json_body else urlencode(body)
    at = str(int(time.time()))
    headers = {
        "Content-Type": "application/json" if json_body else "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": SignatureVerifier(SIGNING).generate_signature(timestamp=at, body=text),
    }
    request = urllib.request.Request(f"{here}/slack/events", text.encode(), headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read().decode()
