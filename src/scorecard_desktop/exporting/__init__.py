"""Turning a frozen scorecard book into papers: neutral content first, then the format that is asked for."""
