"""history all: what the audit has of everybody, for admins, in chat and as a table."""

import csv
import io
from dataclasses import replace

from tests.bot import MARA


def test_who_looked_at_whom_and_from_where_is_listed_newest_first(bot):
    bot.add("etxeberria_2026.md")
    bot.say("show noor")
    bot.say("find cuda")
    said = bot.say("history all")
    head, *lines = said.text.splitlines()
    assert head.endswith("recorded")
    (found, shown) = (line for line in lines if line.startswith(("find", "show")))
    assert found.startswith("find · Mara, ")
    assert shown.startswith("show #1 · Mara, ")
    assert shown.endswith(" UTC · slack")
    assert "history-all --csv" in said.commands


def test_the_whole_trail_is_a_table_that_no_spreadsheet_runs(bot):
    bot.add("etxeberria_2026.md")
    bot.say("show noor", member=replace(MARA, id="=1+1"))
    (file,) = bot.say("history all --csv").reply.files
    head, *rows = csv.reader(io.StringIO(file.data.decode(), newline=""))
    assert head == ["at", "who", "where", "command", "candidate", "outcome"]
    (shown,) = (row for row in rows if row[3] == "show")
    assert shown == ["2026-11-20T09:01:00+00:00", "'=1+1 Mara", "slack:T01TEST:C01HIRE", "show", "1", "done"]
