"""The person's own pages and accounts, each with its network where the CV says it."""

import pytest

from tests.unit.cv.facts.reading import profile, v


def links(top):
    return [(v(link.network), v(link.username)) for link in profile(f"# Ada Example\nada@mail.example\n{top}\n").links]


@pytest.mark.parametrize(
    ("top", "network", "username"),
    [
        ("github.com/ada-x", "GitHub", "ada-x"),
        ("https://gitlab.com/ada-x", "GitLab", "ada-x"),
        ("https://www.linkedin.com/in/ada-x/", "LinkedIn", "ada-x"),
        ("https://scholar.google.com/citations?user=AbC123&hl=en", "Google Scholar", "AbC123"),
        ("https://orcid.org/0000-0002-1825-0097", "ORCID", "0000-0002-1825-0097"),
        ("https://huggingface.co/ada-x", "Hugging Face", "ada-x"),
        ("https://www.kaggle.com/adax", "Kaggle", "adax"),
        ("https://stackoverflow.com/users/12345/ada", "Stack Overflow", "ada"),
        ("https://x.com/adax", "X", "adax"),
        ("https://bsky.app/profile/ada.example", "Bluesky", "ada.example"),
        ("https://mastodon.social/@adax", "Mastodon", "adax"),
        ("https://medium.com/@adax", "Medium", "adax"),
        ("https://www.youtube.com/@adax", "YouTube", "adax"),
        ("https://www.xing.com/profile/Ada_Example", "XING", "Ada_Example"),
        ("https://www.zhihu.com/people/ada-x", "Zhihu", "ada-x"),
        ("https://openreview.net/profile?id=~Ada_Example1", "OpenReview", "~Ada_Example1"),
        ("https://www.researchgate.net/profile/Ada-Example", "ResearchGate", "Ada-Example"),
        ("GitHub: ada-x", "GitHub", "ada-x"),
        ("adaexample.example", None, None),
    ],
)
def test_an_account_and_its_network(top, network, username):
    assert links(top) == [(network, username)]


@pytest.mark.parametrize(
    "top",
    [
        "I wrote https://github.com/ada-x/tern for fun.",
        "https://www.linkedin.com/company/quill-systems",
        "https://medium.com/@adax/how-terns-fly-123abc",
        "https://x.com/quill/status/1234567890",
        "I work at Quill Systems (https://quill.example) where I look after the pipes and the people who lay them.",
        "Node.js, ASP.NET",
    ],
)
def test_what_is_not_a_page_of_the_person(top):
    assert links(top) == []


def test_words_between_commas_are_no_accounts_but_one_between_signs_is():
    assert links("https://ada.example, climbing, chess, `haskell`") == [(None, None)]
    assert links("ada@mail.example | ada-x-99 | Aldersea") == [(None, "ada-x-99")]


def test_an_address_ends_at_a_sign_that_no_page_prints():
    assert [v(link.url) for link in profile("# Ada Example\nhttps://ada.example/a\x10b\n").links] == [
        "https://ada.example/a"
    ]


def test_a_phone_between_signs_is_no_account():
    assert profile("# Ada Example\nada@mail.example | 010-1234-5678\n").links == ()
