from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import pytest

from bot.chat.arguments import arguments
from bot.chat.command import NO_WORDS, UNTYPED, Led, Line, Registry, StageKey
from bot.chat.context import Context
from bot.chat.errors import Missing, Refusal
from bot.chat.forms import form_of
from bot.chat.messages import Member, Place, Reply, Request, Upload
from bot.records import Candidate, Role, Workspace

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TEAM = Workspace("slack", "T1")
registry = Registry()
PEOPLE = ("noor etxeberria", "ilse okonkwo-brandt", "wen-hui castellanos")


@registry.command("find", family="Find", examples=("find cuda",))
def find(ctx: Context, query: Annotated[Line, "what to look for"], *, page: Annotated[int, "which page"] = 1) -> Reply:
    """Find people.

    More about it.
    """
    raise NotImplementedError


@registry.command("show", family="Find", examples=("show noor",))
def show(ctx: Context, who: Annotated[Candidate, "a name"], part: Literal["evidence"] | None = None) -> Reply:
    """Show a card."""
    raise NotImplementedError


@registry.command("stage", family="Work", role=Role.RECRUITER, examples=("stage noor interview",), changes=True)
def stage(ctx: Context, who: Annotated[Candidate, "a name"], stage: Annotated[StageKey, "the new stage"]) -> Reply:
    """Move somebody."""
    raise NotImplementedError


@registry.command("note", family="Work", changes=True)
def note(
    ctx: Context,
    who: Annotated[Candidate, "a name"],
    text: Annotated[Line, "what to remember"],
    *,
    quiet: bool = False,
    seen: Annotated[int | None, UNTYPED] = None,
) -> Reply:
    """Add a note."""
    raise NotImplementedError


@registry.command("tag", family="Work", examples=("tag 1-4 gpu",), changes=True)
def tag(ctx: Context, who: Annotated[tuple[Candidate, ...], "people"], words: Annotated[Line, "tags"]) -> Reply:
    """Tag people."""
    raise NotImplementedError


@registry.command("move", family="Work", changes=True)
def move(ctx: Context, who: tuple[Candidate, ...], stage: StageKey) -> Reply:
    """Move people."""
    raise NotImplementedError


@registry.command("shift", family="Work", changes=True)
def shift(
    ctx: Context,
    who: Candidate,
    stage: Annotated[StageKey, "the new stage", Led({"to"})],
    *,
    why: Annotated[Line, "why", Led({"because"})] = NO_WORDS,
) -> Reply:
    """Move somebody, and say why."""
    raise NotImplementedError


@registry.command("add", family="Work", changes=True)
def add(ctx: Context, text: Line | None = None, cv: tuple[Upload, ...] = (), *, save: bool = False) -> Reply:
    """Add a CV."""
    raise NotImplementedError


@registry.command("new", family="Find")
def new(ctx: Context, since: str = "7d", *, sort_by: str = "") -> Reply:
    """Who is new."""
    raise NotImplementedError


@registry.command("form", family="Find", hidden=True)
def form(ctx: Context, line: Line) -> Reply:
    """Ask."""
    raise NotImplementedError


class Names:
    """Resolves each WHO to its own words, and knows three people's names."""

    def one(self, who: str, again: Any) -> Any:
        if who == "which":
            raise Refusal(again("#7"))
        return ("person", who)

    def rows(self, listed: str) -> Any:
        first, _, last = listed.replace("all", "1-3").replace("#", "").partition("-")
        return tuple(map(somebody, range(int(first), int(last) + 1)))

    def opening(self, name: str, again: Any) -> Any:
        return ("opening", name)

    def names_opening(self, name: str) -> bool:
        return False

    def opening_words(self, words: Sequence[str]) -> int:
        return 0

    def leading(self, words: Sequence[str]) -> int:
        return max(
            (
                count
                for count in range(len(words) + 1)
                if any(" ".join(words[:count]).casefold() in (name, *name.split()) for name in PEOPLE)
            ),
            default=0,
        )


class Candidates(Names):
    """Resolves a number to itself, and the three people to 101, 102 and 103."""

    def one(self, who: str, again: Any) -> Any:
        if who == "which":
            raise Refusal(again("#7"))
        bare = who.lstrip("#")
        named = [at for at, name in enumerate(PEOPLE, 101) if who.casefold() in (name, *name.split())]
        if not (named or bare.isdecimal()):
            raise Refusal(f"Nobody is called {who}.")
        return somebody(int(bare) if bare.isdecimal() else named[0])


def somebody(number: int) -> Candidate:
    return Candidate(number, "", "", "new", "", "", "", NOW, NOW, 1)


def understood(line: str, uploads: tuple[Upload, ...] = (), **values: str) -> dict[str, Any]:
    name, _, rest = line.partition(" ")
    request = Request(line, Member(TEAM, "U1", "Mara"), Place(TEAM, "dm", "D1"), uploads, values)
    command = registry.get(name)
    context = Context(request, None, None, Role.ADMIN, None, registry, None, None)  # type: ignore[arg-type]
    several = any(one.kind == "people" for one in command.parameters)
    return arguments(command, rest, context, Candidates() if several else Names())


def refused(line: str, **values: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        understood(line, **values)
    return caught.value


def person(words: str) -> tuple[str, str]:
    return ("person", words)


# ---------------------------------------------------------------- declaration


def test_a_signature_declares_the_command():
    command = registry.get("stage")
    assert (command.summary, command.usage, command.role) == ("Move somebody.", "stage WHO STAGE", Role.RECRUITER)
    assert [(one.name, one.kind, one.help, one.required) for one in command.parameters] == [
        ("who", "who", "a name", True),
        ("stage", "stage", "the new stage", True),
    ]
    assert command.parameter("stage").offered[1] == ("screening", "Screening")


def test_usage_shows_what_may_be_left_out_and_nothing_that_only_forms_give():
    assert registry.get("find").usage == "find QUERY [--page …]"
    assert registry.get("note").usage == "note WHO TEXT [--quiet]"
    assert registry.get("add").usage == "add [TEXT] [--save]"
    assert registry.get("new").usage == "new [SINCE] [--sort-by …]"


def test_two_commands_of_one_name_are_a_fault_of_the_program():
    with pytest.raises(ValueError, match="two commands are called find"):
        registry.command("find", family="Find")(find)


def test_a_mistyped_command_is_recognised_but_not_what_buttons_send():
    assert registry.nearest("stgae", Role.ADMIN) == "stage"
    assert registry.nearest("frm", Role.ADMIN) is None
    assert registry.nearest("cuda", Role.ADMIN) is None


# -------------------------------------------------------------------- parsing


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("find cuda  triton", {"query": "cuda  triton"}),
        ("find cuda --page 2 triton", {"query": "cuda triton", "page": 2}),
        ("find cuda —page 2", {"query": "cuda", "page": 2}),
        ('find "paged attention" -intern', {"query": '"paged attention" -intern'}),
        ("find “paged attention”", {"query": "“paged attention”"}),
        ('find skill:"deep learning"', {"query": 'skill:"deep learning"'}),
        ("find O'Brien \"unclosed", {"query": "O'Brien \"unclosed"}),
        ("find c++ --pages 2", {"query": "c++ --pages 2"}),
        ("show noor", {"who": person("noor")}),
        ("show noor etxeberria", {"who": person("noor etxeberria")}),
        ("show noor etxeberria evidence", {"who": person("noor etxeberria"), "part": "evidence"}),
        ("show #214 evid", {"who": person("#214"), "part": "evidence"}),
        ('show "noor etxeberria" evidence', {"who": person("noor etxeberria"), "part": "evidence"}),
        ("show “noor etxeberria” evidence", {"who": person("noor etxeberria"), "part": "evidence"}),
        ("stage noor interview", {"who": person("noor"), "stage": "interview"}),
        ("stage ilse okonkwo-brandt Inter", {"who": person("ilse okonkwo-brandt"), "stage": "interview"}),
        ("stage 2 OFFER", {"who": person("2"), "stage": "offer"}),
        ("note noor Call her  on\n\nFriday", {"who": person("noor"), "text": "Call her  on\n\nFriday"}),
        ("note noor etxeberria Call her", {"who": person("noor etxeberria"), "text": "Call her"}),
        ("note 2 two pages", {"who": person("2"), "text": "two pages"}),
        ("note somebody unknown", {"who": person("somebody"), "text": "unknown"}),
        ("note noor She said “yes” — gladly —so", {"who": person("noor"), "text": "She said “yes” — gladly —so"}),
        ("note noor --quiet Call", {"who": person("noor"), "text": "Call", "quiet": True}),
        ("new", {}),
        ("new 3d --sort-by name", {"since": "3d", "sort_by": "name"}),
    ],
)
def test_a_line_fills_the_parameters(line, found):
    assert understood(line) == found


def test_pasted_text_stays_as_it_was_pasted():
    pasted = "# Noor “N.” Etxeberria\n\n\tCompiler engineer  —since 2023\n“quoted”"
    assert understood(f"add {pasted}")["text"] == pasted


def test_files_are_never_words():
    upload = Upload("cv.md", b"x")
    assert understood("add", (upload,)) == {"cv": (upload,)}
    assert understood("add see this", (upload,)) == {"text": "see this", "cv": (upload,)}


def test_a_form_completes_a_line():
    assert understood("note #214", text="Call her") == {"who": person("#214"), "text": "Call her"}
    assert understood("note", who="noor etxeberria", text="Call") == {
        "who": person("noor etxeberria"),
        "text": "Call",
    }
    assert understood("stage noor etxeberria", stage="Offer") == {"who": person("noor etxeberria"), "stage": "offer"}
    assert understood("find", query="cuda", page="3") == {"query": "cuda", "page": 3}
    assert understood("note", who="noor", text="x", quiet="true")["quiet"] is True
    assert understood("note", who="noor", text="x", quiet="false")["quiet"] is False


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("stage noor intervew", "There is no stage intervew."),
        ("stage noor in", "There is no stage in."),
        ("show #214 papers", "There is no part papers."),
        ("find cuda --page two", "page takes a number, not two."),
        ("find cuda --page", "--page needs a value."),
        ("find cuda --page -1", "page takes a number, not -1."),
        ("find cuda --page 99999999999999999999", "page takes a number, not 99999999999999999999."),
        ("new 3d 4d", "new does not know what to do with 4d."),
    ],
)
def test_what_does_not_fit_is_said(line, answer):
    assert refused(line).answer == answer


def test_a_refusal_repeats_no_more_than_a_line_holds():
    assert len(refused("new " + "x " * 50_000).answer) < 150
    assert len(refused("stage noor " + "x" * 50_000).answer) < 150


@pytest.mark.parametrize(
    ("line", "answer", "asks", "keeps"),
    [
        ("stage", "stage needs a name and the new stage.", ["who", "stage"], "stage"),
        ("stage noor", "stage needs the new stage.", ["stage"], "stage noor"),
        ("stage noor etxeberria", "stage needs the new stage.", ["stage"], "stage noor etxeberria"),
        ("note #214", "note needs what to remember.", ["text"], "note #214"),
        ("find", "find needs what to look for.", ["query"], "find"),
    ],
)
def test_what_is_missing_is_asked_for(line, answer, asks, keeps):
    refusal = refused(line)
    assert isinstance(refusal, Missing)
    assert refusal.answer == answer
    assert [field.name for field in refusal.form.fields] == asks
    assert refusal.form.command == keeps
    assert refusal.reply().form is refusal.form


def test_an_answer_to_which_goes_on_where_the_line_stopped():
    assert refused("stage which interview").answer == "stage #7 interview"
    assert refused("note which Call her\non Friday").answer == "note #7 Call her\non Friday"
    assert refused("show which").answer == "show #7"


def test_an_answer_to_which_keeps_what_a_form_gave():
    assert refused("stage", who="which", stage="interview").answer == 'stage #7 "interview"'
    assert refused("note", who="which", text="Call her").answer == "note #7 Call her"
    assert refused("note", who="which", text="Call", quiet="yes").answer == "note #7 Call --quiet"
    assert understood('stage #7 "interview"') == {"who": person("#7"), "stage": "interview"}
    assert understood("note #7 Call --quiet") == {"who": person("#7"), "text": "Call", "quiet": True}


def test_a_form_asks_for_what_a_line_lacks():
    asked = form_of(registry.get("stage"), "#214")
    assert (asked.command, [one.name for one in asked.fields], asked.submit) == ("stage #214", ["stage"], "Save")
    assert ("interview", "Interview") in asked.fields[0].options


def test_a_search_form_starts_from_the_search():
    asked = form_of(registry.get("find"), "cuda triton")
    assert (asked.command, asked.fields[0].value, asked.submit) == ("find", "cuda triton", "Go")


@pytest.mark.parametrize("name", ["find", "show", "stage", "note", "add", "new", "form"])
def test_any_line_is_understood_or_refused(name):
    signs = ("", '"', '""', '" "', "#", "--", "--page", "-", "“", "\n\n", "\x00", "٣", "--save")
    for line in (*signs, "#" * 5000, '"a' * 3000):
        with suppress(Refusal):
            assert isinstance(understood(f"{name} {line}"), dict), line


# ------------------------------------------------------------- several people


@pytest.mark.parametrize(
    ("line", "numbers", "rest"),
    [
        ("tag 1-4 gpu", [1, 2, 3, 4], "gpu"),
        ("tag 1,3 gpu", [1, 3], "gpu"),
        ("tag 1, 3 gpu", [1, 3], "gpu"),
        ("tag #14,#15 gpu", [14, 15], "gpu"),
        ("tag all gpu", [1, 2, 3], "gpu"),
        ("tag 2,2,1-3 gpu", [2, 1, 3], "gpu"),
        ("tag noor, ilse gpu", [101, 102], "gpu"),
        ("tag Noor Etxeberria, #7, Ilse Okonkwo-Brandt gpu cuda", [101, 7, 102], "gpu cuda"),
        ("tag noor gpu", [101], "gpu"),
        ("tag noor good, not great", [101], "good, not great"),
        ("tag noor, not great", [101], "not great"),
    ],
)
def test_several_people_are_listed_by_row_number_and_name(line, numbers, rest):
    found = understood(line)
    assert ([one.number for one in found["who"]], found["words"]) == (numbers, rest)


def test_several_people_stand_before_a_choice():
    for line in ("move 1-3 interview", "move 1, 2, 3 interview", "move all interview"):
        found = understood(line)
        assert ([one.number for one in found["who"]], found["stage"]) == ([1, 2, 3], "interview")
    found = understood("move noor etxeberria, ilse interview")
    assert [one.number for one in found["who"]] == [101, 102]


@pytest.mark.parametrize(
    ("line", "numbers", "rest"),
    [
        ("tag noor and ilse gpu", [101, 102], "gpu"),
        ("tag noor, ilse and wen-hui gpu", [101, 102, 103], "gpu"),
        ("tag noor, and ilse gpu", [101, 102], "gpu"),
        ("tag 1 and 3 gpu", [1, 3], "gpu"),
        ("tag noor and #3 gpu", [101, 3], "gpu"),
        ("tag noor and then gpu", [101], "and then gpu"),
        ("tag for noor gpu", [101], "gpu"),
        ("move noor against ilse offer", [101, 102], "offer"),
        ("tag noor and 2 others", [101], "and 2 others"),
        ("move noor ilse interview", [101, 102], "interview"),
        ("move noor etxeberria ilse and 2 interview", [101, 102, 2], "interview"),
    ],
)
def test_people_are_listed_as_in_a_sentence(line, numbers, rest):
    found = understood(line)
    assert ([one.number for one in found.pop("who")], *found.values()) == (numbers, rest)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("shift noor to interview", {"who": person("noor"), "stage": "interview"}),
        ("shift noor to offer because she fits", {"who": person("noor"), "stage": "offer", "why": "she fits"}),
        ("shift noor etxeberria to offer", {"who": person("noor etxeberria"), "stage": "offer"}),
        ("shift noor offer: she  fits", {"who": person("noor"), "stage": "offer", "why": "she  fits"}),
        ("shift noor to offer, she fits", {"who": person("noor"), "stage": "offer", "why": "she fits"}),
        ("show of noor", {"who": person("noor")}),
        ("note on noor etxeberria Call her", {"who": person("noor etxeberria"), "text": "Call her"}),
        ("shift to offer", {"who": person("to"), "stage": "offer"}),
    ],
)
def test_small_words_may_lead_to_a_value(line, found):
    assert understood(line) == found


def test_words_that_are_too_many_are_offered_as_what_they_may_be():
    refusal = refused("shift noor offer she fits")
    assert refusal.answer == "shift does not know what to do with she fits."
    assert refusal.buttons[0].command == "shift noor offer --why she fits"
    assert understood(refusal.buttons[0].command)["why"] == "she fits"


def test_a_form_may_list_several_people():
    assert [one.number for one in understood("tag", who="#14, noor", words="gpu")["who"]] == [14, 101]


def test_whom_a_name_among_several_means_is_asked_with_the_others_kept():
    assert refused("move noor, which, ilse interview").answer == "move noor, #7, ilse interview"
    assert refused("tag", who="noor, which, #3", words="gpu").answer.startswith("tag noor, #7, #3")


def test_at_most_fifty_people_at_once():
    assert len(understood("tag 1-50 gpu")["who"]) == 50
    assert "51 people; at most 50" in refused("tag 1-51 gpu").answer
