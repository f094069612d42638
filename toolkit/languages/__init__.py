"""What the toolkit knows about single languages, as tables and small functions."""
