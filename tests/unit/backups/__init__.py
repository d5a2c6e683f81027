"""Backups: made, verified, rotated, restored, rehearsed."""
