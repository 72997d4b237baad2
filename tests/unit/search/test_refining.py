"""A query in the fields of a form: sent unchanged it asks the same, and a changed field changes nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.language import parse
from bot.search.lexing import LONGEST
from bot.search.refining import FIELDS, Parts, joined, taken_apart
from tests.chance import examples
from tests.unit.search.test_asked import LINES, QUERIES, SHOWN, TODAY, meaning

OPENINGS = ("Kernel engineer", "Compiler")
NARROWING = st.sampled_from(
    [
        "stage:interview,offer", "-stage:new", "since:2026-03", "until:2026-05", "since:7d", "opening:compiler", "tag:gpu", "-tag:gpu",
        'opening:"kernel engineer"', "company:Quillon", 'school:"ETH Zurich"', "school:tsinghua,eth", "opening:kern", "owner:me", "tag:gpu or cuda",
        "proof:work", "proof:shown", "-proof:work", "proof:gold",
    ]
)  # fmt: skip
MIXED = st.lists(st.one_of(NARROWING, LINES), max_size=5).map(" ".join)


def parts(line):
    return taken_apart(line, today=TODAY, openings=OPENINGS)


def asked(line):
    return meaning(parse(line, today=TODAY))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("cuda triton", Parts("cuda triton")),
        ("cuda stage:interview,offer", Parts("cuda", ("interview", "offer"))),
        ("who knows rust and applied since march?", Parts("rust", since="2026-03-01")),
        ("tag:gpu cuda since:2026-11-02", Parts("cuda", since="2026-11-02", values={"tag": "gpu"})),
        ('opening:"kernel engineer" rust', Parts("rust", values={"opening": "Kernel engineer"})),
        ("opening:kern rust", Parts("opening:kern rust")),
        ('school:"ETH Zurich" company:Quillon', Parts("", values={"school": "ETH Zurich", "company": "Quillon"})),
        ("-tag:gpu cuda stage:new", Parts("-tag:gpu cuda", ("new",))),
        ("cuda proof:work stage:new", Parts("cuda", ("new",), proof=3)),
        ("who used rust professionally?", Parts("rust", proof=3)),
        ("tag:gpu tag:kernel", Parts("tag:kernel", values={"tag": "gpu"})),
        ("cuda gpa>abc stage:new", Parts("cuda gpa>abc stage:new")),
        ("", Parts("")),
    ],
)
def test_what_has_a_field_stands_in_it_and_all_else_in_the_words(line, expected):
    found = parts(line)
    assert replace(found, words="") == replace(expected, words="")
    assert asked(found.words) == asked(expected.words)


def test_what_people_ask_is_asked_again_unchanged():
    assert [line for line in (*QUERIES, *SHOWN) if asked(joined(parts(line))) != asked(line)] == []


@settings(max_examples=examples(400))
@given(MIXED)
def test_a_form_sent_as_it_is_asks_the_same(line):
    assert asked(joined(parts(line))) == asked(line[:LONGEST])


@settings(max_examples=examples(300))
@given(MIXED, st.sampled_from(FIELDS), st.sampled_from(["Delft", 'a "b" c', "Kernel engineer"]))
def test_a_field_that_is_filled_in_is_asked_for_and_all_else_stays(line, name, value):
    before = parts(line)
    if before.values.get(name) or "(" in before.words or '"' in before.words:
        return
    after = parse(joined(replace(before, values={**before.values, name: value})), today=TODAY)
    kept = parse(joined(before), today=TODAY)
    if kept.clauses and len(kept.clauses) < 12:
        assert any(term.field == name for clause in after.clauses for term in clause.terms)
    assert (after.stages, after.since, after.until, after.proof) == (kept.stages, kept.since, kept.until, kept.proof)


def test_the_stages_and_the_time_can_be_let_go():
    found = parts("cuda stage:new since:2026-03-01")
    assert asked(joined(replace(found, stages=(), since=""))) == asked("cuda")
