"""The registers behind a pack: risks, budget, sources."""
