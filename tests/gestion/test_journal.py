"""The audit log read by people: each act, each detail in words; no verb of the code, no key, no JSON."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from centre.courriels.operations import lien_de_refus
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.journal.lecture import AUTRE, lire
from centre.journal.models import Ligne
from centre.journal.operations import consigner
from centre.liens.enums import Action
from centre.liens.operations import creer_lien
from centre.membres.models import Presence
from centre.membres.operations import affecter_poste, creer_structure, prevoir_depart, suspendre
from centre.membres.operations.exports import _parties
from centre.publications.operations import creer, deplacer, publier
from echos.models import Echo

from .test_membres import karim, lu

__all__ = ["karim"]
#: A verb of the code: two words of lower case letters around a point.
VERBE = re.compile(r">\s*[a-z_]+\.[a-z_]+\s*<")


@pytest.fixture
def gestes_faits(animatrice, karim):
    """One act of several sorts: a post, a departure, a text that changes readers, an account that closes."""
    affecter_poste(
        membre=karim, categorie=Public.AGGLO, fonction="Cheffe de projet", depuis=dt.date(2026, 1, 5), par=animatrice,
        structure=creer_structure(nom="Agglo du Val"),
    )  # fmt: skip
    prevoir_depart(membre=karim, dernier_jour=dt.date(2099, 6, 30), successeur=animatrice, par=animatrice)
    echo = Echo(titre="Un chantier participatif", retenir_1="Une idée")
    echo = publier(publication=creer(publication=echo, espace=Espace.objects.get(slug="reseau"), par=karim), par=karim)
    deplacer(publication=echo, espace=Espace.objects.get(slug="agglo"), par=karim)
    suspendre(membre=karim, par=animatrice)
    return karim


def dits(lecteur) -> dict[str, tuple[str, list[str]]]:
    return {lue.mots: (lue.sujet, lue.precisions) for lue in lire(Ligne.objects.order_by("pk"), lecteur)}


def test_le_journal_parle_francais(chez_l_animatrice, animatrice, gestes_faits):
    lus = dits(animatrice)
    assert lus["Poste attribué"] == (
        str(gestes_faits),
        ["poste : Cheffe de projet, Agglo du Val", "catégorie : Chargé·es de mission d’agglomération"],
    )
    assert lus["Départ prévu"] == (str(gestes_faits), ["dernier jour : mardi 30\xa0juin 2099", f"prend la suite : {animatrice}"])
    assert lus["Texte changé de lecteurs"] == (
        "Un chantier participatif",
        ["de : Réseau", "vers : Chargé·es de mission d’agglomération"],
    )
    assert lus["Compte suspendu"] == (str(gestes_faits), [])
    page = lu(chez_l_animatrice.get("/gestion/journal/"))
    assert "Cheffe de projet, Agglo du Val" in page
    assert not VERBE.search(page)


def test_la_fiche_et_l_annulation_parlent_francais(chez_l_animatrice, gestes_faits):
    fiche = lu(chez_l_animatrice.get(f"/gestion/membres/{gestes_faits.pk}/"))
    assert "<h3>Compte suspendu</h3>" in fiche
    assert not VERBE.search(fiche)
    ligne = Ligne.objects.get(verbe="publication.deplacer")
    page = lu(chez_l_animatrice.get(f"/gestion/journal/{ligne.pk}/annuler/"))
    assert "<dd>Texte changé de lecteurs</dd><dt>Sur quoi</dt><dd>Un chantier participatif</dd>" in page
    assert not VERBE.search(page)


def test_le_filtre_propose_des_phrases(chez_l_animatrice, gestes_faits):
    page = lu(chez_l_animatrice.get("/gestion/journal/?verbe=membre.suspendre"))
    assert '<option value="membre.suspendre" selected>Compte suspendu</option>' in page
    assert [
        lue.ligne.verbe for lue, _ in chez_l_animatrice.get("/gestion/journal/?verbe=membre.suspendre").context["lignes"]
    ] == ["membre.suspendre"]


def test_un_geste_d_une_ancienne_version_reste_lisible(chez_l_animatrice, animatrice, karim):
    consigner(acteur=animatrice, verbe="essai.disparu", objet=karim, details={"cle": {"un": 1}})
    page = lu(chez_l_animatrice.get("/gestion/journal/"))
    assert AUTRE in page
    assert "essai.disparu" not in page
    assert "{" not in page.split("<tbody>")[1].split("</tbody>")[0]


def test_on_ne_lit_au_journal_que_le_nom_de_ce_qu_on_peut_lire(creer, animatrice, gestes_faits):
    """The same line names the text to who reads it, and says its kind alone to anybody else."""
    ligne = Ligne.objects.get(verbe="publication.deplacer")
    assert lire([ligne], animatrice)[0].sujet == "Un chantier participatif"
    assert lire([ligne], creer("tierce"))[0].sujet == "écho (effacé depuis ou réservé)"


def test_la_copie_de_ses_donnees_dit_les_gestes_en_mots(animatrice, gestes_faits):
    partie = next(p for p in _parties(animatrice) if p["nom"] == "journal.Ligne")
    assert {ligne["geste"] for ligne in partie["lignes"]} == {"Poste attribué", "Départ prévu", "Compte suspendu"}
    assert {ligne["sur"] for ligne in partie["lignes"]} == {"membre"}, "the names of others stay out of one's own copy"
    assert set(partie["lignes"][0]) == {"quand", "geste", "sur"}


def test_autant_de_requetes_pour_un_geste_que_pour_trois(animatrice, karim, gestes_faits):
    def requetes(combien):
        lignes = list(Ligne.objects.filter(verbe="membre.affecter_poste").select_related("acteur")[:combien])
        assert len(lignes) == combien
        with CaptureQueriesContext(connection) as vues:
            lire(lignes, animatrice)
        return len(vues)

    for numero in (1, 2):
        affecter_poste(
            membre=animatrice, categorie=Public.VILLE, fonction=f"Poste {numero}", depuis=dt.date(2025, numero, 1),
            structure=creer_structure(nom=f"S {numero}"),
        )  # fmt: skip
    assert requetes(1) == requetes(3)


def test_un_lien_dit_de_quoi_il_parle_sans_cle(animatrice, karim):
    Presence.objects.get_or_create(membre=karim)
    lien_de_refus(karim, "groupe_fil")
    creer_lien(objet=karim.presence, action=Action.CONFIRMER, titulaire=karim, expire_le=timezone.now() + dt.timedelta(days=1))
    lus = {(lue.sujet, *lue.precisions) for lue in lire(Ligne.objects.filter(verbe="lien.creer"), animatrice)}
    assert lus == {
        ("présence de Karim Essai", "pour : confirmer"),
        ("Le fil de mes groupes : un résumé par jour au plus : oui", "pour : se désinscrire"),
    }
