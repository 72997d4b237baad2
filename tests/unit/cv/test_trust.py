"""A fact's confidence is never more than its rule has earned."""

from bot.cv import read_cv
from bot.cv.precision import estimate, trusted
from bot.profile import facts
from tests.cvs.corpus import cvs


def test_a_rule_is_trusted_as_far_as_it_was_right():
    assert estimate(90, 100) < estimate(99, 100) < estimate(990, 1000) < 1
    assert trusted("contact.email", 1.0) > trusted("education.place", 1.0)


def test_a_rule_never_seen_at_work_is_trusted_little():
    assert trusted("a.rule.of.tomorrow", 1.0) == estimate(0, 0) < trusted("work.title", 1.0)


def test_a_rule_may_be_less_sure_than_it_has_earned():
    assert trusted("contact.email", 0.5) == 0.5


def test_facts_of_a_cv_carry_what_their_rules_have_earned():
    one = cvs("markdown")[0]
    read = list(facts(read_cv(one.data, one.file).profile))
    assert all(
        fact.confidence <= max(trusted(proof.rule, 1.0) for proof in fact.evidence)
        for fact in read
        if fact.evidence[0].rule.startswith(("work", "education"))
    )
