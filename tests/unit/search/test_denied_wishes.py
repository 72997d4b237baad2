"""Who writes that they do not want something is not found by it."""

import pytest

CV = "# Ada Quillon\nada@mail.example\n\n## Availability\n{}\n\n## Education\nBSc in Physics, University of Leeds, 2014 – 2017\n"
ASKED = "who wants to relocate?"


@pytest.mark.parametrize(
    "said",
    [
        "I do not relocate.",
        "Not willing to relocate.",
        "I can't relocate.",
        "I wouldn’t relocate.",
        "Isn't willing to relocate.",
        "Open to remote roles, but unwilling to relocate.",
    ],
)
@pytest.mark.parametrize("line", [ASKED, "who is willing to relocate?", "open to relocation"])
def test_who_does_not_want_to_relocate_is_not_found(bot, said, line):
    bot.take_in(CV.format(said))
    assert "Quillon" not in bot.say(line).text


@pytest.mark.parametrize(
    "said",
    ["Willing to relocate.", "Open to relocation, not to remote work.", "Seeking a PhD position; happy to relocate."],
)
@pytest.mark.parametrize("line", [ASKED, "who is willing to relocate?", "open to relocation"])
def test_who_does_is(bot, said, line):
    bot.take_in(CV.format(said))
    assert "Quillon" in bot.say(line).text
