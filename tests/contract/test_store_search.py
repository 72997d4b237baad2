"""What a store promises about finding people: the same hits in the same order on every database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.records import Correction, Page
from bot.search.query import Clause, Query, Term
from bot.store import Tenant
from storage import SqlStore, conditions, tables
from tests.contract.test_stores import HOSTILE
from tests.stores import NOW, cv


@pytest.fixture
def team(store: SqlStore) -> Tenant:
    return store.within(store.organization())


def skill(*skills):
    return Term("skill", skills[0], skills=skills)


def word(*tokens):
    return Term("word", " ".join(tokens), tokens=tokens)


def phrase(*tokens):
    return Term("phrase", " ".join(tokens), tokens=tokens)


def field(name, *groups):
    return Term("field", name, field=name, groups=groups)


def no(*terms):
    return Clause(terms, negated=True)


def hits(team, *clauses, **narrowed):
    """The numbers found, after checking that the total is theirs."""
    asked = tuple(clause if isinstance(clause, Clause) else Clause((clause,)) for clause in clauses)
    found = team.search(Query(asked, **narrowed), limit=100)
    assert (found.total, found.more) == (len(found.numbers), False)
    return list(found.numbers)


def fill(team, *texts):
    for at, text in enumerate(texts):
        team.save(cv(f"Person {at + 1}", text=text))


def test_an_empty_query_finds_everybody_newest_first(team):
    fill(team, "rust", "go", "java")
    assert hits(team) == [3, 2, 1]


def test_nobody_is_found_in_an_empty_store(team):
    assert hits(team) == hits(team, skill("rust")) == hits(team, word("rust")) == []


def test_the_strongest_come_first_then_the_newest(team):
    for grade in (1, 3, 2, 3, 1):
        team.save(cv(f"Person {team.count()}", skills={"rust": grade}))
    assert hits(team, skill("rust")) == [4, 2, 3, 5, 1]


def test_a_skill_that_is_only_implied_counts_half_a_grade_less(team):
    for name, shown, implied in (
        ("a", {"torch": 3}, {"learning": 3}),
        ("b", {"learning": 3}, {}),
        ("c", {"learning": 2, "torch": 3}, {"learning": 3}),
        ("d", {"go": 3}, {}),
    ):
        team.save(cv(name, skills=shown, implied=implied))
    assert hits(team, skill("learning", "torch")) == [2, 3, 1]
    assert hits(team, skill("torch")) == [3, 1]


def test_of_equals_who_is_stronger_in_the_rarer_skill_comes_first(team):
    for name, shown in (
        ("a", {"rust": 1, "go": 3}),
        ("b", {"rust": 3, "go": 1}),
        ("c", {"rust": 3}),
        ("d", {"rust": 1}),
    ):
        team.save(cv(name, skills=shown))
    assert hits(team, skill("rust"), skill("go")) == hits(team, skill("go"), skill("rust")) == [1, 2]


def test_strengths_of_several_skills_add_up(team):
    for name, skills in (("a", {"rust": 3, "go": 1}), ("b", {"rust": 2, "go": 3}), ("c", {"rust": 3})):
        team.save(cv(name, skills=skills))
    assert hits(team, skill("rust"), skill("go")) == [2, 1]
    assert hits(team, Clause((skill("rust"), skill("go")))) == [2, 1, 3]


def test_an_alternative_that_is_no_skill_counts_nothing(team):
    team.save(cv("a", skills={"rust": 1}))
    team.save(cv("b", text="poetry"))
    team.save(cv("c", text="prose"))
    assert hits(team, Clause((word("poetry"), skill("rust")))) == [1, 2]
    assert hits(team, Clause((word("poetry"), word("prose")))) == [3, 2]


def test_pages_follow_each_other_and_name_the_total(team):
    for day in range(7):
        team.save(cv(f"Person {day}", skills={"rust": 1}))
    rust = Query((Clause((skill("rust"),)),))
    pages = [team.search(rust, limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert pages == [Page((7, 6, 5), 7), Page((4, 3, 2), 7), Page((1,), 7), Page((), 7)]
    assert team.search(rust, limit=0) == Page((), 7)


@pytest.mark.parametrize(("limit", "offset"), [(-1, 0), (5, -3), (10**30, 0), (5, 10**30)])
def test_odd_pages_are_pages(team, limit, offset):
    team.save(cv("Ana", skills={"rust": 1}))
    for query in (Query(), Query((Clause((skill("rust"),)),))):
        assert team.search(query, limit=limit, offset=offset).total == 1


def test_words_are_found_anywhere_in_a_text_and_all_are_needed(team):
    fill(team, "works with cuda kernels at night", "wrote kernels", "cuda only")
    assert hits(team, word("cuda"), word("kernels")) == [1]
    assert hits(team, word("cuda", "kernels")) == [1]
    assert hits(team, word("kernel")) == []
    assert hits(team, word("kern*")) == [2, 1]


def test_a_phrase_stands_in_its_order(team):
    fill(team, "machine learning systems", "learning machine", "machine that is learning")
    assert hits(team, phrase("machine", "learning")) == [1]
    assert hits(team, phrase("machine", "learning", "sys*")) == [1]
    assert hits(team, phrase("machine", "learning", "sys")) == []


def test_a_phrase_is_found_wherever_it_stands_in_a_long_text(team):
    filler = " ".join(f"w{at}" for at in range(1495))
    fill(team, f"{filler} distributed systems research group here", "the " * 5000 + "last words")
    for phrased in (("distributed", "systems"), ("systems", "research", "group"), ("group", "here")):
        assert hits(team, phrase(*phrased)) == [1]
    assert hits(team, phrase("last", "words")) == [2]
    assert hits(team, word("w0", "here")) == [1]


def test_a_minus_turns_a_clause_round(team):
    fill(team, "rust", "rust and java", "java")
    assert hits(team, word("rust"), no(word("java"))) == [1]
    assert hits(team, no(word("java"), word("rust"))) == []
    assert hits(team, no(skill("cobol"))) == [3, 2, 1]


def test_a_field_needs_one_token_of_every_group(team):
    for name, terms in (("a", ("new", "york", "university")), ("b", ("york", "university")), ("c", ("new", "school"))):
        team.save(cv(name, terms=tuple(("school", token) for token in terms)))
    assert hits(team, field("school", ("new",), ("york",))) == [1]
    assert hits(team, field("school", ("york", "school"))) == [3, 2, 1]
    assert hits(team, field("school", ("uni*",))) == [2, 1]
    assert hits(team, field("company", ("york",))) == []


def test_applications_narrow_a_query(team):
    for day, file in ((0, "Ana–CV.PDF"), (1, "bo.md"), (2, "100%_x.md")):
        team.save(cv(file, file=file, at=NOW + timedelta(days=day)))
    team.move(2, "interview", by="mia", at=NOW)
    assert hits(team, stages=("interview", "offer")) == [2]
    assert hits(team, since="2026-03-03") == [3, 2]
    assert hits(team, until="2026-03-03") == [2, 1]
    assert hits(team, since="2026-03-03T09:30:00+00:00", until="2026-03-03T09:30:00Z") == [2]
    assert hits(team, field("source", ("ana–cv.pdf",))) == [1]
    assert hits(team, field("source", ("%_",))) == [3]
    assert hits(team, Clause((field("source", ("%_",)), field("source", ("ana",)), word("zzz")))) == [3, 1]
    assert hits(team, Clause((field("source", ("%_",)), skill("rust")))) == [3]
    assert hits(team, since="soon") == hits(team, until="9999-99-99") == []
    assert hits(team, until="9999-12-31", since="0001-01-01") == [3, 2, 1]


def test_people_are_found_by_the_opening_they_applied_for(team):
    for name, opening in (("a", "Backend Engineer"), ("b", "Compilers (Göteborg)"), ("c", "")):
        team.save(cv(name, opening=opening, mails=(f"{name}@mail.example",)))
    team.save(cv("a", text="newer", opening="Compilers (Göteborg)", mails=("a@mail.example",)))
    assert hits(team, field("opening", ("backend",))) == [1]
    assert hits(team, field("opening", ("backend engineer",))) == [1]
    assert hits(team, field("opening", ("engineer backend",))) == []
    assert hits(team, field("opening", ("compilers",), ("goteborg",))) == [2, 1]
    assert hits(team, field("opening", ("comp*",))) == [2, 1]
    assert hits(team, field("opening", ("comp",))) == hits(team, field("opening", ("%",))) == []
    assert hits(team, no(field("opening", ("compilers",)))) == [3]


def test_all_tags_are_needed(team):
    for name in ("a", "b"):
        team.save(cv(name))
    with team.database.engine.begin() as connection:
        for tag, number in (("gpu", 1), ("gpu", 2), ("phd", 2)):
            row = {
                "organization_id": team.organization.id,
                "tag": tag,
                "candidate": number,
                "label": tag,
                "tagged_by": "mia",
                "at": NOW,
            }
            connection.execute(insert(tables.tag), row)
    assert hits(team, field("tag", ("gpu",))) == [2, 1]
    assert hits(team, field("tag", ("gpu",)), field("tag", ("phd",))) == [2]
    assert hits(team, no(field("tag", ("phd",)))) == [1]
    assert hits(team, field("tag", ("phd", "tpu"))) == [2]
    assert team.dossier(2).tags == ("gpu", "phd")


def test_everything_at_once(team):
    shown = {"skills": {"rust": 3, "torch": 1}, "implied": {"learning": 1}, "terms": (("school", "nsu"),)}
    team.save(cv("Ana Lima", text="robot arms", **shown))
    team.save(cv("Bo Chen", text="robot legs", **shown))
    asked = (
        skill("rust"),
        skill("learning", "torch"),
        phrase("robot", "arms"),
        field("school", ("nsu",)),
        no(word("legs")),
    )
    assert hits(team, *asked, field("source", ("cv",)), stages=("new",), since="2026-01-01") == [1]


def test_an_updated_person_is_found_by_the_words_of_every_document(team):
    team.save(cv("Ana", text="cobol", mails=("ana@mail.example",)))
    team.save(cv("Ana", text="rust", mails=("ana@mail.example",)))
    assert (hits(team, word("cobol")), hits(team, word("rust"))) == ([1], [1])


def test_terms_that_ask_nothing_are_no_condition(team):
    team.save(cv("Ana", text="rust"))
    empty = [word(), phrase(), word("*"), phrase("", " "), field("school"), field("school", ()), Term("skill", "x")]
    assert hits(team, *empty) == hits(team, Clause(()), no()) == [1]
    assert hits(team, Clause((word(), word("go")))) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_query_is_answered(team, text):
    team.save(cv("Ana", text=text, skills={text: 2}, terms=(("school", text),)))
    tokens = tuple(cv("Ana", text=text).index.text.split()[1:])
    assert hits(team, phrase(*tokens)) == hits(team, word(*tokens)) == [1]
    assert hits(team, skill(text)) == hits(team, field("school", (text.split()[0],))) == [1]
    for asked in (word(text), phrase(text), phrase(text + "*"), field(text, (text, text + "*")), skill(text, "other")):
        hits(team, asked, no(asked), stages=(text,), since=text, until=text)
        hits(team, *(field(name, (text,)) for name in ("tag", "source", "opening")))
    team.names(text, limit=5)


SYNTAX = [
    "NOT rust",
    "rust OR go",
    'a"b',
    "NEAR(a b)",
    "a:b",
    "^a",
    "{x}",
    "a' | 'b",
    "!a & b",
    "a <-> b",
    "\\",
    "''",
    "(",
    "-a",
    "a*b",
]


@pytest.mark.parametrize("text", SYNTAX)
def test_no_query_syntax_is_obeyed(team, text):
    fill(team, f"before {text} after", "rust", "go a b")
    assert hits(team, phrase("before", *text.split(), "after")) == [1]
    assert hits(team, phrase(*text.split(), "after")) == [1]


def test_a_query_of_any_size_is_answered(team):
    team.save(cv("Ana", text="rust"))
    many = [f"w{at}" for at in range(3000)]
    assert hits(team, *(word(token) for token in many)) == []
    assert hits(team, Clause(tuple(word(token) for token in [*many[:30], "rust"]))) == [1]
    assert hits(team, word(*many), phrase(*many), field("school", many, *([token] for token in many))) == []
    assert hits(team, skill(*many), Clause(tuple(skill(token, "x") for token in many))) == []
    assert hits(team, *(no(skill(token)) for token in many), stages=tuple(many)) == []


def test_a_query_of_many_choices_of_everything_is_answered(team):
    team.save(cv("Ana Lima", skills={f"s{at}": 1 for at in range(40)}))
    anyone, choices = field("name", ("ana", "bo")), tuple(skill(f"s{at}") for at in range(40))
    assert hits(team, *[Clause(choices)] * 40) == [1]
    assert hits(team, *[Clause((*choices[:39], anyone))] * 40) == [1]
    assert hits(team, *[field("name", *[("ana", "bo")] * 40)] * 40) == [1]


def test_what_is_too_much_for_a_statement_is_left_out(team, monkeypatch):
    monkeypatch.setattr(conditions, "MOST_TOKENS", 5)
    team.save(cv("Ana Lima"))
    assert hits(team, field("name", ("ana", "bo")), field("name", ("lima", "ito"))) == [1]
    assert hits(team, field("name", ("ana", "bo")), field("name", ("di", "ed", "ito"))) == []
    assert hits(team, field("name", ("ana", "bo")), field("name", ("cy", "di", "ed", "ito"))) == [1]


def test_a_text_of_any_length_is_kept(team):
    team.save(cv("Ana", text=" ".join(f"{at:09}" for at in range(120_000))))
    assert hits(team, word("000000007", "000030000")) == [1]


def test_people_are_listed_by_any_part_of_their_name(team):
    for name in ("Zoë Álvarez", "ana Lima", "Ana Álvarez", "Bo Lin"):
        team.save(cv(name))
    assert [row.name for row in team.names("ana", limit=5)] == ["Ana Álvarez", "ana Lima"][::-1]
    assert [row.name for row in team.names("li", limit=5)] == ["ana Lima", "Bo Lin"]
    assert [row.name for row in team.names("li", limit=1)] == ["ana Lima"]
    assert [row.name for row in team.names("", limit=9)] == ["ana Lima", "Ana Álvarez", "Bo Lin", "Zoë Álvarez"]
    assert team.names("x", limit=5) == ()
    assert team.names("l%", limit=5) == ()


def test_each_word_of_a_name_narrows_those_who_are_listed(team):
    team.save_some([cv(name) for name in (*(f"A{at:03} Wang" for at in range(120)), "Zoë Wang", "Wang Bo")])
    assert [row.name for row in team.names("wang zo", limit=5)] == ["Zoë Wang"]
    assert [row.name for row in team.names("bo wan", limit=5)] == ["Wang Bo"]
    assert [row.name for row in team.names("wang a1", limit=2)] == ["A100 Wang", "A101 Wang"]
    assert team.names("wang q", limit=5) == ()


def test_names_are_found_by_what_they_share_with_a_mistyped_one(team):
    for name in ("Ana Lima", "Lima Zoë", "李 娜", "Limas Bo"):
        team.save(cv(name, terms=(("school", "nsu"),)))
    assert team.names_like(("lima",)) == ("lima", "limas")
    assert team.names_like(("lma", "ana", "娜", "nsu")) == ("ana", "lima", "娜")
    assert team.names_like(()) == ()


def test_a_part_of_the_files_name_is_one_choice_among_others(team):
    team.save(cv("Ana", text="rust", file="fair.md", skills={"rust": 1}))
    team.save(cv("Bo", text="go", file="site.md"))
    team.save(cv("Cy", text="java", file="mail.md", skills={"rust": 3}))
    fair, site = field("source", ("fair",)), field("source", ("site",))
    assert hits(team, Clause((fair, site))) == [2, 1]
    assert hits(team, Clause((fair, word("java")))) == [3, 1]
    assert hits(team, Clause((skill("rust"), site))) == [3, 1, 2]
    assert hits(team, Clause((fair, site)), word("go")) == [2]
    assert hits(team, no(fair, word("go"))) == [3]


def test_a_name_that_nobody_has_any_more_is_forgotten(team):
    team.save(cv("Ana Lima", mails=("ana@mail.example",)))
    team.save(cv("Bo Lima"))
    team.correct(1, [Correction("name", "Ana Rivers", "mia", NOW)])
    assert team.names_like(("ana", "lima", "rivers")) == ("ana", "lima", "rivers")
    team.correct(2, [Correction("name", "Bo Chen", "mia", NOW)])
    assert team.names_like(("lima", "lma", "bo", "chen")) == ("bo", "chen")


def test_people_are_counted_per_skill(team):
    team.save(cv("a", skills={"rust": 1, "go": 2}))
    team.save(cv("b", skills={"rust": 3}))
    assert team.skill_counts() == {"go": 1, "rust": 2}


def test_values_are_completed_from_any_of_their_words(team):
    for name, values in (
        ("a", (("school", "University of Veldhaven"), ("company", "Quillon Systems"))),
        ("b", (("school", "University of Veldhaven"),)),
        ("c", (("school", "Universität Zürich"), ("school", "Aldersea Institute"))),
    ):
        received = cv(name, mails=(f"{name}@mail.example",))
        team.save(replace(received, index=replace(received.index, values=values)))
    assert team.values("school", "uni", limit=5) == (("University of Veldhaven", 2), ("Universität Zürich", 1))
    assert team.values("school", "veld", limit=5) == (("University of Veldhaven", 2),)
    assert team.values("school", "university_of_v", limit=5) == (("University of Veldhaven", 2),)
    assert team.values("school", "", limit=1) == (("University of Veldhaven", 2),)
    assert team.values("school", "of", limit=5) == team.values("school", "quillon", limit=5) == ()
    team.reindex(3)
    assert team.values("school", "zu", limit=5) == team.values("school", "ald", limit=5) == ()


def test_values_that_end_alike_keep_their_own_writing(team):
    for name, value in (("Bo", "Consulting"), ("Cy", "Roe Consulting")):
        received = cv(name, mails=(f"{name}@mail.example",))
        team.save(replace(received, index=replace(received.index, values=(("company", value),))))
    assert team.values("company", "consulting", limit=5) == (("Consulting", 1), ("Roe Consulting", 1))
    team.reindex(2)
    assert team.values("company", "consulting", limit=5) == (("Consulting", 1),)


def test_a_value_of_any_length_is_kept(team):
    value = " ".join(f"{at:09}" for at in range(3000))
    received = cv("Ana", terms=(("title", value),))
    team.save(replace(received, index=replace(received.index, values=(("title", value),))))
    assert hits(team, field("title", ("000002999",))) == [1]


def test_a_kind_of_proof_is_asked_of_the_skills_that_are_wanted(team):
    for name, skills, text in (
        ("a", {"cuda": 3, "rust": 1}, "kernels"),
        ("b", {"cuda": 2, "rust": 3}, "kernels"),
        ("c", {"cuda": 1}, "kernels"),
        ("d", {"rust": 3}, ""),
    ):
        team.save(cv(name, skills=skills, text=text))
    cuda, rust = skill("cuda"), skill("rust")
    assert hits(team, cuda, proof=3) == [1]
    assert hits(team, cuda, proof=2) == [1, 2]
    assert hits(team, cuda, rust, proof=2) == [2]
    assert hits(team, Clause((cuda, rust)), proof=3) == [4, 2, 1]
    assert hits(team, cuda, word("kernels"), proof=3) == [1]
    assert hits(team, Clause((cuda, word("kernels"))), proof=3) == [1, 3, 2]
    assert hits(team, rust, no(cuda), proof=3) == [4]


def test_prefixes_that_follow_one_another_find_what_begins_with_any_of_them_and_nothing_else(team):
    grades = ["2.9", "3.0", "3.1", "3.19", "3.2", "3.4", "3.9", "4", "4.0", "5"]
    for grade in grades:
        team.save(cv(f"Ana {grade}", text=grade, mails=(f"{grade}@mail.example",), terms=(("grade", grade),)))

    def found(*choices):
        page = team.search(Query((Clause((field("grade", choices),)),)), limit=20)
        return sorted(grades[number - 1] for number in page.numbers)

    assert found("3.0*", "3.1*", "3.2*", "4*") == ["3.0", "3.1", "3.19", "3.2", "4", "4.0"]
    assert found("3.1*", "3.3*", "5") == ["3.1", "3.19", "5"]
    assert found("3.9*", "4.0*") == ["3.9", "4.0"]
    assert found("2*", "3.4") == ["2.9", "3.4"]
