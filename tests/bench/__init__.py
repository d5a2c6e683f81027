"""Measures against the limit of the same run: an empty window, raw SQLCipher."""
