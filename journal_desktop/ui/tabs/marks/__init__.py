"""Tab «Журнал»: the spread of a class and a subject."""
