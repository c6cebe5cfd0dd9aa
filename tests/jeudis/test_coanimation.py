"""Who co-animates a groupe without being of the team reads nothing of the people of its Jeudis (DESIGN §2, « À moi »)."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.groupes.enums import Porte, RoleDansLeGroupe
from centre.groupes.models import Groupe
from centre.groupes.operations import ajouter, nommer, ouvrir_groupe
from jeudis import operations
from jeudis.models import (
    Attestation,
    CodeDeSalle,
    CompteRendu,
    Emission,
    Evaluation,
    Feuille,
    Inscription,
    Intervenant,
    Marque,
    Presence,
    Preuve,
    Question,
    Regles,
)
from tests.jeudis.conftest import horaire, texte
from tests.personnes import membre

pytestmark = pytest.mark.django_db
DES_PERSONNES = [
    *("inscrits/", "inscrits.csv", "regles/", "besoins/", "besoins.csv", "passerelle/", "emargement/", "feuille/"),
    *("code/", "attestations/"),
]


@pytest.fixture
def jeudi(faire, animatrice):
    groupe = ouvrir_groupe(nom="Habitat", description="", porte=Porte.INVITATION, par=animatrice)
    pays = membre("pays", Public.PAYS)
    ajouter(groupe=groupe, membre=pays, par=animatrice)
    nommer(groupe=Groupe.objects.get(pk=groupe.pk), membre=pays, role=RoleDansLeGroupe.COANIMATION, par=animatrice)
    return faire(espace=groupe.espace.slug, inscription=groupe.espace.slug), pays


@pytest.mark.parametrize("suite", DES_PERSONNES)
def test_l_equipe_seule_lit_les_personnes(client, jeudi, animatrice, suite):
    objet, pays = jeudi
    adresse = f"/jeudis/{objet.slug}/{suite}"
    client.force_login(pays)
    assert client.get(adresse).status_code == 404
    client.force_login(animatrice)
    assert client.get(adresse).status_code == 200


def test_la_page_ne_montre_que_ce_qui_s_ouvre(client, jeudi):
    objet, pays = jeudi
    client.force_login(pays)
    page = texte(client.get(objet.get_absolute_url()))
    assert ("Programme et intervenants" in page, "Repas, besoins, attentes" in page, "La passerelle" in page) == (
        True,
        False,
        False,
    )
    assert client.post(f"/jeudis/{objet.slug}/passerelle/proposer/", {"membre": pays.pk}).status_code == 404


# --- the same, at the operations: whatever the screen, and whatever calls them ---


def pointage(inscription):
    return operations.Pointage(inscription.pk, inscription.jeudi.seances.get().pk, "matin", "present", str(uuid.uuid4()))


@pytest.fixture
def tenu(faire, jeudi, animatrice):
    """The Jeudi took place: somebody came, whose attendance two devices tell differently; a signed sheet is kept."""
    objet, pays = jeudi
    autre = membre("autre", Public.AGGLO)
    ajouter(groupe=Groupe.objects.get(espace=objet.espace), membre=autre, par=animatrice)
    inscription = operations.inscrire(jeudi=objet, membre=autre, par=autre)
    operations.dater(jeudi=objet, horaires=[horaire(objet.premier_jour.replace(year=2025))], par=animatrice)
    objet.refresh_from_db()
    inscription = Inscription.objects.get(pk=inscription.pk)
    operations.pointer(jeudi=objet, pointages=[pointage(inscription)], par=animatrice)
    scan = SimpleUploadedFile("feuille.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF", "application/pdf")
    operations.deposer_preuve(jeudi=objet, jour=objet.premier_jour, document=scan, par=animatrice)
    return objet, pays, inscription


GESTES = {
    "inscrire": lambda j, i, qui, par: operations.inscrire(jeudi=j, membre=qui, par=par),
    "inscrire_sans_compte": lambda j, i, qui, par: operations.inscrire_sans_compte(
        jeudi=j, identite=operations.Identite(nom="Venue"), par=par
    ),
    "annuler": lambda j, i, qui, par: operations.annuler_inscription(inscription=i, par=par),
    "changer_le_bulletin": lambda j, i, qui, par: operations.changer_le_bulletin(
        inscription=i, bulletin=operations.Bulletin(visible=True), par=par
    ),
    "repondre_a_l_offre": lambda j, i, qui, par: operations.repondre_a_l_offre(inscription=i, accepte=False, par=par),
    "regler": lambda j, i, qui, par: operations.regler(
        jeudi=j, regles={"part": 50}, questions=operations.QUESTIONS, ateliers=[], par=par
    ),
    "pointer": lambda j, i, qui, par: operations.pointer(jeudi=j, pointages=[pointage(i)], par=par),
    "accueillir": lambda j, i, qui, par: operations.accueillir(jeudi=j, pointage=pointage(i), par=par, nom="Venue"),
    "trancher": lambda j, i, qui, par: operations.trancher(presence=Presence.objects.get(), etat="absent", par=par),
    "noter_l_impression": lambda j, i, qui, par: operations.noter_l_impression(jeudi=j, jour=j.premier_jour, par=par),
    "deposer_preuve": lambda j, i, qui, par: operations.deposer_preuve(
        jeudi=j, jour=j.premier_jour, document=SimpleUploadedFile("autre.pdf", b"%PDF-1.4\n%autre\n%%EOF"), par=par
    ),
    "detruire_preuve": lambda j, i, qui, par: operations.detruire_preuve(preuve=Preuve.objects.get(), par=par),
    "changer_le_code": lambda j, i, qui, par: operations.changer_le_code(seance=j.seances.get(), par=par),
    "emettre_attestations": lambda j, i, qui, par: operations.emettre_attestations(jeudi=j, par=par),
    "ouvrir_l_evaluation": lambda j, i, qui, par: operations.ouvrir_l_evaluation(jeudi=j, par=par),
}
TABLES = [
    *(Inscription, Regles, Question, Marque, Presence, Feuille, Preuve, CodeDeSalle, Emission, Attestation, Evaluation, Courriel),
]


def en_base():
    """Every row that speaks of who comes."""
    return {modele.__name__: list(modele.objects.order_by("pk").values()) for modele in TABLES}


@pytest.mark.parametrize("nom", GESTES)
def test_l_operation_refuse_qui_coanime_et_rien_ne_bouge(tenu, animatrice, nom):
    objet, pays, inscription = tenu
    avant = en_base()
    with pytest.raises(PermissionDenied):
        GESTES[nom](objet, inscription, animatrice, pays)
    assert en_base() == avant
    GESTES[nom](objet, inscription, animatrice, animatrice)
    assert en_base() != avant


def test_proposer_de_venir_est_a_l_equipe(jeudi, animatrice):
    objet, pays = jeudi
    autre = membre("autre", Public.AGGLO)
    ajouter(groupe=Groupe.objects.get(espace=objet.espace), membre=autre, par=animatrice)
    avant = en_base()
    with pytest.raises(PermissionDenied):
        operations.proposer_de_venir(jeudi=objet, membre=autre, par=pays)
    assert en_base() == avant
    assert operations.proposer_de_venir(jeudi=objet, membre=autre, par=animatrice) is not None


def test_qui_coanime_repond_de_soi_et_ecrit_les_textes(jeudi):
    """Their own registration, the programme, the compte rendu: what a co-animator does stays theirs to do."""
    objet, pays = jeudi
    sienne = operations.inscrire(jeudi=objet, membre=pays, par=pays)
    operations.changer_le_bulletin(inscription=sienne, bulletin=operations.Bulletin(visible=True), par=pays)
    operations.ecrire_le_programme(jeudi=objet, paroles=[operations.Parole(nom="Ada Roy")], par=pays)
    operations.commencer_compte_rendu(jeudi=objet, espace=objet.espace, espace_publique=None, par=pays)
    operations.annuler_inscription(inscription=sienne, par=pays)
    lu = Inscription.objects.get()
    assert (lu.etat, lu.visible, Intervenant.objects.get().nom, CompteRendu.objects.get().jeudi_id) == (
        "annulee",
        True,
        "Ada Roy",
        objet.pk,
    )


def test_la_liste_de_preparation_n_ouvre_que_ce_qui_s_ouvre(client, tenu, animatrice):
    """The line is told, its button is not shown: behind it the screen answers 404."""
    objet, pays, _ = tenu
    portes = [f"/jeudis/{objet.slug}/{suite}" for suite in ("besoins/", "feuille/", "attestations/")]
    adresse = f"/jeudis/{objet.slug}/preparation/"
    client.force_login(animatrice)
    ouvertes = [porte for porte in portes if f'href="{porte}"' in client.get(adresse).content.decode()]
    client.force_login(pays)
    page = client.get(adresse)
    fermees = [porte for porte in [*portes, "/jeudis/preparation/"] if f'href="{porte}"' in page.content.decode()]
    assert (ouvertes, fermees, "Émettre les attestations" in texte(page)) == (portes, [], True)
