"""On every platform a post of several messages goes on in its thread, and each is written anew in its place, as many as it takes."""

import json
from importlib import import_module

import pytest

from bot.chat.messages import Place, Reply, Text
from tests.contract.particulars import OWN, refusing
from tests.contract.test_access_matrix import each_platform
from tests.cores import ScriptedCore

KEY = "delivery-1"


def told(*people, some=700):
    """A post in which everybody takes most of a message."""
    return Reply(tuple(Text((f"{one}: " + "proven " * some,)) for one in people), text="People.", private=False)


def short(*people):
    return told(*people, some=1)


class Posted:
    """A platform with the bot's post in one of its channels."""

    def __init__(self, platform):
        module = import_module(f"adapters.{platform}.harness")
        self.harness, self.own = module.harness(ScriptedCore()), OWN[platform]
        self.place = Place(module.HERE, "channel", str(module.CHANNEL), "ml-hiring")
        self.messages = ()

    def post(self, reply):
        self.messages = self._of(lambda board: board.post(self.place, reply, key=KEY))
        return self.messages

    def rewrite(self, reply, **more):
        self.messages = self._of(lambda board: board.rewrite(self.place, self.messages, reply, key=KEY, **more))
        return self.messages

    def _of(self, work):
        found = []
        self.sent = self.harness.meanwhile(lambda: found.append(work(self.harness.board)))
        return found[0]

    def threads(self):
        """In whose threads its messages after the first stand."""
        others = self.messages[1:]
        return {self.own.thread(*one) for one in zip(self.sent[-len(others) :], others, strict=True)}

    def stands(self, message):
        return json.dumps(self.harness.rewritten(message.rpartition("/")[2]))


@pytest.fixture
def posted(platform):
    return Posted(platform)


@each_platform
def test_what_follows_the_first_message_stands_in_its_thread(posted):
    first, *others = posted.post(told("Noor", "Ilse", "Davit", "Sunniva"))
    assert others
    assert posted.threads() == {first}
    assert posted.own.thread(posted.sent[0], first) == ""


@each_platform
def test_each_message_is_written_anew_with_its_own_part(posted):
    before = posted.post(told("Noor", "Ilse", "Davit"))
    assert posted.rewrite(told("Noor", "Ilse", "Sunniva")) == before
    assert "Noor" in posted.stands(before[0])
    assert any("Sunniva" in posted.stands(one) for one in before[1:])
    assert posted.harness.deleted() == []


@each_platform
def test_what_it_takes_less_is_deleted_and_what_it_takes_more_is_added_in_the_thread(posted):
    first, *others = posted.post(told("Noor", "Ilse", "Davit"))
    assert posted.rewrite(short("Noor")) == (first,)
    assert sorted(posted.harness.deleted()) == sorted(one.rpartition("/")[2] for one in others)
    grown = posted.rewrite(told("Noor", "Ilse", "Davit"))
    assert len(grown) == 1 + len(others)
    assert not {*grown} & {*others}
    assert any("Davit" in one.text for one in posted.sent)
    assert posted.threads() == {first}


@each_platform
def test_what_a_reply_has_for_its_thread_goes_there(posted):
    first, *others = posted.post(Reply((Text(("Noor",)),), text="Two.", private=False, thread=short("Ilse")))
    assert len(others) == 1
    assert posted.rewrite(short("Noor")) == (first,)


@each_platform
def test_every_message_of_a_post_stays_known_by_its_key(posted):
    messages = posted.post(told("Noor", "Ilse"))
    sent = [posted.own.mark(one.payload) for one in posted.sent]
    posted.rewrite(told("Noor", "Davit"))
    again = [posted.own.mark(posted.harness.rewritten(one.rpartition("/")[2])) for one in messages]
    assert sent == again
    assert all(again)


@each_platform
def test_what_was_added_by_a_process_that_was_killed_is_found_and_not_added_again(posted):
    (before,) = posted.post(short("Noor"))
    _, *added = after = posted.rewrite(told("Noor", "Ilse", "Davit"))
    assert added
    posted.own.hands_out(posted.harness, before, [*zip(added, posted.sent[-len(added) :], strict=True)])
    posted.messages = (before,)
    assert posted.rewrite(told("Noor", "Ilse", "Davit"), broke_off=True) == after
    assert posted.rewrite(short("Noor"), broke_off=True) == after[:1]
    assert sorted(posted.harness.deleted()) == sorted(one.rpartition("/")[2] for one in added)


@each_platform
def test_what_the_platform_does_not_let_go_is_emptied_and_used_again(posted):
    first, *others = posted.post(told("Noor", "Ilse", "Davit"))
    posted.own.deletes_nothing(posted.harness)
    assert posted.rewrite(short("Noor")) == (first, *others)
    assert "Nothing more stands here." in posted.stands(others[0])
    assert posted.rewrite(told("Noor", "Ilse", "Davit")) == (first, *others)
    assert "proven" in posted.stands(others[0])


@each_platform
def test_a_post_whose_first_message_is_gone_is_gone_with_all_that_follows(posted):
    others = posted.post(told("Noor", "Ilse", "Davit"))[1:]
    posted.own.forgets_what_stood(posted.harness)
    assert posted.rewrite(told("Noor", "Ilse", "Davit")) == ()
    assert sorted(posted.harness.deleted()) == sorted(one.rpartition("/")[2] for one in others)


@pytest.mark.parametrize("platform", ["discord"])
def test_where_the_bot_may_begin_no_thread_a_post_goes_on_behind_its_first_message(posted):
    posted.harness._answers = refusing("POST", 403, 50013, "/threads")
    messages = posted.post(told("Noor", "Ilse", "Davit"))
    assert len(messages) > 1
    assert not any("/" in one for one in messages)
    assert posted.rewrite(told("Noor", "Ilse", "Davit")) == messages
