"""The review page: what a translator looks through before trusting a memory."""
