"""Sizes in pixels: a grid of four, and five sizes of type."""

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8 = 4, 8, 12, 16, 24, 32
"""Distances between things; the number says how many fours."""

META, GRID, BODY, SECTION, PAGE = 12, 13, 14, 18, 24
"""Sizes of type, from the smallest to a page's title."""

ROW = 28
"""The height of a table's row."""

RADIUS = 6
"""How round corners are."""
