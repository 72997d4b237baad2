"""Two to four people side by side: what is shown, what it is proven by, and what is never shown."""

import pytest

from adapters.discord import forms as discord
from adapters.slack import form as slack
from bot.chat.messages import Button, Table
from tests.bot import JONAS, Upload, plain, walk, words

PEOPLE = "compare noor, ilse, davit"


def table(answer):
    """Label -> the cells of its row."""
    (shown,) = [one for one in answer.reply.blocks if isinstance(one, Table)]
    return {words(label): [words(cell) for cell in cells] for label, *cells in shown.rows} | {
        "": list(shown.header[1:])
    }


def test_people_stand_side_by_side(full):
    found = table(full.say(PEOPLE))
    assert found[""] == ["Noor Etxeberria", "Ilse Okonkwo-Brandt", "Davit Achterberg"]
    assert found["Degree"] == ["MSc, 2020", "MSc, 2023", "PhD, ongoing"]
    assert found["Papers"][2].startswith("4: MLSys 2026")
    assert found["Location"] == ["–", "Rotterdam, NL", "Aldersea, Ireland"]


def test_the_skills_of_the_last_search_come_first(full):
    full.say("cuda triton")
    found = list(table(full.say(PEOPLE)).items())
    skills = [(label, cells) for label, cells in found if any(cell[:2] in ("● ", "◐ ", "○ ") for cell in cells)]
    assert skills[0] == ("CUDA", ["● 2026–now", "● 2023–now", "◐ paper"])
    assert skills[1] == ("Triton", ["– not stated", "● 2023–now", "◐ paper"])


def test_skills_stand_together_and_what_nobody_has_is_left_out(full):
    found = table(full.say(PEOPLE))
    skills = [any(cell[:2] in ("● ", "◐ ", "○ ") for cell in cells) for label, cells in found.items() if label]
    assert skills.index(True) + sum(skills) - 1 == len(skills) - 1 - skills[::-1].index(True)
    assert "Tags" not in found


def test_what_all_have_alike_stands_last(bot):
    for name, end in (("Ada Quill", "2021-06"), ("Bo Quill", "2021-12")):
        text = f"# {name}\n\n## Experience\n\n### Engineer, Harrow Compute, 2020-01 – {end}\n\n## Education\n\n### BSc Physics, University of Veldhaven, 2019\n"
        bot.say(next(line for line in bot.send(Upload(f"{name}.md", text.encode())).commands if "--save" in line))
    labels = list(table(bot.say("compare ada, bo")))
    assert labels.index("Degree") > labels.index("Years of work")


def test_months_of_jobs_that_overlap_count_once(bot):
    for name, second in (("Ada Quill", "2020-03 – 2021-06"), ("Bo Quill", "2021-01 – 2021-12")):
        text = f"# {name}\n\n## Experience\n\n### Engineer, Harrow Compute, 2020-01 – 2020-12\n\n### Engineer, Tessera Labs, {second}\n"
        bot.send(Upload(f"{name}.md", text.encode()))
        bot.say(next(line for line in bot.send(Upload(f"{name}.md", text.encode())).commands if "--save" in line))
    assert table(bot.say("compare ada, bo"))["Years of work"] == ["1 y 6 m", "2 y"]


def test_each_value_has_its_line(full):
    answer = full.say("compare ilse, davit evidence")
    texts = [plain(text) for number in (18, 12) for text in full.tenant.dossier(number).texts.values()]
    assert len(answer.quotes) > 10
    for quote in answer.quotes:
        assert any(plain(quote) in text for text in texts), quote
    assert any(line.startswith("compare #18, #12") for line in answer.commands)


def test_the_venue_of_a_paper_has_its_line_too(full):
    text = full.say("compare ilse, noor evidence").text
    assert "Tobias Wexford-Nair. MLSys 2025." in text


def test_the_buttons_name_people_by_number(full):
    assert full.say(PEOPLE).commands == [
        "show #15", "show #18", "show #12", "compare #15, #18, #12 evidence"
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["compare 1 2", "compare 1, 2", "compare #15 #18"])
def test_rows_and_numbers_need_no_commas(full, line):
    full.say("cuda triton")
    assert len(table(full.say(line))[""]) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("compare noor", "With whom is Noor Etxeberria to be compared?"),
        ("compare noor, noor", "With whom is Noor Etxeberria to be compared?"),
        ("compare #1, #2, #3, #4, #5", "At most 4 people"),
        ("compare noor, nobodyatall", "Nobody is called nobodyatall."),
        ("compare ,", "Nobody is named."),
    ],
)
def test_what_cannot_be_compared_is_said(full, line, said):
    assert said in full.say(line).text


def test_alone_it_asks_whom(full):
    asked = full.say("compare").reply.form
    assert asked is not None
    assert "Noor Etxeberria" in full.say("compare", who="noor, ilse").text


def test_the_form_knows_by_name_whom_it_was_opened_with(full):
    form = full.say("form compare #1, #2").reply.form
    (asked,) = form.fields
    assert (asked.value, asked.picks) == ("#1, #2", "candidates")
    assert [value for value, _ in asked.options] == ["#1", "#2"]
    (element,) = [block["element"] for block in slack.modal(form, "")["blocks"]]
    assert element["type"] == "multi_external_select"
    assert [one["value"] for one in element["initial_options"]] == ["#1", "#2"]
    typed = discord.modal(form)["components"][0]["component"]
    assert (typed["type"], typed["value"]) == (4, "#1, #2")
    (element,) = [block["element"] for block in slack.modal(full.say("form compare noor").reply.form, "")["blocks"]]
    assert (element["type"], element["initial_value"]) == ("plain_text_input", "noor")


def test_a_viewer_sees_no_contacts(full):
    full.say("access grant <@U02JONAS|Jonas> viewer")
    text = full.say("compare ilse, noor evidence", member=JONAS).text
    assert "Tessera Labs" in text
    assert "@" not in text


def test_what_is_protected_never_stands_there(bot):
    cv = "# Vera Blank\n\nDate of birth: 3 May 1990\nNationality: Ruritanian\nMarital status: married\n\n## Skills\n\nRust, CUDA\n"
    for name in ("Vera Blank", "Nora Blank"):
        report = bot.send(Upload(f"{name}.md", cv.replace("Vera Blank", name).encode()))
        bot.say(next(line for line in report.commands if "--save" in line))
    for line in ("compare vera, nora", "compare vera, nora evidence"):
        text = bot.say(line).text
        assert "Rust" in text
        assert not any(word in text for word in ("1990", "Ruritanian", "married"))


def test_lists_and_cards_lead_to_it(full):
    found = full.say("cuda triton")
    pressed = next(line for line in found.commands if line.startswith("form compare"))
    asked = full.say(pressed).reply.form
    assert asked is not None
    assert table(full.say(asked.command, who=asked.fields[0].value))[""] == found.names
    assert "form compare #15" in full.say("show noor").commands


def test_the_skills_of_the_last_match_come_first_too(full):
    full.say("match Requirements: MLIR and CUDA, and we are a team that writes long descriptions of what it wants")
    labels = list(table(full.say("compare ilse, davit")))
    assert {"MLIR", "CUDA"} <= set(labels)
    assert labels.index("CUDA") < labels.index("Papers")
    full.say("match must: VHDL; must: Verilog; must: Triton")
    assert "Triton" in table(full.say("compare ilse, noor"))


def test_a_name_in_two_scripts_goes_short_by_the_first(full):
    shown = full.say("compare 楚遥岚, noor")
    assert [one.label for one in walk(shown.reply.blocks) if isinstance(one, Button)][:2] == [
        "Open 楚遥岚",
        "Open Noor",
    ]
