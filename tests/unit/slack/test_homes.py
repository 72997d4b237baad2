"""Whose a request is: the token, the people and the organization of the workspace that it comes from."""

from dataclasses import replace

import pytest

from adapters.slack.harness import BOT, TEAM, direct_message
from adapters.slack.homes import Homes
from adapters.slack.listeners import NOT_HERE
from bot.installations import Installation
from bot.records import Workspace
from bot.settings import Settings
from bot.store import Unavailable
from tests.stores import NOW

HERE, THERE, CORP = (Workspace("slack", one) for one in (TEAM, "T0OTHER", "E0CORP"))
KEY = "k" * 32


def granted(place, token):
    whole = place.id.startswith("E")
    return Installation(place, whole, place.id, token, "U0BOT", "B0BOT", "https://x.slack.com/", "U0MARA", NOW)


class Installs:
    """Keeps what was installed; ``down``: the database does not answer."""

    def __init__(self, *given):
        self.given = {one.workspace: one for one in given}
        self.down = False

    def installation(self, workspace):
        if self.down:
            raise Unavailable
        return self.given.get(workspace)

    def installed(self, platform):
        return tuple(self.given.values())

    def uninstall(self, workspace, *, until, revoked=False):
        return self.given[workspace].at <= until and bool(self.given.pop(workspace))


class Api:
    """One token's calls."""

    def __init__(self, token):
        self.token = token
        self.asked = 0

    def teams(self):
        self.asked += 1
        return frozenset(("T1", "T2"))


def homes(*given, clock=lambda: 0.0):
    made = []

    def api(token):
        made.append(Api(token))
        return made[-1]

    return Homes(Installs(*given), api, clock), made


def test_each_workspace_has_its_own_token_and_people():
    found, _ = homes(granted(HERE, "one"), granted(THERE, "two"))
    one, two = (found.of(place.id, "", whole=False) for place in (HERE, THERE))
    assert (one.api.token, two.api.token) == ("one", "two")
    assert (one.workspace, two.workspace) == (HERE, THERE)
    assert one.members is not two.members


def test_a_workspace_without_an_install_is_nobodys():
    found, _ = homes(granted(HERE, "one"))
    assert found.of("T0NOBODY", "", whole=False) is None
    assert found.of("", "", whole=False) is None
    assert found.of(THERE.id, CORP.id, whole=True) is None
    assert found.at(THERE) is None


def test_a_token_of_our_own_serves_its_own_workspace_and_installs_the_others():
    found, _ = homes(granted(HERE, "installed-too"), granted(THERE, "two"))
    found.own = replace(found.of(THERE.id, "", whole=False), workspace=HERE, api=Api("own"))
    assert found.of(TEAM, "", whole=False).api.token == found.at(HERE).api.token == "own"
    assert found.of(THERE.id, "", whole=False).api.token == found.at(THERE).api.token == "two"
    assert found.of("T0NOBODY", "", whole=False) is None
    assert set(found.workspaces()) == {HERE, THERE}


def test_people_are_remembered_until_the_token_changes():
    found, _ = homes(granted(HERE, "one"))
    first = found.of(TEAM, "", whole=False)
    assert found.of(TEAM, "", whole=False) is first
    found._installations.given[HERE] = granted(HERE, "later")
    assert found.of(TEAM, "", whole=False).api.token == "later"


def test_an_install_for_a_whole_company_serves_each_of_its_workspaces_as_its_own():
    found, _ = homes(granted(CORP, "all"))
    one, two = (found.of(team, CORP.id, whole=True) for team in ("T1", "T2"))
    assert one.api.token == two.api.token == "all"
    assert (one.workspace, two.workspace) == (Workspace("slack", "T1"), Workspace("slack", "T2"))
    assert one.members is not two.members


def test_a_workspaces_own_install_is_not_mistaken_for_its_companys():
    found, _ = homes(granted(CORP, "all"), granted(Workspace("slack", "T1"), "own"))
    assert found.of("T1", CORP.id, whole=False).api.token == "own"
    assert found.of("T1", CORP.id, whole=True).api.token == "all"
    assert found.at(Workspace("slack", "T1")).api.token == "own"


def test_posts_reach_all_workspaces_and_slack_is_asked_for_a_companys_every_ten_minutes():
    now = [0.0]
    found, made = homes(granted(CORP, "all"), granted(HERE, "one"), clock=lambda: now[0])
    assert {one.id for one in found.workspaces()} == {TEAM, "T1", "T2"}
    assert found.at(Workspace("slack", "T2")).api.token == "all"
    found.workspaces()
    assert sum(one.asked for one in made) == 1
    now[0] = 601.0
    found.workspaces()
    assert sum(one.asked for one in made) == 2


@pytest.mark.parametrize(
    ("team", "company", "whole", "bots", "left"),
    [
        (TEAM, "", False, None, {CORP, THERE}),
        (TEAM, CORP.id, False, None, {CORP, THERE}),
        (TEAM, CORP.id, True, None, {HERE, THERE}),
        (CORP.id, "", False, None, {HERE, THERE}),
        (TEAM, "", False, [BOT], {CORP, THERE}),
        (TEAM, "", False, [], {HERE, CORP, THERE}),
        (TEAM, "", False, ["U0SOMEBODY"], {HERE, CORP, THERE}),
    ],
)
def test_what_is_taken_back_ends_and_nothing_else(team, company, whole, bots, left):
    found, _ = homes(granted(HERE, "one"), granted(CORP, "all"), granted(THERE, "two"))
    found.left(team, company, whole=whole, bots=bots, until=NOW)
    assert set(found._installations.given) == left


# ------------------------------------------------------------ through Bolt


@pytest.fixture
def adapter():
    from adapters.slack.client import SlackAdapter
    from tests.cores import ScriptedCore

    settings = Settings(
        _env_file=None, workers=1, slack_client_id="1.2", slack_client_secret="s", secret_key=KEY, slack_bot_token=""
    )
    made = SlackAdapter(settings, ScriptedCore(), installations=Installs(granted(HERE, "one"), granted(CORP, "all")))
    made.start()
    made.taken = []
    made.work.take = lambda home, act, _begun, _verdict: made.taken.append(
        (home.workspace.id, home.api.token, act.text)
    )
    yield made
    made.stop()


def dispatch(adapter, body):
    from slack_bolt import BoltRequest

    return adapter.listeners.app.dispatch(BoltRequest(mode="socket_mode", body=body))


def removal(kind, **event):
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": "Ev9",
        "event_time": int(NOW.timestamp()),
        "event": {"type": kind, **event},
    }


def test_bolts_listeners_get_the_workspace_by_what_the_payload_says(adapter):
    whole = {"authorizations": [{"enterprise_id": CORP.id, "team_id": "T2", "is_enterprise_install": True}]}
    dispatch(adapter, direct_message("new"))
    dispatch(adapter, {**direct_message("new"), "team_id": "T2", "enterprise_id": CORP.id, **whole})
    dispatch(adapter, {**direct_message("new"), "team_id": "T0NOBODY"})
    assert adapter.taken == [(TEAM, "one", "new"), ("T2", "all", "new")]


def test_who_uses_a_command_where_the_bot_is_no_more_is_told_so(adapter):
    slash = {"command": "/candidate", "text": "cuda", "team_id": "T0NOBODY", "user_id": "U1", "channel_id": "C1"}
    assert NOT_HERE in dispatch(adapter, slash).body
    assert adapter.taken == []


@pytest.mark.parametrize(
    ("body", "ends"),
    [
        (removal("app_uninstalled"), True),
        (removal("tokens_revoked", tokens={"bot": [BOT]}), True),
        (removal("tokens_revoked", tokens={"oauth": ["U0MARA"]}), False),
        (removal("tokens_revoked", tokens={"bot": [], "oauth": ["U0MARA"]}), False),
        ({**removal("app_uninstalled"), "event_time": int(NOW.timestamp()) - 60}, False),
    ],
)
def test_uninstalling_ends_answers_at_once(adapter, body, ends):
    assert dispatch(adapter, body).status == 200
    dispatch(adapter, direct_message("new"))
    assert bool(adapter.taken) != ends
    assert {one.id for one in adapter.homes._installations.given} == ({CORP.id} if ends else {TEAM, CORP.id})


def test_while_the_database_is_away_slack_is_to_deliver_again(adapter):
    adapter.homes._installations.down = True
    assert dispatch(adapter, direct_message("new")).status == 500
    assert adapter.taken == []
