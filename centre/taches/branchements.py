"""The queue's place on the health page."""

from centre.registre import sondes

from .sante import verifier_la_file

sondes.ajouter("taches", verifier_la_file)
