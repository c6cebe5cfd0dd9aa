"""Words of the échos."""

from centre.espaces.enums import CATEGORIES

#: « Utile à qui ? »: the four catégories.
UTILE_A = [(categorie.value, categorie.label) for categorie in CATEGORIES]
