"""Where meetings come from: adapters that translate, one module that fetches, one file."""
