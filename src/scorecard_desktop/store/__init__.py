"""The store: every record and its history in one SQLite file."""
