from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from adapters.terminal.render import render
from adapters.terminal.words import safe, words
from bot.chat.messages import (
    Actions,
    Bar,
    Bold,
    Bullets,
    Button,
    Chart,
    Code,
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
    Spans,
    StageName,
    Table,
    Text,
    Title,
    Typed,
    When,
)
from tests.chance import examples
from tests.replies import HOSTILE, replies
from tests.unit.terminal.mockups import DRAWN

EXPECTED = Path(__file__).parent / "expected"


def text(*blocks, width=80, **more) -> str:
    return "\n".join(line.plain for line in render(Reply(tuple(blocks), text="Answer.", **more), width))


def coloured(reply: Reply) -> str:
    output = StringIO()
    console = Console(file=output, force_terminal=True, color_system="standard", width=80, markup=False, no_color=False)
    console.print(*render(reply), sep="\n")
    return output.getvalue()


@pytest.mark.parametrize("name", DRAWN)
def test_the_answers_look_as_they_were_drawn(name):
    shown = "\n".join(line.plain for line in render(DRAWN[name])) + "\n"
    assert shown == (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 61, 80])
@pytest.mark.parametrize("name", DRAWN)
def test_no_line_is_wider_than_the_screen(name, width):
    assert max(line.cell_len for line in render(DRAWN[name], width)) <= width


@settings(max_examples=examples(40), suppress_health_check=list(HealthCheck))
@given(reply=replies, width=st.integers(40, 80))
def test_any_reply_fits_any_screen(reply, width):
    lines = render(reply, width)
    assert max(line.cell_len for line in lines) <= width
    assert any(line.plain.strip() for line in lines)


def test_every_line_of_a_quote_has_its_bar():
    shown = text(Quote(("word " * 40,)), width=40)
    assert len(shown.split("\n")) > 3
    assert all(line.startswith("│ word") for line in shown.split("\n"))


def test_the_stage_stands_at_the_right_and_moves_down_where_the_name_is_long():
    status: Spans = (StageName("offer", "Offer"), " · Mara")
    short = text(Person("Noor Etxeberria", (status,), row=7)).split("\n")
    long = text(Person("N" * 70, (status,), row=7)).split("\n")
    assert short == ["7  Noor Etxeberria" + " " * 47 + "Offer · Mara"]
    assert long == ["7  " + "N" * 70, "   Offer · Mara"]


def test_a_person_without_a_row_says_what_opens_them():
    shown = text(Person("Noor Etxeberria", (("Compiler engineer",),), open=Button("Open", "show #118")))
    assert shown.split("\n")[-1] == "   Open  show #118"


def test_under_a_list_the_first_row_stands_for_all():
    rows = [
        Person(
            f"Person {row}",
            (),
            row,
            Button("Open", f"show #{row + 200}"),
            buttons=(Button("Pass", f"stage #{row + 200} rejected"),),
        )
        for row in (1, 2)
    ]
    shown = text(*rows, Actions((Button("Next 4", "more"),)))
    assert shown.split("\n")[-1] == "type  1  ·  stage 1 rejected  ·  more"


def test_a_menu_shows_every_choice_as_a_line_to_type():
    same = Menu("Move to…", (OptionGroup("", (Option("New", "stage #9 new"), Option("Offer", "stage #9 offer"))),))
    other = Menu("More…", (OptionGroup("", (Option("Tag…", "form tag #9"), Option("History", "history #9"))),))
    assert text(Actions((same, other))) == "Move to  stage #9 new|offer   Tag  form tag #9   History  history #9"


def test_choices_are_told_apart_by_what_is_typed_for_them():
    moves = tuple(
        Option(one.capitalize(), f"stage #9 {one} --was new", f"stage #9 {one}") for one in ("offer", "hired")
    )
    acts = (Option("Tag…", "form tag #9", "tag #9 …"), Option("Rate…", "form rate #9", "rate #9 …"))
    menus = (Menu("Move to…", (OptionGroup("", moves),)), Menu("More…", (OptionGroup("", acts),)))
    assert text(Title("A. Name"), Actions(menus)).endswith("Move to  stage #9 offer|hired   More  tag|rate #9 …")


def test_under_a_list_people_are_named_by_their_rows():
    people = tuple(Person(f"P{one}", (("New",),), row=one, open=Button("Open", f"show #{one}0")) for one in (1, 2))
    each = Menu("What to ask…", (OptionGroup("", tuple(Option("", f"match #{one}0 CUDA") for one in (1, 2))),))
    shown = text(Title("2 people"), *people, Actions((Button("Compare", "compare #10, #20"), each)))
    assert shown.endswith("type  1  ·  compare 1, 2  ·  match 1 CUDA")


def test_a_charts_words_stand_right_above_it():
    shown = text(
        Title("9 people"),
        Text((Bold("Arrivals"),)),
        Chart((Bar("May", 4),)),
        Text((Bold("Stages"),)),
        Chart((Bar("New", 5),)),
    )
    assert [line.split()[-1] if line else "" for line in shown.splitlines()] == [
        "people",
        "",
        "Arrivals",
        "May",
        "",
        "Stages",
        "New",
    ]


def test_a_line_to_type_is_not_cut_in_two():
    buttons = tuple(Button(f"Button {number}", f"find words that are {number}") for number in range(6))
    lines = text(Title("Some"), Actions(buttons)).split("\n")
    assert all(any(f"Button {number}  find words that are {number}" in line for line in lines) for number in range(6))


def test_actions_in_the_middle_stay_with_what_they_decide():
    shown = text(Text(("Phone left empty",)), Actions((Button("Type it…", "form edit #9 phone"),)), Text(("Next",)))
    assert shown.split("\n") == ["Phone left empty", "Type it  form edit #9 phone", "Next"]


def test_a_form_says_what_to_type_in_its_place():
    fields = (FormField("who", "Who"), FormField("text", "Text", required=False))
    shown = text(Title("Add a note"), form=Form("Add a note", "note", fields))
    assert shown.split("\n")[-1] == "type  note WHO [TEXT]"


def test_a_form_whose_reply_says_what_to_type_adds_nothing():
    form = Form("Rate somebody", "rate #1 new --opening opening:1", (FormField("score1", "Skills"),), typed=None)
    assert text(Title("Noor in New"), form=form) == text(Title("Noor in New"))


def test_a_table_without_room_for_columns_names_each_value():
    header = ("", "Ilse", "Mirembe", "Davit", "Noor", "Priyanka", "Kaimana")
    table = Table(header, (tuple((f"a long value of {name or 'all'}",) for name in header),))
    shown = text(table, width=40).split("\n")
    assert "Mirembe  a long value of Mirembe" in shown


def test_entries_share_one_column_of_years():
    shown = text(
        Field("Work", (Bullets((("Engineer, Tessera Labs · 2023–now",), ("Intern · 2022",), ("Volunteer",))),)),
        Field("Education", (Bullets((("MSc, Veldhaven · 2023 · GPA 3.9/4",),)),)),
    )
    assert shown.split("\n") == [
        "Work       2023–now  Engineer, Tessera Labs",
        "           2022      Intern",
        "                     Volunteer",
        "Education  2023      MSc, Veldhaven · GPA 3.9/4",
    ]


def test_commands_and_what_they_do_stand_in_columns():
    shown = text(
        Field("Find", (Text((Code("show noor"), "  Show a card")), Text((Code("new"), "  Who arrived")))),
        Field("Hear", (Text((Code("digest add every Monday 9:00 Europe/Berlin"), "  Post who is new")),)),
    )
    assert shown.split("\n") == [
        "Find  show noor  Show a card",
        "      new        Who arrived",
        "Hear  digest add every Monday 9:00 Europe/Berlin",
        "                 Post who is new",
    ]


def test_a_label_too_long_for_the_column_stands_above():
    shown = text(Field("A label that is much too long", (Text(("value",)),)), Field("Short", (Text(("value",)),)))
    assert shown.split("\n") == ["A label that is much too long", "       value", "Short  value"]


def test_stages_have_their_colours_and_words_always():
    shown = coloured(Reply((Text((StageName("hired", "Hired"), StageName("theirs", "Homework"))),), text="x"))
    assert shown == "\x1b[32mHired\x1b[0mHomework\n"


def test_only_small_print_is_dim():
    person = Person("Noor", ((StageName("new", "New"),),), 1, Button("Open", "show #9"))
    lines = coloured(Reply((person, Actions((Button("Next 4", "more"),))), text="x")).split("\n")
    assert lines[0] == "\x1b[2m1  \x1b[0m\x1b[1mNoor\x1b[0m" + " " * 67 + "\x1b[34mNew\x1b[0m"
    assert lines[2] == "\x1b[2mtype  \x1b[0m1\x1b[2m  ·  \x1b[0mmore"


def test_an_error_is_red_and_still_says_so_in_words():
    reply = Reply((Text((Bold("That did not work."),)),), text="That did not work.", error=True)
    assert coloured(reply) == "\x1b[1;31mThat did not work.\x1b[0m\n"
    assert render(reply)[0].plain == "That did not work."


def test_a_link_shows_where_it_leads():
    assert words((Link("git.example/noor", "https://git.example/noor"),)).plain == "git.example/noor"
    assert words((Link("thesis", "https://git.example/noor"),)).plain == "thesis (https://git.example/noor)"
    assert words((Link("thesis", "javascript:alert(1)"),)).plain == "thesis"


def test_times_are_in_the_readers_zone():
    at = datetime(2026, 11, 9, 9, 5, tzinfo=UTC)
    assert words((When(at), "; ", When(at, "time")), zone=UTC).plain == "9 Nov 2026; 9 Nov 2026, 9:05"


def test_a_command_to_type_needs_no_prefix_here():
    assert words(("Type ", Typed("help stage"), ".")).plain == "Type help stage."


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_nothing_in_a_cv_steers_the_terminal(hostile):
    reply = Reply(
        (Title(hostile), Person(hostile, ((hostile,),), 1, proofs=(Proof((hostile,), (hostile,)),))), text="x"
    )
    shown = coloured(reply)
    for style in ("\x1b[1m", "\x1b[2m", "\x1b[0m", "\x1b[1;2m"):
        shown = shown.replace(style, "")
    assert not [one for one in shown if one != "\n" and not one.isprintable() and one != "\u200d"]


def test_signs_that_cannot_be_encoded_are_replaced():
    assert safe("a\ud800b") == "a\ufffdb"
    assert safe("\u202eexe.pdf\x1b[2J\t|\r\nnext\u2028line") == "exe.pdf[2J |\nnext\nline"
