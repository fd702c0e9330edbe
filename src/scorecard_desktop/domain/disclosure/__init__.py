"""Disclosure control: which figures a public version holds back, and the proof that they cannot be worked out.

``counted`` tells the whole numbers that stand in figures, ``sums``, ``alike`` and ``earlier`` what ties them to one
another, ``system`` puts both together as a reader sees them, ``auditing`` asks a solver how far each figure that is
held back can be narrowed down, ``suppression`` chooses what else must be held back, ``quoting`` finds texts that tell
such a figure, and ``public_book`` makes the book from which a public version is drawn (rules.md, Disclosure control).
"""
