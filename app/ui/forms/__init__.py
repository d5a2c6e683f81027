"""Declared forms: what is asked (`spec`), drawn in one place (`builder`), read by `binder`."""
