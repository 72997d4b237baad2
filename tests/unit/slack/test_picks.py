"""Fields that ask for somebody of the workspace."""

from adapters.slack import form
from adapters.slack.limits import faults
from bot.chat.messages import Form, FormField

ASKING = Form(
    "Give a role",
    "access grant",
    (
        FormField("whom", "Person", required=False, picks="person"),
        FormField("group", "Or a group", required=False, picks="group"),
        FormField("role", "Role", options=(("viewer", "Viewer"),)),
    ),
)


def elements(groups=()):
    view = form.modal(ASKING, "", groups)
    assert faults({"view": view}) == []
    return [one["element"] for one in view["blocks"]]


def test_a_person_is_picked_from_slacks_own_list_and_a_group_from_those_there_are():
    person, group, _ = elements((("S1", "hiring"),))
    assert person["type"] == "users_select"
    assert [(one["text"]["text"], one["value"]) for one in group["options"]] == [("@hiring", "<@&S1|hiring>")]


def test_without_user_groups_nobody_is_asked_for_one():
    assert [one["type"] for one in elements()] == ["users_select", "static_select"]


def test_what_was_picked_comes_as_a_mention():
    picked = {"whom": {"whom": {"type": "users_select", "selected_user": "U7"}}}
    group = {"group": {"group": {"selected_option": {"value": "<@&S1|hiring>"}}}}
    assert form.values({"state": {"values": picked | group}}) == {"whom": "<@U7>", "group": "<@&S1|hiring>"}
    assert form.values({"state": {"values": {"whom": {"whom": {"selected_user": None}}}}}) == {}


def test_people_and_colleagues_are_completed_as_typed_several_of_them_where_several_may_be_meant():
    assign = Form(
        "Assign", "assign", (FormField("who", "Who", picks="candidates"), FormField("member", "To", picks="colleague"))
    )
    view = form.modal(assign, "")
    assert faults({"view": view}) == []
    who, member = (one["element"] for one in view["blocks"])
    assert (who["type"], who["placeholder"]["text"]) == ("multi_external_select", "Begin to type a name")
    assert (member["type"], member["min_query_length"]) == ("external_select", 0)
    picked = {"who": {"who": {"selected_options": [{"value": "#5"}, {"value": "#7"}]}}}
    assert form.values({"state": {"values": picked}}) == {"who": "#5,#7"}


def test_a_calendar_has_no_hint_of_what_to_write_into_it():
    since = FormField("since", "Applied since", "2026-11, 7d, 3 weeks", required=False, picks="day")
    (calendar,) = form.modal(Form("Refine", "refine", (since,)), "")["blocks"]
    assert (calendar["element"]["type"], "hint" in calendar) == ("datepicker", False)


def test_a_title_that_would_break_off_gives_way_to_the_command_and_stands_whole_below():
    view = form.modal(Form("Get people as JSON Resume or as a CSV table", "export", (FormField("query", "Whom"),)), "")
    assert view["title"]["text"] == "Export"
    assert view["blocks"][0]["text"]["text"] == "Get people as JSON Resume or as a CSV table"
