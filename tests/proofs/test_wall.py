"""Whose rows a connection shows is decided anew with each transaction, however many threads hand it on to each other."""

from tests.contract.test_store_wall import mix


def test_ten_thousand_requests_of_two_organizations_over_five_connections_mix_nothing(postgresql_url):
    mix(postgresql_url, count=10_000, threads=32)
