"""doctor: each fault with what to do about it, and no secret in what is printed."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.cv import Unreadable
from bot.cv.sandbox.standing import ALL, Wall
from bot.doctor import Finding, findings
from bot.members import Alarm, Met
from bot.records import Grant, Organization, Role, Workspace
from bot.settings import Settings
from tests.stores import NOW


@pytest.fixture(autouse=True)
def python(monkeypatch):
    """As new as can be, whatever runs the tests."""
    monkeypatch.setattr("bot.doctor.sys", SimpleNamespace(version_info=(3, 11, 8, "final", 0)))
    monkeypatch.setattr("bot.doctor.expat", (2, 6, 0))


def settings(**values):
    return Settings(_env_file=None, **values)


def fine(_):
    return "fine"


def team(*, people=3, waiting=0, grants=(), admins=(), alarms=(), digests=(), trail=()):
    def found():
        return SimpleNamespace(
            count=lambda: people,
            to_reindex=lambda: tuple(range(waiting)),
            grants=lambda: grants,
            admins=lambda since: admins,
            alarms=lambda since: alarms,
            digests=lambda: digests,
            trail_faults=lambda: trail,
        )

    return found


TEAM = team()


def look(
    given,
    *,
    team=TEAM,
    walls=lambda: ALL,
    model=fine,
    slack=fine,
    discord=fine,
    installs=fine,
    wall=None,
    writing=fine,
    groups=lambda *_: (),
):
    probes = ({"wall": wall} if wall else {}) | {
        "model": model,
        "slack": slack,
        "discord": discord,
        "installs": installs,
        "writing": writing,
    }
    return list(findings(given, team, walls, probes, groups))


def refused(reason):
    def probe(*_):
        raise ConnectionError(reason)

    return probe


def test_without_tokens_the_platforms_are_not_used_and_nothing_is_wrong():
    found = look(settings())
    assert [one.subject for one in found] == ["database", "database", "access", "reading", "model", "slack", "discord"]
    assert not any(one.advice for one in found)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"database_url": "postgresql://db/recruiting"}, True),
        ({"database_url": "postgresql://db/recruiting", "erasures": "erasures"}, False),
        ({"database_url": "sqlite:///recruitbot.db"}, False),
        ({"database_url": "no address"}, False),
    ],
)
def test_where_a_restored_backup_would_bring_back_who_was_erased_it_is_said(given, told):
    found = [one for one in look(settings(**given)) if one.subject == "erasures"]
    assert bool(found) == told
    assert all("ERASURES" in one.state and "docs/privacy.md" in one.advice for one in found)


@pytest.mark.parametrize(("setting", "name"), [("erasures", "ERASURES"), ("audit_heads", "AUDIT_HEADS")])
def test_a_file_that_cannot_be_written_is_a_fault(tmp_path, setting, name):
    (fault,) = (one for one in look(settings(**{setting: str(tmp_path / "gone" / "file")})) if one.advice)
    assert fault.state == f"{name} names {tmp_path / 'gone' / 'file'}, which cannot be written"
    assert not [one for one in look(settings(**{setting: str(tmp_path / "file")})) if one.advice]
    assert [one for one in look(settings(**{setting: str(tmp_path)})) if one.advice]


@pytest.mark.parametrize("file", ["recruitbot.db", ".env"])
def test_what_others_on_the_machine_can_read_is_a_fault(tmp_path, monkeypatch, file):
    monkeypatch.chdir(tmp_path)
    tmp_path.chmod(0o755)
    (tmp_path / file).touch(0o600)
    assert not [one for one in look(settings()) if one.advice]
    (tmp_path / file).chmod(0o640)
    (fault,) = (one for one in look(settings()) if one.advice)
    assert (fault.state, fault.advice) == (f"others on this machine can read {file}", f"chmod 600 {file}")
    tmp_path.chmod(0o700)
    assert not [one for one in look(settings()) if one.advice]


def test_people_whom_an_older_version_indexed_are_to_be_indexed_again():
    (found,) = (one for one in look(settings(), team=team(waiting=2)) if one.subject == "search")
    assert "2 people" in found.state
    assert found.advice == "recruitbot db reindex"


SLACK = Workspace("slack", "T1")


def grant(kind, subject):
    return Grant(SLACK, kind, subject, f"{kind} {subject}", Role.RECRUITER, "Mara", NOW)


def access(**more):
    """What is said about access, and what to do about it."""
    groups = more.pop("groups", lambda *_: ())
    found = look(settings(), team=team(**more), groups=groups)
    return [(one.state, one.advice) for one in found if one.subject == "access"]


def test_who_has_access_is_said_and_that_no_admin_came_yet():
    none = "no admin came yet: an owner or admin begins with help; 0 people and 0 groups were given a role"
    assert access() == [(none, "")]
    mara = Met(SLACK, "U1", "Mara", Role.ADMIN, NOW)
    ((state, advice),) = access(admins=(mara,), grants=(grant("member", "U2"), grant("group", "S1")), groups=gone)
    assert state == "Mara came as admin lately; 1 person and 1 group were given a role"
    assert advice == ""


def gone(*_):
    raise ConnectionError("Slack does not answer")


def test_a_role_of_a_group_that_is_gone_is_a_fault():
    given = (grant("group", "S1"), grant("group", "S2"), grant("group", "T1"), grant("member", "U2"))
    _, (state, advice) = access(grants=given, groups=lambda _, workspace: {"S2"} if workspace == SLACK else ())
    assert "group S1 has the recruiter role and is not there any more" in state
    assert advice.endswith("access revoke slack:T1:&S1")


def test_who_read_very_much_is_told():
    alarm = Alarm(Organization(1, "x"), SLACK, "U2", "Jonas", 140, NOW)
    assert "Jonas was shown the data of 140 people within an hour" in access(alarms=(alarm,))[1][0]


def test_a_digest_that_was_paused_by_a_fault_says_how_to_go_on():
    def digest(name, **more):
        return SimpleNamespace(name=name, **{"state": "active", "fault": "", **more})

    paused = digest("weekly", state="paused", fault="the channel is archived")
    (found,) = (
        one for one in look(settings(), team=team(digests=(paused, digest("daily")))) if one.subject == "digests"
    )
    assert "weekly is paused: the channel is archived" in found.state
    assert "digest resume weekly" in found.advice
    (fine_,) = (one for one in look(settings(), team=team(digests=(digest("daily"),))) if one.subject == "digests")
    assert not fine_.advice


def test_a_trail_that_was_changed_is_a_fault():
    (found,) = (one for one in look(settings(), team=team(trail=("Entry 3 is not it.",))) if one.subject == "audit")
    assert found.state == "Entry 3 is not it."
    assert found.advice


@pytest.mark.parametrize(("version", "expat"), [((3, 11, 7), (2, 6, 0)), ((3, 11, 8), (2, 5, 0))])
def test_a_python_that_guards_less_is_told_and_is_no_fault(monkeypatch, version, expat):
    monkeypatch.setattr("bot.doctor.sys", SimpleNamespace(version_info=(*version, "final", 0)))
    monkeypatch.setattr("bot.doctor.expat", expat)
    (found,) = [one for one in look(settings()) if one.subject == "python"]
    told = [".".join(map(str, one)) for one in (version, expat)]
    assert all(one in found.state for one in told)
    assert not found.advice


def test_a_refused_token_says_what_to_do():
    found = look(settings(discord_token="a.b.c"), discord=refused("Copy the token again."))
    assert [one.advice for one in found if one.subject == "discord"] == ["Copy the token again."]


def test_slack_without_a_way_in_is_a_fault():
    found = look(settings(slack_bot_token="xoxb-1"))
    assert any("SLACK_APP_TOKEN" in one.advice for one in found)


def test_a_database_that_is_down_is_a_fault_with_its_reason_and_no_address():
    given = settings(database_url="postgresql://mara:hunter2@db.example/cvs?password=hunter3")
    (first, *_) = look(given, team=refused("no answer"))
    assert first.advice == "no answer"
    assert "hunter" not in first.state + first.advice


def test_a_database_that_takes_nothing_is_a_fault():
    (fault,) = (one for one in look(settings(), writing=refused("cannot be written to")) if one.advice)
    assert fault.state.startswith("writing to the database in ")
    assert fault.advice == "cannot be written to"


@pytest.mark.parametrize(
    ("setting", "value", "page"),
    [
        ("slack_app_token", "xapp-1", "docs/setup-slack.md"),
        ("slack_signing_secret", "s", "docs/setup-slack.md"),
        ("discord_guild", "123", "docs/setup-discord.md"),
    ],
)
def test_half_of_a_platforms_settings_is_a_fault(setting, value, page):
    (fault,) = (one for one in look(settings(**{setting: value})) if one.advice)
    assert fault.advice == f"Set it beside {setting.upper()}: {page}."


def reading(given, walls):
    return next(one for one in look(given, walls=walls) if one.subject == "reading")


def test_a_missing_wall_is_named_and_is_no_fault():
    found = reading(settings(), lambda: ALL & ~Wall.FILES)
    assert "Landlock" in found.state
    assert not found.advice


def test_a_missing_wall_is_a_fault_where_reading_is_strict():
    found = reading(settings(read_strictly=True), lambda: ALL & ~Wall.CALLS)
    assert "no CV is read" in found.state
    assert "READ_STRICTLY" in found.advice


def test_a_reader_that_does_not_start_is_a_fault():
    def walls():
        raise Unreadable("could not be read: the reader does not start.")

    assert reading(settings(), walls).advice


def model(given, probe=fine):
    return next(one for one in look(given, model=probe) if one.subject == "model")


def test_without_a_language_model_it_says_that_nothing_leaves_the_machine():
    assert "no language model is asked" in model(settings(), refused("asked all the same")).state


def test_a_language_model_that_answers_says_what_goes_where():
    given = settings(model_url="https://models.example/v1", model_name="tiny-1")
    assert model(given) == Finding("model", "fine")


def test_a_language_model_that_does_not_answer_is_a_fault():
    given = settings(model_url="https://models.example/v1", model_name="tiny-1")
    assert model(given, refused("Check MODEL_URL.")).advice == "Check MODEL_URL."


MANY = {"slack_client_id": "1.2", "slack_client_secret": "s", "secret_key": "k" * 32}


def test_installing_by_oauth_is_looked_at_with_and_without_a_token_of_our_own():
    for own in ({}, {"slack_bot_token": "xoxb-1"}):
        given = settings(**MANY, **own, slack_signing_secret="s")
        found = [one for one in look(given, installs=lambda _: "2 installed") if one.subject == "slack"]
        assert [one.state for one in found] == [*(["fine"] if own else []), "2 installed"]
        assert not any(one.advice for one in found)


def test_what_installing_by_oauth_lacks_is_said():
    (refused_by_slack, no_way_in) = (
        one for one in look(settings(**MANY), installs=refused("Slack refuses SLACK_CLIENT_SECRET.")) if one.advice
    )
    assert refused_by_slack.advice == "Slack refuses SLACK_CLIENT_SECRET."
    assert "SLACK_SIGNING_SECRET" in no_way_in.advice


@pytest.fixture
def env(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / ".env"
    file.touch(mode=0o600)
    return file


def test_lines_of_the_env_file_that_set_nothing_are_named_with_what_to_do(env):
    env.write_text(
        "# ours\nthis is not a setting\n\nSLAK_TOKEN=xoxb-secret\nDATABSE_URL=sqlite:///a.db\nWORKERS=4\nAWS_REGION=eu\n"
    )
    found = [one for one in look(settings()) if one.subject == "settings"]
    assert [(one.state, one.advice) for one in found] == [
        ("line 2 of .env is no setting", "Write it as NAME=value, or as a remark: # before it."),
        ("line 4 of .env sets SLAK_TOKEN, which is no setting", "SLACK_APP_TOKEN or SLACK_BOT_TOKEN is one."),
        ("line 5 of .env sets DATABSE_URL, which is no setting", "DATABASE_URL or DATABASE_URL_FILE is one."),
    ]


def test_every_setting_of_the_example_is_known(env):
    example = Path(__file__).parents[1] / ".env.example"
    lines = [line.removeprefix("# ") for line in example.read_text(encoding="utf-8").splitlines()]
    env.write_text("\n".join(line for line in lines if re.match(r"[A-Z_]+=", line)))
    assert "DATABASE_URL" in env.read_text()
    assert not [one for one in look(settings()) if one.subject == "settings"]


@pytest.mark.parametrize("token", ["foo", "xoxb-1", "a.b"])
def test_what_is_no_bots_token_is_said_before_discord_is_asked(token):
    asked = look(settings(discord_token=token), discord=refused("asked"))
    found = next(one for one in asked if one.subject == "discord")
    assert found.state == "DISCORD_TOKEN is no bot's token"
    assert "docs/setup-discord.md" in found.advice
    assert token not in found.advice


def test_a_stand_in_for_discord_may_have_any_token():
    given = settings(discord_token="foo", discord_api_url="http://127.0.0.1:3920/api/v10")
    assert next(one for one in look(given) if one.subject == "discord").state == "fine"


def test_a_database_that_is_down_is_told_once_and_with_its_place(tmp_path):
    given = settings(database_url=f"sqlite:///{tmp_path}/none/x.db")
    faults = [
        one for one in look(given, team=refused("cannot be opened"), wall=refused("cannot be opened")) if one.advice
    ]
    assert [one.state for one in faults] == [f"the database in {tmp_path}/none/x.db does not work"]


def test_doctor_sends_nobody_to_doctor():
    def walls():
        raise Unreadable("could not be read: the reader does not start. recruitbot doctor says more.")

    assert reading(settings(), walls).advice == "could not be read: the reader does not start."
