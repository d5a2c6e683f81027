"""Every kind of record that can be brought back: how it is written, then corrected."""
