from adapters.discord.forms import filled, modal
from adapters.discord.limits import faults
from adapters.discord.presses import understood
from bot.chat.messages import Form, FormField
from bot.chat.presses import key_of

STAGES = (("new", "New"), ("offer", "Offer"))


def fields(*some, command="note #214"):
    return Form("Note on Ilse", command, some)


def test_a_form_has_labelled_inputs_and_menus():
    form = modal(
        fields(
            FormField("text", "Note", hint="Seen by all", long=True),
            FormField("to", "Move to", required=False, options=STAGES, value="offer"),
        )
    )
    assert faults(form) == []
    assert form["custom_id"] == "note #214"
    note, move = form["components"]
    assert (note["label"], note["description"], note["component"]["style"]) == ("Note", "Seen by all", 2)
    assert move["component"]["required"] is False
    assert [one.get("default") for one in move["component"]["options"]] == [None, True]


def test_optional_fields_give_way_to_required_ones():
    some = [FormField(f"f{one}", "F", required=one > 2) for one in range(7)]
    form = modal(fields(*some))
    assert [one["component"]["custom_id"] for one in form["components"]] == ["f0", "f3", "f4", "f5", "f6"]


def test_what_discord_cannot_ask_is_not_asked():
    assert modal(fields(*[FormField(f"f{one}", "F") for one in range(6)])) is None
    assert modal(fields(FormField("text", "F", value="x" * 4001))) is None
    assert modal(fields()) is None


def test_a_form_for_a_long_line_carries_its_key():
    line = "note #1 " + "x" * 100
    press = understood(modal(fields(FormField("text", "F"), command=line))["custom_id"])
    assert (press.line, press.kept) == (key_of(line), True)


def test_more_options_than_a_menu_holds_are_typed():
    form = modal(fields(FormField("to", "To", options=tuple((f"s{one}", "S") for one in range(26)))))
    assert form["components"][0]["component"]["type"] == 4


def test_what_was_filled_in_comes_back_by_field():
    data = {
        "custom_id": "note #214",
        "components": [
            {"type": 18, "component": {"type": 4, "custom_id": "text", "value": "Call her"}},
            {"type": 18, "component": {"type": 3, "custom_id": "to", "values": ["offer"]}},
            {"type": 18, "component": {"type": 3, "custom_id": "none", "values": []}},
            {"type": 1, "components": [{"type": 4, "custom_id": "old", "value": "x"}]},
        ],
    }
    assert filled(data) == {"text": "Call her", "to": "offer", "old": "x"}


def test_people_and_roles_are_picked_from_discords_own_lists():
    form = fields(
        FormField("whom", "Person", required=False, picks="person"),
        FormField("group", "Or a role", required=False, picks="group"),
        command="access grant",
    )
    view = modal(form)
    assert faults(view) == []
    assert [(one["component"]["type"], one["component"]["required"]) for one in view["components"]] == [
        (5, False),
        (6, False),
    ]


def test_what_was_picked_comes_as_a_mention_with_a_name():
    def picked(kind, name, *values):
        return {"type": 18, "component": {"type": kind, "custom_id": name, "values": list(values)}}

    resolved = {
        "users": {"7": {"username": "jonas", "global_name": "Jonas"}},
        "members": {"7": {"nick": "Jo <b>|nas"}},
        "roles": {"9": {"name": "hiring"}},
    }
    sent = {
        "components": [picked(5, "whom", "7"), picked(6, "group", "9"), picked(3, "role", "viewer"), picked(5, "x")]
    }
    assert filled(sent | {"resolved": resolved}) == {
        "whom": "<@7|Jo b nas>",
        "group": "<@&9|hiring>",
        "role": "viewer",
    }
    assert filled({"components": [picked(5, "whom", "7")]}) == {"whom": "<@7>"}
