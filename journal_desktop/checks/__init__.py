"""Checks of the Regulation: findings with clause and place."""
