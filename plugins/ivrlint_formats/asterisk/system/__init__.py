"""Which extension the engine finds: patterns, includes, switches."""
