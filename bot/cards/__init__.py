"""People as reply blocks: rows, cards, quotes, and the words for dates and numbers. What commands and digests share."""
