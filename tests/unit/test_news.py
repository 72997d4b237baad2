"""What a newer CV brings is said in a line; who somebody new may be is proposed with its reasons."""

from bot.cards.news import told
from bot.likeness import likenesses, reasons
from bot.news import news
from bot.profile import Fact, Phone, Profile, Publication, Skill
from tests.unit.test_combining import fact, job


def test_what_is_new_changed_and_gone_is_told():
    before = Profile(
        fact("Ana Lima"),
        emails=(fact("old@mail.example"),),
        work=(job("Tessera Labs", "Engineer", "2021", "present"), job("Kiosk", "Clerk", "2015", "2016")),
    )
    newer = Profile(
        fact("Ana Lima"),
        emails=(fact("new@mail.example"),),
        work=(
            job("Quillon Systems", "Staff engineer", "2026", "present"),
            job("Tessera Labs", "Engineer", "2021", "2026-05"),
        ),
        publications=(Publication(fact("Pages that fit"), venue=fact("OSDI"), date=fact("2025")),),
    )
    assert told(news(before, newer)) == (
        "new: new@mail.example; Staff engineer, Quillon Systems · 2026–now; Pages that fit · OSDI 2025",
        "changed: Tessera Labs: until May 2026 (was now)",
        "no longer mentioned: old@mail.example; Clerk, Kiosk · 2015–2016",
    )


def test_many_of_a_kind_are_counted():
    newer = Profile(publications=tuple(Publication(fact(f"Paper {at}")) for at in range(12)))
    assert told(news(Profile(), newer)) == ("new: 12 papers",)


def test_the_same_again_is_no_news():
    profile = Profile(fact("Ana Lima"), work=(job("Tessera Labs", "Engineer", "2021"),))
    assert not news(profile, profile)


def test_a_name_alone_is_a_reason_and_a_similar_one_needs_more():
    def person(name, *skills, at="Tessera Labs"):
        return Profile(fact(name), work=(job(at, "Engineer"),), skills=tuple(Skill(fact(one)) for one in skills))

    assert reasons(person("Ana Lima"), person("Lima, Ana", at="Kiosk")) == ("same name",)
    assert reasons(person("Ana Lima"), person("A. Lima")) == ("similar name", "both at Tessera Labs")
    assert reasons(person("Ana Lima"), person("Ada Lima", at="Kiosk")) == ()
    assert reasons(person("Ana Lima"), person("Bo Chen")) == ()
    skilled = person("Ana Lima", "CUDA", "Rust", "MLIR"), person("Anna Lima", "Rust", "CUDA", "MLIR", at="Kiosk")
    assert reasons(*skilled) == ("similar name", "both list CUDA, Rust, MLIR")


def test_a_phone_under_another_name_is_a_reason_alone():
    one, other = (
        Profile(Fact(name, ()), phones=(Phone(fact("+49 30 1234567"), fact("+49301234567")),))
        for name in ("Ana Lima", "Bo Chen")
    )
    assert reasons(one, other) == ("same phone",)


def test_one_mailbox_of_two_people_makes_two_records_and_a_proposal(bot):
    from tests.unit.commands.test_people_over_time import take

    for name in ("Mara Okafor", "Jon Okafor"):
        take(bot, f"# {name}\nokafor@mail.example\n\n## Experience\n- Engineer, Tessera Labs, 2021 - 2023\n")
    assert bot.tenant.numbers() == (1, 2)
    assert "#1 Mara Okafor: same e-mail; both at Tessera Labs" in bot.say("merge #2").text


def test_a_new_person_is_compared_with_those_already_here(bot):
    from tests.unit.commands.test_people_over_time import take

    take(bot, "# Ana Lima\nana@mail.example\n\n## Experience\n- Engineer, Tessera Labs, 2021 - 2023\n")
    take(bot, "# Ana Lima\nlima@post.example\n\n## Experience\n- Engineer, Tessera Labs, 2021 - 2023\n")
    assert bot.tenant.numbers() == (1, 2)
    [found] = likenesses(bot.tenant, bot.tenant.dossier(2).profile, besides=2)
    assert (found.candidate.number, found.reasons) == (1, ("same name", "both at Tessera Labs"))
