"""Attestations: for those present, hours as attended, a number anybody checks and that names nobody; a cycle has its rule."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.membres.operations import effacer_membre
from centre.membres.operations.fusion import fusionner
from centre.registre import journee
from jeudis.enums import Forme
from jeudis.models import Attestation, Emission, Jeudi, Presence
from jeudis.operations import Pointage, dater, emettre_attestations, pointer, trancher
from tests.jeudis.conftest import texte
from tests.jeudis.test_presences import APRES_MIDI, geste, inscrite
from tests.jeudis.test_presences import journee as heures
from tests.personnes import membre

pytestmark = pytest.mark.django_db
AOUT = dt.date(2026, 3, 12)


@pytest.fixture
def jeudi(faire, animatrice):
    """12 March 2026, two demi-journées."""
    fait = faire(titre="Les CUCS & l’eau")
    dater(jeudi=fait, horaires=[heures(AOUT)], par=animatrice)
    return Jeudi.objects.get(pk=fait.pk)


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


def entree(qui):
    client = Client()
    client.force_login(qui)
    return client


def etats():
    return list(Attestation.objects.order_by("pk").values_list("etat", "minutes"))


def test_les_heures_sont_celles_des_demi_journees_suivies(jeudi, animatrice, pays):
    """Three hours in the morning, two and a half in the afternoon; who was absent has none."""
    gens = [inscrite(jeudi, pays), inscrite(jeudi, nom="Duval"), inscrite(jeudi, nom="Absente")]
    gestes = [geste(gens[0]), geste(gens[0], demi=APRES_MIDI), geste(gens[1], demi=APRES_MIDI), geste(gens[2], "absent")]
    pointer(jeudi=jeudi, pointages=gestes, par=animatrice)
    tirage = emettre_attestations(jeudi=jeudi, par=animatrice)
    assert (tirage.emises, tirage.remplacees, tirage.retirees) == (2, 0, 0)
    lues = {a.inscription_id: (a.heures, [(x["demi"], x["de"], x["a"]) for x in a.lignes]) for a in Attestation.objects.all()}
    assert lues == {
        gens[0].pk: ("5 h 30", [("matin", "09:30", "12:30"), ("apres-midi", "14:00", "16:30")]),
        gens[1].pk: ("2 h 30", [("apres-midi", "14:00", "16:30")]),
    }


def test_emettre_deux_fois_c_est_une_fois(jeudi, animatrice, pays):
    pointer(jeudi=jeudi, pointages=[geste(inscrite(jeudi, pays))], par=animatrice)
    assert [emettre_attestations(jeudi=jeudi, par=animatrice).emises for _ in range(2)] == [1, 0]
    assert Courriel.objects.filter(genre="jeudi_attestation").count() == 1


def test_seule_l_equipe_emet(jeudi, animatrice, pays):
    pointer(jeudi=jeudi, pointages=[geste(inscrite(jeudi, pays))], par=animatrice)
    with pytest.raises(PermissionDenied):
        emettre_attestations(jeudi=jeudi, par=pays)
    assert Attestation.objects.count() == 0


def test_rien_avant_la_fin_ni_sans_presence_ni_dans_le_desaccord(faire, jeudi, animatrice, pays):
    futur = faire(titre="À venir")
    pointer(jeudi=futur, pointages=[geste(inscrite(futur, pays))], par=animatrice)
    with pytest.raises(ValidationError, match="pas finie"):
        emettre_attestations(jeudi=futur, par=animatrice)
    with pytest.raises(ValidationError, match="Personne"):
        emettre_attestations(jeudi=jeudi, par=animatrice)
    elle = inscrite(jeudi, pays)
    pointer(jeudi=jeudi, pointages=[geste(elle, appareil="a")], par=animatrice)
    pointer(jeudi=jeudi, pointages=[geste(elle, "absent", appareil="b")], par=animatrice)
    with pytest.raises(ValidationError, match="désaccord"):
        emettre_attestations(jeudi=jeudi, par=animatrice)
    trancher(presence=Presence.objects.du(jeudi).get(), etat="present", par=animatrice)
    assert emettre_attestations(jeudi=jeudi, par=animatrice).emises == 1


def test_p2_deux_seances_sur_trois(faire, animatrice):
    """P2: a cohort of 18, the attestation from two séances of three."""
    cycle = faire(titre="Conseils de développement : animer, produire, évaluer", forme=Forme.CYCLE)
    jours = [dt.date(2007, 2, 8), dt.date(2007, 3, 22), dt.date(2007, 5, 24)]
    dater(jeudi=cycle, horaires=[heures(jour) for jour in jours], par=animatrice, prevenir=False)
    gens = [inscrite(cycle, nom=f"N{n:02}", rang=n) for n in range(1, 19)]
    seances = list(cycle.seances.all())
    #: 6 people at three séances, 5 at two, 4 at one, 3 at none.
    assiduite = [3] * 6 + [2] * 5 + [1] * 4 + [0] * 3
    gestes = [
        Pointage(i.pk, seance.pk, "matin", "present", "a") for i, n in zip(gens, assiduite, strict=True) for seance in seances[:n]
    ]
    pointer(jeudi=cycle, pointages=gestes, par=animatrice)
    emettre_attestations(jeudi=cycle, par=animatrice, requises=2)
    assert sorted(Attestation.objects.values_list("suivies", flat=True)) == [2] * 5 + [3] * 6
    assert set(Attestation.objects.values_list("prevues", "requises")) == {(3, 2)}
    assert (Presence.objects.participations(), Presence.objects.personnes_distinctes()) == (32, 15)
    with pytest.raises(ValidationError):
        emettre_attestations(jeudi=cycle, par=animatrice, requises=4)


def test_un_emargement_corrige_remplace_ou_retire(jeudi, animatrice, pays):
    """As soon as the attendance says otherwise the number no longer holds; corrected back, it holds again."""
    elle = inscrite(jeudi, pays)
    pointer(jeudi=jeudi, pointages=[geste(elle), geste(elle, demi=APRES_MIDI)], par=animatrice)
    emettre_attestations(jeudi=jeudi, par=animatrice)
    pointer(jeudi=jeudi, pointages=[geste(elle, "absent", demi=APRES_MIDI)], par=animatrice)
    assert (etats(), Emission.objects.get().a_revoir) == ([("remplacee", 330)], True)
    pointer(jeudi=jeudi, pointages=[geste(elle, demi=APRES_MIDI)], par=animatrice)
    assert (etats(), Emission.objects.get().a_revoir) == ([("valide", 330)], False)
    pointer(jeudi=jeudi, pointages=[geste(elle, "absent", demi=APRES_MIDI)], par=animatrice)
    assert emettre_attestations(jeudi=jeudi, par=animatrice).remplacees == 1
    assert etats() == [("remplacee", 330), ("valide", 180)]
    pointer(jeudi=jeudi, pointages=[geste(elle, "absent")], par=animatrice)
    assert (etats(), Emission.objects.get().a_revoir) == ([("remplacee", 330), ("retiree", 180)], False)


def test_ma_journee_dit_ce_qui_reste(jeudi, animatrice, pays):
    # A year is what « Ma journée » looks back on: this Jeudi was last week.
    jour = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=7)
    dater(jeudi=jeudi, horaires=[heures(jour)], par=animatrice, prevenir=False)
    elle = inscrite(jeudi, pays)

    def a_faire():
        return [nom for nom in ("emargements", "desaccords", "attestations", "avis") if journee[nom].compter(animatrice)]

    assert a_faire() == ["emargements"]
    pointer(jeudi=jeudi, pointages=[geste(elle)], par=animatrice)
    assert a_faire() == ["attestations", "avis"]
    emettre_attestations(jeudi=jeudi, par=animatrice)
    assert a_faire() == ["avis"]
    pointer(jeudi=jeudi, pointages=[geste(elle, demi=APRES_MIDI)], par=animatrice)
    assert a_faire() == ["attestations", "avis"]


# --- whoever holds a number ---


def verifier(numero):
    return texte(Client().get(reverse("attestations:verifier"), {"numero": numero}))


@pytest.fixture
def emise(jeudi, animatrice, pays):
    pointer(jeudi=jeudi, pointages=[geste(inscrite(jeudi, pays))], par=animatrice)
    emettre_attestations(jeudi=jeudi, par=animatrice)
    return Attestation.objects.get()


def test_la_page_publique_ne_dit_rien_de_personne(emise, pays):
    for tape in (emise.numero, emise.numero.lower().replace("-", " ")):
        page = verifier(tape)
        for mots in ("Cette attestation est valable", "Les CUCS &amp; l’eau".replace("&amp;", "&"), "12 mars 2026", "3 h"):
            assert mots in page
        assert pays.nom not in page
        assert pays.prenom not in page
        assert pays.email not in page


def test_inconnu_remplacee_retiree(emise, jeudi, animatrice):
    sans_numero = [re.sub(r"[A-Z]{4}-[A-Z]{4}-[A-Z]{4}", "N", verifier(n)) for n in ("AAAA-BBBB-CCCC", "XXXX-YYYY-ZZZZ")]
    assert "Aucune attestation ne porte ce numéro" in sans_numero[0]
    assert len({len(page) for page in sans_numero}) == 1
    elle = emise.inscription
    pointer(jeudi=jeudi, pointages=[geste(elle, demi=APRES_MIDI)], par=animatrice)
    page = verifier(emise.numero)
    assert "a été remplacée" in page
    assert "CUCS" not in page
    pointer(jeudi=jeudi, pointages=[geste(elle, "absent"), geste(elle, "absent", demi=APRES_MIDI)], par=animatrice)
    assert "a été retirée" in verifier(emise.numero)


def test_deviner_un_numero_s_arrete(emise):
    cache.clear()
    client = Client()
    statuts = [client.get(reverse("attestations:verifier"), {"numero": f"AAAA-BBBB-{n:04}"}).status_code for n in range(32)]
    assert statuts == [200] * 30 + [429] * 2


def test_un_membre_efface_le_numero_reste(emise, pays):
    effacer_membre(membre=pays)
    assert "Cette attestation est valable" in verifier(emise.numero)


def test_deux_comptes_un_seul_numero_valable(jeudi, animatrice, pays, emise):
    double = membre("double", Public.PAYS)
    pointer(jeudi=jeudi, pointages=[geste(inscrite(jeudi, double))], par=animatrice)
    emettre_attestations(jeudi=jeudi, par=animatrice)
    fusionner(doublon=double, garde=pays, par=animatrice)
    assert [a.etat for a in Attestation.objects.de(pays).order_by("pk")] == ["valide", "retiree"]


def test_la_sienne_et_celle_de_personne_d_autre(emise, pays, animatrice):
    document = emise.get_absolute_url()
    assert entree(pays).get(document).content[:5] == b"%PDF-"
    assert entree(animatrice).get(document).content[:5] == b"%PDF-"
    assert entree(membre("agglo", Public.AGGLO)).get(document).status_code == 404
    assert Client().get(document).status_code == 302
    assert emise.titre in texte(entree(pays).get(reverse("attestations:miennes")))
    assert emise.titre not in texte(entree(membre("ville", Public.VILLE)).get(reverse("attestations:miennes")))
    assert emise.titre in texte(entree(pays).get(reverse("mon_parcours")))


# --- the mails ---


def ecrit(courriel):
    propre = re.sub(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", "NUMÉRO", f"{courriel.sujet}\n\n{courriel.texte}")
    return re.sub(r"jusqu’au [^.]+\.", "jusqu’au JOUR.", re.sub(r"/lien/[\w-]+/", "/lien/JETON/", propre)).replace("\xa0", " ")


def test_les_mots_pour_un_membre(emise):
    assert ecrit(Courriel.objects.get(genre="jeudi_attestation")) == snapshot("""\
Votre attestation : Les CUCS & l’eau

Bonjour Pays,

Votre attestation de présence est prête : Les CUCS & l’eau, 3 h.

http://localhost:8000/attestations/NUMÉRO/

Vous la retrouvez à tout moment dans « Mes attestations », depuis votre compte. Chacun peut vérifier son numéro, NUMÉRO, à l’adresse http://localhost:8000/attestations/

Extranet des Territoires
http://localhost:8000/
""")


def test_sans_compte_un_lien_qui_suit_la_correction(jeudi, animatrice):
    """The link opens the attestation in force, even after a correction; nobody's address, no mail."""
    elle, sans = inscrite(jeudi, nom="Vasseur", prenom="Élise", courriel="e@mairie.example"), inscrite(jeudi, nom="Duval")
    pointer(jeudi=jeudi, pointages=[geste(elle), geste(sans)], par=animatrice)
    emettre_attestations(jeudi=jeudi, par=animatrice)
    [courriel] = Courriel.objects.filter(genre="jeudi_attestation")
    assert courriel.adresse == "e@mairie.example"
    chemin = urlsplit(re.search(r"\S+/lien/\S+", courriel.texte)[0]).path
    assert Client().get(chemin).content[:5] == b"%PDF-"
    pointer(jeudi=jeudi, pointages=[geste(elle, demi=APRES_MIDI)], par=animatrice)
    assert Client().get(chemin).status_code == 404
    emettre_attestations(jeudi=jeudi, par=animatrice)
    assert Client().get(chemin).content[:5] == b"%PDF-"
    revisee = Courriel.objects.filter(genre="jeudi_attestation").latest("pk")
    assert ecrit(revisee) == snapshot("""\
Votre attestation corrigée : Les CUCS & l’eau

Bonjour,

L’émargement a été corrigé : votre attestation est remplacée. La précédente ne vaut plus.

http://localhost:8000/lien/JETON/

Ce lien vous est personnel. Il s’ouvre jusqu’au JOUR. Chacun peut vérifier son numéro, NUMÉRO, à l’adresse http://localhost:8000/attestations/

Extranet des Territoires
http://localhost:8000/
""")
