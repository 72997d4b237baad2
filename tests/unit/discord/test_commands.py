from typing import Annotated, Literal

import pytest

from adapters.discord.commands import LOCALES, MENUS, registered, same
from adapters.discord.incoming import VERB, Attached, mention, slash, typing
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


def declared(*functions, role=Role.VIEWER):
    registry = Registry()
    for function in functions:
        registry.command(function.__name__, family="Work", role=role)(function)
    return registry


def inside(registry, command="candidate"):
    """What is offered behind a slash command, by name."""
    (found,) = [one for one in registered(registry, None) if one["name"] == command]
    return {one["name"]: one for one in found["options"]}


def options(name, registry):
    return inside(registry)[name]["options"]


def every_line(commands):
    """Each line that can be chosen from Discord's lists."""
    for command in commands:
        for one in command.get("options", ()):
            for under in one["options"] if one["type"] == 2 else (None,):
                yield slash({"options": [{**one, "options": [{**under, "options": []}] if under else []}]}).text


def test_a_signature_becomes_options_the_required_ones_first():
    shown = [(one["name"], one["type"], one["required"]) for one in options("move", declared(move))]
    assert shown[:2] == [("who", 3, True), ("to", 3, True)]
    files = [(name, 11, False) for name in ("cv", "cv2", "cv3", "cv4", "cv5")]
    assert shown[2:] == [("first", 3, False), ("loud", 5, False), *files]


def test_people_are_completed_and_choices_are_given():
    who, to = options("move", declared(move))[:2]
    assert who["autocomplete"] is to["autocomplete"] is True
    assert "choices" not in to, "each server has stages of its own, and the command is one for all"
    (part,) = options("choose", declared(choose))
    assert [one["value"] for one in part["choices"]] == ["evidence", "all"]


def test_an_option_says_what_it_is_for():
    query, page = options("answer", declared(answer))
    assert (query["description"], page["description"], page["type"]) == ("what to find", "page", 4)


def test_hidden_commands_are_not_offered():
    names = inside(known)
    assert "find" in names
    assert "form" not in names


def test_of_more_commands_than_discord_shows_the_rarest_roles_give_way():
    registry = Registry()
    for number in range(40):
        role = Role.ADMIN if number < 20 else Role.VIEWER
        registry.command(f"c{number}", family="Work", role=role)(choose)
    names = list(inside(registry))
    assert len(names) == 25
    assert names == [*(f"c{one}" for one in range(4)), *(f"c{one}" for one in range(20, 40)), "ask"]


def test_every_command_of_ours_can_be_chosen_and_there_is_room_for_more():
    shown = registered(TOOLS.commands, None)
    lines = set(every_line(shown))
    assert {line.split()[0] for line in lines if line} >= {one.name for one in TOOLS.commands if not one.hidden}
    assert {"digest add", "access grant", "merge", "history"} <= lines
    assert all(len(one["options"]) < 25 for one in shown if one["type"] == 1)


def test_what_a_team_sets_up_is_a_command_of_its_own_with_a_group_for_each_subject():
    team = inside(TOOLS.commands, "team")
    assert team["digest"]["type"] == 2
    (add,) = [one for one in team["digest"]["options"] if one["name"] == "add"]
    assert [(one["name"], one["required"]) for one in add["options"]][:2] == [("text", False), ("name", False)]
    assert [one["name"] for one in team["access"]["options"][0]["options"]] == []
    assert "digest" not in inside(TOOLS.commands)


def test_each_line_that_can_be_chosen_is_one_of_the_command_that_it_names():
    for line in set(every_line(registered(TOOLS.commands, None))) - {"server"}:
        found, rest = TOOLS.commands.meant(line)
        assert not line or found.name == line.split()[0]
        assert not rest or rest in dict(found.parameters[0].choices)
        assert not rest or found.parameters[0].name == VERB


def test_no_option_of_a_verb_is_one_that_its_command_does_not_take():
    for command in TOOLS.commands:
        for verb in command.verbs.values():
            assert {command.parameter(name).typed for name in verb.takes} <= {True}
            assert set(verb.needs) <= set(verb.takes)


def test_a_command_in_a_group_is_its_name_and_verb():
    given = {"name": "text", "type": 3, "value": "weekdays at 9", "focused": True}
    group = {"name": "digest", "type": 2, "options": [{"name": "add", "type": 1, "options": [given]}]}
    asked = slash({"name": "team", "type": 1, "options": [group]})
    assert (asked.text, dict(asked.values)) == ("digest add", {"text": "weekdays at 9"})
    found = typing({"name": "team", "type": 1, "options": [group]})
    assert (found.command, found.parameter, dict(found.values)) == ("digest", "text", {"act": "add"})


def test_what_is_rare_has_a_group_that_is_no_part_of_its_name():
    group = {"name": "record", "type": 2, "options": [{"name": "merge", "type": 1, "options": []}]}
    assert slash({"name": "candidate", "type": 1, "options": [group]}).text == "merge"


def test_several_files_come_by_several_options():
    files = {str(one): {"id": str(one), "filename": f"{one}.md", "url": "https://x", "size": 3} for one in (1, 2)}
    given = [{"name": name, "type": 11, "value": value} for name, value in (("cv", "1"), ("cv2", "2"))]
    asked = slash(sent("add", *given, resolved={"attachments": files}))
    assert [one.name for one in asked.files] == ["1.md", "2.md"]


def as_discord_returns_it(payload):
    """With ids and nulls, and without what is false."""
    kept = {key: one for key, one in payload.items() if one is not False and key != "options"}
    inner = [as_discord_returns_it(one) for one in payload.get("options", [])]
    return {"name_localizations": None, **kept, **({"options": inner} if inner else {}), "id": "1", "version": "2"}


def test_commands_are_sent_again_only_where_they_changed():
    ours = registered(known, (0, 1))
    assert same(ours, [as_discord_returns_it(one) for one in ours])
    assert not same(ours, [])
    assert not same(ours, registered(declared(move), (0, 1)))
    assert not same(ours, registered(known, (1,)))


def test_entries_stand_in_the_menus_of_messages_and_members_beside_the_commands():
    ours = registered(TOOLS.commands, None)
    assert [(one["name"], one["type"]) for one in ours] == [("candidate", 1), ("team", 1), *MENUS]
    assert [one for one in ours[2:] if "description" in one] == []
    assert same(ours, [{**as_discord_returns_it(one), "description": one.get("description", "")} for one in ours])
    assert not same(ours, [as_discord_returns_it(one) for one in ours[:2]])
    assert {tuple(one["contexts"]) for one in registered(TOOLS.commands, (1,))} == {(1,)}


def described(payload):
    """What is said of each command and entry that has no value of its own, by its name, with what is inside."""
    yield payload
    for one in payload.get("options", []):
        if one["type"] in (1, 2):
            yield from described(one)


def test_commands_are_described_in_other_languages_within_discords_limits():
    ours = registered(TOOLS.commands, None)
    for one in (each for command in ours for each in described(command)):
        in_others = one.get("description_localizations", one.get("name_localizations"))
        assert in_others.keys() == LOCALES.keys(), one["name"]
        assert max(map(len, in_others.values())) <= (100 if "description" in one else 32)
    find = next(one for one in ours[0]["options"] if one["name"] == "find")
    assert find["description_localizations"]["fr"].startswith("Trouver des personnes")
    assert max(map(size, ours)) <= 8_000


def size(payload):
    """As Discord counts it: names, descriptions in the longest language, and values of choices."""
    longest = max((len(one) for one in (payload.get("description_localizations") or {}).values()), default=0)
    chosen = sum(len(one["name"]) + len(str(one["value"])) for one in payload.get("choices", []))
    own = len(payload["name"]) + max(longest, len(payload.get("description", "")))
    return own + chosen + sum(map(size, payload.get("options", [])))


def test_a_description_that_changed_in_one_language_is_sent():
    ours = registered(TOOLS.commands, None)
    theirs = [as_discord_returns_it(one) for one in ours]
    theirs[0]["options"][0] = {**theirs[0]["options"][0], "description_localizations": {"de": "Anders"}}
    assert not same(ours, theirs)


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
        ("<@7> <@7>", ""),
        ("<@7>", ""),
        ("cuda", None),
        ("<@77> cuda", None),
        ("@everyone cuda", None),
        ("hey <@7>, who knows cuda?", "who knows cuda?"),
        ("<@!7>: show #5", "show #5"),
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
