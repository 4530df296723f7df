"""Files of any kind into tables."""
