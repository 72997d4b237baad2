from typing import Annotated, Literal

import pytest

from adapters.discord.commands import group, on_a_message, same
from adapters.discord.incoming import Attached, mention, slash, typing
from bot.chat.command import Line, Registry, StageKey
from bot.chat.messages import Reply, Upload
from bot.commands import TOOLS
from bot.records import Candidate, Role
from tests.cores import registry as known


def answer(ctx, query: Annotated[Line, "what to find"], *, page: int = 1) -> Reply:
    """Find people."""


def move(
    ctx, first: str = "", *, who: Candidate, to: StageKey, loud: bool = False, cv: tuple[Upload, ...] = ()
) -> Reply:
    """Move somebody."""


def choose(ctx, part: Literal["evidence", "all"]) -> Reply:
    """Choose."""


def registered(*functions, role=Role.VIEWER):
    registry = Registry()
    for function in functions:
        registry.command(function.__name__, family="Work", role=role)(function)
    return registry


def options(name, registry):
    (found,) = [one for one in group(registry, None)["options"] if one["name"] == name]
    return found["options"]


def test_a_signature_becomes_options_the_required_ones_first():
    shown = [(one["name"], one["type"], one["required"]) for one in options("move", registered(move))]
    assert shown[:2] == [("who", 3, True), ("to", 3, True)]
    assert shown[2:] == [("first", 3, False), ("loud", 5, False), ("cv", 11, False)]


def test_people_are_completed_and_choices_are_given():
    who, to = options("move", registered(move))[:2]
    assert who["autocomplete"] is to["autocomplete"] is True
    assert "choices" not in to, "each server has stages of its own, and the command is one for all"
    (part,) = options("choose", registered(choose))
    assert [one["value"] for one in part["choices"]] == ["evidence", "all"]


def test_an_option_says_what_it_is_for():
    query, page = options("answer", registered(answer))
    assert (query["description"], page["description"], page["type"]) == ("what to find", "page", 4)


def test_hidden_commands_are_not_offered():
    names = [one["name"] for one in group(known, (0, 1))["options"]]
    assert "find" in names
    assert "form" not in names


def test_of_more_commands_than_discord_shows_the_rarest_roles_give_way():
    registry = Registry()
    for number in range(40):
        role = Role.ADMIN if number < 20 else Role.VIEWER
        registry.command(f"c{number}", family="Work", role=role)(choose)
    names = [one["name"] for one in group(registry, None)["options"]]
    assert len(names) == 25
    assert names == [*(f"c{one}" for one in range(4)), *(f"c{one}" for one in range(20, 40)), "ask"]


def test_every_command_of_ours_can_be_chosen_and_those_for_a_whole_team_share_a_group():
    shown = group(TOOLS.commands, None)["options"]
    (team,) = (one for one in shown if one["name"] == "team")
    inside = {one["name"] for one in team["options"]}
    assert {"access", "stages", "digest"} <= inside
    assert {one["name"] for one in shown} | inside >= {one.name for one in TOOLS.commands if not one.hidden}
    assert len(shown) <= 25


def test_a_command_in_a_group_is_read_as_any_other():
    inner = {"name": "access", "type": 1, "options": [{"name": "act", "type": 3, "value": "list"}]}
    asked = slash({"name": "candidate", "type": 1, "options": [{"name": "team", "type": 2, "options": [inner]}]})
    assert (asked.text, dict(asked.values)) == ("access", {"act": "list"})


def as_discord_returns_it(payload):
    """With ids and nulls, and without what is false."""
    kept = {key: one for key, one in payload.items() if one is not False and key != "options"}
    inner = [as_discord_returns_it(one) for one in payload.get("options", [])]
    return {**kept, **({"options": inner} if inner else {}), "id": "1", "version": "2", "name_localizations": None}


def test_commands_are_sent_again_only_where_they_changed():
    ours = [group(known, (0, 1))]
    assert same(ours, [as_discord_returns_it(one) for one in ours])
    assert not same(ours, [])
    assert not same(ours, [group(registered(move), (0, 1))])
    assert not same(ours, [group(known, (1,))])


def test_one_entry_stands_in_the_menu_of_messages_beside_the_full_list_of_commands():
    ours = [group(TOOLS.commands, None), on_a_message(None)]
    assert [(one["name"], one["type"]) for one in ours] == [("candidate", 1), ("Save to profile", 3)]
    assert "description" not in ours[1]
    assert same(ours, [{**as_discord_returns_it(one), "description": one.get("description", "")} for one in ours])
    assert not same(ours, [as_discord_returns_it(ours[0])])
    assert on_a_message((1,))["contexts"] == [1]


def sent(name, *given, **more):
    return {"name": "candidate", "type": 1, "options": [{"name": name, "type": 1, "options": list(given)}], **more}


def test_a_slash_command_is_its_name_and_values():
    data = sent(
        "stage",
        {"name": "who", "type": 3, "value": "#214"},
        {"name": "page", "type": 4, "value": 2},
        {"name": "loud", "type": 5, "value": True},
    )
    asked = slash(data)
    assert (asked.text, dict(asked.values)) == ("stage", {"who": "#214", "page": "2", "loud": "true"})


def test_an_attachment_comes_as_a_file():
    attachment = {"id": "9", "filename": "cv.md", "url": "https://cdn.discordapp.com/cv.md", "size": 3}
    data = sent("add", {"name": "cv", "type": 11, "value": "9"}, resolved={"attachments": {"9": attachment}})
    assert slash(data).files == (Attached("cv.md", "https://cdn.discordapp.com/cv.md", 3),)


def test_any_line_can_be_typed():
    asked = slash(sent("ask", {"name": "line", "type": 3, "value": "cuda or triton"}))
    assert (asked.text, dict(asked.values)) == ("cuda or triton", {})


def test_what_is_typed_of_an_option_is_known():
    found = typing(sent("show", {"name": "who", "type": 3, "value": "okon", "focused": True}))
    assert (found.command, found.parameter, found.text) == ("show", "who", "okon")
    assert typing(sent("show")) is None


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<@7> cuda", "cuda"),
        ("<@!7> /candidate ask cuda", "cuda"),
        ("who knows cuda, <@7>", "who knows cuda,"),
        ("<@7> <@7>", "<@7>"),
        ("<@7>", ""),
        ("cuda", None),
        ("<@77> cuda", None),
        ("@everyone cuda", None),
    ],
)
def test_a_mention_is_what_names_the_bot_itself(content, text):
    assert mention(content, 7) == text


def test_a_person_or_role_picked_as_an_option_is_a_mention():
    data = {
        "options": [{"type": 1, "name": "access", "options": [{"type": 9, "name": "whom", "value": "9"}]}],
        "resolved": {"roles": {"9": {"name": "hiring"}}},
    }
    assert slash(data).values == {"whom": "<@&9|hiring>"}
    data["resolved"] = {"users": {"9": {"username": "jonas"}}}
    assert slash(data).values == {"whom": "<@9|jonas>"}
