"""TMX in, TMX out, validate: translation memories as plain values."""
