"""People against a role's wishes: the order, the marks with their lines, what is asked, and what is never used."""

import re

import pytest

from bot.chat.messages import Form, Upload
from tests.bot import JONAS, plain, walk
from tests.replies import HOSTILE

ROLE = "match ML Systems Engineer: CUDA, distributed training, 3 years, a systems paper, Rotterdam or remote, rockstar"


def pressed(answer, start, within=""):
    """The first command line of a button or option that begins so."""
    return next(line for line in answer.commands if line.startswith(start) and within in line)


def test_the_closest_come_first_with_counts_in_words(full):
    answer = full.say(ROLE)
    assert "ML Systems Engineer: 3 closest of 21" in answer.text
    assert (
        "5 wishes: CUDA · distributed training · 3+ years of experience · systems paper · Rotterdam or remote"
        in answer.text
    )
    assert "Not used: “rockstar”" in answer.text
    assert "is not “no”" in answer.text
    met = [int(number) for number in re.findall(r"\*?(\d) met", answer.text)]
    assert met == sorted(met, reverse=True)


def test_every_page_goes_on_in_the_same_order_and_nobody_comes_twice(full):
    names, line = [], ROLE
    for _ in range(10):
        answer = full.say(line)
        names += answer.names
        line = next((one for one in answer.commands if "--page" in one), "")
        if not line:
            break
    assert len(names) == len(set(names)) > 9
    assert full.say(ROLE).names == names[:3]


def test_each_mark_has_a_line_of_the_cv(full):
    answer = full.say(ROLE)
    texts = [plain(text) for number in full.tenant.numbers() for text in full.tenant.dossier(number).texts.values()]
    shown = [quote for quote in answer.quotes if quote]
    assert len(shown) > 9
    for quote in shown:
        for part in re.split(r" {3,}", quote):
            assert any(plain(part) in text for text in texts), quote


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("match #18 must: CUDA", "● CUDA met · used at work"),
        ("match #18 must: C++", "◐ C++ partly · listed only"),
        ("match #18 must: 20 years of CUDA", "partly · 4 y"),
        ("match #18 must: VHDL", "– VHDL not stated"),
        ("match #18 must: degree:phd", "– PhD not stated"),
        ("match #18 must: Master or higher", "● Master or higher met"),
        ("match #3 must: 3 years of Go", "◐ 3+ years of Go partly"),
        ("match #6 PhD completed", "◐ finished PhD partly · goes on"),
        ("match #6 PhD", "● PhD met · goes on"),
        ("match #12 must: home:Rotterdam", "◐ Rotterdam partly · place of work"),
        ("match #12 must: venue:NSDI", "◐ NSDI paper partly"),
    ],
)
def test_what_counts_as_met_partly_and_not_stated(full, line, said):
    assert said in full.say(line).text.replace("\n", "")


def test_what_is_not_stated_is_to_be_asked(full):
    answer = full.say("match #18 must: CUDA; must: VHDL; nice: language:japanese")
    assert "Musts: 1 met · 1 not stated" in answer.text.replace("\n", "")
    assert "Have you worked with VHDL?" in answer.text
    assert "How well do you speak Japanese?" in answer.text
    assert "worked with CUDA?" not in answer.text


@pytest.mark.parametrize("who", ["#18", "#18:", "ilse:", "ilse,", "Ilse Okonkwo-Brandt"])
def test_one_person_is_named_before_the_role(full, who):
    assert full.say(f"match {who} must: CUDA").text.startswith("Ilse Okonkwo-Brandt for this role")


def test_a_role_is_no_persons_name(full):
    assert "closest of" in full.say("match Rust and C++ for compilers").text


def test_wishes_can_be_corrected(full):
    answer = full.say(ROLE)
    asked = full.say(pressed(answer, "form match")).reply.form
    assert isinstance(asked, Form)
    value = asked.fields[0].value
    assert "must: CUDA" in value.splitlines()
    again = full.say(asked.command, role=value.replace("must: CUDA", "nice: CUDA"))
    assert "1 nice to have: CUDA" in again.text
    assert again.text.startswith("ML Systems Engineer")


def test_a_long_description_is_named_by_a_key_and_read_again(full):
    answer = full.say(ROLE)
    assert all(len(line) <= 100 for line in answer.commands if not line.startswith("form"))
    one = full.say(pressed(answer, "match #"))
    assert "rockstar" in one.text
    assert "Everybody" in one.text
    assert "no longer kept" in full.say("match role:0123456789").text


def test_only_the_people_of_a_search(full):
    full.say("stage #18 interview")
    answer = full.say(f'{ROLE} --query "stage:interview"')
    assert answer.names == ["Ilse Okonkwo-Brandt"]
    assert "1 closest of 1" in answer.text
    assert "Nobody states any" in full.say('match must: CUDA --query "stage:offer"').text


def test_nobody_is_matched_by_what_is_protected(full):
    plain_, loaded = (
        full.say(f"match Requirements: CUDA{more}")
        for more in ("", "\n- female candidates only, unmarried, under 30 years old")
    )
    assert plain_.names == loaded.names
    assert "Left out on purpose: " in loaded.text
    assert "unmarried" not in loaded.text


def test_years_of_what_is_only_listed_show_the_line_that_lists_it(full):
    answer = full.say("match must: CUDA; must: 3 years of C++")
    assert "years not stated" in answer.text
    assert "set by a person" not in answer.text


def test_what_cannot_be_matched_says_so(full):
    answer = full.say("match We want a rockstar ninja")
    assert "Nothing in this can be held against a CV." in answer.text
    assert "rockstar" in answer.text


def test_alone_it_asks_for_the_role(full):
    answer = full.say("match")
    assert answer.reply.form is not None
    assert "closest of" in full.say(answer.reply.form.command, role="Requirements:\n- CUDA\n- Triton").text


def test_a_description_comes_as_a_file(full):
    answer = full.send(Upload("role.md", b"# Kernel engineer\n\n## Requirements\n\n- CUDA\n- Triton\n"), text="match")
    assert "Kernel engineer: 3 closest" in answer.text
    assert "could not be read" in full.send(Upload("role.pdf", b"%PDF-broken"), text="match").text


def test_a_viewer_sees_no_contacts_and_searches_none(full):
    full.say("access grant <@U02JONAS|Jonas> viewer")
    assert "@" not in full.say(ROLE, member=JONAS).text
    assert "closest of" not in full.say("match must: mail:ilse@okonkwo-brandt.example", member=JONAS).text


def test_three_of_them_are_compared_by_a_press(full):
    answer = full.say(ROLE)
    side = full.say(pressed(answer, "compare "))
    assert "3 people side by side" in side.text
    assert side.text.index("CUDA") < side.text.index("Papers")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_descriptions_are_read_and_shown_as_characters(full, text):
    answer = full.say(f"match {text}: CUDA")
    assert answer.reply.text
    assert not any(type(found).__name__ == "Link" for found in walk(answer.reply.blocks))


def test_a_role_of_a_hundred_thousand_characters(full):
    answer = full.say("match " + (f"Requirements: CUDA, Rust {'and so on ' * 95}; " * 200)[:99_000])
    assert "closest of 21" in answer.text
    assert "too long" in full.say("match " + "CUDA " * 25_000).text


def test_an_opening_is_matched_by_its_description(full):
    description = "Requirements:\n- CUDA\n- Triton\n"
    opening = full.tenant.add_opening("Kernel engineer", description, by="Mara", at=full.now)
    full.tenant.add_opening("Cook", by="Mara", at=full.now)
    answer = full.say("match kernel engineer")
    assert "Kernel engineer: 3 closest of 21" in answer.text
    assert f"match opening:{opening.id} --page 2" in answer.commands
    assert "has no description yet" in full.say("match cook").text


def test_the_beginning_of_an_openings_name_means_it_and_the_answer_says_so(full):
    opening = full.tenant.add_opening("Rust platform engineer", "Must know CUDA.", by="Mara", at=full.now)
    answer = full.say("match rust")
    assert "Rust platform engineer: 3 closest of 21" in answer.text
    assert "rust is the opening Rust platform engineer" in answer.text
    assert "wish: CUDA" in answer.text
    assert "is the opening" not in full.say("match rust platform engineer").text
    assert "is the opening" not in full.say(f"match opening:{opening.id} --page 2").text
    assert "wish: CUDA" not in full.say("match must: rust").text


def test_a_skill_stays_one_where_no_opening_can_be_meant(full):
    full.tenant.add_opening("Rust engineer", by="Mara", at=full.now)
    for name in ("CUDA engineer", "CUDA researcher"):
        full.tenant.add_opening(name, "Must know Triton.", by="Mara", at=full.now)
    for line in ("match rust", "match cuda", "match rust, triton", "match rus"):
        assert "is the opening" not in full.say(line).text
    assert "1 wish: Rust" in full.say("match rust").text
    assert "1 wish: CUDA" in full.say("match cuda").text
