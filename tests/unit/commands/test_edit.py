"""edit: what was read wrong is set right in chat, shows who set it, and stands."""

import pytest

from tests.bot import JONAS, MARA
from tests.unit.commands.test_people_over_time import FIRST, SECOND, take


@pytest.fixture
def ana(bot):
    take(bot, FIRST)
    return bot


def profile(bot):
    return bot.tenant.dossier(1).profile


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("edit ana name Ana M. Lima", lambda one: one.name.value == "Ana M. Lima"),
        ("edit Ana Lima label Kernel engineer", lambda one: one.label.value == "Kernel engineer"),
        ('edit ana work 1 title "Research Intern"', lambda one: one.work[0].title.value == "Research Intern"),
        ("edit #1 work.1.end 2024-06", lambda one: one.work[0].end.value == "2024-06"),
        ("edit ana work 1 end none", lambda one: one.work[0].end is None),
        ("edit ana work 1 supervisor Bo Chen; Mia Orr", lambda one: len(one.work[0].supervisors) == 2),
        ("edit ana work add Quillon Systems", lambda one: one.work[1].organization.value == "Quillon Systems"),
        ("edit ana work 1 remove", lambda one: one.work == ()),
        ("edit ana school 1 gpa 3.9/4", lambda one: one.education[0].gpa.value == "3.9/4"),
        ("edit ana email add new@mail.example", lambda one: len(one.emails) == 2),
        ("edit ana email new@mail.example", lambda one: [m.value for m in one.emails] == ["new@mail.example"]),
        ("edit ana email remove ana@mail.example", lambda one: one.emails == ()),
        ("edit ana phone add +49 30 1234567", lambda one: one.phones[0].number.value == "+49 30 1234567"),
        ("edit ana link add https://git.example/ana", lambda one: one.links[0].url.value == "https://git.example/ana"),
        ("edit ana skill add CUDA", lambda one: one.skills[0].name.value == "CUDA"),
        ("edit ana place Berlin, Germany", lambda one: one.place.country.value == "Germany"),
        ("edit ana paper add Pages that fit", lambda one: one.publications[0].title.value == "Pages that fit"),
        ("edit ana wish add A PhD position", lambda one: one.availability[0].value == "A PhD position"),
    ],
)
def test_a_value_is_set_added_or_removed(ana, line, value):
    before = profile(ana)
    answer = ana.say(line)
    assert answer.text.startswith("Ana Lima: "), answer.text
    assert value(profile(ana))
    assert ana.say(answer.commands[0]).text.startswith("Taken back")
    assert profile(ana) == before


def test_nothing_of_the_number_or_link_that_was_wrong_stays(bot):
    take(bot, FIRST.replace("ana@mail.example", "+49 30 1234567 | https://github.com/ana-lima"))
    bot.say("edit ana phone 1 +49 40 7654321")
    bot.say("edit ana link 1 https://gitlab.com/lima-ana")
    [phone], [link] = profile(bot).phones, profile(bot).links
    assert (phone.number.value, phone.e164.value) == ("+49 40 7654321", "+49407654321")
    assert (link.url.value, link.username, link.network) == ("https://gitlab.com/lima-ana", None, None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("edit ana email add nobody", "An e-mail address is written"),
        ("edit ana work 1 start June 2024", "A date is written 2024 or 2024-06."),
        ("edit ana work 1 end 2024-13", "An end is written 2024, 2024-06 or present."),
        ("edit ana phone add call me", "A phone number is written"),
        ("edit ana link add javascript:alert(1)", "A link is written"),
        ("edit ana work 7 title Clerk", "There is no work 7."),
        ("edit ana work 1 Clerk", "Which part of work 1?"),
        ("edit ana work title Clerk", "Which work?"),
        ("edit ana work", "work 1: Engineer, Tessera Labs"),
        ("edit ana work 1", "For example edit #1 work 1 company …"),
        ("edit ana phone 12", "There is no phone 12."),
        ("edit ana work 1 end 2001", "Work 1 would start in 2021 and end in 2001."),
        ("edit ana email remove x@mail.example", "There is no email x@mail.example."),
        ("edit ana name", "name needs a value."),
        ("edit ana label " + "x" * 501, "That is too long"),
        ("edit ana shoe size 42", "There is no field"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(ana, line, said):
    before = profile(ana)
    assert said in ana.say(line).text
    assert profile(ana) == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("edit ana work 1 title Intern", "Ana Lima: work 1 title is Intern (was Engineer)."),
        ("edit ana skill add CUDA", "Ana Lima: skill CUDA is added."),
        ("edit ana work 1 remove", "Ana Lima: work 1 is removed (was Tessera Labs)."),
        ("edit ana email none", "Ana Lima: email is removed (was ana@mail.example)."),
        ("edit ana work add Quillon Systems", "That is its company. The rest, for example edit #1 work 2 title …"),
        ("edit ana headline Kernel engineer", "Ana Lima: headline is Kernel engineer."),
    ],
)
def test_the_answer_says_what_there_is_now_and_what_there_was(ana, line, said):
    assert said in ana.say(line).text
    assert "of #1 Ana Lima was corrected" in ana.say("undo").text


def test_what_was_set_says_by_whom_where_a_quote_would_stand(ana):
    ana.say("edit ana work 1 title Research Intern")
    assert "Research Intern: set by Mara, 20 Nov" in ana.say("show ana evidence").text
    card = ana.say("show ana").text
    assert "Research Intern, Tessera Labs" in card
    assert "set by Mara, 20 Nov: Research Intern" in card


def test_a_telephone_number_that_was_set_is_said_once(ana):
    ana.say("edit ana phone +49 30 1234567")
    for line in ("show ana", "show ana evidence"):
        answer = ana.say(line).text
        assert "set by Mara" in answer
        assert "+49301234567" not in answer


def test_a_contact_that_was_set_is_hidden_from_viewers(ana):
    ana.say("edit ana email add secret@mail.example")
    ana.say("access grant <@U02JONAS|Jonas> viewer")
    assert "secret@mail.example" not in ana.say("show #1", member=JONAS).text
    assert "secret@mail.example" not in ana.say("show #1 evidence", member=JONAS).text


def test_what_was_set_is_found(ana):
    ana.say("edit ana skill add Triton")
    ana.say("edit ana work 1 organization Harrow Compute")
    for query in ("skill:triton", "triton", "company:harrow", '"harrow compute"'):
        assert "Ana Lima" in ana.say(f"find {query}").text, query


def test_a_list_says_that_somebody_is_found_by_what_a_person_set(ana):
    ana.say("edit ana skill add Verilog")
    ana.say("edit ana work 1 organization Harrow Compute")
    for query in ("verilog", "company:harrow", "engineer verilog"):
        shown = ana.say(f"find {query}").text
        assert f"○ {query.split()[-1]}\nset by a person, not by the CV" in shown
    assert "set by a person" not in ana.say("find kernels").text


def test_years_are_told_whole_where_a_title_was_set(bot):
    """Another line of the job proves it then: the sum is said, and beside the longest job."""
    take(bot, SECOND)
    bot.say("edit ana work 2 title Chief of kernels")
    shown = bot.say("find over 2 years of experience").text
    assert "5 years in 2 jobs · 3 years · Tessera Labs, 2021–24" in shown
    assert "Engineer, Tessera Labs, 2021 - 2024" in shown


def test_a_list_proves_each_thing_asked_before_it_tells_of_more_jobs(bot):
    take(bot, SECOND)
    shown = bot.say("find over 2 years of experience and Kubernetes").text
    assert "in 2 jobs" in shown
    assert "Moved the fleet to Kubernetes." in shown


def test_a_newer_cv_that_says_something_else_is_shown_beside(ana):
    ana.say("edit ana work 1 end 2023")
    take(ana, SECOND)
    jobs = {one.organization.value: one for one in profile(ana).work}
    assert jobs["Tessera Labs"].end.value == "2023"
    assert "the CV says 2024" in ana.say("show ana").text


def test_a_newer_cv_that_says_the_same_proves_it(ana):
    ana.say("edit ana work 1 end 2024")
    take(ana, SECOND)
    [job] = [one for one in profile(ana).work if one.organization.value == "Tessera Labs"]
    assert (job.end.value, bool(job.end.evidence), job.end.check) == ("2024", True, "")


def test_an_edit_without_a_field_opens_a_form_with_what_is_there(ana):
    form = ana.say("form edit #1").reply.form
    options = dict(form.fields[0].options)
    assert options["work 1 title"] == "work 1 title: Engineer"
    assert options["email 1"] == "email 1: ana@mail.example"
    assert "skill add" in options
    sent = ana.say(form.command, field="work 1 title", value="Intern")
    assert "Ana Lima: work 1 title is Intern (was Engineer)." in sent.text


def test_a_form_for_one_field_holds_its_value(ana):
    form = ana.say("form edit #1 work 1 title").reply.form
    assert [(one.name, one.value) for one in form.fields] == [("value", "Engineer")]
    ana.say(form.command, value="Intern")
    assert profile(ana).work[0].title.value == "Intern"


def test_the_second_of_two_sees_what_the_first_set(ana):
    ana.say("access grant <@U02JONAS|Jonas> recruiter")
    form = ana.say("form edit #1 work 1 title", member=JONAS).reply.form
    ana.say("edit ana work 1 title Intern", member=MARA)
    refused = ana.say(form.command, member=JONAS, value="Manager")
    assert "Mara set it to Intern while the form was open." in refused.text
    assert profile(ana).work[0].title.value == "Intern"


def test_fields_are_completed_with_what_is_there(ana):
    from bot.chat.messages import Request
    from tests.bot import CHANNEL

    found = ana.app.complete(Request("work", MARA, CHANNEL, values={"who": "#1"}), "edit", "field")
    assert ("work 1 title: Engineer", "work 1 title") in [(one.label, one.value) for one in found]


def test_a_viewer_may_not_edit_merge_or_undo(ana):
    ana.say("access grant <@U02JONAS|Jonas> viewer")
    for line in ("edit ana name Bo", "merge #1, #1", "undo #1"):
        assert f"You cannot use {line.split()[0]}." in ana.say(line, member=JONAS).text
    assert "You cannot use edit." in ana.say("form edit #1", member=JONAS).text
    assert (profile(ana).name.value, ana.tenant.dossier(1).corrections) == ("Ana Lima", ())
