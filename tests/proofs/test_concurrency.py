"""Fifty writers who try for long."""

from tests.contract import test_store_concurrency as concurrency


def test_no_edit_of_fifty_patient_writers_is_lost(store, monkeypatch):
    monkeypatch.setattr(concurrency, "TURNS", 20)
    concurrency.test_no_edit_of_fifty_writers_is_lost(store)
