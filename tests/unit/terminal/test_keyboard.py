import io

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters.terminal import chat as chat_module
from adapters.terminal.keyboard import CommandCompleter, PromptKeyboard, chosen, explained
from bot.chat.messages import Choice, Form, FormField, Member, Place, Reply, Request
from bot.settings import terminal_workspace
from tests.cores import ScriptedCore, said

FORM = Form(
    "Add a note",
    "note #214",
    (
        FormField("text", "Text", hint="what to remember"),
        FormField("to", "To", options=(("new", "New"), ("offer", "Offer")), required=False),
        FormField("more", "More", required=False),
    ),
)


def request(text: str) -> Request:
    workspace = terminal_workspace()
    return Request(text, Member(workspace, "local", "Mara"), Place(workspace, "terminal", "local"))


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def typing(state):
    """Keys to press, then a keyboard that has them pressed."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):

        def press(text: str, core: ScriptedCore | None = None) -> PromptKeyboard:
            keys.send_text(text)
            return PromptKeyboard(core or ScriptedCore(), request)

        yield press


def test_a_line_is_read_and_kept_in_the_history(typing, state):
    keyboard = typing("cuda triton\rnew\r")
    assert [keyboard.line(), keyboard.line()] == ["cuda triton", "new"]
    assert "+cuda triton" in (state / "recruitbot" / "history").read_text()


def test_ctrl_c_clears_the_line_and_ctrl_d_leaves(typing):
    keyboard = typing("cuda\x03new\r\x04")
    assert [keyboard.line(), keyboard.line()] == ["new", None]


def test_pasted_lines_are_one_line_to_run(typing):
    keyboard = typing("add \x1b[200~# Noor\nEtxeberria\x1b[201~\r")
    assert keyboard.line() == "add # Noor\nEtxeberria"


def test_a_state_folder_that_cannot_be_written_is_no_obstacle(typing, state):
    state.write_text("a file in the way")
    assert typing("new\r").line() == "new"


def test_a_form_asks_again_until_a_value_fits(typing, capsys):
    keyboard = typing("\r  \rCall her\rsomewhere\rOff\r\r")
    assert keyboard.fill(FORM) == {"text": "Call her", "to": "offer", "more": ""}
    asked = capsys.readouterr().out
    assert asked == "Add a note\n  what to remember\n  New, Offer · may be left empty\n  may be left empty\n"


def test_many_options_have_a_line_each_and_those_without_a_value_come_last():
    said = [(f"work {at} title", f"work {at} title: Engineer of long words that wrap") for at in range(1, 9)]
    field = FormField("field", "Field", hint="what was read wrong", options=(*said, ("skill add", "skill add")))
    lines = explained(field, 40)
    assert lines[:3] == ["  what was read wrong", "  work 1 title: Engineer of long words", "  that wrap"]
    assert lines[-1] == "  skill add"
    assert max(map(len, lines)) <= 40


def test_a_form_starts_from_the_values_there_are(typing):
    form = Form("Edit", "edit", (FormField("city", "City", value="Rotterdam"),))
    assert typing("\r").fill(form) == {"city": "Rotterdam"}


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_a_form_can_be_left(typing, key):
    assert typing("Call her\r" + key).fill(FORM) is None


@pytest.mark.parametrize(("typed", "value"), [("new", "new"), ("NEW", "new"), ("Of", "offer"), ("x", ""), ("", "")])
def test_an_option_is_named_by_value_label_or_start(typed, value):
    assert chosen(FORM.fields[1], typed) == value


def completed(line: str, *choices: Choice) -> list[str]:
    core = ScriptedCore()
    core.choices = choices
    completer = CommandCompleter(core, request)
    found = completer.get_completions(Document(line), CompleteEvent(completion_requested=True))
    return [line[: len(line) + one.start_position] + one.text for one in found]


def test_names_of_commands_are_completed_but_not_those_only_buttons_send():
    assert completed("s") == ["show", "stage"]
    assert completed("f") == ["find"]
    assert completed("") == []
    assert completed("cuda tri") == []


def test_what_the_core_offers_is_completed():
    noor = Choice("Noor Etxeberria · Compiler engineer", "#118")
    assert completed("show noor e", noor) == ["show #118"]
    assert completed("stage #118 sc", Choice("Screening", "screening")) == ["stage #118 screening"]
    assert completed("find cuda tr", Choice("cuda triton · 3 people", "cuda triton")) == ["find cuda triton"]
    assert completed("help st", Choice("stage", "stage")) == ["help stage"]


def test_a_talk_at_a_terminal_greets_and_ends_with_ctrl_d(state, monkeypatch):
    class Screen(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setenv("NO_COLOR", "1")
    screen = Screen()
    core = ScriptedCore(lambda asked: said("Noted.") if asked.values else Reply((), text="x", form=FORM))
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("\rnote 214\rCall her\r\r\r\x04")
        assert chat_module.chat(core, stdin=Screen(), stdout=screen, member_name="Mara") == 0
    greeting, _, answer, *_ = screen.getvalue().split("\n")
    assert greeting.startswith("Ask for people in your own words")
    assert answer == "Noted."
    assert [one.text for one in core.requests] == ["note 214", "note #214"]


def test_stopping_a_slow_answer_keeps_the_talk(state, monkeypatch):
    class Screen(io.StringIO):
        def isatty(self):
            return True

    def interrupted(asked):
        if asked.text == "slow":
            raise KeyboardInterrupt
        return said("Fine.")

    monkeypatch.setenv("NO_COLOR", "1")
    screen = Screen()
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("slow\rfast\r\x04")
        chat_module.chat(ScriptedCore(interrupted), stdin=Screen(), stdout=screen, member_name="Mara")
    shown = screen.getvalue()
    assert shown.index("Stopped.") < shown.index("Fine.")


def test_the_history_is_for_its_owner_alone(typing, state):
    typing("new\r").line()
    path = state / "recruitbot" / "history"
    assert path.stat().st_mode & 0o077 == 0
