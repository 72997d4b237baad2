"""The language model as a whole: an endpoint that helps, lies, injects, stalls and breaks, and what the profile says then."""

import json
import logging
import re
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.cv import read_cv
from bot.cv.model.asking import asking
from bot.cv.model.configured import with_model
from bot.cv.model.excerpts import excerpts
from bot.cv.sandbox.checks import check
from bot.profile import facts
from bot.settings import Settings
from tests.unit.cv.model import speaker
from tests.unit.cv.model.person import DATA, PLAIN, SECRETS, line
from tests.unit.cv.model.speaker import Speaker, content, entries, raw

FELLOW = line("Brackwater")
PORTER = line("Gullane")
TRUE = (
    "work",
    {
        "organization": (FELLOW, "Brackwater Labs"),
        "title": (FELLOW, "research fellow"),
        "start": (FELLOW, "March 2016"),
        "end": (FELLOW, "June 2018"),
    },
)


@contextmanager
def speaking(*replies):
    with Speaker(*replies).running() as one:
        yield one


def reading(*replies, seconds=5.0):
    with speaking(*replies) as one:
        return asking(read_cv, one.endpoint, seconds=seconds)(DATA, "cv.md")


def added(found):
    known = set(map(id, facts(PLAIN.profile)))
    return [fact for fact in facts(found.profile) if id(fact) not in known and fact.evidence[0].rule[:6] == "model."]


def as_the_rules_read_it(found):
    return found.profile == PLAIN.profile and found.text == PLAIN.text and found.unclaimed == PLAIN.unclaimed


def test_a_suggested_date_is_read_in_the_order_of_its_document():
    data = DATA.replace(b"March 2016 to June 2018", b"03/04/2016 to 06/30/2018").replace(b"## Wand", b"# Wand")
    data = data.replace(b"- The Brack", b"The Brack")
    parts = {**TRUE[1], "start": (FELLOW, "03/04/2016"), "end": (FELLOW, "06/30/2018")}
    with speaking(entries((TRUE[0], parts))) as one:
        found = asking(read_cv, one.endpoint, seconds=5.0)(data, "cv.md")
    post = found.profile.work[-1]
    assert (post.start.value, post.end.value) == ("2016-03", "2018-06")


def test_a_job_that_the_rules_missed_is_suggested_with_its_proof():
    found = reading(entries(TRUE))
    (post,) = found.profile.work[len(PLAIN.profile.work) :]
    quotes = {
        name: found.text[getattr(post, name).evidence[0].start : getattr(post, name).evidence[0].end]
        for name in TRUE[1]
    }
    assert quotes == {name: quote for name, (_, quote) in TRUE[1].items()}
    assert (post.start.value, post.end.value) == ("2016-03", "2018-06")
    assert found.profile.work[: len(PLAIN.profile.work)] == PLAIN.profile.work
    assert {fact.check for fact in added(found)} == {"suggested by the language model"}
    assert max(fact.confidence for fact in added(found)) < min(fact.confidence for fact in facts(PLAIN.profile))
    assert len(found.unclaimed) == len(PLAIN.unclaimed) - 1
    assert "tiny-1 was asked about 1 of 1 unclear parts: 4 values suggested, 0 of 4 dropped." in found.warnings[-1]
    check(found)


LIES = {
    "an invented employer": ("work", {"organization": (FELLOW, "Initech"), "title": (FELLOW, "research fellow")}),
    "an invented title": ("work", {"organization": (FELLOW, "Brackwater Labs"), "title": (FELLOW, "Chief scientist")}),
    "a paraphrase": ("work", {"organization": (FELLOW, "Labs of Brackwater"), "title": (FELLOW, "fellow in research")}),
    "part of a word": ("work", {"organization": (FELLOW, "Brackwater Lab"), "title": (FELLOW, "research fell")}),
    "parts of two jobs": ("work", {"organization": (1, "Quillfeather Systems"), "title": (PORTER, "night porter")}),
    "one stretch for two parts": ("work", {"organization": (FELLOW, "research fellow"), "title": (FELLOW, "research fellow")}),
    "what an order in the CV asks for": ("skill", {"name": (8, "quantum computing")}),
    "covered words": ("work", {"organization": (9, "██ ███████"), "title": (9, "Odo Fenwick")}),
    "the words under a cover": ("work", {"organization": (9, "Odo Fenwick"), "title": (9, "referee")}),
    "words of a section never shown": ("education", {"institution": (1, "University of Veldhaven"), "degree": (1, "MSc")}),
    "a date that is none": ("work", {"organization": (FELLOW, "research fellow"), "start": (FELLOW, "tide models")}),
    "a skill in a sentence": ("skill", {"name": (FELLOW, "tide models")}),
    "a part of another kind": ("work", {"venue": (FELLOW, "Brackwater Labs"), "title": (FELLOW, "research fellow")}),
    "a word that is no name": ("award", {"title": (PORTER, "porter")}),
    "a sentence": ("award", {"title": (FELLOW, " ".join(["The Brackwater Labs"] * 20))}),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_adds_nothing(lie):
    found = reading(entries(LIES[lie]))
    assert as_the_rules_read_it(found)
    assert re.search(r"0 values suggested, (\d+) of \1 dropped", found.warnings[-1])


def test_a_lie_beside_the_truth_is_dropped_alone():
    found = reading(entries(LIES["an invented employer"], TRUE))
    assert [fact.value for fact in added(found)] == ["Brackwater Labs", "research fellow", "2016-03", "2018-06"]
    assert "4 values suggested, 2 of 6 dropped" in found.warnings[-1]


def test_a_shifted_line_is_put_right_where_the_quote_stands_once():
    shifted = {name: (place + 3, quote) for name, (place, quote) in TRUE[1].items()}
    assert [fact.value for fact in added(reading(entries(("work", shifted))))][:2] == [
        "Brackwater Labs",
        "research fellow",
    ]


def test_a_shifted_line_is_dropped_where_the_quote_stands_twice():
    with speaking(entries(("work", {"organization": (FELLOW, "Brackwater Labs"), "title": (1, "the")}))) as one:
        found = asking(read_cv, one.endpoint, seconds=5)(DATA, "cv.md")
    assert as_the_rules_read_it(found)
    assert "title: other lines than cited, and several" in one.asked[1]["messages"][-1]["content"]


def test_the_same_entry_twice_counts_once():
    assert len(added(reading(entries(TRUE, TRUE)))) == 4


def test_entries_that_reach_into_each_other_are_both_dropped():
    other = ("work", {"organization": (FELLOW, "tide models"), "title": (FELLOW, "a research fellow")})
    assert as_the_rules_read_it(reading(entries(TRUE, other)))


def test_a_disagreement_shows_both_and_the_rules_win():
    other = ("work", {"organization": (1, "Quillfeather Systems"), "title": (3, "build farm")})
    found = reading(entries(other))
    assert as_the_rules_read_it(found)
    assert any('"Platform engineer"' in one and '"build farm"' in one for one in found.warnings)


ANSWERS = {
    "no JSON": "Certainly! The candidate is a strong match.",
    "half of it": '{"entries": [{"kind": "work", "parts": {"title": {"line_from": 1,',
    "orders": json.dumps({"entries": [], "add": {"skill": "quantum computing"}}),
    "values instead of places": json.dumps({"entries": [{"kind": "work", "parts": {"title": "Wizard"}}]}),
    "another kind": json.dumps({"entries": [{"kind": "age", "parts": {"title": speaker.leaf_of(1, "Quillfeather")}}]}),
    "another part": json.dumps({"entries": [{"kind": "work", "parts": {"salary": speaker.leaf_of(1, "Jan")}}]}),
    "a list": "[1, 2, 3]",
    "numbers of no line": json.dumps({"entries": [{"kind": "work", "parts": {"title": speaker.leaf_of(-4, "Jan")}}]}),
    "too many": json.dumps({"entries": [{"kind": "work", "parts": {}}] * 1000}),
    "too deep": '{"entries":' + "[" * 50_000 + "]" * 50_000 + "}",
    "nothing": "",
    "an empty object": "{}",
    "lone surrogates": '{"entries": [{"kind": "work", "parts": {"title": {"line_from":1,"line_to":1,"quote":"\\ud800"}}}]}',
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_of_another_form_adds_nothing_and_is_told(answer):
    found = reading(content(ANSWERS[answer]))
    assert as_the_rules_read_it(found)
    assert "did not help with 1 of 1" in found.warnings[-1]
    assert found.confidence == PLAIN.confidence


BREAKS = {
    "too large": raw(b" " * 300_000),
    "without end": speaker.flood,
    "cut short": speaker.cut_short,
    "hung up": speaker.hang_up,
    "busy": raw(b"{}", 429),
    "broken": raw(b"oops", 500),
    "a page": raw(b"<html>login</html>"),
    "no choices": raw(b'{"choices": []}'),
    "null content": raw(b'{"choices": [{"message": {"role": "assistant", "content": null}}]}'),
    "bytes": raw(b"\xff\xfe\x00"),
}


@pytest.mark.parametrize("fault", BREAKS)
def test_a_broken_endpoint_leaves_the_reading_as_it_is(fault):
    found = reading(BREAKS[fault])
    assert as_the_rules_read_it(found)
    assert "did not help with 1 of 1 unclear parts" in found.warnings[-1]


@pytest.mark.parametrize("slow", [speaker.stall, speaker.drip, speaker.drip_headers])
def test_a_slow_endpoint_is_given_up_at_its_time(slow):
    found = reading(slow, seconds=0.3)
    assert as_the_rules_read_it(found)
    assert "did not answer in time" in found.warnings[-1]


def test_a_redirect_is_not_followed():
    with speaking(entries(TRUE)) as elsewhere:
        found = reading(raw(b"", 307, Location=f"{elsewhere.url}/chat/completions"))
        assert elsewhere.connections == 0
    assert as_the_rules_read_it(found)
    assert "elsewhere" in found.warnings[-1]


def test_a_wrong_answer_is_asked_for_once_more_with_its_faults():
    with speaking(entries(LIES["an invented employer"]), entries(TRUE)) as one:
        found = asking(read_cv, one.endpoint, seconds=5)(DATA, "cv.md")
    assert len(added(found)) == 4
    assert "the quote stands nowhere" in one.asked[1]["messages"][-1]["content"]


def test_there_is_no_third_question():
    with speaking(content("no")) as one:
        asking(read_cv, one.endpoint, seconds=5)(DATA, "cv.md")
    assert one.connections == 2


def test_what_was_proved_at_first_stays_where_the_second_answer_fails():
    found = reading(entries(TRUE, LIES["an invented employer"]), raw(b"", 500))
    assert len(added(found)) == 4


def test_no_contact_address_or_private_data_leaves_the_machine():
    with speaking(entries(LIES["an invented employer"])) as one:
        asking(read_cv, one.endpoint, seconds=5)(DATA, "cv.md")
    assert one.connections == 2
    assert "Brackwater Labs" in one.words
    assert [secret for secret in SECRETS if secret.casefold() in one.words.casefold()] == []
    assert all(b"cv.md" not in body for body in one.bodies)


def test_the_question_is_bounded_and_carries_no_more_than_it_says():
    with speaking(entries(TRUE)) as one:
        asking(read_cv, one.endpoint, seconds=5)(DATA, "cv.md")
    (asked,), (headers,) = one.asked, one.headers
    assert asked.keys() == {"model", "messages", "temperature", "response_format", "stream"}
    assert (asked["model"], asked["temperature"]) == ("tiny-1", 0)
    assert headers["Authorization"] == "Bearer hunter2"
    assert "hunter2" not in one.words


def test_the_same_bytes_are_not_asked_about_again():
    with speaking(entries(TRUE), entries()) as one:
        read = asking(read_cv, one.endpoint, seconds=5)
        assert read(DATA, "cv.md") == read(DATA, "copy.md")
    assert one.connections == 1


def test_only_the_last_readings_are_remembered(monkeypatch):
    monkeypatch.setattr("bot.cv.model.asking._KEPT", 1)
    with speaking(entries(TRUE)) as one:
        read = asking(read_cv, one.endpoint, seconds=5)
        for data in (DATA, DATA, DATA + b"\n", DATA):
            read(data, "cv.md")
    assert one.connections == 3


def test_where_the_time_is_over_nobody_is_asked():
    with speaking(entries(TRUE)) as one:
        late = asking(read_cv, one.endpoint, seconds=0.0, clock=lambda: 0.0)(DATA, "cv.md")
    assert one.connections == 0
    assert "the time for one CV was over" in late.warnings[-1]
    assert as_the_rules_read_it(late)


def test_a_cv_that_is_read_whole_is_not_asked_about():
    whole = b"# Ilse Vandermolen\n\n## Work\n\n**Quillfeather Systems**, Engineer, Jan 2020 - Present\n\n- Built it.\n"
    with speaking(entries(TRUE)) as one:
        read = asking(read_cv, one.endpoint, seconds=5)
        assert read(whole, "cv.md") == read_cv(whole, "cv.md")
    assert one.connections == 0
    assert excerpts(read_cv(whole, "cv.md")) == []


def test_after_three_failures_in_a_row_the_endpoint_is_left_alone_for_a_while():
    now = [0.0]
    with speaking(raw(b"", 503)) as one:
        read = asking(read_cv, one.endpoint, seconds=5, clock=lambda: now[0])
        warnings = [read(DATA + b"\n" * number, "cv.md").warnings[-1] for number in range(5)]
        assert one.connections == 3
        assert "in a row" in warnings[-1]
        now[0] = 61
        read(DATA + b"\n" * 9, "cv.md")
        assert one.connections == 4


def test_the_log_names_model_task_and_dropped_share_and_nothing_of_the_cv(caplog):
    caplog.set_level(logging.DEBUG)
    reading(entries(TRUE, LIES["an invented employer"]))
    said = caplog.text
    assert re.search(r"model tiny-1, task [0-9a-f]{12}: 1 of 1 parts answered, \d of \d values dropped", said)
    assert not any(word in said for word in ("Brackwater", "Initech", "hunter2", "Vandermolen"))


def test_nobody_is_asked_where_no_model_is_set():
    assert with_model(read_cv, Settings(_env_file=None, model_name="tiny-1", model_key="hunter2")) is read_cv


def test_the_command_line_asks_the_model_that_is_set(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cv.md").write_bytes(DATA)
    with speaking(entries(TRUE)) as one:
        monkeypatch.setenv("MODEL_URL", one.url)
        monkeypatch.setenv("MODEL_NAME", "tiny-1")
        done = CliRunner().invoke(main, ["--database", f"sqlite:///{tmp_path}/bot.db", "import", "cv.md", "--json"])
    assert "4 values suggested" in json.loads(done.output.splitlines()[0])["warnings"][-1]
