"""Vigie: the desktop program of a French town's cellule de veille éducative."""

__version__ = "0.1.0"
