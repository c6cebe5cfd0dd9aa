"""Stage of the demonstration: the season's Jeudis around today, and two of the archive (2006 and 2007) at their own dates."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau, Public
from centre.espaces.models import Espace
from centre.membres.models import Membre
from centre.membres.operations import affecter_poste, creer_membre, suspendre
from centre.publications import operations as ecriture
from centre.registre import Demonstration
from centre.themes.models import Theme

from .. import operations
from ..enums import Forme
from ..models import PARIS, Jeudi
from ..operations import Horaire

#: The compte rendu of 16 November 2006.
P1 = {
    "resume": "Quarante-cinq places et une liste d’attente : le passage aux contrats urbains de cohésion sociale intéresse.",
    "texte": (
        "<h3>Ce qui s’est dit</h3><p>La journée a suivi la trame des anciens contrats, thème par thème, pour repérer ce qui se "
        "poursuit.</p><h3>À retenir</h3><ul><li><p>Les cinq champs prioritaires ne changent pas le travail des équipes.</p></li></ul>"
        '<p class="reserve">Plusieurs équipes attendent encore la confirmation de leurs postes.</p>'
    ),
}
DEMO = uuid.UUID("0d6a8a0e-5f43-4a51-9b3d-8f5ad3f0a611")


def peupler_jeudis(demo: Demonstration) -> None:
    """The season, then the archive; a Jeudi already there stays."""
    for rang, ligne in enumerate(json.loads((Path(__file__).parents[1] / "donnees" / "saison.json").read_text(encoding="utf-8"))):
        if not Jeudi.objects.filter(jeton=uuid.uuid5(DEMO, f"saison-{rang}"), live=True).exists():
            _saison(demo, rang, ligne)
    if not Jeudi.objects.filter(jeton=uuid.uuid5(DEMO, "p1")).exists():
        _contrats_de_ville(demo)
    if not Jeudi.objects.filter(jeton=uuid.uuid5(DEMO, "p2")).exists():
        _cycle_de_2007(demo)


def _le(jour: dt.date, heure: str) -> dt.datetime:
    h, m = (int(n) for n in heure.split(":"))
    return dt.datetime.combine(jour, dt.time(h, m), tzinfo=PARIS).astimezone(dt.UTC)


def _horaires(jeudi: dt.date, lignes: list[list[Any]]) -> list[Horaire]:
    """Each line: from, to, and how many weeks after the first day."""
    jours = [jeudi + dt.timedelta(weeks=ligne[2] if len(ligne) > 2 else 0) for ligne in lignes]
    return [Horaire(_le(jour, ligne[0]), _le(jour, ligne[1])) for jour, ligne in zip(jours, lignes, strict=True)]


@transaction.atomic
def _saison(demo: Demonstration, rang: int, ligne: dict[str, Any]) -> None:
    """Written, published and filled while still to come, then put at its date: registrations are closed to the past."""
    animatrice = demo.acquis["membres"]["animatrice"]
    jour = demo.aujourd_hui - dt.timedelta(days=(demo.aujourd_hui.weekday() - 3) % 7) + dt.timedelta(weeks=ligne["semaine"])
    espace, inscription = (Espace.objects.get(slug=ligne[cle]) for cle in ("espace", "inscription"))
    jeudi = Jeudi(jeton=uuid.uuid5(DEMO, f"saison-{rang}"), places=ligne["places"], forme=Forme(ligne["forme"]))
    for champ in ("titre", "chapo", "objectif", "programme", "lieu", "adresse"):
        setattr(jeudi, champ, ligne[champ])
    jeudi.themes = list(Theme.objects.filter(slug__in=ligne["themes"]))
    jeudi.compte_rendu_attendu_le = jour + dt.timedelta(days=ligne.get("attendu", 30))
    futur = _horaires(demo.aujourd_hui + dt.timedelta(days=60), ligne["horaires"])
    jeudi = operations.creer_jeudi(
        jeudi=jeudi, espace=espace, espace_inscription=inscription, horaires=futur, par=animatrice, exemple=True
    )
    _marquer(demo, jeudi, espace, animatrice)
    operations.dater(jeudi=jeudi, horaires=futur, par=animatrice, prevenir=False)
    publie_le = min(timezone.now(), _le(jour, "9:00")) - dt.timedelta(days=45)
    jeudi = ecriture.publier(publication=jeudi, par=animatrice, quand=publie_le)
    for membre in _candidats(demo, jeudi, ligne["inscrits"]):
        operations.inscrire(jeudi=jeudi, membre=membre, par=membre)
    operations.dater(jeudi=jeudi, horaires=_horaires(jour, ligne["horaires"]), par=animatrice, prevenir=False)
    if ligne["cr"]:
        _compte_rendu(demo, jeudi, ligne["cr"], animatrice, _le(jour + dt.timedelta(days=17), "11:00"))


def _marquer(demo: Demonstration, jeudi: Jeudi, espace: Espace, par: Any) -> None:
    """With CENTRE_CANARIS=1, each text of a restricted Jeudi carries its mark."""
    if not (marque := demo.canari(espace.slug, "jeudi", jeudi.pk)):
        return
    texte = jeudi.version_a_modifier()
    for champ in ("titre", "chapo", "objectif", "lieu"):
        setattr(texte, champ, getattr(texte, champ) + marque)
    texte.programme += f"<p>{marque}</p>"
    ecriture.enregistrer(publication=texte, par=par, version_lue=jeudi.latest_revision_id)


def _candidats(demo: Demonstration, jeudi: Jeudi, nombre: int) -> list[Membre]:
    """Members who may register, in a seeded order; pays@ and ville@ first, so that their screens show something."""
    admis = [
        membre
        for membre in demo.acquis["membres"].values()
        if membre.is_active
        and not membre.est_de_l_equipe
        and all(peut(membre, Niveau.CONSULTER, e) for e in (jeudi.espace_id, jeudi.espace_inscription_id))
    ]
    connus = [m for m in admis if m.email.split("@")[0] in ("ville", "agglo")]
    autres = [m for m in admis if m not in connus]
    demo.hasard.shuffle(autres)
    return [*connus, *autres][:nombre]


def _compte_rendu(demo: Demonstration, jeudi: Jeudi, ligne: dict[str, str], par: Any, quand: dt.datetime) -> None:
    reseau, ouvert = Espace.objects.get(slug="reseau"), Espace.objects.get(slug="ouvert")
    publique = ouvert if jeudi.espace.ouvert else None
    objet = operations.commencer_compte_rendu(jeudi=jeudi, espace=reseau, espace_publique=publique, par=par, exemple=True)
    texte = objet.version_a_modifier()
    texte.resume, texte.texte = ligne["resume"], ligne["texte"]
    if marque := demo.canari("reseau", "compte_rendu", objet.pk):
        texte.texte += f'<p class="reserve">{marque}</p>'
    ecriture.enregistrer(publication=texte, par=par, version_lue=objet.latest_revision_id)
    ecriture.publier(publication=objet, par=par, quand=min(quand, timezone.now()))


@transaction.atomic
def _contrats_de_ville(demo: Demonstration) -> None:
    """16 November 2006: 45 places, 52 registrations, 7 waiting, 2 withdrawals, 2 promoted; the report of 4 December."""
    animatrice = demo.acquis["membres"]["animatrice"]
    jeudi = Jeudi(jeton=uuid.uuid5(DEMO, "p1"), forme=Forme.JOURNEE, titre="Des contrats de ville aux CUCS", places=45)
    jeudi.chapo = "Une journée d’échanges pour passer d’un contrat à l’autre sans perdre ce qui marche."
    jeudi.lieu, jeudi.compte_rendu_attendu_le = "Hôtel de Région, Rouen", dt.date(2006, 12, 4)
    jeudi.themes = list(Theme.objects.filter(slug__in=["contrats-ville", "geographie-prioritaire"]))
    jeudi = _archive(demo, jeudi)
    personnes = [_ancien(rang) for rang in range(1, 53)]
    inscriptions = [operations.inscrire(jeudi=jeudi, membre=personne, par=animatrice) for personne in personnes]
    for inscription in (inscriptions[4], inscriptions[29]):
        operations.annuler_inscription(inscription=inscription, par=animatrice)
    horaires = [Horaire(_le(dt.date(2006, 11, 16), "9:30"), _le(dt.date(2006, 11, 16), "16:30"))]
    operations.dater(jeudi=jeudi, horaires=horaires, par=animatrice, prevenir=False)
    _compte_rendu(demo, jeudi, P1, animatrice, dt.datetime(2006, 12, 4, 10, tzinfo=dt.UTC))
    for personne in personnes:
        suspendre(membre=personne, par=animatrice)


@transaction.atomic
def _cycle_de_2007(demo: Demonstration) -> None:
    """The cycle of 2007 on the conseils de développement: three séances in three towns."""
    jeudi = Jeudi(jeton=uuid.uuid5(DEMO, "p2"), forme=Forme.CYCLE, places=18, presence_requise=2)
    jeudi.titre = "Conseils de développement : animer, produire, évaluer"
    jeudi.chapo = "Un cycle de qualification en trois séances, pour une promotion de dix-huit personnes."
    jeudi.themes = list(Theme.objects.filter(slug__in=["conseil-developpement"]))
    jeudi = _archive(demo, jeudi)
    dates = [
        (dt.date(2007, 2, 8), "Rouen", "Animer"),
        (dt.date(2007, 3, 22), "Doudeville", "Produire"),
        (dt.date(2007, 5, 24), "Évreux", "Évaluer"),
    ]
    horaires = [Horaire(_le(jour, "9:30"), _le(jour, "16:30"), titre, lieu) for jour, lieu, titre in dates]
    operations.dater(jeudi=jeudi, horaires=horaires, par=demo.acquis["membres"]["animatrice"], prevenir=False)


def _archive(demo: Demonstration, jeudi: Jeudi) -> Jeudi:
    """Published as of its time, on dates to come until its registrations are entered."""
    animatrice, espace = demo.acquis["membres"]["animatrice"], Espace.objects.get(slug="ouvert")
    futur = _horaires(demo.aujourd_hui + dt.timedelta(days=60), [["9:30", "16:30"]])
    jeudi = operations.creer_jeudi(
        jeudi=jeudi,
        espace=espace,
        espace_inscription=Espace.objects.get(slug="reseau"),
        horaires=futur,
        par=animatrice,
        exemple=True,
    )
    return ecriture.publier(publication=jeudi, par=animatrice, quand=dt.datetime(2006, 10, 2, 9, tzinfo=dt.UTC))


def _ancien(rang: int) -> Membre:
    """A fictitious technicien·ne of 2006, whose account closes with the archive."""
    adresse = f"ancien{rang:02}@archive.example"
    deja = Membre.objects.filter(email=adresse).first()
    if deja is not None:
        return deja
    membre = creer_membre(email=adresse, prenom="Ancien", nom=f"Membre {rang:02}", exemple=True)
    publics = (Public.VILLE, Public.PAYS, Public.AGGLO, Public.REFERENTS)
    affecter_poste(membre=membre, categorie=publics[rang % 4], fonction="technicien·ne", depuis=dt.date(2005, 1, 3))
    return membre
