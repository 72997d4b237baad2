from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.language import exact_name, name_query, parse, suggest
from bot.search.people import near_names
from bot.search.reading import typed

NAMES = ("elowen", "brandt", "castellanos", "halloran", "ilse", "mirembe", "okonkwo", "ray", "tarrow", "wu")


def shape(line, **more):
    """The clauses as plain text: kind, what it asks, and a minus for what must not be."""

    def what(term):
        if term.kind == "skill":
            return term.skills[0]
        if term.kind == "field":
            return f"{term.field}={'+'.join(group[0] for group in term.groups)}"
        return " ".join(term.tokens) if term.kind == "word" else f"“{' '.join(term.tokens)}”"

    return [
        "-" * clause.negated + "|".join(dict.fromkeys(map(what, clause.terms)))
        for clause in parse(line, **more).clauses
    ]


@pytest.mark.parametrize(
    ("line", "clauses"),
    [
        ("cuda triton", ["cuda", "triton"]),
        ("k8s golang", ["kubernetes", "go"]),
        ("distributed training", ["distributed-training"]),
        ('"paged attention" -intern', ["“paged attention”", "-intern"]),
        ("“speculative decoding”", ["“speculative decoding”"]),
        ("kubernetes -docker", ["kubernetes", "-docker"]),
        ("kubernetes NOT docker", ["kubernetes", "-docker"]),
        ("cuda or triton rust", ["cuda|triton", "rust"]),
        ("cuda OR opencl | hip", ["cuda|opencl|hip"]),
        ("(cuda or triton) and rust", ["cuda|triton", "rust"]),
        ("cuda, rust; go", ["cuda", "rust", "go"]),
        ("C/C++", ["c|cpp"]),
        ("cuda/triton", ["cuda|triton"]),
        ("TCP/IP", ["tcp-ip"]),
        ("infer*", ["infer*"]),
        ("who knows neither CUDA nor Rust?", ["-cuda", "-rust"]),
        ("java* -go*", ["java*", "-go*"]),
        ("who knows java*?", ["java*"]),
        ("skill:java*", ["java*"]),
        ("*java*", ["java"]),
        ("kernel", ["kernel|kernels"]),
        ("QPUs", ["qpus|qpu"]),
        ("qpu", ["qpu|qpus"]),
        ("SDK", ["sdk|sdks"]),
        ("opus", ["opus"]),
        ("skill:cuda", ["cuda"]),
        ("skill:cuda,hip", ["cuda|hip"]),
        ("skill:basketry", ["basketry"]),
        ("school:tsinghua", ["school=tsinghua"]),
        ('school:"Shanghai University"', ["school=shanghai_uni"]),
        ("school:PKU", ["school=pku"]),
        ('school:"Peking University"', ["school=pku"]),
        ("-company:google", ["-company=google"]),
        ("venue:OSDI,SOSP", ["venue=osdi|venue=sosp"]),
        ("name:ilse", ["name=ilse"]),
        ("mail:a@b.example", ["mail=a@b.example"]),
        ("ilse@okonkwo.example", ["mail=ilse@okonkwo.example"]),
        ("note:this", ["note|notes", "this"]),
        ("rust rust", ["rust"]),
        ("机器学习", ["machine-learning"]),
    ],
)
def test_a_typed_line(line, clauses):
    assert shape(line) == clauses


@pytest.mark.parametrize(
    ("line", "clauses"),
    [
        ("who has worked on LLM inference and knows Rust?", ["llm-inference", "rust"]),
        ("who has published at NSDI and knows Rust?", ["venue=nsdi", "rust"]),
        ("who studied in Shanghai", ["studyplace=shanghai|school=shanghai"]),
        ("candidates from Peking University with NSDI papers", ["school=pku", "venue=nsdi"]),
        ("PhD students with OSDI or MLSys papers who know MLIR", ["student=phd", "venue=osdi|venue=mlsys", "mlir"]),
        ("who has not used docker but knows kubernetes?", ["-docker", "kubernetes"]),
        ("anyone who speaks Dutch and knows terraform", ["language=dutch", "terraform"]),
        ("who worked at Tessera Labs?", ["company=tessera_labs"]),
        ("engineers based in Oslo", ["home=oslo"]),
        ("anyone in Norway?", ["place=norway"]),
        ("students graduating in 2027", ["student=any", "graduates=2027"]),
        ("who was advised by Ximena Thorvald", ["adviser=ximena_thorvald"]),
        (
            "PhD in computer science",
            ["degree=phd.1/computer_science|degree=phd.2/computer_science|degree=phd.3/computer_science"],
        ),
        ("master students in compilers", ["student=master", "compilers"]),
        ("candidates in Berlin who used triton at work", ["place=berlin", "triton"]),
        ("who knows go?", ["go"]),
        ("who could go to the Paris meetup with rust", ["paris", "meetup|meetups", "rust"]),
        ("first author MLSys", ["paper=mlsys:first:*"]),
        ("who has published papers?", ["has=papers"]),
        ("we are looking for a Rust engineer", ["rust"]),
        ("wer kennt CUDA und spricht mit Rust?", ["cuda", "rust"]),
    ],
)
def test_a_plain_question(line, clauses):
    assert shape(line) == clauses


def test_people_who_look_for_something_are_found_by_what_they_say():
    (clause,) = parse("anyone looking for a PhD position?").clauses
    assert clause.terms[0].field == "wish"
    assert clause.terms[0].groups == (("phd",),)
    assert ("seeking", "phd") in [term.tokens for term in clause.terms]


def test_a_skill_is_asked_for_with_all_that_mean_it():
    (clause,) = parse("deep learning").clauses
    assert clause.terms[0].skills[0] == "deep-learning"
    assert "pytorch" in clause.terms[0].skills


def test_fields_that_narrow_the_applications():
    query = parse("stage:interview,offer since:2026-03 until:2026-11-02 source:cv.pdf tag:#Strong rust")
    assert query.stages == ("interview", "offer")
    assert (query.since, query.until) == ("2026-03-01", "2026-11-02")
    terms = [(term.field, term.groups) for clause in query.clauses for term in clause.terms]
    assert terms[:2] == [("source", (("cv.pdf",),)), ("tag", (("strong",),))]
    assert typed(query).endswith(
        "source:cv.pdf tag:#Strong rust stage:interview,offer since:2026-03-01 until:2026-11-02"
    )


def test_a_stage_can_be_left_out():
    assert "rejected" not in parse("-stage:rejected").stages
    assert "new" in parse("-stage:rejected").stages


def test_a_time_ago_needs_to_know_today():
    assert parse("since:7d", today=date(2026, 11, 20)).since == "2026-11-13"
    assert parse("since:7d").since == ""
    assert "since:7d" in parse("since:7d").reading


@pytest.mark.parametrize("line", ["since:2026-13-45", "since:9999999999d", "until:banana", "since:0000"])
def test_what_is_no_date_is_left_out_and_said(line):
    query = parse(f"rust {line}", today=date(2026, 11, 20))
    assert not query.since
    assert not query.until
    assert "is left out" in query.reading


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("cuda triton", "both words · CUDA includes CuPy, libcu++, CUTLASS and 4 more · Triton is the GPU language, not the inference server"),
        ("k8s", "k8s is Kubernetes · Kubernetes includes Knative, Helm charts, K3s and 21 more"),
        ("who has published at NSDI and knows Erlang?", "read as venue:NSDI Erlang"),
        ("erlang -cobol", "without cobol"),
        ("who has 5 years of Erlang?", "read as 5+ years of Erlang"),
    ],
)  # fmt: skip
def test_the_reading_says_how_a_line_was_understood(line, reading):
    assert parse(line).reading == reading


@pytest.mark.parametrize(
    "line",
    [
        'who studied in Shanghai and knows "gang scheduling" but not docker?',
        "PhD students from PKU with OSDI or SOSP papers",
    ],
)
def test_what_a_question_is_read_as_can_be_typed_again(line):
    again = parse(line).reading.split(" · ")[0].removeprefix("read as ")
    assert shape(again) == shape(line)


HOSTILE = st.one_of(
    st.text(max_size=300),
    st.text(alphabet='"-:()|, \n*/“”?!.#@aorNOT', max_size=400),
    st.lists(st.sampled_from(["school:", '"', "-", "or", "not", "who", "at", "from", "studied in", "c++", "since:", "published at", "5 years", "skill:-", "looking for"]), max_size=40).map(" ".join),
)  # fmt: skip


@given(HOSTILE)
def test_no_line_is_too_odd(line):
    query = parse(line, today=date(2026, 11, 20))
    assert len(query.clauses) <= 40
    assert all(clause.terms for clause in query.clauses)
    assert parse(line, today=date(2026, 11, 20)) == query
    name_query(line, NAMES)


@pytest.mark.parametrize(
    "line",
    [
        "a" * 10_000,
        "cuda " * 2_000,
        " ".join(f"w{n}x" for n in range(500)),
        '"' * 5_000,
        "-" * 5_000,
        "or " * 500,
        "school:" * 900,
    ],
)
def test_a_line_without_end_is_bounded(line):
    query = parse(line)
    assert len(query.clauses) <= 40
    assert len(query.text) <= 1_000
    assert len(query.reading) <= 3_000


@pytest.mark.parametrize(
    ("line", "groups"),
    [
        ("Elowen Tarrow", (("elowen",), ("tarrow",))),
        ("tarrow elowen", (("tarrow",), ("elowen",))),
        ("elowne tarrow", (("elowen",), ("tarrow",))),
        ("Okonkwo-Brandt", (("okonkwo",), ("brandt",))),
        ("halloram", (("halloran",),)),
        ("ray castellanos", (("ray",), ("castellanos",))),
    ],
)
def test_a_name_in_any_order_with_a_typing_mistake(line, groups):
    query = name_query(line, NAMES)
    assert query
    assert query.clauses[0].terms[0].groups == groups


@pytest.mark.parametrize(
    "line",
    [
        "ray",
        "cuda tarrow",
        "wx",
        "tarrow:x",
        "who is tarrow?",
        "name:tarrow",
        "",
        "tarrow wu elowen ilse ray tarrow wu",
        '"tarrow"',
    ],
)
def test_what_is_no_name(line):
    assert name_query(line, NAMES) is None


def test_a_mistyped_name_says_who_is_meant():
    assert name_query("elowne tarrow", NAMES).reading == "read as elowen tarrow"
    assert name_query("elowen tarrow", NAMES).reading == ""


def test_a_word_with_a_meaning_of_its_own_is_no_mistyped_name():
    assert name_query("german", ("herman",)) is None
    assert name_query("germann", ("hermann",)) is not None


def test_names_can_be_asked_without_a_list_of_them():
    assert exact_name("tarrow elowen").clauses[0].terms[0].groups == (("tarrow",), ("elowen",))
    asked = []

    def like(keys):
        asked.extend(keys)
        return ("elowen", "elwen")

    (query,) = near_names("elowne", like)
    assert {"elowne", "elowe", "elone"} <= set(asked)
    assert query.clauses[0].terms[0].groups == (("elowen",),)
    assert list(near_names("german", lambda _: ("herman",))) == []


def test_the_nearest_words_to_a_mistyped_one():
    assert suggest("kuberntes", ["Kubernetes", "Docker", "Cubes"]) == ("Kubernetes",)
    assert suggest("x", ["y"]) == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("gpa>abc", "needs a number as gpa>3.8"),
        ("papers:many", "needs a number as papers>=3"),
        ("has:dogs", "is none of papers, first_author"),
        ("degree:wizard", "is none of phd, master"),
        ("student:wizard", "is none of phd, master"),
        ("stage:limbo", "is none of New, Screening"),
        ("rust has:dogs", "is none of papers, first_author"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_left_out_and_what_there_is_is_said(line, said):
    reading = parse(line).reading
    assert said in reading
    assert "is left out" in reading


@pytest.mark.parametrize(
    ("line", "clauses"),
    [
        ("anyone from MIT, Stanford or CMU?", ["school=mit|school=stanford|school=cmu"]),
        ("who knows Rust, Go, or Zig", ["rust|go|zig"]),
        ("who knows Rust, Go and Zig", ["rust", "go", "zig"]),
        ("qui connaît Rust mais pas Go ?", ["rust", "-go"]),
        ("¿quién habla español?", ["language=spanish"]),
        ("former Google engineers who know Rust", ["former=google|school=google", "rust"]),
    ],
)
def test_how_people_ask(line, clauses):
    assert shape(line) == clauses


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u202a", "\u2066", "\u200b", "\u00ad"])
def test_marks_of_direction_and_no_width_are_not_there(mark):
    assert shape(f"{mark}cu{mark}da{mark} ru{mark}st") == ["cuda", "rust"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("PhDs from top schools", "from top schools"),
        ("smart people who know CUDA", "smart"),
        ("good communicators", "good communicators"),
        ("who worked at a startup and knows Rust", "worked at a startup"),
        ("over 5 years at startups", "at startups"),
        ("5 years of experience in industry", "in industry"),
        ("who has papers at top conferences", "at top conferences"),
        ("female engineers who know Rust", "female"),
        ("at least 3 awards at school", "at least 3"),
        ("more papers than Noor Halvorsen", "more papers than Noor Halvorsen"),
        ("second authors at OSDI", "second authors"),
        ("at least two papers at NSDI between 2022 and 2024", "at least two papers"),
        ("graduating in June 2027", "june"),
        ("not from top schools but with Rust", "from top schools"),
        ("who hasn't published at a top conference but knows Rust", "at a top conference"),
    ],
)
def test_what_no_cv_can_be_asked_is_left_out_and_said(line, said):
    query = parse(line, today=date(2026, 11, 20))
    assert f"“{said}” is left out" in query.reading
    assert not any(clause.negated for clause in query.clauses)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("who studies at Veldhaven now?", "now:Veldhaven"),
        ("who studied at Veldhaven now and knows Rust?", "now:Veldhaven Rust"),
        ("who still studies at Veldhaven?", "now:Veldhaven"),
        ("who studied at Veldhaven now at Google?", "school:Veldhaven now:Google"),
    ],
)
def test_who_studies_somewhere_now_is_not_who_once_did(line, read):
    assert typed(parse(line)) == read


def test_what_is_not_at_a_top_conference_is_not_asked_for():
    assert typed(parse("who hasn't published at a top conference but knows Rust")) == "Rust"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("anyone but students", "-student:any"),
        ("anybody except PhD students", "-student:phd"),
        ("everyone other than students", "-student:any"),
        ("who isn't at Google?", "-now:Google"),
        ("people who aren't from Tsinghua", "-school:Tsinghua"),
        ("all candidates except those from Peking University", '-school:"Peking University"'),
        ("who published in 2025 but not in 2024", "paper:2025 -paper:2024"),
        ("Rust rather than Go", "Rust -Go"),
        ("who did not work at Google", "-company:Google"),
        ("who has no awards", "-has:awards"),
        ("who worked at neither Google nor Meta", "-company:Google -company:Meta"),
        ("who can't code in Rust", "-Rust"),
        ("who knows not only CUDA but also Rust", "CUDA Rust"),
        ("people, but only with Rust", "Rust"),
        ("谁不是学生", "-student:any"),
    ],
)
def test_who_is_left_out_is_never_who_is_asked_for(line, read):
    assert typed(parse(line)) == read


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("who used to work at Northlight AI?", 'former:"Northlight AI"'),
        ("who no longer works at Harrow Compute?", 'former:"Harrow Compute"'),
        ("who does not work at Harrow Compute any more?", '-now:"Harrow Compute"'),
        ("who left Northlight AI?", 'former:"Northlight AI"'),
        ("who lives outside Europe?", "-home:Europe"),
        ("who is based outside of Oslo?", "-home:Oslo"),
        ("who did not study physics?", "-studied:physics"),
        ("who did not publish?", "-has:papers"),
        ("who did not win an award?", "-has:awards"),
        ("who has no phone number?", "-has:phone"),
        ("people without an email", "-has:email"),
        ("who was a teaching assistant?", "has:teaching"),
    ],
)
def test_what_is_over_elsewhere_or_denied_is_not_turned_round(line, reading):
    assert parse(line).reading == f"read as {reading}"
