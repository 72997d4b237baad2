"""Loads the adapter first: it keeps the warning of discord.py's voice player out of the tests."""

import adapters.discord  # noqa: F401
