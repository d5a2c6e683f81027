"""A fictional town, the same for the same seed: to learn on, to show, to measure."""
