"""How platforms and the core talk."""
