"""The demonstration, played for the browsers, and the addresses of every type of page each reader may open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

from django.utils import timezone

from centre.courriels.models import Courriel
from centre.espaces.models import Espace
from centre.groupes.models import Classeur
from centre.journal.models import Ligne
from centre.liens.operations import creer_lien
from centre.membres.demonstration import MOT_DE_PASSE
from centre.membres.models import ChangementDePoste, DemandeAcces, Import, Invitation
from centre.publications.models import Fichier
from centre.publications.operations import creer, enregistrer
from centre.recherche.models import QuestionVaine
from centre.registre import Demonstration, demonstration
from centre.taches import vider_la_file
from echos.models import Echo
from jeudis.models import Dossier, Jeudi, Sondage
from ressources.bibliotheque.models import DemandeDeFichier, Ressource

#: What to open, and what to do there before looking (None: nothing).
Page = tuple[str, Callable[[Any], None] | None]
VISITEUR = [
    "/", "/actualites/", "/territoires/", "/territoires/pays-de-bray/", "/themes/", "/themes/habitat/", "/le-centre/", "/plan-du-site/",
    "/contact/", "/accessibilite/", "/mentions-legales/", "/confidentialite/", "/flux/", "/recherche/", "/recherche/?q=habitat",
    "/recherche/?q=zzzzz", "/recherche/suggestions/?q=habi", "/recherche/prevenir/?q=zzzzz",
    "/connexion/", "/connexion/code/", "/mot-de-passe/oublie/", "/mot-de-passe/oublie/envoye/", "/inscription/",
    "/demander-un-acces/", "/demander-un-acces/envoyee/",
    "/confirmer-adresse/", "/connexion/inactif/", "/n-existe-pas/", "/lien/inconnu/", "/jeudis/", "/jeudis/?q=zzzzz", "/jeudis/passes/",
    "/attestations/", "/attestations/?numero=AAAA-BBBB-CCCC",
    "/jeudis/ailleurs/", "/jeudis/ailleurs/?passes=1", "/jeudis/ailleurs/?q=zzzzz",
    "/dossiers/", "/dossiers/?q=zzzzz", "/jeudis/comptes-rendus/",
    "/ressources/", "/ressources/?q=zzzzz", "/recherche/?q=poussette", "/recherche/?q=loi+de+finances&type=ressource",
]  # fmt: skip
MEMBRE = [
    "/espace/", "/espace/qui-voit/reseau/", "/recherche/?q=citoyens", "/echos/", "/echos/?q=zzzzz", "/echos/ecrire/", "/echos/n-existe-pas/",
    "/mon-compte/", "/mon-compte/mot-de-passe/", "/mon-compte/adresse/", "/mon-compte/appareils/", "/mon-compte/courriels/",
    "/mon-compte/confirmer/", "/mon-compte/verification/", "/deconnexion/", "/jeudis/", "/ressources/", "/ressources/deposer/",
    "/mon-compte/fiche/", "/annuaire/", "/annuaire/?q=zzzzz", "/annuaire/structures/", "/annuaire/structures/ville-du-havre-exemple/",
    "/espace/groupes/", "/espace/groupes/lectures-partagees/", "/espace/groupes/lectures-partagees/membres/",
    "/espace/groupes/foncier-et-habitat/",
    "/jeudis/mon-agenda/", "/jeudis/ailleurs/", "/jeudis/ailleurs/ajouter/", "/jeudis/sondages/", "/jeudis/besoins/",
    "/espace/prise-de-poste/", "/mon-compte/poste/", "/mon-compte/mon-parcours/", "/mon-compte/mes-donnees/",
    "/attestations/miennes/", "/jeudis/decisions/", "/mon-compte/recherches/",
]  # fmt: skip
CONFIRME = [
    "/mon-compte/verification/application/", "/mon-compte/verification/cles/", "/mon-compte/verification/cles/ajouter/",
]  # fmt: skip
EQUIPE = [
    "/gestion/demandes/", "/gestion/demandes/?etat=refusee", "/gestion/invitations/", "/gestion/invitations/inviter/", "/gestion/imports/",
    "/gestion/imports/nouveau/",
    "/gestion/structures/", "/gestion/structures/ville-du-havre-exemple/fusionner/",
    "/gestion/structures/ville-du-havre-exemple/fusionner/?vers=metropole-de-rouen-exemple", "/espace/groupes/creer/",
    "/espace/groupes/foncier-et-habitat/", "/espace/groupes/foncier-et-habitat/membres/", "/espace/groupes/foncier-et-habitat/regler/",
    "/espace/groupes/foncier-et-habitat/classeurs/",
    "/gestion/changements/", "/gestion/traitements/", "/gestion/membres/?etat=sommeil",
    "/gestion/recherche/", "/gestion/recherche/mots/", "/gestion/recherche/epingles/",
    "/gestion/themes/", "/gestion/themes/?q=zzzzz", "/gestion/themes/nouveau/", "/gestion/themes/habitat/",
    "/gestion/themes/habitat/reunir/", "/gestion/themes/habitat/reunir/?vers=pays",
    "/gestion/", "/gestion/identite/", "/gestion/journal/", "/gestion/membres/", "/gestion/courriels/", "/gestion/courriels/echecs/",
    "/jeudis/ailleurs/importer/", "/jeudis/sondages/creer/", "/jeudis/besoins/",
    "/jeudis/", "/jeudis/passes/", "/jeudis/creer/", "/jeudis/comptes-rendus-a-publier/", "/espace/qui-voit/ouvert/",
    "/jeudis/preparation/", "/jeudis/lieux/", "/jeudis/lieux/creer/", "/jeudis/listes/cycle/",
    "/jeudis/emargements/", "/jeudis/evaluations/", "/jeudis/questions/",
    "/jeudis/delais-des-comptes-rendus/", "/jeudis/decisions/suivi/", "/jeudis/modeles/", "/jeudis/modeles/journee/", "/dossiers/creer/",
]  # fmt: skip
#: The team's gestures on one member.
FICHE = ("", "roles/", "poste/", "depart/", "fusionner/", "effacer/")


class Scene:
    """The people of the demonstration by account, and ``pages(role)``."""

    def __init__(self) -> None:
        demo = Demonstration(timezone.localdate(), Random(2004))
        for etape in demonstration.values():
            etape(demo)
        for etape in demo.a_la_fin:
            etape(demo)
        self.membres = demo.acquis["membres"]
        self.echo = Echo.objects.publies().get(titre="Rencontre nationale des conseils citoyens")
        self._laisser_un_brouillon()
        self.jeudi, self.passe, self.a_rendre = (
            Jeudi.objects.publies().get(titre__startswith=debut)
            for debut in ("Fonds européens", "Loi de finances", "Observer sans")
        )
        self.notice = Ressource.objects.publies().get(titre__startswith="Lire une loi de finances")
        self.reservee = DemandeDeFichier.objects.filter(ressource__espace__ouvert=True).first().ressource
        self.dossier = Dossier.objects.publies().get(espace__ouvert=True)
        self.lien = creer_lien(
            objet=self.echo, action="relire", adresse="a@b.example", expire_le=timezone.now() + dt.timedelta(1)
        )
        vider_la_file()
        self.invitation = self._lien_d_invitation()

    def _laisser_un_brouillon(self) -> None:
        """A version waits, and a text is not published."""
        ville = self.membres["ville"]
        texte = self.echo.version_a_modifier()
        texte.surprise += " Une phrase de plus."
        enregistrer(publication=texte, par=ville, version_lue=self.echo.latest_revision_id)
        creer(publication=Echo(titre="Pas encore fini"), espace=Espace.objects.get(slug="reseau"), par=ville)

    @staticmethod
    def _lien_d_invitation() -> str:
        invitation = Invitation.objects.vivantes().first()
        fin = timezone.now() + dt.timedelta(1)
        return creer_lien(objet=invitation, action="confirmer", adresse=invitation.email, expire_le=fin)

    def pages(self, role: str) -> list[Page]:
        """Every type of page ``role`` may open."""
        return {
            "visiteur": self._du_visiteur,
            "elu": self._de_l_elu,
            "ville": self._de_ville,
            "animatrice": self._de_l_animatrice,
            "admin": self._de_l_animatrice,
            "financeur": self._du_financeur,
        }[role]()

    def _du_visiteur(self) -> list[Page]:
        actualite = "/actualites/" + self._premiere_actualite()
        return [
            *_simples([*VISITEUR, actualite, self.lien, self.invitation, *self._a_lire(), *self._a_demander()]),
            ("/connexion/", _se_tromper),
            ("/demander-un-acces/", _demander_sans_rien),
        ]

    def _a_lire(self) -> list[str]:
        """A Jeudi, and its form; one whose compte rendu is there, in the reader's own edition; a notice with its file; a dossier."""
        jeudi, passe = adresse(self.jeudi), adresse(self.passe)
        return [jeudi, f"{jeudi}inscription/", passe, f"{passe}compte-rendu/", adresse(self.notice), adresse(self.dossier)]

    def _a_demander(self) -> list[str]:
        """A notice whose files are reserved, the request to open them; a page of a file everybody opens."""
        reservee = adresse(self.reservee)
        fichier = Fichier.objects.sur(self.notice).dernieres().first()
        return [reservee, f"{reservee}demander/", f"{reservee}demander/envoyee/", f"{adresse(fichier)}page/1/"]

    def _de_la_bibliotheque(self) -> list[str]:
        """The team's screens about notices: what was asked, planned, deposited; the addresses and readers of one."""
        demande = DemandeDeFichier.objects.filter(ressource=self.reservee).first()
        gestes = ("", "modifier/", "lecteurs/", "adresse/", "acces/", "ouvrir/", "historique/", "retirer/")
        return [
            *(f"{adresse(self.notice)}{geste}" for geste in gestes),
            *(f"/ressources/{suite}" for suite in ("demandes/", f"demandes/{demande.pk}/", "ouvertures/", "a-publier/")),
        ]

    @staticmethod
    def _premiere_actualite() -> str:
        from extranet.models import ActualitePage

        return f"{ActualitePage.objects.live().first().slug}/"

    def _de_l_elu(self) -> list[Page]:
        return _simples(
            ["/", "/espace/", "/echos/", "/recherche/?q=citoyens", "/mon-compte/", "/annuaire/", "/mon-compte/fiche/"]
        )

    def _du_financeur(self) -> list[Page]:
        return _simples(["/", "/espace/", "/echos/", "/recherche/?q=citoyens", "/mon-compte/"])

    def _de_ville(self) -> list[Page]:
        base = self.echo.get_absolute_url()
        version = self.echo.revisions.order_by("pk").first().pk
        gestes = [
            "",
            "modifier/",
            "voir-comme/",
            "voir-comme/?qui=pays",
            "voir-comme/?qui=visiteur",
            "lecteurs/",
            "relecture/",
            "retirer/",
            "historique/",
            f"historique/{version}/",
        ]
        brouillon = Echo.objects.get(titre="Pas encore fini").get_absolute_url()
        collegue = Echo.objects.publies().get(titre__startswith="Formation « Mobiliser").get_absolute_url()
        autre = f"/annuaire/{self.membres['pays'].pk}/"
        lues = [*MEMBRE, *(base + geste for geste in gestes), brouillon, collegue, autre, f"{autre}ecrire/", *self._a_lire()]
        erreurs = [("/echos/ecrire/", _publier_trop_tot), ("/ressources/deposer/", _publier_trop_tot)]
        return [*_simples(lues), *erreurs, *((lieu, _confirmer) for lieu in CONFIRME)]

    def _de_l_animatrice(self) -> list[Page]:
        qui, courriel = self.membres["ville"], Courriel.objects.first()
        ecrans = [*EQUIPE, f"/gestion/membres/{qui.pk}/suspendre/", f"/gestion/membres/{self.membres['suspendu'].pk}/retablir/"]
        classeur = Classeur.objects.filter(groupe__espace__slug="foncier-et-habitat").first()
        ecrans.append(f"/espace/groupes/foncier-et-habitat/classeurs/{classeur.pk}/?q=pays")
        ecrans += [
            f"{adresse(self.jeudi)}{geste}"
            for geste in ("", "inscrits/", "annuler/", "modifier/", "lecteurs/", "historique/", "retirer/")
        ]
        ecrans += [f"{adresse(self.jeudi)}{geste}" for geste in ("programme/", "documents/", "preparation/", "dupliquer/")]
        ecrans += [f"{adresse(self.jeudi)}{geste}" for geste in ("regles/", "besoins/", "passerelle/")]
        ecrans += [f"{adresse(self.passe)}compte-rendu/{geste}" for geste in ("decisions/", "relecture/")]
        ecrans += [f"{adresse(self.dossier)}{geste}" for geste in ("", "modifier/", "elements/", "historique/")]
        ecrans.append(f"/jeudis/sondages/{Sondage.objects.first().pk}/")
        ecrans += [f"{adresse(self.a_rendre)}compte-rendu/modifier/"]
        ecrans += [
            f"{adresse(self.passe)}{geste}" for geste in ("emargement/", "feuille/", "code/", "attestations/", "evaluation/")
        ]
        ecrans += [f"{adresse(self.passe)}compte-rendu/{geste}" for geste in ("", "modifier/", "lecteurs/", "historique/")]
        ecrans += [*self._de_la_bibliotheque(), f"/gestion/recherche/{QuestionVaine.objects.a_regarder().first().pk}/"]
        ecrans += [f"{adresse(self.passe)}compte-rendu/apercu/?comme={lecteur}" for lecteur in ("visiteur", "technicien")]
        ecrans += [f"/gestion/demandes/{pk}/" for pk in DemandeAcces.objects.values_list("pk", flat=True)]
        ecrans += [f"/gestion/membres/{self.membres['m.lefort'].pk}/{geste}" for geste in FICHE]
        ecrans.append(f"/gestion/membres/{self.membres['t.garin'].pk}/")
        ecrans.append(f"/gestion/changements/{ChangementDePoste.objects.en_attente().first().pk}/refuser/")
        ecrans.append(f"/gestion/journal/{Ligne.objects.filter(verbe='membre.suspendre').first().pk}/annuler/")
        ecrans += [f"/gestion/imports/{pk}/" for pk in Import.objects.values_list("pk", flat=True)]
        simples = _simples(["/", "/espace/", "/echos/", adresse(self.echo), *ecrans, f"/gestion/courriels/{courriel.pk}/"])
        return [*simples, ("/jeudis/creer/?forme=cycle", _publier_trop_tot)]


def adresse(objet: Any) -> str:
    """Where a publication is read."""
    return str(objet.get_absolute_url())


def _simples(adresses: list[str]) -> list[Page]:
    return [(lieu, None) for lieu in adresses]


def _se_tromper(page: Any) -> None:
    page.fill("input[name=login]", "personne@test.example")
    page.fill("input[name=password]", "mauvais-mot-de-passe")
    page.click("main form:has(input[name=password]) button:not([name])")
    page.wait_for_selector("[data-resume-erreurs]")


def _demander_sans_rien(page: Any) -> None:
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.wait_for_selector("[data-resume-erreurs]")


def _publier_trop_tot(page: Any) -> None:
    page.get_by_role("button", name="Publier").click()
    page.wait_for_selector("[data-resume-erreurs]")
    page.locator("main summary").first.click()


def _confirmer(page: Any) -> None:
    """The account asks for the password again before a change of second factor."""
    if "/confirmer/" in page.url:
        page.fill("input[name=password]", MOT_DE_PASSE)
        page.click("main form:has(input[name=password]) button:not([name])")
        page.wait_for_url("**/verification/**")
