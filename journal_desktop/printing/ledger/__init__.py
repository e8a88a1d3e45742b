"""The summary ledger on paper: variants, pages with their foot, the section of the journal."""
