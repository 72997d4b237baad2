"""What is private is in no value, no quote and no search, and its kind is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.quotes import lines_that_tell
from bot.cv.private import private_spans
from bot.profile import facts
from tests.unit.cv.facts.reading import reading


@pytest.mark.parametrize(
    ("line", "secrets", "kind"),
    [
        ("Date of birth: 4 May 1991", ["1991"], "date of birth"),
        ("**Date of birth:** 4 May 1991", ["1991"], "date of birth"),
        ("DOB: 04/05/1991 | Oslo", ["1991"], "date of birth"),
        ("*04.05.1991 in Quillheim", ["1991"], "date of birth"),
        ("Beraterin, * 4. Mai 1991", ["1991"], "date of birth"),
        ("Born on 4 May 1991 in Oslo", ["1991"], "date of birth"),
        ("I was born in Ruritania and like maps.", ["Ruritania"], "date of birth"),
        ("Date of birth\n4 May 1991", ["1991"], "date of birth"),
        ("| Date of birth | 4 May 1991 |\n| Phone | +47 22 55 01 42 |", ["1991"], "date of birth"),
        ("Date of birth      4 May 1991", ["1991"], "date of birth"),
        ("Phone: +47 22 55 01 42, Date of birth: 4 May 1991, Nationality: Ruritanian", ["1991", "Ruritanian"], "nationality"),
        ("Phone: +47 22 55 01 42 DOB: 4 May 1991 Sex: QZX", ["1991", "QZX"], "date of birth"),
        ("Age: 27", ["27"], "age"),
        ("27 years old | Oslo", ["27"], "age"),
        ("I am a 27-year-old engineer from Oslo.", ["27"], "age"),
        ("I am 27 years old.", ["27"], "age"),
        ("Gender: QZX", ["QZX"], "gender"),
        ("Nationality: Ruritanian", ["Ruritanian"], "nationality"),
        ("Nationality\tRuritanian", ["Ruritanian"], "nationality"),
        ("Ruritanian citizen | Oslo", ["Ruritanian"], "nationality"),
        ("Marital status: QZX", ["QZX"], "marital status"),
        ("Married with two children", ["Married"], "marital status"),
        ("Religion: QZX", ["QZX"], "religion"),
        ("Passport No.: K1234567", ["K1234567"], "ID number"),
        ("Geburtsdatum: 4. Mai 1991", ["1991"], "date of birth"),
        ("Geboren am 4. Mai 1991 in Musterstadt", ["1991"], "date of birth"),
        ("geb. am 04.05.1991", ["1991"], "date of birth"),
        ("Familienstand: ledig", ["ledig"], "marital status"),
        ("Verheiratet, 2 Kinder", ["Kinder"], "marital status"),
        ("Staatsangehörigkeit: ruritanisch", ["ruritanisch"], "nationality"),
        ("Né le 4 mai 1991 à Exempleville", ["1991"], "date of birth"),
        ("J'ai 27 ans.", ["27"], "age"),
        ("27 ans | Permis B", ["27"], "age"),
        ("Situation familiale : célibataire", ["célibataire"], "marital status"),
        ("Fecha de nacimiento: 4 de mayo de 1991", ["1991"], "date of birth"),
        ("DNI: 12345678Z", ["12345678Z"], "ID number"),
        ("Tengo 27 años y vivo en Oslo.", ["27"], "age"),
        ("Estado civil: soltera", ["soltera"], "marital status"),
        ("Data de nascimento: 04/05/1991", ["1991"], "date of birth"),
        ("CPF: 123.456.789-09", ["123.456"], "ID number"),
        ("Nascida em 4 de maio de 1991", ["1991"], "date of birth"),
        ("性别：女 年龄：23 民族：汉 电话：+86 138 0013 8000", ["女", "23", "汉"], "gender"),
        ("姓名：林晓雨，性别：女，出生年月：1999.05，政治面貌：共青团员", ["女", "1999", "共青团员"], "politics"),
        ("我今年23岁，喜欢地图。", ["23"], "age"),
        ("身份证号：110101199905040000", ["110101"], "ID number"),
        ("| 性别 | 女 | 学历 | 硕士 |", ["女"], "gender"),
        ("| Religion | QZX |\n| Phone | +47 22 55 01 42 |", ["QZX"], "religion"),
        ("Height          187 cm", ["187"], "health"),
        ("Passport          K1234567", ["K1234567"], "ID number"),
        ("Caste: QZX", ["QZX"], "nationality"),
        ("Trade union membership: QZX", ["QZX"], "politics"),
        ("Geb.-Datum: 04.05.1991", ["1991"], "date of birth"),
        ("ledig, keine Kinder, mobil", ["ledig"], "marital status"),
        ("Vater: QZX", ["QZX"], "marital status"),
        ("Né(e) le 4 mai 1991", ["1991"], "date of birth"),
        ("De nationalité ruritanienne", ["ruritanienne"], "nationality"),
        ("Nom de jeune fille : QZX", ["QZX"], "date of birth"),
        ("Cédula de ciudadanía: 1032456789", ["1032456789"], "ID number"),
        ("Solteira, 27 anos, Oslo", ["Solteira", "27"], "marital status"),
        ("Número de contribuinte: 123456789", ["123456789"], "ID number"),
        ("Raça/cor: QZX", ["QZX"], "nationality"),
        ("男，1987年3月生，汉族", ["1987", "汉族"], "date of birth"),
        ("中共党员", ["中共党员"], "politics"),
        ("Religion\nQZX", ["QZX"], "religion"),
        ("**Religion**\n\nQZX", ["QZX"], "religion"),
        ("### Religion\nQZX", ["QZX"], "religion"),
        ("Passport number\nK1234567", ["K1234567"], "ID number"),
        ("Passport\nK1234567", ["K1234567"], "ID number"),
        ("Health\nGood", ["Good"], "health"),
        ("Height\n187 cm", ["187"], "health"),
        ("Disability\nQZX", ["QZX"], "health"),
        ("Konfession\nQZX", ["QZX"], "religion"),
        ("Personalausweisnummer\nK1234567", ["K1234567"], "ID number"),
        ("Behinderung\nQZX", ["QZX"], "health"),
        ("Religión\nQZX", ["QZX"], "religion"),
        ("DNI\n12345678Z", ["12345678Z"], "ID number"),
        ("Discapacidad\nQZX", ["QZX"], "health"),
        ("Numéro de sécurité sociale\n1 91 05 75 123 456 78", ["123 456"], "ID number"),
        ("État de santé\nQZX", ["QZX"], "health"),
        ("Religião\nQZX", ["QZX"], "religion"),
        ("CPF\n123.456.789-09", ["123.456"], "ID number"),
        ("宗教信仰\nQZX", ["QZX"], "religion"),
        ("护照号\nK1234567", ["K1234567"], "ID number"),
        ("健康状况\nQZX", ["QZX"], "health"),
        ("Date of birth\t:\t4 May 1991", ["1991"], "date of birth"),
        ("12 rue Exemple, Paris, 38 ans, +33 1 55 50 01 42", ["38"], "age"),
        ("Beispielweg 1, 34117 Kassel, 38 Jahre", ["38"], "age"),
        ("Oslo, 38 años, permiso de conducir", ["38"], "age"),
        ("Max Other, 38 ans", ["38"], "age"),
        ("38 ans - Permis B", ["38"], "age"),
        ("Passport number K1234567", ["K1234567"], "ID number"),
        ("Oslo, Passport no. K1234567, driving licence", ["K1234567"], "ID number"),
        ("My passport number is K1234567.", ["K1234567"], "ID number"),
        ("Passeport n° K1234567", ["K1234567"], "ID number"),
        ("Reisepass Nr. K1234567", ["K1234567"], "ID number"),
        ("DNI 12345678Z", ["12345678Z"], "ID number"),
        ("CPF 123.456.789-09", ["123.456"], "ID number"),
        ("身份证 110101199905040000", ["110101"], "ID number"),
        ("My religion is QZX.", ["QZX"], "religion"),
        ("Religion – QZX", ["QZX"], "religion"),
        ("Ada Example (b. 1991)", ["1991"], "date of birth"),
        ("Ada Example (*1991)", ["1991"], "date of birth"),
        ("Oslo, born 4 May 1991", ["1991"], "date of birth"),
        ("Born May 1991", ["1991"], "date of birth"),
        ("I am married and have two QZX.", ["married", "QZX"], "marital status"),
        ("Family: married, two children", ["married", "two"], "marital status"),
        ("Backend engineer, 31 years old, eight years of Rust", ["31"], "age"),
        ("31-year-old backend engineer from Oslo", ["31"], "age"),
        ("Backend engineer from Oslo, aged 31", ["31"], "age"),
        ("Salary\n80,000 EUR", ["80,000"], "salary"),
        ("I'm 31 and live in Oslo.", ["31"], "age"),
        ("Nationality Norwegian", ["Norwegian"], "nationality"),
        ("Nationalité française", ["française"], "nationality"),
        ("Gender female", ["female"], "gender"),
        ("US Citizen | Oslo", ["Citizen"], "nationality"),
        ("Ruritanian citizen with a residence permit", ["Ruritanian"], "nationality"),
        ("I am a Ruritanian national living in Oslo.", ["Ruritanian"], "nationality"),
        ("I hold a Ruritanian passport.", ["Ruritanian"], "nationality"),
        ("Happily married, mother of two.", ["married", "two"], "marital status"),
        ("Ada Example (she/her)", ["she/her"], "gender"),
        ("Ada Example (she/her/hers)", ["she/her", "hers"], "gender"),
        ("Female, 31, Oslo", ["Female", "31"], "gender"),
        ("Male / 31 / Single", ["Male", "31", "Single"], "marital status"),
        ("女，1994年5月生，中共党员", ["女", "1994", "中共党员"], "gender"),
        ("性別：女", ["女"], "gender"),
        ("生年月日: 1994年5月4日", ["1994"], "date of birth"),
        ("국적: 한국", ["한국"], "nationality"),
        ("Ada Example (born 1990)", ["1990"], "date of birth"),
        ("Ada Example, Jahrgang 1990", ["1990"], "date of birth"),
        ("Birth: 1994", ["1994"], "date of birth"),
        ("Engineer (female) | Oslo", ["female"], "gender"),
        ("男 | 1998.03 | 汉族 | 中共党员", ["男", "1998", "汉族"], "gender"),
    ],
)  # fmt: skip
def test_private_data_is_left_out_and_its_kind_is_told(line, secrets, kind):
    read = reading(f"# Ada Example\nada@mail.example\n{line}\n")
    assert kind in read.left_out
    values = [str(fact.value) for fact in facts(read.profile)]
    quotes = [read.text[one.start : one.end] for fact in facts(read.profile) for one in fact.evidence]
    spans = private_spans(read.text)
    covered = "".join(read.text[span.start : span.end] for span in spans)
    for secret in secrets:
        assert not any(secret in text for text in values)
        assert not any(secret in text for text in quotes)
        assert secret in covered
    assert "ada@mail.example" in values
    assert "Education" not in covered


@pytest.mark.parametrize(
    "line",
    [
        "Migrated a 20-year-old billing system",
        "* 04.05.1991 – 06.07.1993 sold 3 maps",
        "*04.05.1991* first prize",
        "10 years of experience with Rust",
        "J'ai 10 ans d'expérience en Rust",
        "Tengo 10 años de experiencia",
        "Age of empires modding",
        "Single sign-on, single page apps",
        "Race conditions in schedulers",
        "Health: records for 40 clinics were moved to one store without a night of downtime for any",
        "Taught children: 20 hours of Scratch",
        "Female founders hackathon, organizer",
        "National scholarship",
        "Passport control simulation",
        "| Health | Python, HL7 and FHIR |",
        "| Health | 2019 - 2021 |",
        "| Photo | Lightroom |",
        "Race          C++, MPI",
        "示例民族大学",
        "2019年3月生产系统上线",
        "Health informatics",
        "Religion and AI: a reading group",
        "Religion\nBrackwater University\n2015 - 2018",
        "### Religion\nA model of how faiths spread, in Julia",
        "Health\nBuilt pipelines for 40 clinics",
        "Health\nPython",
        "Passport\nIdentity service for 40 airlines",
        "Passport\n2019 - 2021",
        "Height map rendering",
        "SSN: a sparse spiking network",
        "RUT: robust unit testing",
        "RFC 9110 contributor",
        "Faith: A Haskell proof checker",
        "Rust, 38 ans, Go",
        "Java, 10 Jahre, Python, 5 Jahre",
        "Sold 38 maps (b. 2 editions)",
        "Norwegian national team, 2019",
        "Citizenship education",
        "Senior citizen with a tablet: a course",
        "Father of two products",
        "Female, engineer",
        "Entwicklerin (m/w/d)",
        "Java, 31, Go",
        "I am 31.5 % faster",
        "Birth: a simulation of stars",
        "경제 연구",
    ],
)
def test_what_only_sounds_private_stays(line):
    assert private_spans(line) == ()


def test_a_phone_beside_private_data_is_kept():
    read = reading("# Ada Example\nada@mail.example\nPhone: +47 22 55 01 42 DOB: 4 May 1991 Sex: f\n")
    assert [one.number.value for one in read.profile.phones] == ["+47 22 55 01 42"]


def test_a_value_around_private_data_is_proved_by_the_words_on_both_sides():
    read = reading(
        "# Ada Example\nada@mail.example\n\n## Experience\n\n**Tern Labs**, Engineer, 2015 - 2018\n"
        "- Built maps, born on 4 May 1991 in the old town of Oslo, and compilers\n"
    )
    (post,) = read.profile.work
    assert [fact.value for fact in post.details] == ["Built maps, and compilers"]
    assert [read.text[one.start : one.end] for one in post.details[0].evidence] == ["Built maps,", "and compilers"]


LINES = (
    "Date of birth", "4 May 1991", "Nationality: Ruritanian", "Rust, born 4 May 1991", "Marital status", "single", "Religion", "",
    "  ", "# Work", "| Age | 27 |", "Wrote a compiler in Rust.", "27 years old | Oslo", "性别：女 年龄：23", "Gender", "female, 31, single",
)  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=8).map("\n".join), st.data())
def test_a_stretch_tells_what_is_private_in_it_by_its_own_lines_and_those_beside_them(text, data):
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    first, last = lines_that_tell(text, start, end)
    near = {first + at for span in private_spans(text[first:last]) for at in range(span.start, span.end)}
    whole = {at for span in private_spans(text) for at in range(span.start, span.end)}
    assert near & {*range(start, end)} == whole & {*range(start, end)}
