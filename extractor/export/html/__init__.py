"""Pages that a person reads in a browser: one file each, which asks the network for nothing."""
