"""Agreements of our own writing, with hand-made gold, and what reads them."""
