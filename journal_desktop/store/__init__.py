"""The database: engine, rows, audit, keys, migrations."""
