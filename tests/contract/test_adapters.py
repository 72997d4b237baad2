"""What holds on every platform. A folder in ``adapters/`` is a platform; the web serves others and shows nothing itself.

Of replies made by chance a few are shown here, `tests/proofs/test_adapters.py` shows many.
"""

import importlib
import pkgutil
import re
import threading
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

import adapters
from adapters.harness import Harness, Shown
from bot.chat.messages import (
    Actions,
    Bar,
    Bold,
    Bullets,
    Button,
    Chart,
    Code,
    Divider,
    Field,
    Italic,
    Link,
    Menu,
    Option,
    OptionGroup,
    Person,
    Proof,
    Quiet,
    Quote,
    Reply,
    SmallPrint,
    Table,
    Text,
    Title,
    Typed,
)
from bot.intake import LARGEST
from tests.cores import ScriptedCore, said
from tests.replies import HOSTILE, commands, essence, forms, literals, long_replies, replies

PLATFORMS = sorted({one.name for one in pkgutil.iter_modules(adapters.__path__) if one.ispkg} - {"web"})
each_platform = pytest.mark.parametrize("platform", PLATFORMS)
LONGEST = 100_000
few = settings(max_examples=8, suppress_health_check=list(HealthCheck))


LONG_LINES = {"word ": LONGEST, **dict.fromkeys(("a", "**", "`", "<@U1> ", "漢字", "> q\n", "\\"), LONGEST // 5)}
"""What long lines are made of, and how many characters of it."""


@cache
def at(platform: str) -> tuple[ScriptedCore, Harness]:
    core = ScriptedCore()
    return core, importlib.import_module(f"adapters.{platform}.harness").harness(core)


def answering(platform: str, reply: Reply | None) -> Harness:
    core, harness = at(platform)
    core.requests.clear()
    core.answer = lambda request: reply
    return harness


def seen(shown: list[Shown]) -> str:
    return "\n".join(one.text for one in shown)


def faults(harness: Harness, shown: list[Shown]) -> list[str]:
    return [fault for one in shown for fault in harness.limits(one.payload)]


def test_the_platforms_are_those_of_the_product():
    assert {"discord", "slack", "terminal"} <= set(PLATFORMS)


@each_platform
@pytest.mark.parametrize("dm", [True, False])
def test_a_request_gets_one_visible_answer(platform, dm):
    harness = answering(platform, said("11 people for cuda triton"))
    (shown,) = harness.say("cuda triton", dm=dm)
    assert "11 people for cuda triton" in shown.text
    assert len(at(platform)[0].requests) == 1


@each_platform
@pytest.mark.parametrize("dm", [True, False])
@pytest.mark.parametrize("blocks", [(), (Text(()),), (Text((" \n",)),), (Divider(),), (Actions(()),)], ids=repr)
def test_an_answer_is_never_blank(platform, dm, blocks):
    harness = answering(platform, Reply(blocks, text="Nothing to show."))
    (shown,) = harness.say("new", dm=dm)
    assert "Nothing to show." in shown.text
    assert faults(harness, [shown]) == []


@each_platform
def test_somebody_without_a_name_is_shown_all_the_same(platform):
    reply = Reply((Person("", (("Compiler engineer",),), 1, Button("Open", "show #1")),), text="1 person.")
    harness = answering(platform, reply)
    (shown,) = harness.say("new")
    assert "Compiler engineer" in shown.text
    assert "show #1" in shown.buttons
    assert faults(harness, [shown]) == []


@each_platform
@pytest.mark.parametrize("dm", [True, False])
def test_a_repeated_event_is_met_with_silence(platform, dm):
    assert answering(platform, None).say("new", dm=dm) == []


@each_platform
@pytest.mark.parametrize("dm", [True, False])
def test_an_answer_in_a_channel_is_seen_by_the_asker_alone(platform, dm):
    long = Reply(tuple(Text((f"Person {number} " * 60,)) for number in range(40)), text="40 people.")
    shown = answering(platform, long).say("new", dm=dm)
    assert shown
    assert all(one.private for one in shown)


@each_platform
@pytest.mark.parametrize("dm", [True, False])
def test_a_slow_core_still_answers_once(platform, dm):
    core, harness = at(platform)
    entered, go, shown = threading.Event(), threading.Event(), []

    def slowly(request):
        entered.set()
        assert go.wait(20)
        return said("It took a while.")

    core.answer = slowly
    asking = threading.Thread(target=lambda: shown.extend(harness.say("new", dm=dm)))
    asking.start()
    assert entered.wait(20)
    go.set()
    asking.join(20)
    assert [one.text.strip() for one in shown] == ["It took a while."]


@each_platform
@pytest.mark.parametrize("dm", [True, False])
def test_a_fault_shows_none_of_its_words_and_the_reference_under_which_the_log_has_it(platform, dm, caplog):
    core, harness = at(platform)
    name = "Priyanka Solheim"

    def broken(request):
        raise RuntimeError(f"secret of {name}")

    core.answer = broken
    (shown,) = harness.say("new", dm=dm)
    assert shown.text.strip()
    assert shown.private
    assert not [word for word in ("secret", "Priyanka", "RuntimeError", "Traceback", "broken") if word in shown.text]
    assert re.search(r"[A-Z2-9]{4}-[A-Z2-9]{2}", shown.text)[0] in caplog.text
    assert "Priyanka" not in caplog.text


@each_platform
@pytest.mark.parametrize(
    "line", ["show #214 evidence", "stage #214 screening", "find " + "cuda or triton " * 12, "new"]
)
def test_pressing_a_button_is_typing_its_command(platform, line):
    core, harness = at(platform)
    core.answer = lambda request: said(f"You typed {request.text.strip()}, {dict(request.values)}")
    pressed, typed = harness.press(line.strip()), harness.say(line.strip())
    assert f"You typed {line.strip()}, {{}}" in seen(pressed)
    assert seen(pressed) == seen(typed)


@each_platform
@pytest.mark.parametrize("text", ["", "add"])
@pytest.mark.parametrize(
    "name", ["cv.md", "Lebenslauf Ünal (1).md", "<!channel> @everyone.md", "履歴書.pdf", "a`b`*c*_d_.txt", "no suffix"]
)
def test_a_file_reaches_the_core_as_it_is(platform, name, text):
    data = bytes(range(256)) * 10 + b"# Noor Etxeberria\n"
    harness = answering(platform, said("Read."))
    (shown,) = harness.upload(name, data, text)
    (request,) = at(platform)[0].requests
    (upload,) = request.uploads
    assert (upload.name, upload.data, upload.fault) == (name, data, "")
    assert request.text.strip() == text
    assert "Read." in shown.text


@each_platform
def test_an_archive_may_be_larger_than_a_cv(platform):
    harness = answering(platform, said("Read."))
    data = bytes(LARGEST + 1)
    for name in ("fair.zip", "cv.pdf"):
        harness.upload(name, data, "add")
    archive, cv = (request.uploads[0] for request in at(platform)[0].requests)
    assert (archive.data == data, archive.fault) == (True, "")
    assert cv.fault or len(cv.data) > LARGEST


@each_platform
def test_an_empty_file_reaches_the_core_too(platform):
    harness = answering(platform, said("Read."))
    harness.upload("empty.md", b"")
    (request,) = at(platform)[0].requests
    assert [(one.name, one.data) for one in request.uploads] == [("empty.md", b"")]


@each_platform
def test_lines_are_shown_as_they_are_typed_where_they_are_read(platform):
    harness = answering(platform, Reply((Field("Find", (Text((Typed("cuda triton"), "  both")),)),), text="Help."))
    (direct,), (channel,) = harness.say("help"), harness.say("help", dm=False)
    assert "/candidate" not in direct.text
    assert "cuda triton" in direct.text
    if platform != "terminal":
        assert "/candidate" in channel.text


@each_platform
def test_a_line_for_a_channel_is_shown_as_it_is_typed_there(platform):
    harness = answering(platform, Reply((Text(("Type there: ", Typed("intake on", in_channel=True))),), text="There."))
    (direct,) = harness.say("help")
    assert direct.text.endswith("intake on")
    assert ("/candidate" in direct.text) == (platform != "terminal")


def everywhere(text: str) -> Reply:
    """A reply that holds the text in every place where a CV's words can stand."""
    line = (text, Bold(text), Italic(text), Code(text), Quiet(text), Link(text, "https://git.example/x"), Typed(text))
    return Reply(
        (
            Title(text),
            SmallPrint((line,)),
            Text(line),
            Bullets((line,)),
            Quote((text, Bold(text))),
            Person(text, (line,), 1, Button("Open", "show #1", spoken=f"Open {text}"), (Proof(line, (text,)),)),
            Field(text, (Text(line), Bullets((line,)), Quote((text,)))),
            Table((text[:100], text[:100]), ((line, (text,)),)),
            Chart((Bar(text[:100], 3, 2),)),
            Actions((Menu("Act on…", (OptionGroup(text[:100], (Option(text[:100], "stage #1 new"),)),)),)),
        ),
        text="1 person.",
    )


@each_platform
@pytest.mark.parametrize("dm", [True, False])
def test_hostile_text_comes_out_as_it_is_and_pings_nobody(platform, dm):
    for hostile in HOSTILE:
        reply = everywhere(hostile)
        harness = answering(platform, reply)
        shown = harness.say("new", dm=dm)
        text = essence(seen(shown))
        assert [one for one in literals(reply) if essence(one) not in text] == [], hostile
        assert faults(harness, shown) == [], hostile


@each_platform
def test_hostile_text_in_a_post_pings_nobody(platform):
    for hostile in HOSTILE:
        harness = answering(platform, None)
        shown = harness.post(everywhere(hostile))
        assert essence(hostile) in essence(seen(shown))
        assert faults(harness, shown) == []


@each_platform
@pytest.mark.parametrize(("piece", "length"), LONG_LINES.items(), ids=ascii)
def test_a_very_long_line_is_shown_whole(platform, piece, length):
    line = piece * (length // len(piece))
    harness = answering(platform, Reply((Title("Long"), Quote((line,)), Text((Bold(line),))), text="Long."))
    shown = harness.say("new")
    assert essence(seen(shown)).count(essence(line)) == 2
    assert faults(harness, shown) == []


@each_platform
@few
@given(reply=replies)
def test_any_reply_is_shown_whole_and_within_limits(platform, reply):
    harness = answering(platform, reply)
    check(harness, reply, harness.say("new"))


@each_platform
@few
@given(reply=long_replies)
def test_a_reply_longer_than_a_message_is_split_and_loses_nothing(platform, reply):
    harness = answering(platform, reply)
    check(harness, reply, harness.say("new", dm=False))


@each_platform
@few
@given(reply=replies)
def test_any_post_is_shown_whole_and_within_limits(platform, reply):
    harness = answering(platform, None)
    check(harness, reply, harness.post(reply))


@each_platform
@few
@given(form=forms)
def test_any_form_can_be_asked_for_by_a_press(platform, form):
    core, harness = at(platform)
    core.answer = lambda request: Reply(said("Type it.").blocks, text="Type it.", form=form)
    shown = harness.press("form note #214")
    assert len(shown) == 1
    assert faults(harness, shown) == []
    if platform == "terminal":
        assert "Type it." in shown[0].text


def check(harness: Harness, reply: Reply, shown: list[Shown]) -> None:
    assert faults(harness, shown) == []
    text = essence(seen(shown))
    assert [one for one in literals(reply) if essence(one) not in text] == []
    offered = [line for one in shown for line in one.buttons]
    assert [one for one in commands(reply) if one not in offered and essence(one) not in text] == []
