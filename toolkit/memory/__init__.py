"""Translation memories: made from an alignment."""
