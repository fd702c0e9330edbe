"""The checks on a book, one file for each family (rules.md, Findings); ``listed`` has all of them."""
