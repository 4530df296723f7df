"""Notes and transcripts: what was said, by whom, when, and on which side of the counter they stand."""
