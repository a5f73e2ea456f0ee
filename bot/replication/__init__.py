"""Several processes on one database: who lives and leads, and whether the tables fit."""
