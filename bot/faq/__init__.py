"""The FAQ base in memory: its cache, its index on disk, what an edit would change."""
