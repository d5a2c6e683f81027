"""What the door leads to besides opening: creating a vault, recovering one, a demonstration."""
