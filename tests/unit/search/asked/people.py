"""Who is asked for: the people of the samples, of the CV corpus, and some with names, grades and years to tell apart."""

from datetime import UTC, datetime, timedelta

from bot import intake
from bot.store import Tenant
from tests.bot import SAMPLES, read
from tests.cvs.people import PEOPLE
from tests.cvs.shapes import render

ARRIVED = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
"""When the samples arrived; the corpus a month before, the others a month later, one minute apart."""

SHORT = {
    "harcastle": """\
# William Harcastle
harcastle@mailbox.example | github.com/wharcastle-fictional | +44 (0)20 7946 0111

## Experience
**Platform engineer**, Gannet Freight, Leeds (01/2019 – 12/2023)
- Wrote the routing service in Rust; Terraform for the rest.

**Junior engineer**, Puffin Post, Leeds (06/2017 – 12/2018)
- Python scripts for parcels.

## Education
BSc Computer Science, University of Leeds, 2014 – 2017, GPA 3.91/4.00
""",
    "ostrander": """\
# Katherine Ostrander
kostrander@mailbox.example

## Experience
**Data engineer**, Tern Analytics, Dublin (03/2024 – 02/2026)
- Spark and Kafka pipelines, a little Rust.

## Education
MSc Statistics, Trinity College Dublin, 2022 – 2024, GPA: 3.52/4.0
""",
    "brightmoor": """\
# Alexander Brightmoor
brightmoor@mailbox.example

## Experience
**Backend developer**, Skua Bank, Edinburgh (2020 – 2023)
- Go services, Redis caches, PostgreSQL.

## Education
BEng Software Engineering, University of Edinburgh, 2016 – 2020, average 91/100
""",
    "sokolnik": """\
# Alexandra Sokolnik
sokolnik@mailbox.example

## Experience
**Machine learning engineer**, Petrel AI, Vienna (05/2022 – present)
- PyTorch models for speech; Docker, Kubernetes.

## Education
MSc Informatics, TU Wien, 2020 – 2022, GPA 4.82/5.00

## Languages
Russian (native), German (fluent), English (fluent)
""",
    "xiaoming": """\
# Xiaoming Li
xmli@mailbox.example

## Education
Ph.D. in Computer Science, Tsinghua University, Beijing, 2022 – present, GPA 3.95/4.0

## Experience
**Research intern**, ByteDance, Beijing (06/2024 – 09/2024)
- CUDA kernels for LLM inference.

## Publications
- Xiaoming Li, Fang Ouyang. "Small pages, long contexts." OSDI 2025.

I am looking for an internship in 2027.
""",
    "xiao-ming": """\
# Li Xiao-Ming
xm.li.second@mailbox.example

## Education
Master of Engineering, Zhejiang University, Hangzhou, 2023 – 2026, GPA 88/100

## Experience
**Backend intern**, Alibaba Group, Hangzhou (07/2025 – 12/2025)
- Java and Spring Boot services.
""",
    "ouyang": """\
# 欧阳思远 (Ouyang Siyuan)
syouyang@mailbox.example

## 教育背景
上海交通大学，计算机科学与技术，博士，2021.09 – 至今，GPA 3.7/4.3

## 实习经历
腾讯，推理优化实习生，2024.06 – 2024.12
- 用 C++ 和 CUDA 优化大模型推理。

## 论文
- Siyuan Ouyang, Qiu Mu. "Warm caches for cold models." NSDI 2026.

希望寻找博士后职位，2027 年。
""",
    "weissmueller": """\
# Jürgen Weißmüller
weissmueller@postfach.example | Telefon: +49 30 5550 1234

## Berufserfahrung
**Softwareentwickler**, Kranichwerk GmbH, Berlin (10/2018 – heute)
- Java und Kotlin für die Lagerverwaltung.

## Ausbildung
M.Sc. Informatik, Technische Universität München, 2016 – 2018, Note 1,3

## Sprachen
Deutsch (Muttersprache), Englisch (fließend)

Ich suche ab Januar 2027 eine Stelle als Teamleiter in Hamburg.
""",
    "benkirane": """\
# Mohamed Benkirane
benkirane@mailbox.example

## Experience
**Security analyst**, Heron Systems, Casablanca (2015 – 2025)
- Penetration testing; SIEM rules; Python.

## Education
Licence, Université Hassan II, 2012 – 2015
""",
    "peralta": """\
# José Ignacio Peralta
peralta@correo.example

## Experience
**Frontend developer**, Estudio Gaviota, Valencia (02/2021 – 02/2023)
- React and TypeScript.

**Frontend developer**, Faro Digital, Valencia (03/2023 – 08/2026)
- Vue.js, TypeScript, Docker.

## Education
Grado en Ingeniería Informática, Universitat Politècnica de València, 2016 – 2020
""",
}

SAMPLED = {
    "rosalind": "Profile (1).txt", "wexcombe": "Wexcombe-Iyer CV 2026.docx", "sunniva": "bhattarai_sunniva.txt",
    "nour": "el-amrani-vos-data.md", "yael": "montpetit-cv-FINAL-v2.md", "kaimana": "Lindqvist, Kaimana - CV.md",
    "davit": "achterberg_davit.md", "noor": "etxeberria_2026.md", "oyelaran": "OYELARAN_H_cv.md",
    "aaltonen": "aaltonen_design_cv.md", "mirembe": "CV_Halloran_2026.txt", "yaolan": "楚遥岚_简历_Chu_Yaolan.md",
    "marchetti": "Lebenslauf_Marchetti-Nwosu.md", "bao": "resume (3).txt", "tariq": "vasilenko-moss.txt",
    "priyanka": "Solheim_Priyanka_resume.txt", "anneke": "Dlamini-Strand_SRE.txt", "rafael": "ikeda-rowe-cv-2026-10.md",
    "about": "about.md", "ilse": "okonkwo-brandt-cv.md", "brannagh": "Brannagh-Sato_CV.pdf",
}  # fmt: skip
"""What the table calls the people of the samples."""


def fill(team: Tenant) -> dict[str, int]:
    """Everybody taken in; their numbers by what the table calls them."""
    corpus = {key: render("markdown", person) for key, person in PEOPLE.items()}
    files = [(key, one.file, one.data, ARRIVED - timedelta(days=30)) for key, one in corpus.items()]
    files += [(key, name, (SAMPLES / name).read_bytes(), ARRIVED) for key, name in SAMPLED.items()]
    files += [(key, f"{key}.md", text.encode(), ARRIVED + timedelta(days=31)) for key, text in SHORT.items()]
    numbers = {}
    for minute, (key, name, data, day) in enumerate(files):
        _, saved = intake.take_in(team, read, name, data, by="Mara", at=day + timedelta(minutes=minute))
        numbers[key] = saved.number
    return numbers
