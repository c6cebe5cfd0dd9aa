"""A list cut into pages says its order: without one, a row is seen twice or never."""

from __future__ import annotations

import re

import pytest

from centre.espaces.enums import Public
from centre.gestion.operations import accorder_gestion
from centre.groupes.enums import Porte
from centre.groupes.operations import ouvrir_groupe
from extranet.operations import installer_pages
from tests.coherence.arbre import NOTRE_CODE, modules, texte
from tests.personnes import membre

#: Where pages are cut, and an address that shows them. Django warns of a list without order, and a warning fails here.
LISTES = {
    "centre/accueil.py": ["/espace/qui-voit/reseau/"],
    "centre/groupes/views/adhesions.py": ["/espace/groupes/atelier/membres/", "/espace/groupes/atelier/membres/?q=a"],
    "centre/groupes/views/pages.py": ["/espace/groupes/", "/espace/groupes/?q=a"],
    "centre/membres/views/annuaire.py": ["/annuaire/", "/annuaire/?q=a", "/annuaire/structures/"],
    "centre/membres/views/file_des_demandes.py": ["/gestion/demandes/", "/gestion/demandes/?q=a&etat=toutes"],
    "centre/membres/views/imports.py": ["/gestion/imports/"],
    "centre/membres/views/invitations.py": ["/gestion/invitations/", "/gestion/invitations/?q=a"],
    "centre/membres/views/structures.py": ["/gestion/structures/"],
    "centre/courriels/views.py": ["/gestion/courriels/", "/gestion/courriels/?q=a"],
    "centre/gestion/views/journal.py": ["/gestion/journal/"],
    "centre/gestion/views/membres.py": ["/gestion/membres/"],
    "centre/recherche/views/pages.py": ["/recherche/?q=territoire"],
    "centre/recherche/views/questions.py": ["/gestion/recherche/"],
    "centre/territoires/views.py": ["/territoires/", "/territoires/?q=bray"],
    "echos/views.py": ["/echos/", "/echos/?q=a"],
    "extranet/models.py": ["/actualites/"],
    "jeudis/views/agenda.py": ["/jeudis/", "/jeudis/passes/", "/jeudis/?q=a"],
    "jeudis/views/compte_rendu.py": ["/jeudis/comptes-rendus-a-publier/"],
    "jeudis/views/evenements.py": ["/jeudis/ailleurs/", "/jeudis/ailleurs/?passes=1&q=a", "/jeudis/ailleurs/?voir=recents"],
    "jeudis/views/dossiers.py": ["/dossiers/", "/dossiers/?q=a"],
    "jeudis/views/releve.py": ["/jeudis/decisions/suivi/"],
    "ressources/bibliotheque/views/echeances.py": ["/ressources/a-revoir/"],
    "ressources/bibliotheque/views/lots.py": ["/ressources/lot/", "/ressources/lot/?q=a"],
    "ressources/bibliotheque/views/telechargements.py": ["/ressources/telechargements/"],
    "ressources/liens_morts/views.py": ["/gestion/liens/"],
    "ressources/bibliotheque/views/file_des_demandes.py": ["/ressources/demandes/"],
    "ressources/bibliotheque/views/ouvertures.py": ["/ressources/ouvertures/"],
    "ressources/bibliotheque/views/pages.py": ["/ressources/", "/ressources/?q=a"],
}
#: The gallery cuts a row of numbers.
SANS_LIGNES = {"centre/galerie.py"}


def test_chaque_liste_coupee_en_pages_est_ici():
    coupees = {str(m) for m in modules(*NOTRE_CODE) if re.search(r"\bPaginator\(", texte(m))}
    assert coupees - SANS_LIGNES == LISTES.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("adresse", [a for adresses in LISTES.values() for a in adresses])
def test_la_liste_a_un_ordre(adresse, client):
    installer_pages()
    accorder_gestion()
    animatrice = membre("animatrice", role=Public.ANIMATRICE)
    ouvrir_groupe(nom="Atelier", description="Essai", porte=Porte.LIBRE, par=animatrice)
    client.force_login(animatrice)
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    pages = [valeur for valeur in _valeurs(reponse.context) if hasattr(valeur, "paginator")]
    assert [getattr(page.paginator.object_list, "ordered", True) for page in pages] == [True] * len(pages)
    assert pages


def _valeurs(contextes):
    return [valeur for contexte in contextes for dictionnaire in contexte.dicts for valeur in dictionnaire.values()]
