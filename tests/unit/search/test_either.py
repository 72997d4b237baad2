"""What an "or" and a "not" hold of: either of a list, a degree reached or studied for, papers about something else."""

import pytest

from bot.search.language import parse


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("who has a PhD or is doing one", "degree:phd"),
        ("people with a PhD in physics or currently pursuing one", 'degree:"phd in physics"'),
        ("who is doing a PhD or already has one?", "degree:phd"),
        ("has or is pursuing a master's", "degree:master"),
        ("who holds or is working towards a PhD in CS", 'degree:"phd in CS"'),
        ("who has a master's or is doing a PhD", 'degree:"finished master" or degree:"current phd"'),
        ("who has a BSc or MSc", 'degree:"finished bachelor" or degree:"finished master"'),
        ("bachelor or master students", "student:bachelor or student:master"),
        ("master or PhD from MIT or ETH", 'or degree:"master at ETH" or degree:"phd at ETH"'),
        ("rust, go, or c++ and at least 2 papers", "(rust or go or c++) papers>=2"),
        ("papers that don't deal with training", 'has:papers -paper:"about training"'),
        ("papers not about serving", 'has:papers -paper:"about serving"'),
        ("OSDI papers not about serving", 'venue:OSDI not paper:"OSDI about serving"'),
        ("papers about anything but LLMs", 'has:papers -paper:"about LLMs"'),
        ("papers not about LLMs or serving", 'has:papers -paper:"about LLMs" -paper:"about serving"'),
        ("who published, but not on LLMs", 'has:papers -paper:"about LLMs"'),
        ("cuda, rust or go, pytorch", "(cuda or rust or go) pytorch"),
        ("cuda rust, go or c++", "cuda (rust or go or c++)"),
        ("any of Docker, Kubernetes, AWS?", "Docker or Kubernetes or AWS"),
        ("who knows at least one of CUDA and Triton and has papers", "(CUDA or Triton) has:papers"),
        ("one of Spark, Flink, or Kafka, and Kubernetes?", "(Spark or Flink or Kafka) Kubernetes"),
        ("one of the best engineers in CUDA and Rust", "CUDA Rust"),
        ("need: pytorch, cuda, or rust", "pytorch or cuda or rust"),
        ("Spark and/or Flink", "Spark or Flink"),
        ("either Spark or Flink", "Spark or Flink"),
        ("published in OSDI but not in SOSP", "venue:OSDI -venue:SOSP"),
        ("publications in NeurIPS but none in ICML", "venue:NeurIPS -venue:ICML"),
        ("contributed to Spark or Flink", "Spark or Flink"),
        ("one or more of Spark, Flink, Kafka", "Spark or Flink or Kafka"),
        ("any of spark, flink and any of go, zig", "(spark or flink) (go or zig)"),
        ("any of (spark, flink and kafka)", "spark or flink or kafka"),
        ('any of these: (spark, "paged attention")', 'spark or "paged attention"'),
        ("any of these tools: spark, flink", "spark or flink"),
        ("anyone from any of Stanford, MIT and CMU", "school:Stanford or school:MIT or school:CMU"),
        ("any of spark or go and a PhD", "(spark or go) degree:phd"),
        ("who knows Spark or go and has a PhD?", '(Spark or go) degree:"finished phd"'),
        ("who knows Spark and attends conferences?", "Spark attends conferences"),
        ("papers in both systems and ML venues", "has:papers"),
        ("CS or EE majors", "studied:cs or studied:ee"),
        ("PhD from MIT or from CMU", 'degree:"phd at MIT" or degree:"phd at CMU"'),
        ("PhD at MIT and at Google", 'degree:"phd at MIT" (company:Google or school:Google)'),
        ("PhD at CMU or postdoc at MIT", 'degree:"phd at CMU" or degree:"postdoc at MIT"'),
        ("PhD or master's from MIT", 'degree:"phd at MIT" or degree:"master at MIT"'),
        ("English B2 and German C1", 'language:"English B2 or better" language:"German C1 or better"'),
        ("published at OSDI, SOSP and NSDI", "venue:OSDI venue:SOSP venue:NSDI"),
        ("published at OSDI, SOSP or NSDI", "venue:OSDI or venue:SOSP or venue:NSDI"),
        ("worked at Google, Gannet Freight and NVIDIA", 'company:Google company:"Gannet Freight" company:NVIDIA'),
        ("interned at Google, Meta and NVIDIA", 'worked:"intern at Meta" worked:"intern at NVIDIA"'),
        ("OSDI, NSDI and ICML reviewers", '"reviewer OSDI" service:"reviewer NSDI" service:"reviewer ICML"'),
        ("studied in China and the US", "(studyplace:China or school:China) (studyplace:US or school:US)"),
        ("speaks Spanish but not German", "language:spanish -language:German"),
        ("fluent in Spanish but not in German", "-language:German"),
        ("everyone except students and interns", '-student:any -"interns"'),
        ("anyone other than students and postdocs who knows Spark", "-student:any -degree:postdoc Spark"),
        ("not in Berlin and Munich", "-place:Berlin -place:Munich"),
        ("never worked at Google and Meta", "-company:Google -company:Meta"),
        ("hasn't published at OSDI and SOSP", "-venue:OSDI -venue:SOSP"),
        ("doesn't know Spark and Haskell", "-Spark -Haskell"),
        ("spark, OSDI'23 or '24", 'spark (paper:"osdi 2023" or paper:"osdi 2024")'),
        ("no Spark and Haskell", "-Spark -Haskell"),
        ("not from MIT and Stanford", "-school:MIT -school:Stanford"),
        ("not at Google and fluent in German", 'language:"German C1 or better"'),
        ("everyone except students with Spark and Rust", "-student:any Spark Rust"),
        ("weder Spark noch Haskell", "-Spark -Haskell"),
        ("works at Amazon or at Meta", "now:Amazon or now:Meta"),
        ("studied at MIT or at CMU", "read as school:MIT or school:CMU"),
        ("lives in Oslo or in Munich", "home:Oslo or home:Munich"),
        ("worked at Google or in Munich", "company:Google or place:Munich"),
        (
            "ICLR/ICML/NeurIPS reviewers",
            'service:"reviewer ICLR" or service:"reviewer ICML" or service:"reviewer NeurIPS"',
        ),
        ("papers at OSDI/SOSP", "venue:OSDI or venue:SOSP"),
        ("MS/PhD in CS or related field", 'degree:"master in CS" or degree:"phd in CS"'),
        ("knows TVM or other ML compilers", "TVM or ML compilers"),
    ],
)
def test_it_is_read_as_said(line, said):
    assert said in parse(line).reading.split(" · ")[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("OSDI 2024 or 2025", 'paper:"osdi 2024" or paper:"osdi 2025"'),
        ("OSDI 2024, 2025", 'paper:"osdi 2024" or paper:"osdi 2025"'),
        ("OSDI 2023 2024", 'paper:"osdi 2023" or paper:"osdi 2024"'),
        ("OSDI'24 or '25", 'paper:"osdi 2024" or paper:"osdi 2025"'),
        ("OSDI 2023, 2024 or 2025", 'paper:"osdi 2023" or paper:"osdi 2024" or paper:"osdi 2025"'),
        ("NSDI 2023-2025", 'paper:"nsdi 2023-2025"'),
        ("NSDI 2023 to 2025 spark", 'paper:"nsdi 2023-2025" spark'),
        ("OSDI 2024 or SOSP 2023", 'paper:"osdi 2024" or paper:"sosp 2023"'),
        ("OSDI 2024, spark", 'paper:"osdi 2024" spark'),
        ("papers at OSDI'24 or '25", 'paper:"osdi 2024-2025"'),
        ("papers at OSDI in 2023 or 2025", 'paper:"OSDI 2023" or paper:"OSDI 2025"'),
        ("published in 2021, 2023 or 2025", "paper:2021 or paper:2023 or paper:2025"),
        ("published in 2025 or 2023-2024", "paper:2023-2025"),
        ("OSDI papers in 2021, 2023 and 2025", 'paper:"OSDI 2021" or paper:"OSDI 2023" or paper:"OSDI 2025"'),
        ("papers in 2021 and 2024", "paper:2021 or paper:2024"),
        ("papers between 2021 and 2024", "paper:2021-2024"),
        ("who published in 2021, 2022 and 2023?", "paper:2021-2023"),
        ("publications 2019-2021 and 2024", "paper:2019-2021 or paper:2024"),
        (
            "MLSys papers in 2022 and OSDI papers in 2023 or 2025",
            'paper:"MLSys 2022" (paper:"OSDI 2023" or paper:"OSDI 2025")',
        ),
        ("no papers in 2023 or 2025", "-paper:2023 -paper:2025"),
        ("not OSDI 2024 or 2025", '-paper:"OSDI 2024-2025"'),
        ("PhD in 2021 or 2022", 'degree:"phd 2021" or degree:"phd 2022"'),
        ("worked at Google in 2021 or 2024", 'worked:"Google 2021" or worked:"Google 2024"'),
        ("joined Google in 2021 or 2022", 'joined:"Google 2021" or joined:"Google 2022"'),
        ("won an award in 2021 or 2024", "award:2021 or award:2024"),
        ("studied physics in 2019 or 2021", 'studied:"physics 2019" or studied:"physics 2021"'),
        ("papers since 2023 or before 2015", 'paper:"until 2014" or paper:"since 2023"'),
        ("graduates in 2026, 2027", "graduates:2026 or graduates:2027"),
        ("Publikationen in 2021 und 2024", "paper:2021 or paper:2024"),
        ("papers since 2020 or later", 'paper:"since 2020"'),
        ("peer-reviewed papers", "has:papers"),
        ("who published peer-reviewed articles?", "has:papers"),
        ("who has peer reviewed papers at OSDI?", "venue:OSDI"),
        ("who peer reviewed papers for ICLR?", 'service:"reviewer ICLR"'),
    ],
)
def test_each_year_is_one_of_the_venue(line, said):
    assert parse(line).reading.split(" · ")[0].removeprefix("read as ") == said


def test_a_second_year_of_so_many_papers_is_said_to_be_left_out():
    assert 'papers:">=3 in 2023" · “or 2025” is left out' in parse("3 papers in 2023 or 2025").reading


@pytest.mark.parametrize("line", ["Preferred Networks", "preferred networks", "Spark, Preferred Networks"])
def test_a_word_that_begins_a_name_is_asked_for(line):
    assert any(term.label.casefold() == "preferred" for clause in parse(line).clauses for term in clause.terms)


@pytest.mark.parametrize(
    "line",
    [
        "Spark, Haskell preferred",
        "Spark, preferred Haskell",
        "Both Spark and Haskell",
        "Spark plus Haskell",
        "Spark required, Haskell a plus",
    ],
)
def test_a_word_beside_names_is_not(line):
    assert [term.label for clause in parse(line).clauses for term in clause.terms] == ["Spark", "Haskell"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("who has finished a PhD or is about to", "“or is about to” is left out"),
        ("who knows Rust or similar", "“or similar” is left out"),
        ("a master's in physics or a related field", "“or a related field” is left out"),
        ("who has a PhD or equivalent experience", "“or equivalent” is left out"),
        ("rust or something?", "“or something” is left out"),
    ],
)
def test_a_choice_that_names_nothing_is_said(line, said):
    assert said in parse(line).reading


@pytest.mark.parametrize("line", ["who is second author on a paper?", "papers on the", "papers about the of"])
def test_papers_about_nothing_are_papers(line):
    assert all(clause.terms for clause in parse(line).clauses)
    assert "has:papers" in parse(line).reading


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("4-6 years of Rust", "4-6 years of Rust"),
        ("over a decade of experience", "over 10 years of experience"),
        ("at least two decades of experience", "20+ years of experience"),
        ("half a decade of Rust", "5+ years of Rust"),
        ("two to four years of experience", "2-4 years of experience"),
        ("3 years or less of experience", "at most 3 years of experience"),
        ("max 4 years experience", "at most 4 years of experience"),
        ("years>=5 rust", "5+ years of experience, rust"),
        ("experience:3-5", "3-5 years of experience"),
        ("gpa 3.7 to 3.9", "gpa:3.7-3.9/4"),
        ("-gpa:3.7-3.9 cuda", "-gpa:3.7-3.9/4 cuda"),
        ("students with over 3.8 gpa", "student:any gpa>3.8/4"),
        ("who has 2 papers or less", "papers<=2"),
        ("no more than two papers", "papers<=2"),
        ("over 3 but under 6 years of experience", "over 3 and under 6 years of experience"),
        ("over 2 and under 3 years of Haskell", "over 2 and under 3 years of Haskell"),
        ("more than 3 and less than 6 papers", "papers:4-5"),
        ("more than two but fewer than five internships", "internships:3-4"),
        ("at least 3 but no more than 5 papers", "papers:3-5"),
        ("at least 3-5 years of Haskell", "3+ years of Haskell"),
        ("at least 3 to 5 years of Haskell", "3+ years of Haskell"),
        ("over 3 to 5 years of Haskell", "over 3 years of Haskell"),
        ("less than 3-5 years of Haskell", "under 5 years of Haskell"),
        ("5 or 6 years of Haskell", "5-6 years of Haskell"),
        ("under two or three years of Haskell", "under 3 years of Haskell"),
        ("2 or 3 papers", "papers:2-3"),
        ("between 3 and 5 years of Haskell", "3-5 years of Haskell"),
        ("GPA 3.5 or lower", "gpa<=3.5/4"),
        ("3.5/4 GPA or lower", "gpa<=3.5/4"),
        ("gpa: 3.5 or less", "gpa<=3.5/4"),
        ("who has three papers or fewer?", "papers<=3"),
        ("papers: 3 or less", "papers<=3"),
        ("IELTS 7.5 GPA above 3.5", "IELTS 7.5 gpa>3.5/4"),
        ("top 10 GPA at least 3.5", "gpa>=3.5/4"),
        ("OSDI'24 GPA above 3.5", 'paper:"osdi 2024" gpa>3.5/4'),
        ("3.8 GPA or higher", "gpa>=3.8/4"),
        ("IELTS 7.5 GPA of 3.5", "IELTS 7.5 gpa>=3.5/4"),
        ("PhD year: 3", "degree:phd year 3"),
        ("years: 3", "3+ years of experience"),
    ],
)
def test_a_number_is_read_with_both_its_bounds(line, said):
    assert parse(line).reading.split(" · ")[0].removeprefix("read as ") == said
