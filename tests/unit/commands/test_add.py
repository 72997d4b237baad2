"""add: what was understood is shown before it is saved; what cannot be read is said, and nothing else is lost."""

from datetime import timedelta

import pytest

from bot.chat.messages import Upload
from tests.bot import sample

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"


def test_a_cv_is_shown_before_it_is_saved(bot):
    answer = bot.send(sample(NOOR))
    assert "Check before saving: Noor Etxeberria" in answer.text
    assert "Understood" in answer.text
    assert bot.tenant.count() == 0
    save, discard = (command for command in answer.commands if command.startswith("add draft:"))
    assert save.endswith("--save")
    assert discard.endswith("--discard")
    assert save.replace("add", "form correct", 1).removesuffix(" --save") in answer.commands


def test_save_keeps_it_and_opens_it(bot):
    save = bot.send(sample(NOOR)).commands[0]
    answer = bot.say(save)
    assert "Noor Etxeberria is saved" in answer.text
    assert answer.reply.replace
    assert answer.commands == ["show #1", "form edit #1"]
    assert "Noor Etxeberria" in bot.say("show #1").text


def test_save_pressed_twice_saves_once(bot):
    save = bot.send(sample(NOOR)).commands[0]
    bot.say(save)
    assert "draft is gone" in bot.say(save).text
    assert bot.tenant.count() == 1


def test_discard_keeps_nothing(bot):
    discard = bot.send(sample(NOOR)).commands[-1]
    assert "discarded" in bot.say(discard).text
    assert bot.tenant.count() == 0


def test_the_same_file_again_is_unchanged(bot):
    bot.add(NOOR)
    answer = bot.send(sample(NOOR))
    assert "is already here, unchanged: it is a CV of Noor Etxeberria #1." in answer.text
    assert answer.commands == ["show #1"]


def test_a_newer_cv_updates_the_person_it_names(bot):
    bot.add(NOOR)
    newer = sample(NOOR).data + b"\n\nUpdated in November 2026.\n"
    answer = bot.send(Upload("noor_new.md", newer))
    assert "updates" in answer.text
    bot.say(answer.commands[0])
    assert bot.tenant.count() == 1
    assert len(bot.tenant.dossier(1).documents) == 2


def test_pasted_text_is_a_cv_too(bot):
    answer = bot.say("add " + sample(ILSE).data.decode())
    assert "Check before saving: Ilse Okonkwo-Brandt" in answer.text


def test_a_few_words_are_no_cv(bot):
    assert "too short for a CV" in bot.say("add noor").text


def test_add_alone_says_how(bot):
    assert "Attach a file" in bot.say("add").text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("huge.md", b"# Name\n" + b"x" * (5 * 1024 * 1024)),
        (
            "recipe.txt",
            b"Pancakes. Take flour, eggs and milk, stir, and wait for half an hour before you bake them.\n" * 4,
        ),
        ("latin.txt", b"Caf\xe9 \x81\x8d\x8f" * 40),
    ],
)
def test_what_is_no_cv_is_refused_with_its_reason(bot, name, data):
    answer = bot.send(Upload(name, data))
    assert f"{name} was not saved." in answer.text
    assert len(answer.text) > len(f"{name} was not saved.") + 10
    assert bot.tenant.count() == 0


def test_one_bad_file_of_many_stops_none(bot):
    answer = bot.send(
        sample(NOOR), Upload("empty.txt", b""), sample(ILSE), Upload("late.md", fault="Slack did not give the file.")
    )
    assert "4 files read: 2 saved, 2 not" in answer.text
    assert "2 added" not in answer.text
    assert "empty.txt" in answer.text
    assert "Slack did not give the file." in answer.text
    assert bot.tenant.count() == 2


def test_several_files_can_be_taken_back_where_they_are_told_of(bot):
    answer = bot.send(sample(NOOR), sample(ILSE))
    (back,) = [one for one in answer.commands if one.startswith("undo ")]
    bot.say(back)
    assert bot.tenant.count() == 0


def test_where_nothing_was_saved_there_is_nothing_to_take_back(bot):
    assert bot.send(Upload("empty.txt", b""), Upload("late.md", fault="Slack did not give the file.")).commands == []


def test_a_file_name_is_a_name_and_no_path(bot):
    answer = bot.send(Upload("../../etc/\x1b[31mpasswd", sample(NOOR).data))
    assert "../" not in answer.text
    assert "\x1b" not in answer.text


def test_an_old_draft_is_gone(bot):
    save = bot.send(sample(NOOR)).commands[0]
    bot.now += timedelta(days=8)
    bot.send(sample(ILSE))
    assert "draft is gone" in bot.say(save).text
