"""One screen a file; pages do not import each other."""
