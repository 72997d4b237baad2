"""What a team does about candidates: owners, tags, notes, to-dos, scorecards; the nouns, their port, and dates in words."""
