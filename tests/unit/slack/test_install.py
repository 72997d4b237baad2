"""Installing by OAuth: what somebody sees in the browser, and what is kept of it."""

import logging
import re
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters import slack as slack_adapters
from adapters import web
from adapters.slack.scopes import SCOPES
from bot.records import Workspace
from bot.settings import Settings
from storage.installations import SqlInstallations
from tests.cores import ScriptedCore
from tests.stores import NOW
from tests.workspaces import CLIENT, CLIENT_SECRET, COMPANY, SIGNING, Browser, Slack

KEY = "a-key-that-is-long-enough-for-tests"
TEAM = Workspace("slack", "T0TESSERA")


@pytest.fixture
def slack():
    running = Slack()
    yield running
    running.close()


@pytest.fixture
def clock():
    return [NOW]


@pytest.fixture
def installs(sqlite_store):
    return SqlInstallations(sqlite_store, [KEY])


@pytest.fixture
def browser(slack, clock, installs, monkeypatch):
    for name in ("SLACK_REDIRECT_URI", "SLACK_SCOPES", "SLACK_USER_SCOPES"):  # Bolt would take them
        monkeypatch.setenv(name, "https://evil.example/,admin")
    settings = Settings(
        _env_file=None,
        host="127.0.0.1",
        port=free_port(),
        workers=2,
        slack_api_url=f"{slack.base}/api/",
        slack_client_id=CLIENT,
        slack_client_secret=CLIENT_SECRET,
        slack_signing_secret=SIGNING,
        secret_key=KEY,
    )
    adapter = slack_adapters.create(settings, ScriptedCore(), installs)
    adapter.install._flow.settings.state_store._clock = lambda: clock[0]
    adapter.install._flow.settings.installation_store._clock = lambda: clock[0]
    server = web.create(settings, adapter, lambda: True)
    server.start()
    yield Browser(f"http://127.0.0.1:{settings.port}")
    server.stop()
    adapter.stop()


def free_port():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


class Whole(HTMLParser):
    """Which elements are open at the end, and what the page would fetch."""

    def __init__(self, page):
        super().__init__()
        self.open, self.fetched, self.links = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in ("meta", "link"):
            self.open.append(tag)
        self.fetched += [one for one in (given.get("src"), given.get("href") if tag == "link" else None) if one]
        self.links += [given["href"]] if tag == "a" else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def assert_fit_to_be_seen(answer):
    """A whole page in plain English with nothing from elsewhere, that no one may keep, frame or learn the address of."""
    _, page, headers = answer
    whole = Whole(page)
    assert whole.open == []
    assert whole.fetched == ["data:,"]
    assert page.startswith("<!doctype html>")
    assert '<html lang="en">' in page
    assert "<script" not in page
    assert "prefers-color-scheme: dark" in page
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    words = re.sub(r'href="[^"]*"', "", page).casefold()
    assert not re.search(r"traceback|exception|oauth|marker|xoxb|\bstate\b", words)


def test_the_install_page_leads_to_slacks_with_the_scopes_of_the_manifest_and_nothing_more(browser):
    answer = browser.get("/slack/install")
    assert_fit_to_be_seen(answer)
    (link,) = Whole(answer[1]).links
    there, asked = urlsplit(link), parse_qs(urlsplit(link).query, keep_blank_values=True)
    assert f"{there.scheme}://{there.netloc}{there.path}" == "https://slack.com/oauth/v2/authorize"
    assert set(asked.pop("scope")[0].split(",")) == SCOPES
    assert len(asked.pop("state")[0]) >= 40
    assert asked == {"client_id": [CLIENT], "user_scope": [""]}
    cookie = answer[2]["Set-Cookie"]
    assert all(one in cookie for one in ("Secure", "HttpOnly", "Max-Age=600"))


def test_nobody_can_add_to_the_address_of_slacks_page(browser):
    _, page, _ = browser.get("/slack/install", team="T1&redirect_uri=https://evil.example/")
    assert "evil" not in page
    _, page, _ = browser.get("/slack/install", team="T0TESSERA")
    assert parse_qs(urlsplit(Whole(page).links[0]).query)["team"] == ["T0TESSERA"]


def test_an_install_is_kept_and_told_of(browser, slack, installs):
    code = slack.allow(TEAM.id, "Tessera <b>& Labs")
    answer = browser.install(code)
    assert answer[0] == 200
    assert_fit_to_be_seen(answer)
    assert "Recruitbot is in Tessera &lt;b&gt;&amp; Labs" in answer[1]
    assert Whole(answer[1]).links == [f"https://slack.com/app_redirect?app=A0APP&team={TEAM.id}"]
    kept = installs.installation(TEAM)
    assert (kept.token, kept.bot, kept.bot_id, kept.installer) == (slack.token(code), "U0BOT", "B0BOT", "U0ADMIN")
    assert (kept.url, kept.whole, kept.at) == ("https://t0tessera.slack.com/", False, NOW)
    assert browser.cookie.endswith("=deleted")


def test_an_install_for_a_whole_company_is_kept_under_the_companys_id(browser, slack, installs):
    code = slack.allow(COMPANY, "Corp", whole=True)
    assert browser.install(code)[0] == 200
    kept = installs.installation(Workspace("slack", COMPANY))
    assert (kept.whole, kept.name, kept.token) == (True, "Corp", slack.token(code))


def test_a_state_is_refused_the_second_time(browser, slack, installs):
    state = browser.begin()
    cookie = browser.cookie
    assert browser.finish(slack.allow(TEAM.id), state)[0] == 200
    browser.cookie = cookie
    again = browser.finish(slack.allow("T0EVIL"), state)
    assert again[0] == 401
    assert "was used before" in again[1]
    assert_fit_to_be_seen(again)
    assert [one.workspace for one in installs.installed("slack")] == [TEAM]


def test_a_state_of_ten_minutes_ago_is_refused(browser, slack, installs, clock):
    state = browser.begin()
    clock[0] += timedelta(minutes=10)
    late = browser.finish(slack.allow(TEAM.id), state)
    assert late[0] == 401
    assert "older than ten minutes" in late[1]
    assert installs.installed("slack") == ()


@pytest.mark.parametrize("cookie", [True, False])
def test_a_state_that_nobody_issued_is_refused(browser, slack, installs, cookie):
    browser.begin()
    browser.cookie = "slack-app-oauth-state=forged" if cookie else browser.cookie
    forged = browser.finish(slack.allow(TEAM.id), "forged")
    assert forged[0] in (400, 401)
    assert_fit_to_be_seen(forged)
    assert installs.installed("slack") == ()


def test_a_state_of_another_browser_is_refused_and_stays_good_for_its_own(browser, slack, installs):
    state = browser.begin()
    other = Browser(browser.here)
    refused = other.finish(slack.allow("T0EVIL"), state)
    assert refused[0] == 400
    assert "in another browser" in refused[1]
    assert browser.finish(slack.allow(TEAM.id), state)[0] == 200
    assert [one.workspace for one in installs.installed("slack")] == [TEAM]


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ({"error": "access_denied"}, 200, "It was cancelled at Slack"),
        ({"error": "invalid_scope"}, 200, "Slack says <code>invalid_scope</code>"),
        ({"error": "<script>alert(1)</script>"}, 200, "Slack did not say why"),
        ({"error": ""}, 200, "Slack did not say why"),
        ({}, 400, "another browser"),
        ({"code": "x"}, 400, "another browser"),
        ({"code": "x", "state": "\x00\ud7ff\u202e" * 50}, 400, "another browser"),
    ],
)
def test_whoever_comes_back_without_an_install_is_told_why(browser, installs, query, status, says):
    answer = browser.get("/slack/oauth_redirect", **query)
    assert (answer[0], says in answer[1]) == (status, True), answer[1]
    assert_fit_to_be_seen(answer)
    assert "/slack/install" in Whole(answer[1]).links
    assert installs.installed("slack") == ()


def test_a_code_that_was_used_is_refused(browser, slack, installs):
    code = slack.allow(TEAM.id)
    browser.install(code)
    again = browser.install(code)
    assert again[0] == 401
    assert "Slack did not confirm the install" in again[1]
    assert_fit_to_be_seen(again)


def test_without_a_code_nothing_is_asked_of_slack(browser, slack):
    state = browser.begin()
    assert browser.get("/slack/oauth_redirect", state=state)[0] == 401
    assert slack.calls == []


def test_a_token_that_ends_is_kept_with_what_renews_it(browser, slack, installs):
    answer = browser.install(slack.allow(TEAM.id, refresh_token="xoxe-marker", expires_in=43200))
    assert answer[0] == 200
    assert "installing the bot gives nobody a role" in answer[1]
    assert_fit_to_be_seen(answer)
    found = installs.installation(TEAM)
    assert found.refresh == "xoxe-marker"
    assert found.ends is not None


def test_an_answer_that_the_bot_cannot_live_by_is_not_kept(browser, slack, installs):
    answer = browser.install(slack.allow(TEAM.id, access_token=None))
    assert answer[0] == 500
    assert "The fault is in the bot" in answer[1]
    assert_fit_to_be_seen(answer)
    assert installs.installed("slack") == ()


def test_a_slack_that_is_away_is_a_page_too(browser, slack, installs):
    state = browser.begin()
    slack.close()
    answer = browser.finish("code", state)
    assert answer[0] == 503
    assert "Slack does not answer" in answer[1]
    assert_fit_to_be_seen(answer)


def test_a_database_that_is_away_is_a_page_too(browser, installs, monkeypatch):
    from bot.store import Unavailable

    def down(*_args, **_more):
        raise Unavailable("down")

    monkeypatch.setattr(installs, "issue_state", down)
    answer = browser.get("/slack/install")
    assert answer[0] == 503
    assert "database does not answer" in answer[1]
    assert_fit_to_be_seen(answer)


@pytest.mark.parametrize("path", ["/slack/install", "/slack/oauth_redirect"])
def test_nothing_is_posted_to_these_pages(browser, path):
    assert browser.get(path, method="POST")[0] == 405


def test_no_token_code_state_or_secret_is_logged(browser, slack, caplog):
    caplog.set_level(logging.DEBUG)
    code = slack.allow(TEAM.id, "Tessera")
    state = browser.begin()
    browser.finish(code, state)
    browser.finish(code, state)
    browser.install(code)
    browser.install(slack.allow(TEAM.id, refresh_token="xoxe-marker"))
    browser.get("/slack/oauth_redirect", error="marker")
    ours = [one for one in caplog.records if not one.name.startswith(("waitress", "tests"))]
    text = "\n".join(f"{one.getMessage()} {one.exc_text}" for one in ours)
    assert "Slack: installed in T0TESSERA" in text
    for secret in ("marker", state, KEY, "xox"):
        assert secret not in text


def test_without_the_settings_there_is_nothing_to_install(slack):
    adapter = slack_adapters.create(Settings(_env_file=None, slack_bot_token="xoxb-1"), ScriptedCore())
    found = []
    routes = web.application(adapter, lambda: True)
    routes({"PATH_INFO": "/slack/install", "REQUEST_METHOD": "GET"}, lambda status, _: found.append(status))
    assert found == ["404 Not Found"]
