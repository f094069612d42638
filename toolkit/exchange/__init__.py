"""Into and out of every tool: translatable files filled from a memory and counted, memories exported."""
