"""The workbooks of Barchester County Council, one module each."""
