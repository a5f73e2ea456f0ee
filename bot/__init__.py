"""The machine: settings, storage, intake, sending, sources, texts."""
