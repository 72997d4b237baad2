import io
import os
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from adapters.terminal.chat import Conversation, chat, greeting
from bot.chat.messages import FileOut, Form, FormField, Reply, Text
from bot.commands import TOOLS
from bot.settings import terminal_workspace
from tests.cores import ScriptedCore, said


def run(core: ScriptedCore, lines: str) -> str:
    output = io.StringIO()
    assert chat(core, stdin=io.StringIO(lines), stdout=output, member_name="Mara") == 0
    return output.getvalue()


def test_lines_from_a_pipe_are_echoed_and_answered_in_turn():
    core = ScriptedCore(lambda request: said(f"Answer to {request.text}"))
    shown = run(core, "cuda triton\n\n# a comment\n   \n#214\nnew\n")
    assert shown == "> cuda triton\nAnswer to cuda triton\n\n> #214\nAnswer to #214\n\n> new\nAnswer to new\n\n"


@pytest.mark.parametrize("farewell", ["exit", "quit", "Exit ", "bye", ":q"])
def test_a_farewell_ends_the_talk_in_a_pipe_too(farewell):
    core = ScriptedCore()
    assert run(core, f"new\n{farewell}\nstage noor hired\n") == run(ScriptedCore(), "new\n")
    assert [request.text for request in core.requests] == ["new"]


def test_the_terminal_acts_as_the_admin_of_its_own_workspace():
    core = ScriptedCore()
    run(core, "new\n")
    (request,) = core.requests
    assert (request.member.name, request.member.admin, request.place.kind) == ("Mara", True, "terminal")
    assert request.member.workspace == request.place.workspace == terminal_workspace()


def test_silence_of_the_core_is_silence_here():
    assert run(ScriptedCore(lambda request: None), "new\n") == "> new\n\n"


def test_a_form_in_a_pipe_says_what_to_type():
    form = Form("Add a note", "note #214", (FormField("text", "Text"),))
    shown = run(ScriptedCore(lambda request: Reply(said("note needs text.").blocks, text="x", form=form)), "note 214\n")
    assert shown == "> note 214\nnote needs text.\n\ntype  note #214 TEXT\n\n"


def test_a_form_at_a_keyboard_is_filled_in_and_sent():
    form = Form("Add a note", "note #214", (FormField("text", "Text"),))
    core = ScriptedCore(
        lambda request: said(f"Noted: {request.values['text']}") if request.values else Reply((), text="x", form=form)
    )
    output = io.StringIO()
    Conversation(core, output, "Mara", fill=lambda asked: {"text": f"for {asked.title}"}).ask("note 214")
    assert output.getvalue() == "Noted: for Add a note\n"
    assert core.requests[-1].text == "note #214"


def test_a_value_that_does_not_fit_is_told_and_asked_again_with_what_was_typed():
    def answer(request):
        if not request.values:
            return Reply((), text="x", form=form)
        if request.values["text"] != "right":
            again = replace(form, fields=(FormField("text", "Text", value=request.values["text"]),))
            return Reply(said("No such day.").blocks, text="x", form=again, faults=(("text", "No such day."),))
        return said("Noted.")

    form = Form("Add a note", "note #214", (FormField("text", "Text"),))
    asked, output = [], io.StringIO()

    def fill(shown):
        asked.append(shown.fields[0].value)
        return {"text": "right" if shown.fields[0].value else "wrong"}

    Conversation(ScriptedCore(answer), output, "Mara", fill=fill).ask("note 214")
    assert asked == ["", "wrong"]
    assert output.getvalue() == "No such day.\nNoted.\n"


def test_a_form_given_up_changes_nothing():
    form = Form("Add a note", "note #214", (FormField("text", "Text"),))
    core = ScriptedCore(lambda request: Reply((), text="x", form=form))
    output = io.StringIO()
    Conversation(core, output, "Mara", fill=lambda asked: None).ask("note 214")
    assert output.getvalue() == "Nothing was changed.\n"
    assert len(core.requests) == 1


def test_a_fault_ends_one_line_and_not_the_talk(caplog):
    def answer(request):
        if request.text == "bad":
            raise RuntimeError(f"secret of {request.member.name}")
        return said("Fine.")

    shown = run(ScriptedCore(answer), "bad\ngood\n")
    before, after = shown.split("> good\n")
    assert before.startswith("> bad\nThat did not work.\n")
    assert after == "Fine.\n\n"
    assert "secret of Mara" not in caplog.text
    assert "RuntimeError" in caplog.text


def test_a_file_handed_out_is_saved_where_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    reply = Reply((Text(("The CV of Noor Etxeberria.",)),), text="x", files=(FileOut("../cv.pdf", b"%PDF"),))
    shown = run(ScriptedCore(lambda request: reply), "file noor\n")
    assert (tmp_path / "cv.pdf").read_bytes() == b"%PDF"
    assert str(tmp_path / "cv.pdf") in shown.replace("\n", "")


def test_a_file_handed_out_is_saved_in_the_folder_that_was_named(tmp_path):
    reply = Reply((Text(("Here.",)),), text="x", files=(FileOut("cv.pdf", b"%PDF"),))
    output, files = io.StringIO(), tmp_path / "demo-files"
    chat(
        ScriptedCore(lambda request: reply),
        stdin=io.StringIO("file noor"),
        stdout=output,
        member_name="Mara",
        files=files,
    )
    assert (files / "cv.pdf").read_bytes() == b"%PDF"
    assert str(files / "cv.pdf") in output.getvalue().replace("\n", "")


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("adapters.terminal.chat.keep", lambda file, folder: (_ for _ in ()).throw(PermissionError()))
    reply = Reply((Text(("Here.",)),), text="x", files=(FileOut("cv.pdf", b"%PDF"),))
    assert "cv.pdf cannot be written to this folder." in run(ScriptedCore(lambda request: reply), "file noor\n")


def test_colours_do_not_reach_a_pipe_or_a_terminal_without_them(monkeypatch):
    class Screen(io.StringIO):
        def isatty(self):
            return True

    def shown() -> str:
        screen = Screen()
        Conversation(ScriptedCore(lambda request: said("Fine.")), screen, "Mara").show(
            Reply((Text(("Fine.",)),), text="x", error=True)
        )
        return screen.getvalue()

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert shown() == "\x1b[31mFine.\x1b[0m\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert shown() == "Fine.\n"


@pytest.mark.parametrize("terminal", ["dumb", "xterm"])
def test_a_narrow_terminal_is_written_for_whatever_it_calls_itself(monkeypatch, terminal):
    class Screen(io.StringIO):
        def isatty(self):
            return True

    for name, value in (("TERM", terminal), ("NO_COLOR", "1"), ("COLUMNS", "60")):
        monkeypatch.setenv(name, value)
    screen = Screen()
    Conversation(ScriptedCore(), screen, "Mara").show(Reply((Text(("word " * 40,)),), text="x"))
    assert max(map(len, screen.getvalue().splitlines())) <= 60


def test_the_greeting_shows_three_lines_to_begin_with():
    assert greeting(ScriptedCore()).plain.splitlines() == [
        "Ask for people in your own words, or type: cuda triton  ·  show noor  ·  help",
        "help lists the commands, exit leaves",
    ]


def test_the_greeting_begins_with_what_everybody_does_first():
    first, _ = greeting(SimpleNamespace(commands=TOOLS.commands)).plain.splitlines()
    assert first.endswith("cuda triton  ·  show noor  ·  new")


PROGRAM = """
import sys
from dataclasses import replace
from adapters.terminal.chat import chat
from tests.cores import ScriptedCore, said
code = chat(ScriptedCore(lambda request: said("│ Ünal 履歴書 " * 50)), stdin=sys.stdin, stdout=sys.stdout, member_name="M")
assert "prompt_toolkit" not in sys.modules
sys.exit(code)
"""


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_any_bytes_in_a_pipe_and_any_encoding_of_the_output(encoding):
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=b"\xff\xfe cuda\n\x00\x1b[2J\n",
        capture_output=True,
        env=env,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert done.stdout.count(b"> ") == 2


def test_a_reader_that_leaves_early_is_no_error():
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        program.stdout.close()
        program.stdin.write(b"cuda\n" * 2000)
        program.stdin.close()
        assert program.stderr.read() == b""
        assert program.wait(60) == 0
