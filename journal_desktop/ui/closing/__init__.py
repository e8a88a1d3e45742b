"""«Закрытие периодов и года»: periods, decisions of the council, corrections (domain 5.8, 3.3)."""
