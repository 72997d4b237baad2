"""What a person typed, behind all that Slack makes of it."""

import pytest

from adapters.slack.typed import typed_text, without, written


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("cuda &amp; triton &lt;3 &gt;", "cuda & triton <3 >"),
        ("<mailto:ilse@tessera.example|ilse@tessera.example>", "ilse@tessera.example"),
        ("<mailto:ilse@tessera.example|write me>", "write me (ilse@tessera.example)"),
        ("see <https://git.example/ilse>", "see https://git.example/ilse"),
        ("<http://tessera.example|tessera.example>", "tessera.example"),
        ("<https://git.example/ilse?a=1&amp;b=2|my code>", "my code (https://git.example/ilse?a=1&b=2)"),
        ("<tel:+442079460142|+44 20 7946 0142>", "+44 20 7946 0142"),
        ("assign 2 <@U0MARA>", "assign 2 <@U0MARA>"),
        ("assign 2 <@U0MARA|mara>", "assign 2 <@U0MARA|mara>"),
        ("share 2 <#C0HIRING|ml-hiring>", "share 2 <#C0HIRING|ml-hiring>"),
        ("<!here> access grant <!subteam^S1|@hiring>", "@here access grant <@&S1|hiring>"),
        ("find “cuda”", "find “cuda”"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
    ],
)
def test_text_is_as_the_person_typed_it(sent, typed):
    assert typed_text(sent) == typed


def rich(*elements):
    return {"text": "*never* read", "blocks": [{"type": "rich_text", "elements": list(elements)}]}


def section(*parts, kind="rich_text_section"):
    return {"type": kind, "elements": [{"type": "text", "text": one} if isinstance(one, str) else one for one in parts]}


def test_formatting_leaves_no_marks_between_the_words():
    bold = {"type": "text", "text": "Noor *N.* Etxeberria", "style": {"bold": True}}
    items = [section("Rust & C++"), section({"type": "link", "url": "https://git.example/noor", "text": "code"})]
    pasted = rich(
        section(bold, "\n"),
        {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": items},
        {"type": "rich_text_list", "style": "ordered", "elements": [section("First"), section("Second")]},
        section("def main():\n  pass", kind="rich_text_preformatted"),
        section("as <b> said", kind="rich_text_quote"),
    )
    assert written(pasted).splitlines() == [
        "Noor *N.* Etxeberria",
        "  - Rust & C++",
        "  - code (https://git.example/noor)",
        "1. First",
        "2. Second",
        "def main():",
        "  pass",
        "as <b> said",
    ]


@pytest.mark.parametrize(
    ("part", "typed"),
    [
        ({"type": "user", "user_id": "U0MARA"}, "<@U0MARA>"),
        ({"type": "usergroup", "usergroup_id": "S1"}, "<@&S1>"),
        ({"type": "channel", "channel_id": "C1"}, "<#C1>"),
        ({"type": "broadcast", "range": "here"}, "@here"),
        ({"type": "link", "url": "mailto:ilse@x.example"}, "ilse@x.example"),
        ({"type": "link", "url": "https://x.example/a?b=1&amp=2"}, "https://x.example/a?b=1&amp=2"),
        ({"type": "emoji", "name": "woman-technologist", "unicode": "1f469-200d-1f4bb"}, "\U0001f469\u200d\U0001f4bb"),
        ({"type": "emoji", "name": "tessera"}, ":tessera:"),
        ({"type": "emoji", "name": "odd", "unicode": "no-hex"}, ":odd:"),
        ({"type": "date", "timestamp": 1, "format": "{date}", "fallback": "1 Jan 1970"}, "1 Jan 1970"),
        ({"type": "something new"}, ""),
    ],
)
def test_what_stands_between_the_words_is_as_typed(part, typed):
    assert written(rich(section("a ", part, " b"))) == f"a {typed} b"


def test_a_channel_and_a_group_have_the_names_that_the_text_knows():
    channel, group = {"type": "channel", "channel_id": "C1"}, {"type": "usergroup", "usergroup_id": "S1"}
    message = rich(section("share 2 ", channel, " for ", group, " not ", {"type": "channel", "channel_id": "C2"}))
    message["text"] = "share 2 <#C1|ml-hiring> for <!subteam^S1|@hiring> not <#C2|>"
    assert written(message) == "share 2 <#C1|ml-hiring> for <@&S1|hiring> not <#C2>"


def test_other_blocks_are_left_to_the_text():
    message = {"text": "read &amp; seen", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}]}
    assert written(message) == written({"text": "read &amp; seen"}) == "read & seen"
    assert written({"text": None}) == ""


def test_a_mention_of_the_bot_is_no_part_of_the_line():
    assert without("<@U0BOT> who is <@U0MARA>? <@U0BOT|recruitbot>", "U0BOT") == "who is <@U0MARA>?"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("<@U0BOT>, who knows cuda?", "who knows cuda?"),
        ("<@U0BOT>: show #5", "show #5"),
        ("hey <@U0BOT|recruitbot> cuda triton", "cuda triton"),
        ("Hi, <@U0BOT>", ""),
        ("cuda triton <@U0BOT>", "cuda triton"),
        ("ask <@U0BOT> about <@U0MARA>, too", "ask about <@U0MARA>, too"),
        ("<@U0BOT> -intern", "-intern"),
        ("<@U0MARA>, show #5", "<@U0MARA>, show #5"),
    ],
)
def test_what_calls_the_bot_is_no_part_of_the_line_either(said, line):
    assert without(said, "U0BOT") == line
