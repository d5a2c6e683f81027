"""What the program does: use cases, one subject a file. No Qt here."""
