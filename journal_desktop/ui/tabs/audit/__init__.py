"""Tab «Журнал действий»: who did what, what asks for a second look, exports, integrity."""
