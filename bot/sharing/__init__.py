"""What is posted to a channel for others to read: a version without contacts, recorded, and taken down again."""
