"""A town's folder as a whole: its two files and the documents of its base, read and begun."""
