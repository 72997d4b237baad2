"""What is done with a whole database: brought up to date, checked, backed up, restored, moved."""

from storage.backups import backup, restore
from storage.copying import copy
from storage.maintenance import check, to_reindex, upgrade

__all__ = ["backup", "check", "copy", "restore", "to_reindex", "upgrade"]
