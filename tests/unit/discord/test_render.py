import pytest

from adapters.discord.actions import kept_lines
from adapters.discord.limits import faults
from adapters.discord.presses import Press, understood, within
from adapters.discord.render import confirmation, render
from bot.chat.messages import (
    Actions,
    Bar,
    Bold,
    Bullets,
    Button,
    Chart,
    Confirm,
    Divider,
    Field,
    Menu,
    Option,
    OptionGroup,
    Person,
    Proof,
    Quiet,
    Quote,
    Reply,
    SmallPrint,
    StageName,
    Table,
    Text,
    Title,
)
from bot.chat.presses import key_of

ILSE = Person(
    "Ilse Okonkwo-Brandt",
    (("GPU kernel engineer, Tessera Labs",), (StageName("screening", "Screening"), " · Mara")),
    row=1,
    open=Button("Open", "show #214"),
    proofs=(Proof(("● ", Bold("CUDA"), " used at work"), ("Kept a ", Bold("CUDA"), " fallback.")),),
)


def only(*blocks, **more):
    (payload,) = render(Reply(blocks, text="Said.", **more))
    assert faults(payload) == []
    return payload


def box(payload):
    return payload["components"][0]


def texts(payload):
    return [one["content"] for one in within(payload["components"]) if one["type"] == 10]


def kinds(payload):
    return [one["type"] for one in box(payload)["components"]]


def custom_ids(payload):
    return [one["custom_id"] for one in within(payload["components"]) if "custom_id" in one]


def test_a_list_has_the_answer_then_people_with_what_opens_them_then_proof():
    payload = only(Title("11 people for cuda"), SmallPrint((("both words",), ("strongest first",))), ILSE)
    assert texts(payload) == [
        "### 11 people for cuda\n-# both words · strongest first",
        "**1. Ilse Okonkwo-Brandt**\nGPU kernel engineer, Tessera Labs\n🟡 Screening · Mara",
        "● **CUDA** used at work\n> Kept a **CUDA** fallback.",
    ]
    assert kinds(payload) == [10, 14, 9, 10]
    assert box(payload)["components"][2]["accessory"]["custom_id"] == "show #214"


def test_decisions_stand_under_a_persons_proof_in_one_row_with_open():
    person = Person(
        "Noor", (("Engineer",), (Quiet("Thu"),)), open=Button("Open", "show #1"), buttons=(Button("Pass", "x"),)
    )
    payload = only(person)
    assert texts(payload) == ["**Noor**\nEngineer\n-# Thu"]
    assert custom_ids(payload) == ["show #1", "x"]
    assert kinds(payload) == [10, 1]


def test_a_field_is_a_bold_label_with_what_it_holds_under_it():
    field = Field("Work", (Bullets((("Tessera · 2023–now",), ("Northlight · 2022",))), Quote(("Wrote it.\nTwice.",))))
    assert texts(only(field)) == ["**Work**\n- Tessera · 2023–now\n- Northlight · 2022\n> Wrote it.\n> Twice."]


@pytest.mark.parametrize(
    ("more", "accent"),
    [({"stage": "hired"}, 0x23A55A), ({}, None), ({"error": True, "stage": "new"}, 0xDA373C), ({"stage": "own"}, None)],
)
def test_colour_means_stage_and_red_means_error(more, accent):
    assert box(only(Text(("x",)), **more)).get("accent_color") == accent


def test_only_the_asker_sees_what_is_private():
    assert only(Text(("x",)))["flags"] == 32768 + 64
    assert only(Text(("x",)), private=False)["flags"] == 32768


def test_a_chart_is_bars_then_numbers_then_words():
    chart = Chart((Bar("ML Systems", 40, before=5), Bar("Intern", 1), Bar("None", 0)))
    assert texts(only(chart)) == ["-# ██████████ **40** ML Systems (5)\n-# █ **1** Intern\n-# **0** None"]


def test_a_table_says_for_each_row_what_each_column_says():
    table = Table(("", "Ilse", "Davit"), (((("CUDA",)), ("● 2023–now",), ("– not stated",)),))
    assert texts(only(table)) == ["**CUDA**\nIlse\xa0●\xa02023–now · Davit\xa0–\xa0not\xa0stated"]
    long = Table(("", "Ilse", "Davit"), (((("Now",)), ("GPU Kernel Engineer, Tessera Labs",), ("PhD student",)),))
    assert texts(only(long)) == ["**Now**\n- Ilse: GPU Kernel Engineer, Tessera Labs\n- Davit: PhD student"]
    assert texts(only(Table(("Who", "Role"), ((("Mara",), ("admin",)),)))) == ["-# Who · Role\n**Mara**  admin"]


def test_the_rows_of_a_comparison_stand_apart_as_long_as_a_message_takes_them():
    rows = tuple(((f"Skill {number}",), ("● 2023",), ("–",)) for number in range(40))
    assert len(texts(only(Table(("", "Ilse", "Davit"), rows[:3])))) == 3
    assert len(texts(only(Table(("", "Ilse", "Davit"), rows)))) == 1


def test_menus_stand_above_the_buttons_in_rows_of_five():
    buttons = tuple(Button(f"B{number}", f"show #{number}") for number in range(7))
    menu = Menu("Act on…", (OptionGroup("Ilse", (Option("Shortlist", "stage #214 screening"),)),))
    payload = only(Actions((*buttons, menu)))
    assert [len(row["components"]) for row in box(payload)["components"]] == [1, 5, 2]
    option = box(payload)["components"][0]["components"][0]["options"][0]
    assert option == {"label": "Shortlist · Ilse", "value": "stage #214 screening"}


def test_a_menu_of_more_than_25_options_becomes_several():
    menu = Menu("Open…", (OptionGroup("", tuple(Option(f"P{one}", f"show #{one}") for one in range(60))),))
    payload = only(Actions((menu,)))
    assert [len(row["components"][0]["options"]) for row in box(payload)["components"]] == [25, 25, 10]


def lines_of(payload):
    found = []
    for one in within(payload["components"]):
        ids = [option["value"] for option in one["options"]] if one["type"] == 3 else [one.get("custom_id", "")]
        found += [understood(custom_id) for custom_id in ids if custom_id]
    return found


def test_every_button_brings_its_line_back_or_its_key_however_long_and_however_often():
    long = "find " + "cuda or triton " * 12 + "`x` --page 2"
    lines = ["show #1", "show #1", long, "~c odd", "note #1 two\nlines", long, "show #1", "~k odd", "x" * 92, "x" * 93]
    actions = Actions(tuple(Button("B", line) for line in lines))
    kept = kept_lines(Reply((actions,), text="x"))
    found = [kept[press.line] if press.kept else press.line for press in lines_of(only(actions))]
    assert found == lines
    assert set(kept.values()) == {long, "note #1 two\nlines", "x" * 93}


def test_a_long_option_brings_its_key_too():
    long = "find " + "a" * 200
    menu = Menu("M", (OptionGroup("", (Option("A", long), Option("B", "show #1"), Option("C", long))),))
    payload = only(Actions((menu,)))
    assert [(press.line, press.kept) for press in lines_of(payload)] == [
        (key_of(long), True),
        ("show #1", False),
        (key_of(long), True),
    ]
    assert kept_lines(Reply((Actions((menu,)),), text="x")) == {key_of(long): long}


def test_a_button_with_consequences_asks_first():
    button = Button("Forget…", "forget #214", confirm=Confirm("Forget Ilse?", "It cannot be undone.", "Forget"))
    assert lines_of(only(Actions((button,)))) == [Press("forget #214", ask=True)]
    (question,) = confirmation(button.confirm, button.command)
    assert faults(question) == []
    assert texts(question) == ["**Forget Ilse?**\nIt cannot be undone."]
    assert lines_of(question) == [Press("forget #214", asked=True), None]


@pytest.mark.parametrize("custom_id", ["~cancel", "~menu 3", "~t9", "~x y", "~", "~k", "~k4"])
def test_what_is_no_line_is_not_taken_for_one(custom_id):
    assert understood(custom_id) is None


def test_a_long_list_goes_on_in_further_messages_with_people_in_one_piece():
    people = tuple(
        Person(f"P{one}", (("x " * 100,),), open=Button("Open", f"show #{one}"), proofs=ILSE.proofs)
        for one in range(30)
    )
    payloads = render(Reply((Title("30 people"), *people, Divider(), Actions((Button("Next", "more"),))), text="30."))
    assert [fault for one in payloads for fault in faults(one)] == []
    assert len(payloads) > 2
    assert [one for one in payloads if box(one)["components"][0]["type"] == 10] == payloads[:1]
    assert 14 not in [kind for one in payloads for kind in kinds(one)]
    assert [
        one["custom_id"] for payload in payloads for one in within(payload["components"]) if "custom_id" in one
    ] == [
        *(f"show #{one}" for one in range(30)),
        "more",
    ]


def test_separators_go_before_a_second_message_is_begun():
    people = tuple(
        block for one in range(5) for block in (Person(f"P{one}", (), buttons=(Button("A", f"a{one}"),) * 4), Divider())
    )
    payload = only(Title("5 new"), *people, *(Field(f"F{one}", (Text(("x",)),)) for one in range(7)))
    assert 14 not in kinds(payload)


def test_nothing_to_show_shows_the_sentence():
    for blocks in ((), (Divider(),), (Text((" \n",)),), (Text(("\u200b",)),), (Actions(()),)):
        assert texts(only(*blocks)) == ["Said."]
