"""The page: the poster, a layout for phones, a table, and the evidence behind every number, in one file."""
