"""One file a product; each is run by an interpreter of its own, so that its memory is its own."""
