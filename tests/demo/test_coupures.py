"""Journey A5: kill -9 of web, worker, PostgreSQL or the whole while members publish and comment; then count.

An écho is there once or not at all, one that was acknowledged is there; its photo's bytes too; a comment's mail leaves once.
"""

from __future__ import annotations

import io
import random
import re
import signal
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import psutil
import pytest
import requests
from PIL import Image

from tests.demo.outils import Demo, Personne, attendre, valeur

#: Seconds after which a job held by a killed worker has been taken up again (silence 30, tour 20), and run.
REPRISE = 90


def un_ouvrier_du_web(demo: Demo, hasard: random.Random) -> psutil.Process:
    (granian,) = demo.processus("granian")
    return hasard.choice(
        [p for p in granian.children() if "spawn_main" in " ".join(p.cmdline()) or "granian" in " ".join(p.cmdline())]
    )


def une_session_de_la_base(demo: Demo, hasard: random.Random) -> psutil.Process:
    (postgres,) = demo.processus("postgres")
    return hasard.choice([p for p in postgres.children() if "centre centre" in " ".join(p.cmdline())] or postgres.children())


CIBLES: dict[str, Callable[[Demo, random.Random], psutil.Process]] = {
    "ouvrier du web": un_ouvrier_du_web,
    "serveur web": lambda demo, _: demo.processus("granian")[0],
    "ouvrier des tâches": lambda demo, _: demo.processus("procrastinate")[0],
    "PostgreSQL": lambda demo, _: demo.processus("postgres")[0],
    "session de PostgreSQL": une_session_de_la_base,
    "le tout": lambda demo, _: psutil.Process(demo.programme.pid),
}
#: What goes on by itself after such a cut, and the seconds left to it to show: granian replaces a worker (it takes two deaths
#: within six seconds for a program that cannot start), the demonstration a worker of jobs.
SURVIT = {"ouvrier du web": 6, "ouvrier des tâches": 10, "session de PostgreSQL": 10}


@dataclass
class Ecriture:
    """``ville`` publishes, ``agglo`` comments, in a loop, until told to stop; what was asked and what was acknowledged."""

    demo: Demo
    hasard: random.Random
    echos_demandes: set[str] = field(default_factory=set)
    echos_recus: set[str] = field(default_factory=set)
    commentaires_demandes: set[str] = field(default_factory=set)
    commentaires_recus: set[str] = field(default_factory=set)
    inattendus: list[str] = field(default_factory=list)
    fin: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> None:
        try:
            ville, agglo = Personne(self.demo, "ville"), Personne(self.demo, "agglo")
            while not self.fin.is_set():
                self.un_echo(ville, agglo)
        except requests.RequestException:
            pass  # cut: the point of the test
        except AssertionError as faute:  # a page of error instead of a form: only after the cut
            self.inattendus.append(str(faute)[:200])

    def un_echo(self, ville: Personne, agglo: Personne) -> None:
        mot = f"mot{self.hasard.getrandbits(60):x}"
        page = ville.lire("/echos/ecrire/").text
        espace = re.search(r'name="espace" value="(\d+)"', page)
        assert espace, page[:300]
        champs = {"titre": f"Écho {mot}", "retenir_1": "À retenir", "espace": espace[1], "jeton": valeur(page, "jeton")}
        champs["geste"] = "publier"
        photo = {"photos": ("notes.jpg", une_photo(self.hasard), "image/jpeg")}
        self.echos_demandes.add(mot)
        reponse = ville.envoyer("/echos/ecrire/", champs, page, photo)
        if reponse.status_code != 302:
            return self.inattendus.append(f"{reponse.status_code} {re.sub('<[^>]+>', '', reponse.text)[:300]}")
        self.echos_recus.add(mot)
        adresse = reponse.headers["Location"]
        page = agglo.lire(adresse).text
        for _ in range(2):
            mot_du_commentaire = f"com{self.hasard.getrandbits(60):x}"
            self.commentaires_demandes.add(mot_du_commentaire)
            reponse = agglo.envoyer(f"{adresse}commenter/", {"texte": f"D’accord. {mot_du_commentaire}"}, page)
            if reponse.status_code == 302:
                self.commentaires_recus.add(mot_du_commentaire)


def une_photo(hasard: random.Random) -> bytes:
    sortie = io.BytesIO()
    Image.effect_noise((120, 90), hasard.uniform(10, 90)).convert("RGB").save(sortie, "JPEG")
    return sortie.getvalue()


def couper(demo: Demo, cible: str, hasard: random.Random) -> Ecriture:
    """Write, kill at a random moment, let the demonstration go on or start it again."""
    ecriture = Ecriture(demo, hasard)
    fil = threading.Thread(target=ecriture)
    fil.start()
    assert attendre(lambda: ecriture.commentaires_recus or not fil.is_alive(), 60), demo.dit()
    time.sleep(hasard.uniform(0, 1.5))
    victime = CIBLES[cible](demo, hasard)
    victime.send_signal(signal.SIGKILL)
    arretee = attendre(lambda: demo.programme.poll() is not None, SURVIT.get(cible, 60))
    ecriture.fin.set()
    fil.join(60)
    assert not fil.is_alive()
    assert arretee == (cible not in SURVIT), demo.dit()
    if arretee:
        assert demo.programme.returncode in (1, -signal.SIGKILL)
        assert attendre(lambda: not demo.restes(), 10) is True, demo.restes()
        demo.lancer()
        assert "Préparation" not in demo.dit()
    assert attendre(lambda: demo.sante() == 200, 60, 0.5), demo.dit()
    return ecriture


def tout_va_bien_ensuite(demo: Demo) -> None:
    """No answer of 500 on the pages of a member."""
    personne = Personne(demo, "agglo")
    for chemin in ("/", "/espace/", "/echos/", "/recherche/?q=echo", "/mon-compte/"):
        assert personne.lire(chemin).status_code < 400, chemin
    assert personne.fautes == []


def compter(demo: Demo, ecritures: list[Ecriture]) -> None:
    """The rows, the files, the mails, against what was asked and acknowledged."""
    envois = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name = 'courriels.expedier'"
    assert attendre(lambda: demo.requete(envois) == [(0,)], REPRISE, 1), demo.requete(
        "SELECT * FROM procrastinate_jobs WHERE status <> 'succeeded'"
    )
    assert demo.requete("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'") == [(0,)]
    compter_les_echos(demo, ecritures)
    compter_les_commentaires(demo, ecritures)
    verification = demo.manage("verifier_index")
    assert verification.returncode == 0, verification.stdout + verification.stderr


def compter_les_echos(demo: Demo, ecritures: list[Ecriture]) -> None:
    demandes = set().union(*(e.echos_demandes for e in ecritures))
    recus = set().union(*(e.echos_recus for e in ecritures))
    lignes = demo.requete("SELECT id, split_part(titre, ' ', 2), live FROM echos_echo WHERE titre LIKE 'Écho mot%'")
    mots = [mot for _, mot, _ in lignes]
    assert len(mots) == len(set(mots)), "an écho is there twice"
    assert set(mots) <= demandes
    publies = {mot for _, mot, live in lignes if live}
    assert recus <= publies, "an acknowledged écho was lost"
    assert len(recus) >= len(ecritures)
    catalogue = demo.requete(
        "SELECT split_part(titre, ' ', 2) FROM catalogue_entree WHERE titre LIKE 'Écho mot%' AND etat = 'publie'"
    )
    cherches = demo.requete(
        "SELECT split_part(e.titre, ' ', 2) FROM recherche_texte t JOIN catalogue_entree e ON e.id = t.entree_id WHERE e.titre LIKE 'Écho mot%'"
    )
    assert sorted(mot for (mot,) in catalogue) == sorted(mot for (mot,) in cherches) == sorted(publies)
    compter_les_photos(demo, {pk for pk, _, live in lignes if live}, recus)


def compter_les_photos(demo: Demo, publies: set[int], recus: set[str]) -> None:
    photos = demo.requete(
        "SELECT f.object_id, f.contenu, f.vignette, f.taille, f.publie FROM publications_fichier f "
        "JOIN django_content_type t ON t.id = f.content_type_id AND t.model = 'echo' "
        "JOIN echos_echo e ON e.id = f.object_id WHERE e.titre LIKE 'Écho mot%'"
    )
    assert {pk for pk, *_ in photos} >= publies
    assert len({pk for pk, *_ in photos}) == len(photos)
    for pk, contenu, vignette, taille, publie in photos:
        assert (demo.var / "fichiers" / contenu).stat().st_size == taille
        assert (demo.var / "fichiers" / vignette).stat().st_size > 0
        assert publie == (pk in publies)


def compter_les_commentaires(demo: Demo, ecritures: list[Ecriture]) -> None:
    demandes = set().union(*(e.commentaires_demandes for e in ecritures))
    recus = set().union(*(e.commentaires_recus for e in ecritures))
    lignes = demo.requete("SELECT id, split_part(texte, ' ', 2) FROM publications_commentaire WHERE texte LIKE 'D’accord. com%'")
    mots = [mot for _, mot in lignes]
    assert len(mots) == len(set(mots)), "a comment is there twice"
    assert recus <= set(mots) <= demandes
    courriels = demo.requete("SELECT evenement, etat, uuid::text FROM courriels_courriel WHERE genre = 'commentaire'")
    des_notres = {f"commentaire-{pk}": mot for pk, mot in lignes}
    envoyes = {evenement: (etat, cle) for evenement, etat, cle in courriels if evenement in des_notres}
    assert len([e for e, *_ in courriels if e in des_notres]) == len(envoyes) == len(lignes), "one row of mail per comment"
    assert {etat for etat, _ in envoyes.values()} == {"envoye"}
    fichiers = {chemin.stem: chemin.read_text() for chemin in (demo.var / "courriels").glob("*.eml")}
    assert {uuid.UUID(cle) for _, cle in envoyes.values()} <= {uuid.UUID(nom) for nom in fichiers}
    for evenement, mot in des_notres.items():
        assert [nom for nom, texte in fichiers.items() if mot in texte] == [envoyes[evenement][1]], "one file per comment"
    connus = {cle for _, _, cle in demo.requete("SELECT id, etat, uuid::text FROM courriels_courriel")}
    assert set(fichiers) <= connus, "a file of a mail whose row does not exist"


def boucle(demo: Demo, cibles: list[str], graine: int) -> None:
    hasard = random.Random(graine)
    demo.lancer()
    ecritures = []
    for cible in cibles:
        ecritures.append(couper(demo, cible, hasard))
        tout_va_bien_ensuite(demo)
    compter(demo, ecritures)


@pytest.mark.complet
def test_une_coupure_de_chaque_sorte(demo):
    boucle(demo, list(CIBLES), 2004)


@pytest.mark.complet
@pytest.mark.parametrize("cible", CIBLES)
def test_cinq_coupures(demo, cible):
    boucle(demo, [cible] * 5, 2004 + list(CIBLES).index(cible))


def test_le_compte_voit_un_echo_perdu(demo):
    """The count itself can fail: an acknowledged écho that is not there, a mail that never left."""
    demo.lancer()
    ecriture = Ecriture(demo, random.Random(1))
    ville, agglo = Personne(demo, "ville"), Personne(demo, "agglo")
    ecriture.un_echo(ville, agglo)
    assert ecriture.inattendus == []
    compter(demo, [ecriture])
    ecriture.echos_recus.add("motperdu")
    with pytest.raises(AssertionError, match="acknowledged"):
        compter_les_echos(demo, [ecriture])
    next((demo.var / "courriels").glob("*.eml"))
    for chemin in (demo.var / "courriels").glob("*.eml"):
        if any(mot in chemin.read_text() for mot in ecriture.commentaires_recus):
            chemin.unlink()
            break
    with pytest.raises(AssertionError):
        compter_les_commentaires(demo, [ecriture])
