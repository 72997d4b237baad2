import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.profile import Profile
from bot.search.language import name_query, parse
from bot.search.reasons import highlights, reasons
from tests.chance import examples
from tests.unit.search.people import ILSE_TEXT, dossier, ilse


def why(line):
    one = ilse()
    return [
        (r.matched, r.via, r.grade, r.where, one.texts[r.document][r.start : r.end]) for r in reasons(parse(line), one)
    ]


def bold(reason):
    return [ILSE_TEXT[span.start : span.end] for span in reason.bold]


def test_what_one_line_proves_is_one_reason_with_the_whole_bullet():
    (reason,) = reasons(parse("cuda triton"), ilse())
    assert (reason.term, reason.matched, reason.grade) == ("cuda, triton", "CUDA, Triton", 3)
    assert reason.where == "used at work · Tessera Labs, 2023–now"
    assert ILSE_TEXT[reason.start : reason.end] == (
        "Wrote the Triton kernels for paged attention; kept a CUDA C++\n  fallback for older cards."
    )
    assert bold(reason) == ["Triton kernels", "CUDA C++"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("golang", ("Go", "", 3, "used at work · Docker Harbour, 2020–21", "Batch services in Go and Rust.")),
        ("k8s", ("Kubernetes", "", 3, "used at work · Tessera Labs, 2023–now", "Spring 2024: moved the nightly job to Kubernetes.")),
        ("compilers", ("compilers", "MLIR", 2, "in the studies · University of Veldhaven, 2021–23", "Thesis on sparse kernels in MLIR.")),
        ("zig", ("Zig", "", 2, "in a project · 2022", "warp-watch (2022): a small profiler in Zig.")),
        ("haskell", ("Haskell", "", 1, "listed only · Languages", "Languages: Python, C++, R, Haskell")),
        ("quantum computing", ("quantum computing", "", 1, "stated interest", "Interests: quantum computing, bell ringing")),
        ("school:veldhaven", ("University of Veldhaven", "", 3, "studied there · MSc, 2021–23", "MSc Computer Engineering, University of Veldhaven, Veldhaven, 2021 – 2023")),
        ("company:tessera", ("Tessera Labs", "", 3, "worked there · GPU kernel engineer, 2023–now", "**GPU kernel engineer**, Tessera Labs, Rotterdam (2023 – present)".lstrip("*"))),
        ("venue:mlsys", ("MLSys 2025", "", 3, "paper there · second author, 2025", "Ray Castellanos, Ilse Okonkwo-Brandt. Pages that fit: LLM serving without copies. MLSys 2025")),
        ("papers=1", ("Pages that fit: LLM serving without copies", "", 3, "the only paper · MLSys 2025, 2025", "Ray Castellanos, Ilse Okonkwo-Brandt. Pages that fit: LLM serving without copies. MLSys 2025")),
        ("who speaks German?", ("German", "", 3, "language · B2", "German (B2)")),
        ('"nightly job"', ("nightly job", "", 3, "at work · Tessera Labs, 2023–now", "Spring 2024: moved the nightly job to Kubernetes.")),
    ],
)  # fmt: skip
def test_each_reason_says_what_where_and_quotes_the_line(line, reason):
    assert why(line) == [reason]


def test_who_is_still_there_is_proved_with_the_day_that_says_so(pool):
    (nour,) = pool.ask('now:"Harrow Compute" Airflow').hits
    reason, _ = nour.reasons
    assert reason.where == "not over · Data Engineer, 2023–now"
    quote = nour.dossier.texts[reason.document][reason.start : reason.end]
    assert quote == "Harrow Compute**, Utrecht, NL\n**Data Engineer**, *Feb 2023 – Present*"


def test_a_quote_begins_with_words_and_not_with_the_mark_of_a_definition(pool):
    (rafael,) = pool.ask("RDMA Rust NSDI").hits
    assert all(rafael.dossier.texts[one.document][one.start] != ":" for one in rafael.reasons)
    assert any(
        "With Dr. Ximena Thorvald" in rafael.dossier.texts[one.document][one.start : one.end] for one in rafael.reasons
    )


def test_a_paper_names_venue_and_place_among_the_authors():
    (reason,) = reasons(parse("LLM serving"), ilse())
    assert reason.via == "paged attention"
    (paper,) = reasons(parse('"without copies"'), ilse())
    assert paper.where == "in a paper · MLSys 2025, second author"


def test_reasons_come_in_the_order_of_asking_and_not_for_what_is_left_out():
    assert [r.matched for r in reasons(parse("haskell zig -cobol"), ilse())] == ["Haskell", "Zig"]


def test_of_two_choices_the_stronger_proof_counts():
    assert [r.matched for r in reasons(parse("haskell or go"), ilse())] == ["Go"]


def test_a_name_is_proved_too():
    (reason,) = reasons(name_query("brandt ilse", ["brandt", "ilse"]), ilse())
    assert (reason.matched, reason.where) == ("Ilse Okonkwo-Brandt", "name on the CV")


def test_a_mistyped_name_is_proved_too():
    (reason,) = reasons(name_query("okonkwo ilsee", ["okonkwo", "ilse"]), ilse())
    assert reason.matched == "Ilse Okonkwo-Brandt"


def test_hidden_text_is_never_quoted():
    assert reasons(parse("verilog cormorant"), ilse()) == ()


def test_a_long_paragraph_is_quoted_by_the_sentence():
    text = "Some words go here and there. " * 20 + "Then came PyTorch at last. " + "More words follow on. " * 20
    one = dossier(Profile(), {1: text})
    (reason,) = reasons(parse("pytorch"), one)
    assert text[reason.start : reason.end] == "Then came PyTorch at last."


def test_someone_nobody_asked_for_is_shown_by_their_strongest_skills():
    first, second = highlights(ilse())
    assert first.grade == second.grade == 3
    assert (first.start, first.end) != (second.start, second.end)


def test_of_the_newest_work_rare_skills_tell_more():
    counts = {"triton": 90, "cuda": 80, "gpu-programming": 90, "paged-attention": 70, "kubernetes": 50, "rust": 1}
    assert highlights(ilse(), limit=1, counts=counts)[0].matched == "Kubernetes"
    assert highlights(ilse(), limit=1, counts=counts | {"kubernetes": 95})[0].matched != "Kubernetes"


def test_what_was_done_in_a_job_tells_more_than_its_title():
    counts = {"triton": 90, "cuda": 90, "paged-attention": 90, "kubernetes": 90, "gpu-programming": 1}
    quotes = [ILSE_TEXT[one.start : one.end] for one in highlights(ilse(), counts=counts)]
    assert len(quotes) == 2
    assert not any("engineer" in quote for quote in quotes)


def test_nobody_is_shown_by_nothing():
    assert highlights(dossier(Profile(), {})) == ()


WORDS = ["cuda", "go", "paged", '"nightly job"', "school:veldhaven", "compilers", "-docker", "or", "haskell", "who", "place:rotterdam", "ilse", "quantum", "2023", "has:papers", "degree:master", "kernel*"]  # fmt: skip


@settings(max_examples=examples(60))
@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_every_quote_stands_in_the_text_and_the_bold_in_the_quote(line):
    one = ilse()
    query = parse(line)
    for reason in reasons(query, one):
        text = one.texts[reason.document]
        assert 0 <= reason.start < reason.end <= len(text)
        assert text[reason.start : reason.end] == text[reason.start : reason.end].strip()
        assert all(reason.start <= span.start < span.end <= reason.end for span in reason.bold)
        assert reason.grade in {1, 2, 3}
        assert reason.where


@settings(max_examples=examples(60))
@given(st.text(alphabet="Rust PyTorch\n*-.<!>&;|", max_size=200))
def test_any_text_is_quoted_soundly(text):
    one = dossier(Profile(), {3: text})
    for reason in (*reasons(parse("rust pytorch"), one), *highlights(one)):
        assert 0 <= reason.start < reason.end <= len(text)
        assert all(reason.start <= span.start < span.end <= reason.end for span in reason.bold)


def test_a_word_of_the_persons_own_name_is_proved_by_the_name():
    ((matched, _, _, where, quote),) = why('"okonkwo"')
    assert (matched, where) == ("Ilse Okonkwo-Brandt", "name on the CV")
    assert quote.startswith("Ilse Okonkwo-Brandt")
