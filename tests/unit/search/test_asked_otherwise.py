"""The same things asked for in other words: by a stranger's habits, in a hurry, with a name in front of a post."""

from datetime import date

import pytest

from bot.search.language import parse


def read(line):
    return parse(line).reading.removeprefix("read as ").split(" · ")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("who researches human-computer interaction", "human-computer interaction"),
        ("person who make research about distributed systems", "distributed systems"),
        ("research experience in robotics", "robotics"),
        ("who studies KV caches?", "KV caches"),
        ("who studied mathematics?", "studied:mathematics"),
        ("StepFun interns", 'title:"stepfun intern" or StepFun'),
        ("NVIDIA engineers", "company:NVIDIA"),
        ("Tessera Labs engineers in Oslo", 'company:"Tessera Labs" place:Oslo'),
        ("research engineers", 'title:"research engineer"'),
        ("inference engineers", 'title:"inference engineer" or inference'),
        ("who was at Berkeley?", "school:Berkeley or company:Berkeley"),
        ("who participated in a programming contest?", 'award:"programming contest"'),
        ("who did an internship in the USA?", 'worked:"intern at USA"'),
        ("anyone from the Tern class?", '"Tern class"'),
        (
            "anyone with a math or physics olympiad medal?",
            'award:"math olympiad medal" or award:"physics olympiad medal"',
        ),
        ("principal or staff engineers", "title:principal or title:staff"),
        ("research or software engineers", 'title:"research engineer" or software engineers'),
        (
            "who visited Calder Bay as an undergraduate?",
            '(company:"Calder Bay" or school:"Calder Bay") student:bachelor',
        ),
        ("who has a PhD advisor named Thorvald?", "adviser:Thorvald"),
        ("python >= 3 years", "3+ years of python"),
        ("3 years python or more", "3+ years of python"),
        ("who isn't in school anymore", "-student:any"),
        ("anyone with an accepted paper at NSDI or OSDI", "venue:NSDI or venue:OSDI"),
        ("who received a scholarship in 2024?", 'award:"scholarship 2024"'),
        ("who has a paper accepted at NSDI 2025?", 'paper:"NSDI 2025"'),
        ("who published at the NeurIPS conference?", "venue:NeurIPS"),
        ("who has mentored students?", "led:students"),
        ("who supervised PhD students?", 'led:"phd students"'),
        ("Stanford researchers", "school:Stanford or company:Stanford or place:Stanford"),
        ("Oslo engineers", "place:Oslo"),
        ("who works on anything but kernels?", "not kernels"),
        ("who has patents?", "patents"),
        ("no papers since 2023", '-paper:"since 2023"'),
        ("who hasn't published since 2020?", '-paper:"since 2020"'),
        ("OSDI 2025 rust", 'paper:"osdi 2025" rust'),
        ("sosp'25", 'paper:"sosp 2025"'),
        ("we don't want students", "-student:any"),
        ("cuda exclude students", "cuda -student:any"),
        ("Ximena Thorvald's students", 'adviser:"Ximena Thorvald"'),
        ("Ximena Thorvald's PhD students", 'adviser:"Ximena Thorvald"'),
        ("Ximena Thorvald's former students", 'adviser:"Ximena Thorvald"'),
        ("advisees of Ximena Thorvald", 'adviser:"Ximena Thorvald"'),
        ("hasn't used JAX", "-JAX"),
        ("5-10 papers", "papers:5-10"),
        ("German B1-B2", 'language:"German B1 or better"'),
        ("MLSys'23, ASPLOS'24", 'paper:"mlsys 2023" paper:"asplos 2024"'),
        ("won best paper at OSDI", 'award:"best paper" venue:OSDI'),
        ("Gannet fellowship 2023", 'award:"gannet fellowship 2023"'),
        ("interns 2025", 'seeking:"internship 2025" or worked:"intern 2025"'),
        ("ICML area chair 2025", 'service:"chair ICML 2025"'),
        ("who published at OSDI but was never on its PC?", 'venue:OSDI -service:"program committee"'),
        ("outside the US", "-home:US"),
        ("willing to relocate to Oslo", 'seeking:"relocate Oslo"'),
        ("studied at ETH but not in CS", "school:ETH -studied:CS"),
        ("wer hat in Informatik promoviert?", "studied:Informatik degree:phd"),
        ("CS majors or physics minors", "studied:cs or studied:physics"),
        ("GPA at least 3.5 but below 3.9", "gpa>=3.5/4 gpa<3.9/4"),
        ("GPA above 3.5 and over 3 papers", "gpa>3.5/4 papers>3"),
        ("GPA not below 3.5", "gpa>=3.5/4"),
        ("绩点3.8以上", "gpa>=3.8/4"),
        ("collaborators of Jorun Kestrel-Oduya", 'coauthor:"Jorun Kestrel-Oduya"'),
        ("who can program in Rust and also publish papers?", "Rust has:papers"),
    ],
)
def test_it_is_read_as(line, said):
    assert read(line)[0] == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("who worked in a company like ByteDance?", "“a company like” is left out"),
        ("first or second author papers", "“second author” is left out"),
        ("papers in both systems and ML venues", "“in systems/ML venues” is left out"),
        ("students from Ivy League schools", "“from Ivy League schools” is left out"),
        ("anyone with TOEFL above 100?", "“above 100” is left out"),
        ("ML engineers with 5+ years at big companies", "“at big companies” is left out"),
        ("who was supervised by a professor at Stanford?", "“a professor” is left out"),
        ("paper at a systems conference", "“at a systems conference” is left out"),
        ("papers under review at ICLR", "“under review at ICLR” is left out"),
        ("no PhD required", "“no PhD required” is left out"),
        ("who knows CUDA, PhD not necessary", "“PhD not necessary” is left out"),
        ("graduated at least 3 years ago", "“graduated at least 3 years ago” is left out"),
        ("German not required", "“German not required” is left out"),
        ("adviser at Stanford", "“adviser” is left out"),
        ("PhD in less than 5 years", "“less than 5 years” is left out"),
        ("PhD candidates in their final year", "“in their final year” is left out"),
    ],
)
def test_what_cannot_be_asked_is_said(line, said):
    assert said in read(line)


@pytest.mark.parametrize("line", ["no PhD required", "PhD not needed", "papers under review at ICLR"])
def test_what_is_left_out_is_not_asked_for(line):
    assert not {"degree", "service", "venue"} & {term.field for clause in parse(line).clauses for term in clause.terms}


@pytest.mark.parametrize(
    ("line", "since"),
    [
        ("CVs received the past week", "2026-10-26"),
        ("CVs received in the past month", "2026-10-03"),
        ("who received the best paper award?", ""),
    ],
)
def test_the_past_week_is_seven_days(line, since):
    query = parse(line, today=date(2026, 11, 2))
    assert query.since == since
    assert since == "" or not query.clauses
