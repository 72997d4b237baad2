import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from adapters.slack.harness import PERSON, PROFILE, TEAM
from adapters.slack.members import FAILURE_REMEMBERED_SECONDS, MOST_NAMES, REMEMBERED_SECONDS, Members
from bot.records import Workspace
from tests.unit.slack.slacks import refused

HERE = Workspace("slack", TEAM)


class Api:
    """Answers users.info with a profile that a test may change."""

    def __init__(self, **changed):
        self.user = {**PROFILE, **changed}
        self.asked = 0
        self.asked_for_groups = 0
        self.fault = None
        self.groups = []
        self.client = self

    def patiently(self, call):
        return call()

    def users_info(self, user):
        self.asked += 1
        if self.fault:
            raise self.fault
        return {"user": self.user}

    def usergroups_list(self, include_users):
        self.asked_for_groups += 1
        if self.groups is None:
            raise SlackApiError(
                "",
                SlackResponse(
                    client=None,
                    http_verb="",
                    api_url="",
                    req_args={},
                    data={"ok": False, "error": "missing_scope"},
                    headers={},
                    status_code=200,
                ),
            )
        return {"usergroups": self.groups}


def member(team=TEAM, **changed):
    return Members(Api(**changed)).member(HERE, PERSON, team)


def test_an_admin_of_the_workspace_is_one_here():
    assert member().admin
    assert member(is_admin=False, is_owner=True).admin
    assert not member(is_admin=False).admin


@pytest.mark.parametrize(
    "mark", ["is_restricted", "is_ultra_restricted", "is_bot", "is_stranger", "deleted", "is_workflow_bot"]
)
def test_guests_bots_and_strangers_are_outsiders_and_never_admins(mark):
    found = member(**{mark: True})
    assert found.outsider
    assert not found.admin


def test_somebody_of_another_team_is_an_outsider_whoever_says_so():
    assert member(team="T0OTHER").outsider
    assert member(team_id="T0OTHER").outsider
    assert not member(team="").outsider


def test_a_member_of_several_workspaces_of_one_company_belongs_to_each():
    assert not member(team_id="T0OTHER", enterprise_user={"teams": ["T0OTHER", TEAM]}).outsider


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, "Mara"),
        ({"profile": {"display_name": "", "real_name": "Mara Voss"}}, "Mara Voss"),
        ({"profile": {}, "real_name": "M. Voss"}, "M. Voss"),
        ({"profile": {}}, "mara"),
    ],
)
def test_people_are_called_as_slack_shows_them(changed, name):
    assert member(**changed).name == name


def test_a_lost_right_is_noticed_within_minutes_and_not_asked_for_each_time():
    now = [0.0]
    api = Api()
    members = Members(api, lambda: now[0])
    assert members.member(HERE, PERSON, TEAM).admin
    api.user = {**PROFILE, "is_admin": False}
    now[0] = REMEMBERED_SECONDS - 1
    assert members.member(HERE, PERSON, TEAM).admin
    assert api.asked == 1
    now[0] = REMEMBERED_SECONDS
    assert not members.member(HERE, PERSON, TEAM).admin


def test_people_are_in_their_user_groups():
    api = Api()
    api.groups = [
        {"id": "S0"},
        {"id": "S1", "users": [PERSON, "U2"]},
        {"id": "S2", "users": ["U2"]},
        {"id": "S3", "users": [PERSON]},
    ]
    assert Members(api).member(HERE, PERSON, TEAM).groups == ("S1", "S3")


def test_without_the_scope_for_user_groups_nobody_is_in_one():
    api = Api()
    api.groups = None
    assert Members(api).member(HERE, PERSON, TEAM).groups == ()


def test_a_mention_gets_the_name_that_slack_left_out():
    members = Members(Api())
    assert members.named("assign 2 <@U0MARA> <@U1|Jonas>") == "assign 2 <@U0MARA|Mara> <@U1|Jonas>"


def test_only_the_first_mentions_of_a_text_are_looked_up():
    api = Api()
    text = Members(api).named(" ".join(f"<@U{number}>" for number in range(4000)))
    assert api.asked == MOST_NAMES == 5
    assert text.startswith("<@U0|Mara> <@U1|Mara>")
    assert text.endswith("<@U5> " + " ".join(f"<@U{number}>" for number in range(6, 4000)))


def test_what_slack_does_not_know_is_not_asked_again_for_a_minute():
    now = [0.0]
    api = Api()
    api.fault = refused("user_not_found")
    members = Members(api, lambda: now[0])
    assert members.named("<@U1> <@U1>") == "<@U1> <@U1>"
    now[0] = FAILURE_REMEMBERED_SECONDS - 1
    with pytest.raises(SlackApiError):
        members.member(HERE, "U1", TEAM)
    assert api.asked == 1
    api.fault, now[0] = None, FAILURE_REMEMBERED_SECONDS
    assert members.member(HERE, "U1", TEAM).name == "Mara"


def test_the_groups_of_an_outsider_are_not_asked_for():
    api = Api(is_restricted=True)
    assert Members(api).member(HERE, PERSON, TEAM).groups == ()
    assert api.asked_for_groups == 0


def test_whom_nobody_says_where_they_belong_is_an_outsider():
    assert member(team="", team_id="").outsider
    assert not member(team=TEAM, team_id="").outsider


def watched(**changed):
    """Somebody's membership at seconds of a clock, and the Slack behind it."""
    now, api = [0.0], Api(**changed)
    api.groups = [{"id": "S1", "handle": "hiring", "users": [PERSON]}]
    members = Members(api, lambda: now[0])

    def at(seconds):
        now[0] = seconds
        return members.member(HERE, PERSON, TEAM)

    return api, members, at


def test_who_leaves_a_group_is_out_of_it_within_three_minutes():
    api, _, at = watched()
    assert at(0).groups == ("S1",)
    api.groups = [{"id": "S1", "users": []}]
    assert at(REMEMBERED_SECONDS).groups == ()
    assert REMEMBERED_SECONDS <= 180


def test_a_group_that_was_disabled_gives_nothing():
    api, members, at = watched()
    api.groups = [{"id": "S1", "users": [PERSON], "date_delete": 1700000000}]
    assert at(0).groups == ()
    assert members.groups() == ()


@pytest.mark.parametrize("mark", ["deleted", "is_restricted", "is_ultra_restricted"])
def test_who_is_deactivated_or_made_a_guest_is_an_outsider_within_three_minutes(mark):
    api, _, at = watched()
    assert at(0).admin
    api.user = {**PROFILE, mark: True}
    found = at(REMEMBERED_SECONDS)
    assert (found.outsider, found.admin, found.groups) == (True, False, ())


def test_while_slack_does_not_tell_the_groups_nobody_is_in_one_and_it_is_asked_again_soon():
    api, _, at = watched()
    known, api.groups = api.groups, None
    assert at(0).groups == ()
    api.groups = known
    assert at(FAILURE_REMEMBERED_SECONDS - 1).groups == ()
    assert at(FAILURE_REMEMBERED_SECONDS).groups == ("S1",)


def test_the_groups_can_be_picked_by_their_handles():
    _, members, at = watched()
    assert members.groups() == ()
    at(0)
    assert members.groups() == (("S1", "hiring"),)
