"""The paper as one HTML file."""
