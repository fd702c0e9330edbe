"""The parts of a pack that report on scorecards."""
