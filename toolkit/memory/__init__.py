"""Translation memories: made of alignments (``units``), kept in a store, looked up and searched."""
