"""Fixtures for all tests."""

from tests.stores import postgresql_schema, postgresql_url, sqlite_store, sqlite_template, sqlite_url, store, url

__all__ = ["postgresql_schema", "postgresql_url", "sqlite_store", "sqlite_template", "sqlite_url", "store", "url"]
