"""How people are judged together: side by side, and against the wishes of a role. A person decides; nothing here does."""
