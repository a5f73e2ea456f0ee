"""Where meetings come from: adapters that translate, one fetching room, one calendar file."""
