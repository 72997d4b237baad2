"""Whose CV it is, however the name is written, and never somebody else's."""

import pytest

from tests.unit.cv.facts.reading import profile, reading, v

MAIL = "ada@mail.example"


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ("# Ada Example", "Ada Example"),
        ("ADA EXAMPLE", "ADA EXAMPLE"),
        ("# Dr. Ada Example", "Ada Example"),
        ("# Prof. Dr. Ada Example", "Ada Example"),
        ("# Herr Jonas Beispiel", "Jonas Beispiel"),
        ("# Mme Claire Exemple", "Claire Exemple"),
        ("# Sra. Lucía Ejemplo Ruiz", "Lucía Ejemplo Ruiz"),
        ("# Dipl.-Ing. Jonas Beispiel", "Jonas Beispiel"),
        ("# Ada Example, Ph.D.", "Ada Example"),
        ("# Ada Example, PhD, PMP, CISSP", "Ada Example"),
        ("# Ada Example, M.Sc.", "Ada Example"),
        ("# Ada Example MBA", "Ada Example"),
        ("# Tom Example Jr.", "Tom Example Jr."),
        ("# Tom Example, Jr.", "Tom Example, Jr."),
        ("# Tom Example III", "Tom Example III"),
        ("# Ada Example (she/her)", "Ada Example"),
        ("# Ada Example (she/her/hers)", "Ada Example"),
        ("# Ada Example - she/her", "Ada Example"),
        ("# Robert “Bob” Example", "Robert “Bob” Example"),
        ('# Robert "Bob" Example', 'Robert "Bob" Example'),
        ("# Xiaoyu (Lily) Example", "Xiaoyu (Lily) Example"),
        ("# Ada van den Berg", "Ada van den Berg"),
        ("# João dos Santos Exemplo", "João dos Santos Exemplo"),
        ("# María-José O'Example", "María-José O'Example"),
        ("# J. R. Example", "J. R. Example"),
        ("# 林晓雨", "林晓雨"),
        ("# 林 晓 雨", "林 晓 雨"),
        ("# Lin Xiaoyu 林晓雨", "Lin Xiaoyu 林晓雨"),
        ("# 林晓雨 (Xiaoyu Lin)", "林晓雨 (Xiaoyu Lin)"),
        ("# 林晓雨 / Xiaoyu Lin", "林晓雨 / Xiaoyu Lin"),
        ("# Jack Ma", "Jack Ma"),
        ("# Li Meng", "Li Meng"),
        ("# Don Example", "Don Example"),
        ("# D. M. Example", "D. M. Example"),
        ("# Jane Roe, MEng, CFA", "Jane Roe"),
        ("# 欧阳明月", "欧阳明月"),
        ("# 山田 太郎", "山田 太郎"),
        ("# 김하늘", "김하늘"),
        ("# Ада Примерова", "Ада Примерова"),
        ("# Ada\n# Example", "Ada Example"),
        ("ADA\nEXAMPLE", "ADA EXAMPLE"),
        ("**Ada**\n**Example**", "Ada Example"),
        ("Jane Roe — Site Reliability Engineer", "Jane Roe"),
        ("Jane Roe, Designer", "Jane Roe"),
        ("Jane Roe | Data Scientist | Oslo, Norway", "Jane Roe"),
        ("# Jane Roe: Software Engineer", "Jane Roe"),
        ("# Roe, Jane", "Jane Roe"),
        ("ROE, JANE", "JANE ROE"),
        ("Roe, Jane M. | Data Scientist", "Jane M. Roe"),
        ("# Resume\n\nvan der Roe, Anna-Lena", "Anna-Lena van der Roe"),
        ("O'Example, Jane", "Jane O'Example"),
        ("García Ejemplo, Lucía\nlucia.garcia@mail.example", "Lucía García Ejemplo"),
        ("Name, Vorname: Beispiel, Jonas", "Jonas Beispiel"),
        ("Jane Roe, Oslo", "Jane Roe"),
        ("Jane Roe, Kubernetes", "Jane Roe"),
        ("Curriculum Vitae of Jane Roe", "Jane Roe"),
        ("# CURRICULUM VITAE\n\n# JANE ROE", "JANE ROE"),
        ("Jane Roe's Resume", "Jane Roe"),
        ("# Jane Roe’s CV", "Jane Roe"),
        ("Résumé: Jane Roe", "Jane Roe"),
        ("# Resume - Jane Roe", "Jane Roe"),
        ("# Jane Roe Resume", "Jane Roe"),
        ("# Lebenslauf von Jonas Beispiel", "Jonas Beispiel"),
        ("# Lebenslauf\n\nJonas Beispiel", "Jonas Beispiel"),
        ("# Currículum de Lucía Ejemplo", "Lucía Ejemplo"),
        ("# 林晓雨的简历", "林晓雨"),
        ("# 个人简历\n\n林晓雨", "林晓雨"),
        ("Name: Jane Roe", "Jane Roe"),
        ("**Name:** Jane Roe", "Jane Roe"),
        ("姓名：林晓雨 | 性别：女", "林晓雨"),
        ("姓名：林晓雨  性别：女  电话：138 0013 8000", "林晓雨"),
        ("Nombre y apellidos: Lucía Ejemplo Ruiz", "Lucía Ejemplo Ruiz"),
        ("Nom : Claire Exemple", "Claire Exemple"),
        ("Prénom : Claire\nNom : Exemple", "Claire Exemple"),
        ("First name: Jane\nLast name: Roe", "Jane Roe"),
        ("Vorname: Jonas\nNachname: Beispiel", "Jonas Beispiel"),
        ("Name: Jane\nSurname: Roe", "Jane Roe"),
        ("# About\n\nI am Jane Roe, a designer.", "Jane Roe"),
        ("# About\n\nHi there! I'm Jane Roe and I like maps.", "Jane Roe"),
        ("# About\n\nMy name is Jane Roe.", "Jane Roe"),
        ("Jane Roe is a designer who likes maps.", "Jane Roe"),
        ("My name is Xiaoyu Lin (林晓雨). I am a student.", "Xiaoyu Lin (林晓雨)"),
        ("# 关于我\n\n我叫林晓雨，是一名研究生。", "林晓雨"),
        ("# 关于我\n\n我是林晓雨。", "林晓雨"),
        ("# Über mich\n\nIch bin Jonas Beispiel und studiere Physik.", "Jonas Beispiel"),
        ("# Über mich\n\nMein Name ist Jonas Beispiel.", "Jonas Beispiel"),
        ("# À propos\n\nJe m'appelle Claire Exemple et je cherche un stage.", "Claire Exemple"),
        ("# À propos\n\nJe suis Claire Exemple, ingénieure.", "Claire Exemple"),
        ("# Sobre mí\n\nMe llamo Lucía Ejemplo y vivo en Oslo.", "Lucía Ejemplo"),
        ("# Sobre mí\n\nSoy Lucía Ejemplo, ingeniera.", "Lucía Ejemplo"),
        ("# Sobre mim\n\nMeu nome é Rui Exemplo e moro no Porto.", "Rui Exemplo"),
        ("# Sobre mim\n\nEu sou o Rui Exemplo.", "Rui Exemplo"),
        ("---\nlayout: cv\nname: Jane Roe\n---\n## About\n\nI build maps.", "Jane Roe"),
        ("---\ntitle: CV\nauthor: Jane Roe\n---\n## About\n\nI build maps.", "Jane Roe"),
        ("---\ntitle: Jane Roe - Software Engineer - Resume\n---\n## About\n\nI build maps.", "Jane Roe"),
        ("# My Curriculum Vitae\n\n1. Jane Roe\n2. I like maps.", "Jane Roe"),
        ("From: Jane Roe <jane@roe.example>\nTo: jobs@quill.example\nSubject: Application\n\nPlease see below.", "Jane Roe"),
    ],
)  # fmt: skip
def test_the_name_as_people_write_it(top, name):
    assert v(profile(f"{top}\n\n{MAIL}\n").name) == name


@pytest.mark.parametrize(
    "top",
    [
        "Brackwater University",
        "Quill Systems",
        "Site Reliability Engineer",
        "Machine Learning",
        "Best Paper Award",
        "Salt Lake City",
        "New York",
        "United Kingdom",
        "ada@mail.example\n\nWork Experience",
        "ada@mail.example\n\nBerufliche Erfahrung",
        "Visual Studio Code",
        "Google Cloud Platform",
        "Advisor: Prof. Max Other",
        "Supervised by Max Other",
        "Emergency contact: Max Other",
        "References: Max Other",
        "First name: 4711\nLast name: Roe",
        "# About\n\nI am Very Excited about maps.",
        "# About\n\nI am a Senior Engineer.",
        "# 关于我\n\n我是一名研究生。",
        "# À propos\n\nJe suis Développeuse Senior à Lyon.",
    ],
)
def test_what_is_no_name_stays_out(top):
    assert profile(f"{top}\n\n{MAIL}\n").name is None


def test_a_name_from_elsewhere_says_so():
    told = reading("Ph.D. STUDENT · BRACKWATER UNIVERSITY\n\nada@mail.example | www.adaexample.example | Ada Example")
    assert told.warnings[0] == "The name stands in no line of its own: is it right?"
    found = told.profile
    assert v(found.name) == "Ada Example"
    assert found.name.check
    assert found.name.confidence < 0.9
    front = profile(f"---\nname: Jane Roe\n---\n## About\n\nI build maps. {MAIL}")
    assert front.name.check
    headed = reading(f"---\nname: Jane Roe\n---\n## About\n\n{MAIL}")
    assert headed.warnings == ("The name stands in the file's header, not on the page.",)


def test_the_quote_of_a_name_is_the_name():
    for top in ("# Ada\n# Example", "Prénom : Ada\nNom : Example", "# Lin Xiaoyu 林晓雨", "Ada Example's Resume"):
        read = reading(f"{top}\n\n{MAIL}\n")
        quotes = [read.text[one.start : one.end] for one in read.profile.name.evidence]
        assert all(word in " ".join(quotes) for word in read.profile.name.value.split())


def test_the_bold_author_is_the_candidate_where_no_line_names_one():
    text = (
        "Ph.D. STUDENT\nada@mail.example\n\n## Publications\n\nA tern that reads\nMax Other, **Ada Example**, Lea Third\nSOSP 2024\n\n"
        "A tern that writes\n**Ada Example**, Max Other\nOSDI 2025\n"
    )
    assert v(profile(text).name) == "Ada Example"


def test_one_bold_author_alone_may_be_anybody():
    text = (
        "Ph.D. STUDENT\nada@mail.example\n\n## Publications\n\nA tern that reads\nMax Other, **Lea Third**\nSOSP 2024\n"
    )
    assert profile(text).name is None


def test_a_hyphen_that_breaks_no_line_is_part_of_a_name():
    assert v(profile("# Máirín O’Dubhda\u2011Trần\n\nmairin@odubhda.example").name) == "Máirín O’Dubhda\u2011Trần"
