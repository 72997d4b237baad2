"""How files are read as lines: one module per format, and `formats`, which tells them apart."""
