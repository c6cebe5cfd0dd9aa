"""Pages of the groupes."""
