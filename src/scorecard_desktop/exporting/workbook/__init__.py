"""Workbooks that the program writes: the whole of a store, and the forms that services fill in."""
