"""The optional language model: asked about what the rules left unread, and believed only word for word."""
