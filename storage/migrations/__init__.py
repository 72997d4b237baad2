"""The schema, one step per file; run by storage.maintenance."""
