"""What the making of a Jeudi brings to the registries: documents, who speaks, the checklist."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.urls import reverse

from centre.catalogue.enums import Role
from centre.catalogue.models import Reference
from centre.courriels.enums import Genre, declarer
from centre.courriels.models import Courriel
from centre.espaces.enums import Nature
from centre.espaces.models import Espace
from centre.publications.models import ANCIEN_MEMBRE
from centre.registre import (
    DonneesDeMembre,
    Ecran,
    LigneDeJournee,
    Projection,
    TypeCatalogue,
    catalogue,
    demonstration,
    donnees_de_membre,
    ecoutes,
    ecrans,
    journee,
)
from centre.rgpd import MISSION, Conservation, Traitement, conservations, traitements

from ..demonstration import peupler_le_programme
from ..enums import Forme, Moment
from ..etapes import Etape, etapes
from ..formes import MODELES
from ..models import Coche, CompteRendu, Creneau, Document, Intervenant, Jeudi, Visio
from ..operations import (
    commencer_compte_rendu,
    compter_les_retards,
    ecrire_aux_intervenants,
    oublier_les_adresses,
    suivre_la_cohorte,
    suivre_les_documents,
)


def _etat(jeudi: Jeudi) -> str:
    if jeudi.retire_le or not jeudi.live:
        return "retire"
    return "archive" if jeudi.archive_le else "publie"


def projeter_document(document: Document) -> list[Projection]:
    """One row, in the document's own espace, with the words of its file; none while its Jeudi is a draft."""
    jeudi = document.jeudi
    if not jeudi.date_publication:
        return []
    return [
        Projection(
            titre=document.titre,
            adresse=document.get_absolute_url(),
            resume=f"Document du Jeudi « {jeudi.titre} »",
            texte=document.texte(),
            espace_id=document.espace_id,
            auteur_id=document.auteur_id,
            date=max(document.depose_le, jeudi.date_publication),
            etat=_etat(jeudi),
            themes=tuple(theme.pk for theme in jeudi.themes.all()),
            territoires=tuple(territoire.pk for territoire in jeudi.territoires.all()),
        )
    ]


def _suivre(objet: Any) -> None:
    if isinstance(objet, Jeudi):
        suivre_la_cohorte(objet)
        suivre_les_documents(objet)


catalogue.ajouter(
    "document",
    TypeCatalogue(
        nom="document", libelle="Document de Jeudi", modele=Document, projeter=projeter_document,
        tous=lambda: Document.objects.select_related("jeudi"), icone="ressource",
    ),
)  # fmt: skip
ecoutes.ajouter("jeudis.programme", _suivre)
demonstration.ajouter("jeudis.programme", peupler_le_programme)
declarer(Genre("jeudi_intervenant", "Votre intervention à un Jeudi", essentiel=True))


# --- the checklist ---


def _vers(nom: str, suite: str = "") -> Any:
    return lambda jeudi: reverse(f"jeudis:{nom}", args=[jeudi.slug]) + suite


def annoter(**existe: Any) -> Any:
    """A ``preparer`` of the checklist: for each name, whether the query its function gives has a row."""
    return lambda jeudis: jeudis.annotate(**{nom: Exists(requete()) for nom, requete in existe.items()})


def du_jeudi(modele: Any, **conditions: Any) -> Any:
    """The rows of ``modele`` hanging on each Jeudi of a query."""
    return lambda: modele.objects.filter(jeudi=OuterRef("pk"), **conditions)


def _prevenus() -> Any:
    type_ = ContentType.objects.get_for_model(Intervenant)
    siens = Intervenant.objects.filter(jeudi=OuterRef(OuterRef("pk"))).values("pk")
    return Courriel.objects.filter(genre="jeudi_intervenant", content_type=type_, object_id__in=siens)


def _proposes() -> Any:
    type_ = ContentType.objects.get_for_model(Document)
    siens = Document.objects.filter(jeudi=OuterRef(OuterRef("pk"))).values("pk")
    origines = Reference.objects.filter(role=Role.ORIGINE, entree__content_type=type_, entree__object_id__in=siens)
    return origines.filter(entree__type="document")


def _commencer(*, jeudi: Jeudi, par: Any) -> str:
    reseau = Espace.objects.du_systeme(Nature.RESEAU)
    publique = Espace.objects.du_systeme(Nature.OUVERT) if jeudi.espace.ouvert else None
    commencer_compte_rendu(jeudi=jeudi, espace=reseau, espace_publique=publique, par=par)
    return "Le brouillon du compte rendu est commencé, sur la trame du Jeudi."


def _a_un_programme(jeudi: Any) -> bool:
    return jeudi.a_des_creneaux or bool(jeudi.programme and jeudi.programme != MODELES[Forme(jeudi.forme)].programme)


def _compte_rendu(jeudi: Any) -> CompteRendu | None:
    return getattr(jeudi, "compte_rendu", None)


etapes.ajouter(
    "date", Etape(-60, "Fixer la date", lambda j: j.premier_jour is not None, _vers("modifier"), "Choisir la date")
)  # fmt: skip
etapes.ajouter("lieu", Etape(-60, "Réserver le lieu", lambda j: bool(j.ou or j.salle_id), _vers("modifier"), "Donner le lieu"))
etapes.ajouter(
    "intervenants",
    Etape(
        -45, "Trouver les intervenants", lambda j: j.a_des_intervenants, _vers("programme"), "Les nommer",
        preparer=annoter(a_des_intervenants=du_jeudi(Intervenant)), formes=(Forme.SEANCE, Forme.CYCLE, Forme.JOURNEE),
    ),
)  # fmt: skip
etapes.ajouter(
    "programme",
    Etape(
        -45, "Écrire le programme", _a_un_programme, _vers("programme"), "L’écrire",
        preparer=annoter(a_des_creneaux=lambda: Creneau.objects.filter(seance__jeudi=OuterRef("pk"), seance__annulee_le=None)),
    ),
)  # fmt: skip
etapes.ajouter("publication", Etape(-45, "Publier la page", lambda j: j.est_publie, _vers("modifier"), "Relire et publier"))
etapes.ajouter("annonce", Etape(-40, "L’annoncer autour de soi", lien=_vers("detail"), bouton="Voir la page"))
etapes.ajouter(
    "prevenir_intervenants",
    Etape(
        -21, "Écrire aux intervenants", lambda j: j.intervenants_prevenus, bouton="Envoyer le courriel",
        geste=ecrire_aux_intervenants, utile=lambda j: j.a_des_intervenants_a_prevenir,
        preparer=annoter(intervenants_prevenus=_prevenus, a_des_intervenants_a_prevenir=du_jeudi(Intervenant)),
    ),
)  # fmt: skip
etapes.ajouter(
    "documents_avant",
    Etape(
        -15, "Déposer les documents préparatoires", lambda j: j.a_des_documents_avant, _vers("documents"), "Les déposer",
        preparer=annoter(a_des_documents_avant=du_jeudi(Document, moment=Moment.AVANT)),
    ),
)  # fmt: skip
etapes.ajouter(
    "accueil",
    Etape(
        -15, "Repas, matériel, accessibilité : confirmer avec le lieu", lien=_vers("besoins_des_inscrits"), bouton="Leurs besoins",
        des_personnes=True,
    ),
)  # fmt: skip
etapes.ajouter(
    "visio",
    Etape(
        -7, "Donner le lien de visioconférence", lambda j: j.a_une_visio, _vers("modifier", "#visio"), "Le donner",
        utile=lambda j: j.hybride, preparer=annoter(a_une_visio=du_jeudi(Visio)),
    ),
)  # fmt: skip
etapes.ajouter(
    "documents_apres",
    Etape(
        3, "Déposer les supports présentés", lambda j: j.a_des_documents_apres, _vers("documents"), "Les déposer",
        preparer=annoter(a_des_documents_apres=du_jeudi(Document, moment__in=[Moment.PENDANT, Moment.APRES])),
    ),
)  # fmt: skip
etapes.ajouter(
    "brouillon_du_compte_rendu",
    Etape(
        3, "Commencer le compte rendu", lambda j: _compte_rendu(j) is not None, _vers("ecrire_compte_rendu"), "Le commencer",
        geste=_commencer, utile=lambda j: j.est_publie,
    ),
)  # fmt: skip
etapes.ajouter(
    "compte_rendu",
    Etape(
        21, "Publier le compte rendu", lambda j: bool(_compte_rendu(j) and j.compte_rendu.live),
        _vers("ecrire_compte_rendu"), "Le finir",
    ),
)  # fmt: skip
etapes.ajouter(
    "bibliotheque",
    Etape(
        21, "Proposer les documents à la bibliothèque", lambda j: j.documents_proposes, _vers("documents"), "Les proposer",
        utile=lambda j: j.a_des_documents, preparer=annoter(documents_proposes=_proposes, a_des_documents=du_jeudi(Document)),
    ),
)  # fmt: skip
journee.ajouter(
    "etapes_en_retard",
    LigneDeJournee(
        titre="Étapes de Jeudis en retard",
        url_name="jeudis:preparations",
        compter=lambda membre: compter_les_retards(Jeudi.objects.visibles_pour(membre)),
        aide="Ce que les rétro-plannings attendaient déjà de vous.",
    ),
)
ecrans.ajouter(
    "preparations", Ecran("Préparation des Jeudis", "jeudis:preparations", "Publier", "Ce qui reste à faire, Jeudi par Jeudi.")
)
ecrans.ajouter("lieux", Ecran("Lieux des Jeudis", "jeudis:lieux", "Publier", "Les salles, leur accès, qui a déjà accueilli."))


# --- people ---


def _signer_les_paroles(membre: Any, nommee: bool) -> int:
    if nommee:
        return 0
    return Intervenant.objects.filter(membre=membre).update(nom=ANCIEN_MEMBRE, fonction="", structure="")


donnees_de_membre.ajouter(
    "jeudis.Intervenant",
    DonneesDeMembre.par_cles(
        Intervenant, nommees=("membre",), montrer=("jeudi__titre", "nom", "fonction", "structure"), signer=_signer_les_paroles
    ),
)
donnees_de_membre.ajouter(
    "jeudis.Document", DonneesDeMembre.par_cles(Document, nommees=("auteur",), montrer=("jeudi__titre", "titre", "depose_le"))
)
donnees_de_membre.ajouter(
    "jeudis.Coche", DonneesDeMembre.par_cles(Coche, nommees=("par",), montrer=("jeudi__titre", "cle", "le"))
)
traitements.ajouter(
    "intervenants",
    Traitement(
        nom="Intervenant·es des Jeudis",
        finalite="Annoncer qui parle, leur écrire avant leur intervention, dire dans le compte rendu qui a parlé.",
        base=MISSION,
        donnees="Prénom, nom, fonction, structure, sur la page ; adresse électronique de qui n’a pas de compte, jamais montrée.",
        duree="Le nom reste avec ce qui a été dit ; l’adresse s’efface un an après le Jeudi.",
        acces="Le nom : qui lit la page. L’adresse : l’équipe du Centre.",
    ),
)
conservations.ajouter(
    "adresses_des_intervenants",
    Conservation("intervenants", "Adresses des intervenant·es sans compte", "Un an après le Jeudi", oublier_les_adresses),
)
