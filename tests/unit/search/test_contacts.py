"""What is covered where contacts may not be seen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.quotes import lines_that_tell
from bot.search.contacts import contact_spans
from tests.chance import examples


def covered(text: str) -> list[str]:
    return [text[span.start : span.end] for span in contact_spans(text)]


@pytest.mark.parametrize(
    ("text", "contacts"),
    [
        ("Write to ilse@okonkwo-brandt.example or ask.", ["ilse@okonkwo-brandt.example"]),
        ("a@b.example, c+d@e.example; A@B.EXAMPLE", ["a@b.example", "c+d@e.example", "A@B.EXAMPLE"]),
        ("ilse@b.example · again ilse@b.example", ["ilse@b.example", "ilse@b.example"]),
        ("[mail](mailto:ilse@b.example)", ["ilse@b.example"]),
        ("ilse&#64;b.example", ["ilse&#64;b.example"]),
        ("**ilse**@b.example", ["**ilse**@b.example"]),
        ("ilse [at] mail [dot] example.org", ["ilse [at] mail [dot] example.org"]),
        ("ilse at mail dot example", ["ilse at mail dot example"]),
        ("josé@münchen.example", ["josé@münchen.example"]),
        ("Call +44 20 7946 0142 today", ["+44 20 7946 0142"]),
        ("+1 (415) 555-2671 and +4915550123456", ["+1 (415) 555-2671", "+4915550123456"]),
        ("+1 (415) **555**-2671", ["+1 (415) **555**-2671"]),
        ("Phone: 020 7946 0142", ["020 7946 0142"]),
        ("电话：138 0013 8000", ["138 0013 8000"]),
        ("(415) 555-2671 | Oslo", ["(415) 555-2671"]),
        ("0047 22 55 01 42", ["0047 22 55 01 42"]),
        ("see github.com/iokonkwo", ["github.com/iokonkwo"]),
        ("https://www.linkedin.com/in/ilse-o/ here", ["https://www.linkedin.com/in/ilse-o/"]),
        ("[code](https://github.com/iokonkwo/warp)", ["https://github.com/iokonkwo/warp"]),
        ("GitHub: iokonkwo", ["iokonkwo"]),
        ("<!-- ilse@b.example -->", ["ilse@b.example"]),
    ],
)
def test_every_way_to_reach_a_person_is_covered(text, contacts):
    assert covered(text) == contacts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Software engineer, Tessera Labs (2019 – 2021)",
        "Reached 99.95 % at 10 000 000 requests, 3 500 000 rows in 2023",
        "C++ and Node.js; see https://tessera.example/blog",
        "GPA 3.95/4.00, rank 2/120, 01/2020 - 02/2021",
        "arXiv:2401.01234, pp. 1234-1245, doi 10.1145/1234567.1234568",
        "Speedups of +12 % and +3 points",
        "GitHub stars grew to 5000",
    ],
)
def test_what_is_no_contact_stays(text):
    assert covered(text) == []


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("WeChat: adasecret88", "adasecret88"),
        ("微信：adasecret88", "adasecret88"),
        ("QQ: 123456789", "123456789"),
        ("Skype - live:adasecret", "live:adasecret"),
        ("Discord: adasecret#1234, mornings", "adasecret#1234"),
        ("write to @adasecret", "@adasecret"),
        ("call 555-0142", "555-0142"),
    ],
)
def test_handles_and_short_numbers_are_contacts_too(line, secret):
    assert any(secret in one for one in covered(line))


@pytest.mark.parametrize(
    "line",
    ["Built Discord bots and a Telegram client", "pages 2019-2023", "2010-2014 B.Sc.", "QQ plots", "8-bit @ 4 MHz"],
)
def test_messengers_and_numbers_that_reach_nobody_stay(line):
    assert covered(line) == []


LINES = (
    "ilse@b.example", "ilse at mail dot", "example dot org", "Phone:", "020 7946 0142", "+44 20", "7946 0142", "Discord:", "ilse#1234", "WeChat",
    "@ilse_b", "https://github.com/ilse", "github.com/", "ilse", "```", "<!--", "-->", "", "  ", "# Work", "| Mail | a@b.example |",
    "Wrote a compiler in Rust.", "電話：138 0013 8000", "[mail](mailto:", "ilse@b.example)", "(415)", "555-2671", "ilse@", "b.example",
)  # fmt: skip


@settings(max_examples=examples(400))
@given(st.lists(st.sampled_from(LINES), max_size=9).map("\n".join), st.data())
def test_a_stretch_tells_every_contact_in_it_by_its_own_lines_and_those_beside_them(text, data):
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    first, last = lines_that_tell(text, start, end)
    near = {first + at for span in contact_spans(text[first:last]) for at in range(span.start, span.end)}
    whole = {at for span in contact_spans(text) for at in range(span.start, span.end)}
    assert near >= whole & {*range(start, end)}
