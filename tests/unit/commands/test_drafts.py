"""A CV is corrected before it is saved: what people set is theirs, stands over every reading, and is never lost."""

from datetime import timedelta

import pytest

from bot.chat.messages import Upload
from bot.profile import Given
from bot.records import Keys
from bot.reparse import reread_all
from tests.bot import JONAS, Bot, sample
from tests.unit.commands.test_people_over_time import FIRST, SECOND, take

NAMELESS = "resume (3).txt"
"""Its name stands in no line of its own, and is shown as uncertain."""


def send(bot, text=FIRST, name="ana.md"):
    answer = bot.send(Upload(name, text.encode()))
    return answer, next(one for one in answer.commands if one.endswith("--save")).split()[1]


def profile(bot):
    return bot.tenant.dossier(1).profile


def test_a_value_is_corrected_before_it_is_saved(bot):
    answer, draft = send(bot)
    form = bot.say(f"form correct {draft}").reply.form
    assert dict(form.fields[0].options)["work 1 title"] == "work 1 title: Engineer"
    answer = bot.say(form.command, field="work 1 title", value="Research Intern")
    assert answer.reply.replace
    assert "Research Intern, Tessera Labs" in answer.text
    assert "Research Intern: set by Mara, 20 Nov" in answer.text
    assert bot.tenant.count() == 0
    assert "Ana Lima is saved" in bot.say(f"add {draft} --save").text
    title = profile(bot).work[0].title
    assert isinstance(title, Given)
    assert (title.value, title.by, title.was) == ("Research Intern", "Mara", "Engineer")
    assert "Ana Lima" in bot.say('find "research intern"').text


def test_what_was_corrected_outlives_reading_again(bot):
    _, draft = send(bot)
    bot.say(f"correct {draft} work 1 title Intern")
    bot.say(f"add {draft} --save")
    list(reread_all(bot.tenant, bot.app._read, keep=True))
    bot.tenant.reindex(1)
    assert profile(bot).work[0].title.value == "Intern"


def test_a_form_for_one_field_holds_its_value(bot):
    _, draft = send(bot)
    form = bot.say(f"form correct {draft} work 1 title").reply.form
    assert [(one.name, one.value) for one in form.fields] == [("value", "Engineer")]
    bot.say(form.command, value="Intern")
    assert "Intern, Tessera Labs" in bot.say(f"add {draft}").text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("email add nobody", "An e-mail address is written"),
        ("work 1 start June 2024", "A date is written"),
        ("work 9 title Clerk", "There is no work 9."),
        ("name", "name needs a value."),
        ("shoe 42", "There is no field"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(bot, line, said):
    _, draft = send(bot)
    assert said in bot.say(f"correct {draft} {line}").text
    assert bot.tenant.draft(draft.removeprefix("draft:"), at=bot.now).corrections == ()


def test_an_uncertain_value_is_confirmed_or_changed_with_a_press(bot):
    answer = bot.send(sample(NAMELESS))
    assert "1 uncertain" in answer.text
    right, change = answer.commands[:2]
    assert right.startswith("confirm draft:")
    form = bot.say(change).reply.form
    assert [(one.name, one.value) for one in form.fields] == [("value", "Bao-Anh Ferreira")]
    answer = bot.say(right)
    assert answer.reply.replace
    assert "uncertain" not in answer.text
    bot.say(next(one for one in answer.commands if one.endswith("--save")))
    name = profile(bot).name
    assert (name.value, name.check, bool(name.evidence)) == ("Bao-Anh Ferreira", "", True)


def test_uncertain_values_come_first_in_the_form(bot):
    answer = bot.send(sample(NAMELESS))
    form = bot.say(
        next(one for one in answer.commands if one.startswith("form correct") and one.count(" ") == 2)
    ).reply.form
    assert form.fields[0].options[0] == ("name", "name: Bao-Anh Ferreira")


def test_a_name_that_the_cv_does_not_state_is_typed(bot):
    text = "\n".join(FIRST.splitlines()[1:])
    answer, draft = send(bot, text)
    assert "name not stated" in answer.text
    assert f"form correct {draft} name" in answer.commands
    answer = bot.say(f"correct {draft} name Ana Lima")
    assert "Check before saving: Ana Lima" in answer.text
    assert "No name" not in answer.text


def test_a_cv_that_turns_out_to_be_of_somebody_known_keeps_what_was_corrected(bot):
    take(bot, FIRST)
    newer = SECOND.replace("ana@mail.example", "garbled at mail")
    _, draft = send(bot, newer, "newer.md")
    bot.say(f"correct {draft} work 1 title Staff engineer")
    answer = bot.say(f"correct {draft} email add ana@mail.example")
    assert "updates" in answer.text
    assert "updated; the old CV is kept" in bot.say(f"add {draft} --save").text
    assert bot.tenant.numbers() == (1,)
    assert "Staff engineer" in [one.title.value for one in profile(bot).work if one.title]


def test_a_cv_that_somebody_else_saved_meanwhile_keeps_what_was_corrected_once(bot):
    _, draft = send(bot)
    bot.say(f"correct {draft} skill add Triton")
    take(bot, FIRST)
    waits = bot.tenant.draft(draft.removeprefix("draft:"), at=bot.now)
    assert "already here; what was corrected is kept" in bot.say(f"add {draft} --save").text
    bot.tenant.keep_draft(waits, Keys())
    bot.tenant.correct_draft(waits.key, waits.corrections[0], Keys())
    bot.say(f"add {draft} --save")
    dossier = bot.tenant.dossier(1)
    assert "Triton" in [one.name.value for one in dossier.profile.skills]
    assert len(dossier.corrections) == 1


def test_the_same_file_again_goes_on_with_what_was_corrected(bot):
    _, draft = send(bot)
    bot.say(f"correct {draft} work 1 title Intern")
    answer, again = send(bot)
    assert again == draft
    assert "Intern, Tessera Labs" in answer.text


def test_a_draft_that_is_worked_on_waits_on(bot):
    _, draft = send(bot)
    bot.now += timedelta(days=6)
    bot.say(f"correct {draft} work 1 title Intern")
    bot.now += timedelta(days=6)
    assert "Ana Lima is saved" in bot.say(f"add {draft} --save").text


def test_what_was_typed_for_a_draft_that_is_gone_is_said_again(bot):
    _, draft = send(bot)
    form = bot.say(f"form correct {draft} work 1 title").reply.form
    bot.now += timedelta(days=8)
    answer = bot.say(form.command, value="Research Intern")
    assert "That draft is gone" in answer.text
    assert "You wrote: work 1 title Research Intern" in answer.text


def test_the_second_of_two_sees_what_the_first_set(bot):
    _, draft = send(bot)
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    form = bot.say(f"form correct {draft} work 1 title", member=JONAS).reply.form
    bot.say(f"correct {draft} work 1 title Intern")
    assert "Mara set it to Intern while the form was open." in bot.say(form.command, member=JONAS, value="Boss").text


def test_taking_the_cv_back_takes_back_what_was_corrected_in_it(bot):
    take(bot, FIRST)
    before = profile(bot)
    _, draft = send(bot, SECOND)
    bot.say(f"correct {draft} label Kernel engineer")
    bot.say(f"add {draft} --save")
    assert profile(bot).label.value == "Kernel engineer"
    assert "got a newer CV" in bot.say("undo #1").text
    assert profile(bot) == before
    assert bot.tenant.dossier(1).corrections == ()


def test_a_viewer_may_not_correct_a_draft(bot: Bot):
    _, draft = send(bot)
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    for line in (f"correct {draft} name Bo", f"confirm {draft} name", f"form correct {draft}"):
        assert "You cannot use co" in bot.say(line, member=JONAS).text
