"""The trained artifact, its card, and the code that makes them from the corpus."""
