"""How replies look at Slack. That nothing is lost and no limit broken is shown for any reply by the contract tests."""

from datetime import UTC, datetime

import pytest

from adapters.slack.form import modal
from adapters.slack.limits import faults
from adapters.slack.render import render
from bot.chat.messages import (
    Actions,
    Bar,
    Bold,
    Bullets,
    Button,
    Chart,
    Code,
    Confirm,
    Divider,
    Field,
    Form,
    FormField,
    Link,
    Menu,
    Option,
    OptionGroup,
    Person,
    Proof,
    Quote,
    Reply,
    SmallPrint,
    StageName,
    Table,
    Text,
    Title,
    Typed,
    When,
)

AT = datetime(2026, 11, 9, 8, 5, tzinfo=UTC)


def drawn(*blocks):
    (message,) = render(Reply(blocks, text="Here."))
    assert faults(message) == []
    return message["blocks"]


def text(words, **style):
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def button(label, line, number, **more):
    face = {"type": "plain_text", "text": label, "emoji": False}
    return {"type": "button", "action_id": f"run:{number}", "text": face, "value": line, **more}


def test_a_hit_is_name_and_lines_with_open_beside_them_then_the_proof():
    person = Person(
        "Ilse Okonkwo-Brandt",
        (("GPU kernel engineer, Tessera Labs",), (StageName("screening", "Screening"), " · Mara")),
        row=1,
        open=Button("Open", "show #214"),
        proofs=(Proof(("● ", Bold("CUDA"), " used at work"), ("Wrote the ", Bold("CUDA"), " kernels.")),),
    )
    assert drawn(person) == [
        {
            "type": "section",
            "text": {
                "type": "mrkdwn",
                "text": "*1. Ilse Okonkwo-Brandt*\nGPU kernel engineer, Tessera Labs\n🟡 Screening · Mara",
                "verbatim": True,
            },
            "accessory": button("Open", "show #214", 1, accessibility_label="Open Ilse Okonkwo-Brandt"),
        },
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [text("● "), text("CUDA", bold=True), text(" used at work")],
                },
                {
                    "type": "rich_text_quote",
                    "elements": [text("Wrote the "), text("CUDA", bold=True), text(" kernels.")],
                },
            ],
        },
    ]


@pytest.mark.parametrize("name", ["*Bo_bby*", "a`b", "~x~", "x :tada: y", "> quoted"])
def test_a_name_that_could_be_markup_makes_its_section_plain(name):
    (section,) = drawn(Person(name, (("Engineer & <!here>",),)))
    assert section["text"] == {"type": "plain_text", "text": f"{name}\nEngineer & <!here>", "emoji": False}


def test_what_mrkdwn_would_parse_is_escaped():
    (section,) = drawn(Person("R&D <!channel> @everyone", ()))
    assert section["text"]["text"] == "*R&amp;D &lt;!channel&gt; @everyone*"


def test_characters_that_hide_or_reorder_are_dropped():
    (block,) = drawn(Quote(("\u202egnp.exe\u202c\x1b[31m zero\u200bwidth 👩‍🔬\u2028next",)))
    assert block["elements"][0]["elements"] == [text("gnp.exe[31m zerowidth 👩‍🔬\nnext")]


def test_bold_that_touches_other_words_shows_no_stars():
    (context,) = drawn(SmallPrint((("a", Bold("b"), "c"),)))
    assert context["elements"][0]["text"] == "abc"


def test_small_print_is_joined_and_keeps_codes():
    (context,) = drawn(SmallPrint((("Both words",), (Bold("CUDA"), " includes nvcc"), (Typed("find cuda"),))))
    assert context["elements"] == [
        {"type": "mrkdwn", "text": "Both words · *CUDA* includes nvcc · `/candidate find cuda`", "verbatim": True}
    ]


def test_a_field_is_its_label_with_what_stands_under_it():
    block = Field("Work", (Text(("Now",)), Bullets((("Engineer",), ("Intern",))), Quote(("Wrote kernels.",))))
    ((rich),) = drawn(block)
    section, bullets, quote = rich["elements"]
    assert section["elements"] == [text("Work", bold=True), text("\n"), text("Now")]
    assert [item["elements"][0]["text"] for item in bullets["elements"]] == ["Engineer", "Intern"]
    assert quote["type"] == "rich_text_quote"


def test_moments_are_shown_in_the_readers_own_zone():
    (block,) = drawn(Text((When(AT, "time"),)))
    assert block["elements"][0]["elements"] == [
        {
            "type": "date",
            "timestamp": int(AT.timestamp()),
            "format": "{date_short_pretty} at {time}",
            "fallback": "9 Nov 2026, 8:05 UTC",
        }
    ]
    (context,) = drawn(SmallPrint((("next ", When(AT)),)))
    assert context["elements"][0]["text"] == f"next <!date^{int(AT.timestamp())}^{{date_short_pretty}}|9 Nov 2026>"


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://git.example/a", True),
        ("mailto:a@b.example", True),
        ("javascript:alert(1)", False),
        ("https://x.example/ <b>", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_web_and_mail_addresses_become_links(url, linked):
    (block,) = drawn(Text((Link("here", url),)))
    assert (block["elements"][0]["elements"][0]["type"] == "link") is linked


def test_buttons_and_menus_carry_command_lines():
    confirm = Confirm("Post in #ml-hiring?", "23 members will see it.", "Post")
    (actions,) = drawn(
        Actions(
            (
                Button("Save", "add --save", primary=True),
                Button("Share…", "share #214", confirm=confirm),
                Menu("Move to…", (OptionGroup("", (Option("Offer", "stage #214 offer"),)),)),
                Menu("More…", (OptionGroup("", (Option("History", "history #214"),)),), rare=True),
            )
        )
    )
    save, share, move, more = actions["elements"]
    assert (save["value"], save["style"]) == ("add --save", "primary")
    assert share["confirm"]["confirm"]["text"] == "Post"
    assert (move["type"], move["options"][0]["value"]) == ("static_select", "stage #214 offer")
    assert (more["type"], more["options"][0]["value"]) == ("overflow", "history #214")


def test_options_are_grouped_by_person():
    groups = tuple(OptionGroup(name, (Option("Shortlist", "stage 1 screening"),)) for name in ("Ilse", "Noor"))
    (actions,) = drawn(Actions((Menu("Act on…", groups),)))
    assert [one["label"]["text"] for one in actions["elements"][0]["option_groups"]] == ["Ilse", "Noor"]


def test_a_line_too_long_for_an_option_becomes_a_button_and_one_too_long_for_a_button_is_to_be_typed():
    long, longer = "find " + "a" * 200, "find " + "b" * 2500
    options = tuple(Option("Search", line) for line in (long, longer))
    actions, to_type = drawn(Actions((Menu("Again…", (OptionGroup("", options),)),)))
    assert actions["elements"][0]["value"] == long
    assert "".join(one["text"] for one in to_type["elements"][0]["elements"]) == f"Search: /candidate {longer}"


def test_a_chart_is_bars_then_words():
    (context,) = drawn(Chart((Bar("ML Systems Engineer", 8, 5), Bar("Research Intern", 4), Bar("None", 0))))
    assert context["elements"][0]["text"] == "████████ *8* ML Systems Engineer (5)\n████ *4* Research Intern\n*0* None"


def test_a_table_is_a_table_and_a_second_one_goes_into_the_next_message():
    table = Table(("", "Ilse"), (((Bold("Stage"),), ("Screening",)),))
    messages = render(Reply((table, Text(("and",)), table), text="Compared."))
    assert [[block["type"] for block in message["blocks"]] for message in messages] == [
        ["table", "rich_text"],
        ["table"],
    ]
    assert messages[1]["text"] == "Compared. (2 of 2)"


def test_a_table_that_slack_cannot_show_is_a_list():
    (block,) = drawn(Table(("", "Ilse"), (((Bold("Quote"),), ("word " * 200,)),)))
    heading, row, cells = block["elements"]
    assert heading["elements"][0]["text"] == " · Ilse"
    assert row["elements"][0]["text"] == "Quote"
    assert cells["elements"][0]["elements"][0]["text"] == "Ilse"


def test_a_long_title_is_shown_whole():
    (header,) = drawn(Title("x" * 150))
    assert header["type"] == "header"
    (bold,) = drawn(Title("y" * 151))
    assert bold["elements"][0]["elements"] == [text("y" * 151, bold=True)]


def test_a_reply_of_more_than_fifty_blocks_goes_on_in_another_message():
    messages = render(Reply(tuple(Title(f"Part {number}") for number in range(60)), text="Much."))
    assert [len(message["blocks"]) for message in messages] == [50, 10]


def test_people_are_not_torn_apart_between_messages():
    proof = Proof(("● used at work",), ("q" * 1500,))
    people = tuple(Person(f"Person {number}", (), proofs=(proof, proof)) for number in range(6))
    for message in render(Reply(people, text="6 people.")):
        kinds = [block["type"] for block in message["blocks"]]
        assert kinds == ["section", "rich_text"] * (len(kinds) // 2)


@pytest.mark.parametrize("blocks", [(), (Divider(),), (Text((" ",)),)])
def test_a_reply_with_nothing_to_draw_says_its_text(blocks):
    (block,) = drawn(*blocks)
    assert block["elements"][0]["elements"] == [text("Here.")]


def test_the_words_for_notifications_are_literal():
    (message,) = render(Reply((Title("x"),), text="<!channel> R&D"))
    assert message["text"] == "&lt;!channel&gt; R&amp;D"


def test_a_form_is_a_modal():
    fields = (
        FormField("text", "Note", hint="Seen by everyone with access.", long=True),
        FormField("stage", "Move to", value="offer", required=False, options=(("new", "New"), ("offer", "Offer"))),
    )
    view = modal(Form("Add a note to Ilse Okonkwo-Brandt", "note #214", fields), "origin")
    assert faults({"view": view}) == []
    title, note, stage = view["blocks"]
    assert title["text"]["text"] == "Add a note to Ilse Okonkwo-Brandt"
    assert len(view["title"]["text"]) <= 24
    assert (note["block_id"], note["element"]["multiline"], note["optional"]) == ("text", True, False)
    assert (stage["optional"], stage["element"]["initial_option"]["value"]) == (True, "offer")


def test_a_command_line_too_long_for_a_modal_gets_none():
    assert modal(Form("Note", "note " + "x" * 3000, (FormField("text", "Note"),)), "") is None


def test_code_is_shown_as_code():
    (block,) = drawn(Text(("Reference ", Code("K7Q4-2F"))))
    assert block["elements"][0]["elements"][1] == text("K7Q4-2F", code=True)
