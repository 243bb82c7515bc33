"""What the product knows about licenses, as data: one TOML file, one label, entity type or term."""
