"""What the bot does with its own posts on Slack: where they may go, whether they arrived, and taking them down."""

from datetime import UTC, datetime
from http.client import RemoteDisconnected

import pytest

from adapters.slack.harness import CHANNEL, TEAM
from bot.chat.messages import Place, Reply, Text, Typed
from bot.digests.post import Reach, Undeliverable
from bot.records import Workspace
from tests.cores import said
from tests.unit.slack.slacks import at_slack, refused

HERE = Place(Workspace("slack", TEAM), "channel", CHANNEL, "hiring")


@pytest.fixture
def slack():
    return at_slack(lambda request: None)


def answering(harness, **answers):
    """Methods (with _ for a dot) that answer otherwise, or fail."""
    real = harness.platform.client.api_call

    def api_call(method, **given):
        answer = answers.get(method.replace(".", "_"))
        if isinstance(answer, Exception):
            raise answer
        found = real(method, **given)
        if answer is not None:
            found.data.update(answer)
        return found

    harness.platform.client.api_call = api_call
    return harness.adapter


def test_a_channel_says_its_name_and_how_many_read_it(slack):
    assert slack.adapter.reach(HERE) == Reach(CHANNEL, "ml-hiring", 23)


def test_another_company_in_the_channel_is_told_of(slack):
    shared = {"channel": {"name": "x", "is_member": True, "num_members": 9, "is_ext_shared": True}}
    assert answering(slack, conversations_info=shared).reach(HERE).outsiders


def test_without_the_scope_a_channel_is_taken_as_it_is_named(slack):
    assert answering(slack, conversations_info=refused("missing_scope")).reach(HERE) == Reach(CHANNEL, "hiring")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"channel": {"is_member": False}}, "/invite"),
        ({"channel": {"is_archived": True}}, "archived"),
        (refused("channel_not_found"), "/invite"),
    ],
)
def test_where_the_bot_may_not_post_is_said_before_it_tries(slack, answer, why):
    with pytest.raises(Undeliverable, match=why):
        answering(slack, conversations_info=answer).reach(HERE)


@pytest.mark.parametrize("channel", ["", "D0MARA", "U0MARA"])
def test_what_is_no_channel_is_none(slack, channel):
    with pytest.raises(Undeliverable):
        slack.adapter.reach(Place(HERE.workspace, "channel", channel, "hiring"))


def test_a_post_whose_answer_was_lost_is_found_by_its_key(slack):
    ours = {"ts": "17.5", "metadata": {"event_type": "recruitbot_post", "event_payload": {"key": "share-1"}}}
    other = {"ts": "17.6", "metadata": {"event_type": "recruitbot_post", "event_payload": {"key": "share-2"}}}
    adapter = answering(
        slack, chat_postMessage=RemoteDisconnected(), conversations_history={"messages": [other, ours, {"ts": "17.4"}]}
    )
    assert adapter.post(HERE, said("Shared."), key="share-1") == ("17.5",)
    with pytest.raises(Undeliverable) as caught:
        adapter.post(HERE, said("Shared."), key="share-3")
    assert caught.value.unknown


def test_a_post_of_an_earlier_process_is_found_among_what_came_since(slack):
    ours = {"ts": "17.5", "metadata": {"event_type": "recruitbot_post", "event_payload": {"key": "digest-1"}}}
    adapter = answering(slack, conversations_history={"messages": [{"ts": "17.4"}, ours]})
    since = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert adapter.arrived(HERE, key="digest-1", since=since) == ("17.5",)
    assert adapter.arrived(HERE, key="digest-2", since=since) == ()
    assert {given["oldest"] for _, given in slack.platform.seen if "oldest" in given} == {f"{since.timestamp():.6f}"}


LONG = Reply(tuple(Text((f"{number} " + "long " * 550,)) for number in range(8)), text="Long.", private=False)


def standing(slack):
    """What of the posts Slack has, as it hands it out."""
    posts = [sent for method, sent in slack.platform.seen if method == "chat.postMessage"]
    return [{"ts": f"17.{at}", "metadata": one["metadata"]} for at, one in enumerate(posts)][::-1]


def test_all_messages_of_a_post_of_an_earlier_process_are_found(slack):
    sent = slack.adapter.post(HERE, LONG, key="watch-1")
    assert len(sent) > 1
    later = answering(at_slack(lambda request: None), conversations_history={"messages": standing(slack)})
    found = later.arrived(HERE, key="watch-1", since=datetime(2026, 11, 20, tzinfo=UTC))
    assert found == tuple(f"17.{at}" for at in range(len(sent)))


def test_a_post_of_an_earlier_process_that_broke_off_goes_on_and_nothing_of_it_is_lost_or_doubled(slack):
    sent = slack.adapter.post(HERE, LONG, key="watch-1")
    begun = standing(slack)[-1:]
    slack = at_slack(lambda request: None)
    later = answering(slack, conversations_history={"messages": begun})
    assert later.arrived(HERE, key="watch-1", since=datetime(2026, 11, 20, tzinfo=UTC)) == ()
    again = later.post(HERE, LONG, key="watch-1")
    assert (again[0], len(again)) == ("17.0", len(sent))
    assert later.post(HERE, LONG, key="watch-1") == again
    assert len(standing(slack)) == len(sent) - 1


def test_where_nothing_may_be_read_nothing_is_found(slack):
    adapter = answering(slack, conversations_history=refused("missing_scope"))
    assert adapter.arrived(HERE, key="digest-1", since=datetime(2026, 11, 20, tzinfo=UTC)) == ()


def test_what_may_not_be_read_stays_unknown(slack):
    adapter = answering(slack, chat_postMessage=RemoteDisconnected(), conversations_history=refused("missing_scope"))
    with pytest.raises(Undeliverable) as caught:
        adapter.post(HERE, said("Shared."), key="share-1")
    assert caught.value.unknown


def test_a_message_is_deleted_and_a_file_as_one(slack):
    assert slack.adapter.take_down(HERE, "17.5")
    assert slack.adapter.take_down(HERE, "F0FILE")
    assert [method for method, _ in slack.platform.seen[-2:]] == ["chat.delete", "files.delete"]


def test_what_is_gone_already_is_said_to_be(slack):
    assert not answering(slack, chat_delete=refused("message_not_found")).take_down(HERE, "17.5")


@pytest.mark.parametrize("word", ["cant_delete_message", "compliance_exports_prevent_deletion"])
def test_a_message_that_slack_does_not_let_go_is_emptied(slack, word):
    assert answering(slack, chat_delete=refused(word)).take_down(HERE, "17.5")
    method, given = slack.platform.seen[-1]
    assert method == "chat.update"
    assert "Nothing more stands here." in str(given)


@pytest.mark.parametrize("word", ["cant_update_message", "edit_window_closed"])
def test_a_message_that_can_neither_go_nor_be_changed_is_refused_for_good(slack, word):
    kept = answering(slack, chat_delete=refused("cant_delete_message"), chat_update=refused(word))
    with pytest.raises(Undeliverable, match="cant_delete_message") as told:
        kept.take_down(HERE, "17.5")
    assert told.value.lasting
    with pytest.raises(Undeliverable, match=word) as told:
        kept.rewrite(HERE, ["17.5"], said("Others."), key="")
    assert told.value.lasting


def test_a_file_that_slack_does_not_let_go_is_told(slack):
    kept = answering(slack, files_delete=refused("cant_delete_message"), chat_update=refused("message_not_found"))
    with pytest.raises(Undeliverable, match="cant_delete_message"):
        kept.take_down(HERE, "F0FILE")


def test_a_post_has_an_address(slack):
    assert slack.adapter.link(HERE, "1763715600.000100").endswith(f"/archives/{CHANNEL}/p1763715600000100")


@pytest.mark.parametrize(("place", "typed"), [(HERE, True), (Place(HERE.workspace, "dm", "U1"), False)])
def test_what_is_written_anew_to_a_person_shows_no_slash_command_either(slack, place, typed):
    sent, real = [], slack.platform.client.api_call

    def api_call(method, **given):
        if method == "chat.update":
            sent.append(str(given))
        return real(method, **given)

    slack.platform.client.api_call = api_call
    assert slack.adapter.rewrite(place, ["17.1"], Reply((Text((Typed("find rust"),)),), text="Try it."), key="")
    assert "find rust" in sent[0]
    assert ("/" in sent[0].partition("find rust")[0].rpartition("`")[2]) == typed
