"""What `make proofs` runs: whole test sets, fuzzing and kills at full counts, of which `make test` runs seeded samples."""
