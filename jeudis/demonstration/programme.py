"""Stage of the demonstration: venues, programmes, documents, the cohort of 2007, a Jeudi that was cancelled, another being prepared."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from centre.documents import pdf
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.groupes.models import Groupe
from centre.membres.models import Membre
from centre.membres.operations import affecter_poste, creer_membre, suspendre
from centre.publications import operations as ecriture
from centre.registre import Demonstration, annoncer
from centre.territoires.models import Territoire
from centre.themes.models import Theme

from .. import operations
from ..enums import Forme, Moment
from ..models import Document, Jeudi, Lieu
from ..operations import Horaire, Parole, Tranche
from .saison import DEMO

#: nom, adresse, territoire, train, voiture, accessibilité, places, hôte, coût
LIEUX = [
    ("Rouen, salle des Hallettes (exemple)", "", "", "Gare de Rouen à quinze minutes à pied.", "Parking relais, puis métro.",
     "Plain-pied, boucle magnétique, toilettes adaptées.", 80, "La Région", "Gratuit"),
    ("Neufchâtel-en-Bray, maison des services (exemple)", "", "pays-de-bray", "Car depuis Rouen, une heure.",
     "Parking devant la salle.", "Rampe sur le côté ; une place réservée.", 40, "Le Pays", "Gratuit, ménage à faire"),
    ("Évreux, salle des fêtes (exemple)", "", "", "Gare d’Évreux à dix minutes à pied.", "", "", 120, "La Ville", "180 €"),
    ("Yvetot, maison de quartier (exemple)", "", "", "Gare d’Yvetot à cinq minutes à pied.", "Parking de la gare.",
     "Ascenseur depuis la cour.", 30, "La Ville", "Gratuit"),
]  # fmt: skip
CRENEAUX = [
    (dt.time(9, 30), dt.time(10, 0), "Accueil et tour de table", "", ()),
    (dt.time(10, 0), dt.time(11, 15), "Ce que l’on sait, ce que l’on fait", "Trois repères et un exemple.", (0,)),
    (dt.time(11, 15), dt.time(12, 30), "Questions, et ce que chacun emporte", "", (0, 1)),
]
PAROLES = [
    Parole("Aline Exemple", "consultante en développement local", "Cabinet fictif", "aline@intervient.example"),
    Parole("Bruno Modèle", "chargé de mission", "Un Pays fictif"),
]


def peupler_le_programme(demo: Demonstration) -> None:
    """Each part is made once; the marks of what is restricted follow the setting."""
    animatrice = demo.acquis["membres"]["animatrice"]
    _lieux(animatrice)
    a_venir = Jeudi.objects.publies().a_venir().filter(exemple=True, annule_le__isnull=True, premier_jour__isnull=False)
    for jeudi in a_venir:
        _programme(demo, jeudi, animatrice)
    for jeudi in Jeudi.objects.publies().passes().filter(exemple=True, forme__in=[Forme.SEANCE, Forme.GROUPE])[:3]:
        _passe(demo, jeudi, animatrice)
    _annule(demo, animatrice)
    _cycle_de_2007(demo, animatrice)
    _prochain(demo, animatrice)
    _marquer(demo)


@transaction.atomic
def _lieux(par: Any) -> None:
    champs = ("adresse", "acces_train", "acces_voiture", "accessibilite", "capacite", "hote", "cout")
    for nom, adresse, territoire, *reste in LIEUX:
        if Lieu.objects.filter(nom=nom, adresse=adresse).exists():
            continue
        lieu = Lieu(nom=nom, territoire=Territoire.objects.filter(slug=territoire).first() if territoire else None)
        for champ, valeur in zip(champs, (adresse, *reste), strict=True):
            setattr(lieu, champ, valeur)
        operations.ecrire_lieu(lieu=lieu, par=par)


@transaction.atomic
def _programme(demo: Demonstration, jeudi: Jeudi, par: Any) -> None:
    """A coming Jeudi: where, who, when, a note to read before, a link when one may follow from afar."""
    if jeudi.intervenants.exists():
        return
    texte: Any = jeudi.version_a_modifier()
    texte.salle = Lieu.objects.filter(nom=texte.lieu).first()
    texte.hybride = jeudi.forme == Forme.SEANCE
    texte.besoins = "Repas commandé à l’avance. Langue des signes ou sous-titres : dites-le quinze jours avant."
    ecriture.enregistrer(publication=texte, par=par, version_lue=jeudi.latest_revision_id)
    jeudi = ecriture.publier(publication=jeudi, par=par)
    operations.ecrire_le_programme(jeudi=jeudi, paroles=PAROLES, par=par)
    qui = list(jeudi.intervenants.values_list("pk", flat=True))
    premiere: Any = jeudi.seances.first()
    tranches = [
        Tranche(premiere.pk, de, titre, a, description, tuple(qui[rang] for rang in rangs))
        for de, a, titre, description, rangs in CRENEAUX
    ]
    operations.ecrire_le_programme(jeudi=jeudi, tranches=tranches, par=par)
    if texte.hybride:
        operations.poser_la_visio(jeudi=jeudi, lien="https://visio.example/jeudi", consigne="Code : exemple", par=par)
    _deposer(jeudi, "Note de cadrage", Moment.AVANT, jeudi.espace, par)
    for cle in ("annonce", "accueil"):
        operations.cocher(jeudi=jeudi, cle=cle, par=par)


@transaction.atomic
def _passe(demo: Demonstration, jeudi: Jeudi, par: Any) -> None:
    """A past one: what was shown, for the réseau; what was ticked on the way."""
    if jeudi.documents.exists():
        return
    reseau = Espace.objects.get(slug="reseau")
    espace = reseau if operations.peut_etre_lu_par(jeudi, reseau) else jeudi.espace
    _deposer(jeudi, "Diaporama", Moment.PENDANT, espace, par)
    faites = {"lieu", "intervenants", "programme", "annonce", "documents_avant", "accueil"}
    for cle in sorted(faites & {prevue.cle for prevue in operations.liste_type(jeudi.forme)}):
        operations.cocher(jeudi=jeudi, cle=cle, par=par)


def _deposer(jeudi: Jeudi, titre: str, moment: Moment, espace: Espace, par: Any) -> Document:
    octets = pdf.composer("note", _note(titre, jeudi))
    fichier = SimpleUploadedFile(f"{titre.lower().replace(' ', '-')}.pdf", octets, "application/pdf")
    return operations.deposer_document(jeudi=jeudi, fichier=fichier, titre=titre, moment=moment, espace=espace, par=par)


def _note(titre: str, jeudi: Jeudi) -> dict[str, Any]:
    paragraphes = ["Document fictif, pour montrer ce que l’on peut déposer avec un Jeudi, et à qui l’ouvrir."]
    return {
        "titre": titre, "surtitre": "Document (exemple)", "sous_titre": jeudi.get_forme_display(), "auteurs": ["Le Centre"],
        "date": str(jeudi.premier_jour.year) if jeudi.premier_jour else "", "mention": "Exemple pour la démonstration",
        "sections": [{"titre": titre, "paragraphes": paragraphes}],
        **dict.fromkeys(("couverture", "livret", "saut", "sommaire"), False),
    }  # fmt: skip


@transaction.atomic
def _annule(demo: Demonstration, par: Any) -> None:
    """A Jeudi that was open, had people registered, and will not take place."""
    jeton = uuid.uuid5(DEMO, "annule")
    if Jeudi.objects.filter(jeton=jeton).exists():
        return
    jour = demo.aujourd_hui - dt.timedelta(days=(demo.aujourd_hui.weekday() - 3) % 7) + dt.timedelta(weeks=5)
    debut = dt.datetime.combine(jour, dt.time(8, 30), tzinfo=dt.UTC)
    jeudi = Jeudi(
        jeton=jeton, titre="Habitat et vieillissement : adapter sans déraciner", lieu="Évreux, salle des fêtes (exemple)"
    )
    jeudi.chapo = "Une séance d’actualité sur les aides à l’adaptation des logements."
    jeudi.themes = list(Theme.objects.filter(slug="habitat"))
    ouvert, reseau = Espace.objects.get(slug="ouvert"), Espace.objects.get(slug="reseau")
    horaires = [Horaire(debut, debut + dt.timedelta(hours=3))]
    jeudi = operations.creer_jeudi(
        jeudi=jeudi, espace=ouvert, espace_inscription=reseau, horaires=horaires, par=par, exemple=True
    )  # fmt: skip
    jeudi = ecriture.publier(publication=jeudi, par=par)
    for compte in ("ville", "agglo"):
        membre = demo.acquis["membres"][compte]
        operations.inscrire(jeudi=jeudi, membre=membre, par=membre)
    motif = "L’intervenante est souffrante. Une nouvelle date sera proposée au printemps."
    operations.annuler_jeudi(jeudi=jeudi, motif=motif, par=par)


@transaction.atomic
def _cycle_de_2007(demo: Demonstration, par: Any) -> None:
    """P2: eighteen people, a support for each séance given to them alone, opened to the réseau once the cycle was over."""
    jeudi = Jeudi.objects.get(jeton=uuid.uuid5(DEMO, "p2"))
    if jeudi.documents.exists():
        return
    personnes = [_stagiaire(rang) for rang in range(1, 19)]
    for personne in personnes:
        operations.inscrire(jeudi=jeudi, membre=personne, par=par)
    jeudi = Jeudi.objects.get(pk=jeudi.pk)
    cohorte: Any = jeudi.cohorte
    reseau = Espace.objects.get(slug="reseau")
    for seance in jeudi.seances.all():
        support = _deposer(jeudi, f"Support : {seance.titre.lower()}", Moment.PENDANT, cohorte, par)
        operations.ouvrir_document_a(document=support, espace=reseau, par=par)
    _deposer(jeudi, "Liste de contacts de la promotion", Moment.APRES, cohorte, par)
    for personne in personnes:
        suspendre(membre=personne, par=par)


def _stagiaire(rang: int) -> Membre:
    """A fictitious technicien·ne of 2007, whose account closes with the archive."""
    adresse = f"stagiaire{rang:02}@archive.example"
    deja = Membre.objects.filter(email=adresse).first()
    if deja is not None:
        return deja
    membre = creer_membre(email=adresse, prenom="Stagiaire", nom=f"Exemple {rang:02}", exemple=True)
    affecter_poste(
        membre=membre, categorie=(Public.VILLE, Public.PAYS, Public.AGGLO)[rang % 3], fonction="animateur·rice", depuis=dt.date(2006, 1, 2)
    )  # fmt: skip
    return membre


@transaction.atomic
def _prochain(demo: Demonstration, par: Any) -> None:
    """The next meeting of a working group, duplicated, still to be published."""
    jeton = uuid.uuid5(DEMO, "prochain")
    groupe = Jeudi.objects.publies().passes().filter(exemple=True, forme=Forme.GROUPE).first()
    if groupe is None or Jeudi.objects.filter(jeton=jeton).exists():
        return
    dates = operations.dates_proposees(groupe)
    neuf = operations.dupliquer(jeudi=groupe, titre=groupe.titre, premier_jour=dates[1], par=par, suite=True, jeton=jeton)
    Jeudi.objects.filter(pk=neuf.pk).update(exemple=True)


@transaction.atomic
def _marquer(demo: Demonstration) -> None:
    """The marks of what is restricted: the cohorts, the documents."""
    for jeudi in Jeudi.objects.filter(cohorte__isnull=False).select_related("cohorte"):
        espace: Any = jeudi.cohorte
        espace.nom = demo.marquer(espace.nom, espace.slug, "groupe", espace.pk)
        espace.description = demo.marquer(espace.description, espace.slug, "groupe", espace.pk)
        espace.save(update_fields=["nom", "description"])
        annoncer(Groupe.objects.select_related("espace").get(pk=espace.pk))
    for document in Document.objects.select_related("espace", "jeudi"):
        document.titre = demo.marquer(document.titre, document.espace.slug, "document", document.pk)
        document.save(update_fields=["titre"])
        annoncer(document)
