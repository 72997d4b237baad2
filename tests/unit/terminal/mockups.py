"""The two answers that the product was drawn with, as replies. All people are invented."""

from bot.chat.messages import (
    Actions,
    Bar,
    Bold,
    Bullets,
    Button,
    Chart,
    Code,
    Divider,
    Field,
    Menu,
    Option,
    OptionGroup,
    Person,
    Proof,
    Quiet,
    Quote,
    Reply,
    SmallPrint,
    Spans,
    StageName,
    Table,
    Text,
    Title,
)

SCREENING = StageName("screening", "Screening")
INTERVIEW = StageName("interview", "Interview")
NEW = StageName("new", "New")


def _proof(mark: str, what: str, where: str, source: str, quote: Spans) -> Proof:
    return Proof((f"{mark} ", Bold(what), f" {where} ", Quiet(f"· {source}")), quote)


def _marked(text: str) -> Spans:
    """``"a *b* c"`` with b in bold."""
    parts = text.split("*")
    return tuple(Bold(part) if index % 2 else part for index, part in enumerate(parts) if part)


def _row(row: int, number: int, name: str, headline: str, status: Spans, *proofs: Proof) -> Person:
    return Person(name, ((headline,), status), row, Button("Open", f"show #{number}", spoken=f"Open {name}"), proofs)


SEARCH = Reply(
    (
        Title("11 people for cuda triton"),
        SmallPrint(
            (
                ("both words",),
                ("CUDA includes CUDA C++, nvcc",),
                ("Triton is the GPU language, not the inference server",),
                ("strongest proof first",),
            )
        ),
        _row(
            1,
            214,
            "Ilse Okonkwo-Brandt",
            "GPU kernel engineer, Tessera Labs",
            (SCREENING, " · Mara"),
            _proof(
                "●",
                "CUDA, Triton",
                "used at work",
                "Tessera Labs, 2023–now",
                _marked("Wrote the *Triton* kernels for paged attention; kept a *CUDA* C++ fallback for older cards."),
            ),
        ),
        _row(
            2,
            187,
            "Mirembe Halloran",
            "Staff engineer, inference, Quillon Systems",
            (INTERVIEW, " · Jonas"),
            _proof(
                "●",
                "CUDA",
                "used at work",
                "Quillon Systems, 2020–24",
                _marked("Moved sampling and top-k to *CUDA*; p50 latency fell from 41 to 23 ms."),
            ),
            _proof(
                "●",
                "Triton",
                "used at work",
                "Quillon Systems, 2024–now",
                _marked("Own our *Triton* kernel library (38 kernels, nightly autotuning)."),
            ),
        ),
        _row(
            3,
            231,
            "Davit Achterberg",
            "PhD student, ML compilers, Aldersea Institute",
            (NEW,),
            _proof(
                "◐",
                "CUDA, Triton",
                "in a paper",
                "MLSys 2026, first author",
                _marked("Tiling without tears: lowering *Triton* programs to *CUDA* graphs."),
            ),
        ),
        _row(
            4,
            198,
            "Wen-Hui Castellanos",
            "Research engineer, Northlight AI",
            (NEW,),
            _proof(
                "◐",
                "Triton",
                "in a project",
                "2025",
                _marked("Small *Triton* softmax, within 4 % of the vendor kernel."),
            ),
            _proof("○", "CUDA", "listed only", "Skills", _marked("Languages: Python, C++, *CUDA*, some Rust")),
        ),
        Divider(),
        Actions(
            (
                Button("Next 4", "more"),
                Menu(
                    "Act on…",
                    (
                        OptionGroup("1. Ilse Okonkwo-Brandt", (Option("Interview", "stage #214 interview"),)),
                        OptionGroup("2. Mirembe Halloran", (Option("Offer", "stage #187 offer"),)),
                    ),
                ),
                Button("Since 2024", "find cuda triton since:2024"),
            )
        ),
        SmallPrint((("1–4 of 11",), ("only one of the words: CUDA 9, Triton 2",))),
    ),
    text="11 people for cuda triton.",
)

CARD = Reply(
    (
        Title("Ilse Okonkwo-Brandt", large=True),
        Text(
            (
                "GPU kernel engineer, Tessera Labs · Rotterdam",
                "\n",
                SCREENING,
                " · Mara",
                " · ML Systems Engineer",
                " · applied 6 Nov",
                " · ",
                Code("#214"),
            )
        ),
        SmallPrint((("⚠️ ", Bold("1 to check")), ("end of Harrow Compute reads “Sommer 2021”, kept as 2021",))),
        Field("Contact", (Text(("ilse@okonkwo-brandt.example · +44 20 7946 0142 · git.example/iokonkwo",)),)),
        Field("Available", (Text(("from 1 February 2027 · Rotterdam, or remote in the EU",)),)),
        Divider(),
        Field(
            "Work",
            (
                Bullets((("GPU kernel engineer, Tessera Labs · 2023–now",),)),
                Quote(("Wrote the Triton kernels for paged attention; kept a CUDA C++ fallback for older cards.",)),
                Bullets(
                    (("Intern, Northlight AI · 2022",), ("Software engineer, HPC, Harrow Compute · 2020–2021",)),
                ),
            ),
        ),
        Field(
            "Education",
            (
                Bullets(
                    (
                        ("MSc Computer Engineering, University of Veldhaven · 2023",),
                        ("BSc Physics, University of Veldhaven · 2020",),
                    )
                ),
            ),
        ),
        Field(
            "Papers",
            (
                Bullets(
                    (
                        ("Pages that fit: attention without copies · MLSys 2025, first author",),
                        ("Warp budgets for sparse decoding · SC 2023, third author",),
                    )
                ),
            ),
        ),
        Field(
            "Skills",
            (
                Text(("● used at work: CUDA, Triton, C++, Nsight, PyTorch",)),
                Text(("◐ in a paper, project or course: MLIR, sparse kernels",)),
                Text(("○ listed only: Rust, Kubernetes",)),
            ),
        ),
        Field(
            "Notes",
            (
                Text(("Mara, 9 Nov: Strong on memory layout. Ask about the old-card fallback.",)),
                Text(("Jonas, 12 Nov: Read the MLSys paper, careful ablations. Yes from me.",)),
            ),
        ),
        Actions(
            (
                Menu(
                    "Move to…",
                    (
                        OptionGroup(
                            "",
                            (
                                Option("New", "stage #214 new"),
                                Option("Interview", "stage #214 interview"),
                                Option("Offer", "stage #214 offer"),
                            ),
                        ),
                    ),
                ),
                Button("Add note…", "form note #214"),
                Button("Show proof", "show #214 evidence"),
            )
        ),
        SmallPrint(
            (
                ("okonkwo-brandt-cv.pdf",),
                ("2 pages",),
                ("by e-mail 6 Nov",),
                ("read with high confidence, 41 of 43 lines used",),
            )
        ),
    ),
    text="Ilse Okonkwo-Brandt, GPU kernel engineer, Tessera Labs. Screening.",
    stage="screening",
)

COMPARE = Reply(
    (
        Title("3 people side by side"),
        Table(
            ("", "Ilse Okonkwo-Brandt", "Mirembe Halloran", "Davit Achterberg"),
            (
                ((Bold("Stage"),), (SCREENING, ", Mara"), (INTERVIEW, ", Jonas"), (NEW,)),
                (
                    (Bold("Now"),),
                    ("Kernel engineer, Tessera Labs",),
                    ("Staff engineer, Quillon Systems",),
                    ("PhD student, Aldersea",),
                ),
                ((Bold("CUDA"),), ("● 2023–now",), ("● 2020–24",), ("◐ MLSys 2026",)),
                ((Bold("Rust"),), ("○ listed only",), ("– not stated",), ("– not stated",)),
            ),
        ),
        Actions((Button("Open Ilse", "show #214"), Button("Share…", "form share compare #214, #187, #231"))),
    ),
    text="Compared: Ilse Okonkwo-Brandt, Mirembe Halloran, Davit Achterberg.",
)

DIGEST = Reply(
    (
        Title("12 new applicants", large=True),
        SmallPrint((("Since Mon 9 Nov, 9:00",), ("9 the week before",), ("3 waiting over 7 days",))),
        Chart((Bar("ML Systems Engineer", 8, 5), Bar("Research Intern", 4, 4), Bar("Compiler Engineer", 0, 2))),
        Person(
            "Priyanka Solheim",
            (("Distributed training engineer, Northlight AI",), ("ML Systems Engineer · Thu",)),
            open=Button("Open", "show #236", spoken="Open Priyanka Solheim"),
            proofs=(
                _proof(
                    "●",
                    "Large training runs",
                    "used at work",
                    "Northlight AI, 2022–now",
                    _marked("Kept a 2,048-GPU run at 94 % goodput for 61 days."),
                ),
            ),
            buttons=(Button("Shortlist", "stage #236 screening"), Button("Pass", "stage #236 rejected")),
        ),
        Divider(),
        Actions((Button("Show all", "new 7d"),)),
    ),
    text="12 new applicants.",
    private=False,
)

REFUSED = Reply(
    (
        Text((Bold("Nobody matches cuda triton verilog."), "\n", "The word that fails is verilog: no CV has it.")),
        Actions((Button("cuda triton · 11", "find cuda triton"), Button("vhdl · 1", "find vhdl"))),
        SmallPrint((("Near verilog in your CVs: FPGA (5), VHDL (1)",), ("312 people searched",))),
    ),
    text="Nobody matches cuda triton verilog.",
)

DRAWN = {"01-search": SEARCH, "02-card": CARD, "03-digest": DIGEST, "05-compare": COMPARE, "06-nothing": REFUSED}
