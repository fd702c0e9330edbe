"""Scorecard Desktop: scorecards, ratings and accessible committee packs for council officers."""

__version__ = "0.1.0"
