"""Erasing a person everywhere: what goes, what stays as proof, and the messages that have to go with it."""
