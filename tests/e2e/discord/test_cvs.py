"""CVs on every way that they come by, and what becomes of them when the bot is started again in between."""

import io
import zipfile

import pytest


def mail(name):
    return f"{name.casefold().replace(' ', '.')}@mail.example"


def cv(name):
    """A file; nobody else is called so."""
    text = f"# {name}\n\n{mail(name)}\n\n## Experience\n\nCompiler engineer, Quillon Systems, 2022 - present\n"
    return f"{name}.md", text.encode()


def packed(*names):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for file, data in map(cv, names):
            archive.writestr(file, data)
    return "cvs.zip", into.getvalue()


def is_there(mara, *names):
    return all(mail(name) in mara.slash("show", who=name).text for name in names)


def test_several_files_come_by_one_command(mara):
    names = ("Aldous Pemberlyn", "Brisa Quarrington")
    assert "2 files read: 2 saved" in mara.slash("add", *map(cv, names)).text
    assert is_there(mara, *names)


def test_a_zip_comes_by_a_direct_message(mara):
    names = ("Casimir Rothwyn", "Delphine Skarsmoor", "Evander Tolliver")
    assert "3 files read: 3 saved" in mara.say("", packed(*names)).text
    assert is_there(mara, *names)


def test_a_file_comes_with_a_mention_and_is_shown_to_its_sender_alone(mara):
    before = len(mara.proxy.calls)
    mara.message(f"<@{mara.state['bot']}> add", cv("Fenella Umberleigh"), channel="ml-hiring")
    assert "Fenella Umberleigh" in mara.next_message(before, "dm").text
    assert "Fenella" not in mara.next_message(before, "ml-hiring").text


@pytest.fixture
def intake(mara):
    mara.slash("intake on")
    yield
    mara.slash("intake off")


def test_a_file_dropped_in_an_intake_channel_is_decided_on_there_by_all_its_reports(mara, bob, intake):
    file = cv("Gervase Vellacott")
    report = mara.say("", file, channel="ml-hiring")
    assert "Check before saving: Gervase Vellacott" in report.text
    assert mail("Gervase Vellacott") not in report.text
    first, before = mara.message_with(report, "Save"), len(mara.proxy.calls)
    mara.say("", file, channel="ml-hiring")
    assert "no role" in bob.press(report, "Save").text
    mara.press(report, "Save")
    path = f"/channels/{mara.state['channels']['ml-hiring']}/messages/{first}"
    edited = mara.proxy.wait(
        lambda: [one for one in mara.proxy.calls[before:] if one.method == "PATCH" and one.path == path]
    )
    assert "Gervase Vellacott" in str(edited[0].body)
    assert "Save" not in str(edited[0].body["components"]).replace("Saved", "")
    assert is_there(mara, "Gervase Vellacott")


def test_whoever_has_no_role_drops_files_in_vain(mara, bob, intake):
    before = len(mara.proxy.calls)
    bob.message("", cv("Hermia Wainscott"), channel="ml-hiring")
    mara.say("help")
    assert [one.path for one in mara.proxy.calls[before:] if one.path.endswith("/messages")] == [
        f"/channels/{mara.state['channels']['dm']}/messages"
    ]


def test_forms_questions_and_long_lines_work_after_the_bot_was_started_again(mara, bot):
    mara.slash("add", *map(cv, ("Isidor Yarborough", "Jessamy Zellweger")))
    query = " or ".join(f"word{number}" for number in range(20))
    card = mara.slash("show", who="okonkwo-brandt")
    form = mara.press(card, "Add note…")
    long = mara.slash("find", query=f"cuda or {query}")
    undo = mara.slash("undo")
    question = mara.press(undo, "Take all back…")
    sessions = mara.proxy.gateway.identified
    assert bot.stop() == 0, bot.log
    bot.start()
    mara.proxy.wait(lambda: mara.proxy.gateway.identified > sessions)
    assert "Kept over a restart." in mara.fill(form, text="Kept over a restart.").text
    assert query in str(mara.press(long, "Refine…").payload["components"])
    assert mara.press(undo, "Take all back…").text == question.text
    assert "2 CVs of the import are taken back." in mara.press(question, "Take back").text
    assert not is_there(mara, "Isidor Yarborough")
