"""Questions that found nothing: noted without anybody, answered by the team, and who asked for it is told."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from centre.catalogue.models import Entree
from centre.courriels.operations import envoyer
from centre.journal.operations import consigner
from centre.liens.enums import Action
from centre.liens.operations import creer_lien
from centre.taches import differer

from .enums import EtatDeQuestion, Nature
from .models import Attente, Equivalence, QuestionVaine
from .moteur import chercher
from .operations import charger_synonymes
from .requete import lire, nettoyer

#: How long the link that confirms an address works; how long questions and who waits for them are kept.
POUR_CONFIRMER = dt.timedelta(days=3)
GARDE = dt.timedelta(days=365)
#: Past so many new questions in an hour, somebody is playing: nothing more is noted until the next hour.
PAR_HEURE = 200


def cle_de(texte: str) -> str:
    """The same question, whatever its capitals, accents and spaces."""
    plat = unicodedata.normalize("NFKD", nettoyer(texte)).casefold()
    return " ".join("".join(c for c in plat if not unicodedata.combining(c)).split())[:200]


def noter(texte: str) -> None:
    """One more time that this question finds nothing. Who asked is not known here."""
    cle = cle_de(texte)
    if not cle or QuestionVaine.objects.filter(cle=cle).update(nb=F("nb") + 1, derniere_le=Now()):
        return
    if QuestionVaine.objects.filter(premiere_le__gt=Now() - dt.timedelta(hours=1)).count() < PAR_HEURE:
        QuestionVaine.objects.get_or_create(cle=cle, defaults={"mots": nettoyer(texte)})


@transaction.atomic
def demander(*, texte: str, membre: Any = None, adresse: str = "") -> None:
    """Ask to be told when this question finds something: a member at once, an address once its link is followed.

    The answer is the same whoever the address belongs to. Asked twice, it is once.
    """
    question, _ = QuestionVaine.objects.get_or_create(cle=cle_de(texte), defaults={"mots": nettoyer(texte)})
    if membre is not None:
        attente, _ = Attente.objects.get_or_create(question=question, membre=membre, defaults={"confirmee_le": Now()})
        Attente.objects.filter(pk=attente.pk).update(prevenue_le=None)
        return
    adresse = adresse.strip().lower()
    attente, _ = Attente.objects.get_or_create(question=question, adresse=adresse)
    if attente.confirmee_le is None:
        fin = timezone.now() + POUR_CONFIRMER
        lien = creer_lien(objet=attente, action=Action.CONFIRMER, adresse=adresse, expire_le=fin)
        envoyer(
            genre="recherche_a_confirmer",
            evenement=f"attente-{attente.pk}-{timezone.localdate():%Y-%m-%d}",
            adresse=adresse,
            objet=attente,
            contexte={"question": question, "chemin": lien, "expire_le": fin},
        )


def confirmer(attente: Attente) -> None:
    """The address is theirs: it will be told."""
    Attente.objects.filter(pk=attente.pk, confirmee_le__isnull=True).update(confirmee_le=Now())


@transaction.atomic
def repondre(*, question: QuestionVaine, entree: Entree, par: Any) -> int:
    """The team points to the entry that answers; how many people are told. The caller has checked that ``par`` is of the team."""
    vive = _verrouiller(question)
    vive.etat, vive.reponse = EtatDeQuestion.REPONDUE, entree
    vive.save(update_fields=["etat", "reponse"])
    consigner(acteur=par, verbe="recherche.repondre", objet=vive, details={"entree": entree.pk})
    return prevenir(vive)


@transaction.atomic
def ajouter_un_synonyme(*, question: QuestionVaine, equivalent: str, par: Any) -> int:
    """These words are also said otherwise: the search knows it from now on; how many people are told of what it finds."""
    vive = _verrouiller(question)
    Equivalence.objects.get_or_create(terme=vive.mots[:120], equivalent=equivalent, defaults={"nature": Nature.SYNONYME})
    charger_synonymes()
    vive.etat = EtatDeQuestion.REPONDUE
    vive.save(update_fields=["etat"])
    consigner(acteur=par, verbe="recherche.synonyme", objet=vive, details={"equivalent": equivalent})
    return prevenir(vive)


@transaction.atomic
def clore(*, question: QuestionVaine, par: Any) -> None:
    """Nothing will come: the question leaves the list. Nobody is written to."""
    vive = _verrouiller(question)
    vive.etat = EtatDeQuestion.CLOSE
    vive.save(update_fields=["etat"])
    consigner(acteur=par, verbe="recherche.clore", objet=vive)


def _verrouiller(question: QuestionVaine) -> QuestionVaine:
    return QuestionVaine.objects.select_for_update(of=("self",)).get(pk=question.pk)


@transaction.atomic
def prevenir(question: QuestionVaine) -> int:
    """Write to each person who waits and may now read an answer; the others go on waiting. How many were written to."""
    ecrits = 0
    for attente in question.attentes.a_prevenir().select_for_update(of=("self",)):
        lecteur = attente.membre or AnonymousUser()
        if (entree := _reponse_pour(question, lecteur)) is None:
            continue
        envoyer(
            genre="recherche_trouvee",
            evenement=f"attente-{attente.pk}-{attente.demandee_le:%Y%m%d%H%M%S}",
            destinataire=attente.membre,
            adresse=attente.adresse,
            objet=entree,
            contexte={"question": question, "entree": entree},
        )
        Attente.objects.filter(pk=attente.pk).update(prevenue_le=Now())
        ecrits += 1
    return ecrits


def _reponse_pour(question: QuestionVaine, lecteur: Any) -> Entree | None:
    """The team's answer when this reader may read it, else the first thing the search now finds for them."""
    if question.reponse is not None:
        objet = Entree.objects.filter(content_type=question.reponse.content_type_id, object_id=question.reponse.object_id)
        if entree := objet.au_plus_profond(lecteur).first():
            return entree
    trouvees = chercher(lecteur, lire(question.mots).tsquery).lignes
    return Entree.objects.get(pk=trouvees[0].pk) if trouvees else None


def prevenir_tout_le_monde() -> None:
    """At night: whatever was published or opened meanwhile, each question somebody waits for is asked again."""
    for pk in QuestionVaine.objects.filter(pk__in=Attente.objects.a_prevenir().values("question")).values_list("pk", flat=True):
        differer("recherche.prevenir", question=pk)


def purger() -> int:
    """Forget addresses never confirmed, who was told a month ago or has waited for a year, and questions of more than a year."""
    maintenant = timezone.now()
    jamais = Attente.objects.filter(confirmee_le__isnull=True, demandee_le__lte=maintenant - POUR_CONFIRMER)
    dites = Attente.objects.filter(prevenue_le__lte=maintenant - dt.timedelta(days=30))
    vieilles = Attente.objects.filter(demandee_le__lte=maintenant - GARDE)
    effacees = sum(lot.delete()[0] for lot in (jamais, dites, vieilles))
    return effacees + QuestionVaine.objects.filter(derniere_le__lte=maintenant - GARDE, attentes=None).delete()[0]
