"""The vault: the encrypted folder, its keys, who opens it and how. See docs/FORMAT.md."""
