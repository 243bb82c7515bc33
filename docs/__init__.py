"""Documentation, in part made of the tables that the package uses."""
