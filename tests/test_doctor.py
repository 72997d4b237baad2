"""doctor: each fault with what to do about it, and no secret in what is printed."""

from bot.doctor import findings
from bot.settings import Settings


def settings(**values):
    return Settings(_env_file=None, **values)


def look(given, *, database=lambda: "answers", slack=lambda _: "fine", discord=lambda _: "fine"):
    return list(findings(given, database=database, slack=slack, discord=discord))


def refused(reason):
    def probe(*_):
        raise ConnectionError(reason)

    return probe


def test_without_tokens_the_platforms_are_not_used_and_nothing_is_wrong():
    found = look(settings())
    assert [one.subject for one in found] == ["database", "slack", "discord"]
    assert not any(one.advice for one in found)


def test_a_refused_token_says_what_to_do():
    found = look(settings(discord_token="t"), discord=refused("Copy the token again."))
    assert [one.advice for one in found if one.subject == "discord"] == ["Copy the token again."]


def test_slack_without_a_way_in_is_a_fault():
    found = look(settings(slack_bot_token="xoxb-1"))
    assert any("SLACK_APP_TOKEN" in one.advice for one in found)


def test_a_database_that_is_down_is_a_fault_with_its_reason_and_no_address():
    given = settings(database_url="postgresql://mara:hunter2@db.example/cvs?password=hunter3")
    (first, *_) = look(given, database=refused("no answer"))
    assert first.advice == "no answer"
    assert "hunter" not in first.state + first.advice


def test_an_app_token_alone_is_a_fault():
    found = look(settings(slack_app_token="xapp-1"))
    assert any("SLACK_APP_TOKEN" in one.advice for one in found)
