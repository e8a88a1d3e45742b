"""Tab «Посещаемость»: the day of a class, its sheets, documents, the school today."""
