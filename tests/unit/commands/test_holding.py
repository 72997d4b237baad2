"""hold and unhold: nothing of whoever is on hold is erased, and whoever would do so is told who can lift it."""

import json
from io import BytesIO
from zipfile import ZipFile

from tests.bot import JONAS, TEAM

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"


def recruiter(bot):
    bot.say(f"access grant slack:{TEAM.id}:{JONAS.id} recruiter")


def test_who_is_on_hold_is_not_erased_until_it_is_lifted(bot):
    bot.add(NOOR)
    assert bot.say("hold noor complaint of 3 May").text.startswith("Noor Etxeberria is on hold.")
    for line in ("forget noor", "forget #1 --confirmed", "undo #1"):
        told = bot.say(line)
        if "Remove #1" in told.text:
            told = bot.say(next(one for one in told.commands if one.startswith("undo")))
        assert "Noor Etxeberria is on hold, and nothing of them is erased." in told.text
        assert "by Mara: complaint of 3 May. An admin can lift it: " in told.text
        assert "unhold #1" in told.commands
    assert bot.tenant.candidate(1)
    bot.say("unhold noor")
    assert "is erased" in bot.say("forget #1 --confirmed").text


def test_why_somebody_is_on_hold_is_for_admins(bot):
    bot.add(NOOR)
    recruiter(bot)
    bot.say("hold noor complaint of 3 May")
    said = "On hold since 20 Nov, by Mara"
    for line in ("show noor", "history noor"):
        assert f"{said}: complaint of 3 May" in bot.say(line).text
    theirs = bot.say("history noor", member=JONAS).text
    assert said in theirs
    assert "complaint" not in theirs + bot.say("show noor", member=JONAS).text
    bot.say("unhold noor")
    assert "lifted by Mara" in bot.say("history noor").text
    assert "hold" not in bot.say("show noor").text


def test_all_on_hold_are_listed_with_a_way_to_lift_it(bot):
    assert bot.say("hold").text.startswith("Nobody is on hold.")
    bot.add(NOOR, ILSE)
    bot.say("hold noor")
    bot.say("hold ilse an audit")
    listed = bot.say("hold")
    assert listed.reply.text == "2 people on hold."
    assert {"unhold #1", "unhold #2"} <= set(listed.commands)
    assert "an audit" in listed.text


def test_all_that_is_kept_about_somebody_has_holds_and_warnings(bot):
    bot.add(NOOR)
    bot.say("hold noor complaint of 3 May")
    bot.say("unhold noor")
    bot.tenant.warned([1], at=bot.now)
    (file,) = bot.say("export everything noor").reply.files
    with ZipFile(BytesIO(file.data)) as packed:
        records = {name: json.loads(packed.read(f"records/{name}.json")) for name in ("hold", "retention_notice")}
    assert [(one["reason"], one["lifted_by"]) for one in records["hold"]] == [("complaint of 3 May", "Mara")]
    assert len(records["retention_notice"]) == 1


def test_what_cannot_be_is_said(bot):
    bot.add(NOOR)
    assert "is not on hold" in bot.say("unhold noor").text
    bot.say("hold noor")
    assert "is on hold already" in bot.say("hold noor").text
    bot.say("unhold noor")
    assert "too long" in bot.say("hold noor " + "x" * 501).text


def test_a_second_name_is_no_reason(bot):
    bot.add("etxeberria_2026.md", "Brannagh-Sato_CV.pdf")
    assert "is a name, and no reason" in bot.say("hold noor, sato").text
    assert not bot.tenant.holds_of(1)
    assert "is on hold." in bot.say("hold noor sato asked for it").text
