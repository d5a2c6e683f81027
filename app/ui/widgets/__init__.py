"""Reusable parts of the window. They know no service: what they show is given to them."""
