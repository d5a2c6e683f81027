"""Printed documents: from frozen values to the bytes of a PDF, in memory only."""
