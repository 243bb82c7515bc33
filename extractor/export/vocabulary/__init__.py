"""What other vocabularies say of our answers: one table, and the values that the formats share."""
