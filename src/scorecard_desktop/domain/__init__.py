"""The rules of the field, as pure functions over plain records. Standard library only."""
