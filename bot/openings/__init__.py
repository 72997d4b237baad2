"""What people apply for, and where they stand there."""
