"""One script a version; each imports nothing from the program."""
