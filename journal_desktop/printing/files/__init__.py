"""Files (дела) on paper: cover, inner inventory, the documents, certification sheet (domain 4)."""
