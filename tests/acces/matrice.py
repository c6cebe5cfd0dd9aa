"""The matrix of rights: every address of the portal × kind of reader × method → the answer expected.

``docs/droits.md`` is made from this table (``python -m tests.acces.droits --ecrire``), ``test_matrice`` asks each line for real.
A new address without a line fails the tests: write the line from DESIGN §2, never from what the code answers.
"""

from __future__ import annotations

from .lignes import ABSENT, CONNEXION, REFUSE, Cas, Ligne, Reponses, Type, fichier, membres, seuls, tous
from .matrice_agenda import AGENDA
from .matrice_comptesrendus import COMPTES_RENDUS
from .matrice_emargement import EMARGEMENT
from .matrice_entrees import ENTREES
from .matrice_inscriptions import INSCRIPTIONS
from .matrice_jeudis import JEUDIS
from .matrice_programme import PROGRAMME
from .matrice_recherche import RECHERCHE
from .matrice_reseau import RESEAU
from .matrice_ressources import RESSOURCES
from .matrice_soins import SOINS
from .matrice_vie import VIE
from .publics import AVEC_COMPTE, ECRIVENT, EQUIPE, LECTEURS, LISENT, SANS_COMPTE, TECHNICIENS

__all__ = ["ABSENT", "CONNEXION", "FERMES", "LIGNES", "REFUSE", "WAGTAIL", "Ligne"]


def _public(libelle: str, url: str, adresse: str, **champs: object) -> Ligne:
    return Ligne("Espace ouvert", libelle, url, adresse, tous("200"), **champs)  # type: ignore[arg-type]


OUVERT = [
    _public("Accueil", "accueil", "/"),
    _public("Actualités", "extranet_actualites", "/actualites/"),
    _public("Une actualité", "wagtail_serve", "/actualites/{actualite}/"),
    Ligne(
        "Espace ouvert", "Un brouillon d’actualité", "wagtail_serve", "/actualites/{page_brouillon}/",
        tous(ABSENT), tous(ABSENT), autres=ABSENT,
    ),
    _public("Le Centre", "extranet_le_centre", "/le-centre/"),
    _public("Accessibilité", "accessibilite", "/accessibilite/"),
    _public("Confidentialité", "confidentialite", "/confidentialite/"),
    _public("Mentions légales", "mentions_legales", "/mentions-legales/"),
    _public("Territoires", "territoires:liste", "/territoires/"),
    _public("Un territoire", "territoires:detail", "/territoires/{territoire}/"),
    _public("Thèmes", "themes:liste", "/themes/"),
    _public("Un thème", "themes:detail", "/themes/{theme}/"),
    _public("Recherche (chacun y trouve ce qu’il peut lire)", "recherche", "/recherche/?q=colloque"),
    _public("Titres proposés pendant la frappe", "suggestions", "/recherche/suggestions/?q=collo"),
    _public("Plan du site", "plan_du_site", "/plan-du-site/"),
    _public("Contact", "contact", "/contact/"),
    _public("Flux", "flux", "/flux/"),
    _public("Flux des actualités", "flux_actualites", "/flux/actualites.xml"),
    _public("Flux d’un thème", "flux_theme", "/flux/themes/{theme}.xml"),
    _public("Flux d’un territoire", "flux_territoire", "/flux/territoires/{territoire}.xml"),
    _public("Flux d’un type", "flux_type", "/flux/types/actualite.xml"),
    _public("Plan pour les moteurs", "sitemap", "/sitemap.xml"),
    _public("Consignes aux robots", "robots", "/robots.txt"),
    _public("Signaler une faille", "security_txt", "/.well-known/security.txt"),
    Ligne("Espace ouvert", "Icône", "favicon", "/favicon.ico", tous("302")),
    Ligne("Espace ouvert", "Santé du portail (503 : quelque chose ne va pas)", "sante", "/sante/", tous("503")),
]  # fmt: skip

#: allauth sends whoever is already signed in to « Mon espace ».
_SEUIL = {nom: "200" if nom in SANS_COMPTE else "302" for nom in LECTEURS}


def _seuil(
    libelle: str, url: str, adresse: str, get: Reponses | None = None, post: Reponses | None = None, **champs: object
) -> Ligne:
    champs = {"autres": ""} | champs
    return Ligne("Connexion", libelle, url, adresse, get or _SEUIL, post or _SEUIL, **champs)  # type: ignore[arg-type]


CONNEXIONS = [
    _seuil("Se connecter", "account_login", "/connexion/"),
    _seuil("Demander un code", "account_request_login_code", "/connexion/code/"),
    _seuil("Saisir le code", "account_confirm_login_code", "/connexion/code/saisir/", tous("302"), tous("302")),
    _seuil("Second facteur", "mfa_authenticate", "/connexion/verification/", tous("302"), tous("302")),
    _seuil("Clé d’accès", "mfa_login_webauthn", "/connexion/cle/", tous("302"), tous("302")),
    _seuil("Entrer par ProConnect (qui ne répond pas)", "oidc", "/connexion/proconnect/", tous(REFUSE), tous("302"), autres=REFUSE),
    _seuil(
        "Revenir de ProConnect (sans y être allé)", "oidc_retour", "/connexion/proconnect/retour/",
        tous("302"), tous(REFUSE), autres=REFUSE,
    ),
    _seuil("Sortir aussi de ProConnect", "oidc_sortie", "/deconnexion/proconnect/", tous("302"), tous("302"), autres=REFUSE),
    _seuil("Compte fermé", "account_inactive", "/connexion/inactif/", tous("200"), tous(REFUSE)),
    _seuil(
        "Se déconnecter", "account_logout", "/deconnexion/",
        {nom: "302" if nom in SANS_COMPTE else "200" for nom in LECTEURS}, tous("302"),
    ),
    _seuil("Inscription (fermée : l’accès se demande)", "account_signup", "/inscription/", inerte=True),
    _seuil("Mot de passe oublié", "account_reset_password", "/mot-de-passe/oublie/", tous("200"), tous("200")),
    _seuil("Message envoyé", "account_reset_password_done", "/mot-de-passe/oublie/envoye/", tous("200"), tous(REFUSE)),
    _seuil("C’est fait", "account_reset_password_from_key_done", "/mot-de-passe/nouveau/fait/", tous("200"), tous(REFUSE)),
    _seuil(
        "Nouveau mot de passe, par un lien faux", "account_reset_password_from_key", "/mot-de-passe/nouveau/1-faux/",
        tous("200"), tous("200"), inerte=True,
    ),
    _seuil("Adresse à confirmer", "account_email_verification_sent", "/confirmer-adresse/", tous("200"), tous(REFUSE)),
    _seuil("Confirmer une adresse (lien faux)", "account_confirm_email", "/confirmer-adresse/faux/", tous("200"), tous("404")),
]  # fmt: skip


def _compte(libelle: str, url: str, adresse: str, get: str, post: str, autres: str = "") -> Ligne:
    return Ligne("Mon compte", libelle, url, adresse, membres(get), membres(post), autres=autres)


_V = "/mon-compte/verification/"
COMPTE = [
    _compte("Mon compte", "mon_compte", "/mon-compte/", "200", REFUSE, REFUSE),
    _compte("Changer de mot de passe", "account_change_password", "/mon-compte/mot-de-passe/", "200", "200"),
    _compte("Choisir un mot de passe (déjà choisi)", "account_set_password", "/mon-compte/mot-de-passe/choisir/", "302", "302"),
    _compte("Changer d’adresse", "account_email", "/mon-compte/adresse/", "200", "302"),
    _compte("Confirmer qui l’on est", "account_reauthenticate", "/mon-compte/confirmer/", "200", "200"),
    _compte("Confirmer par un code", "mfa_reauthenticate", "/mon-compte/confirmer/code/", "302", "302"),
    _compte("Confirmer par une clé", "mfa_reauthenticate_webauthn", "/mon-compte/confirmer/cle/", "302", "302"),
    _compte("Mes appareils", "usersessions_list", "/mon-compte/appareils/", "200", "302"),
    _compte("Mes identités reliées", "mes_identites", "/mon-compte/identites/", "200", REFUSE, REFUSE),
    _compte("Délier une identité (d’un autre)", "delier_identite", "/mon-compte/identites/0/delier/", REFUSE, "404", REFUSE),
    _compte("Vérification en deux étapes", "mfa_index", _V, "200", REFUSE, REFUSE),
    _compte("Ajouter une application", "mfa_activate_totp", f"{_V}application/", "302", "302"),
    _compte("Retirer l’application (aucune)", "mfa_deactivate_totp", f"{_V}application/retirer/", "404", "404"),
    _compte("Mes clés", "mfa_list_webauthn", f"{_V}cles/", "200", REFUSE, REFUSE),
    _compte("Ajouter une clé", "mfa_add_webauthn", f"{_V}cles/ajouter/", "302", "302"),
    _compte("Nommer une clé (d’un autre)", "mfa_edit_webauthn", f"{_V}cles/1/nommer/", "302", "302"),
    _compte("Retirer une clé (d’un autre)", "mfa_remove_webauthn", f"{_V}cles/1/retirer/", "302", "302"),
    _compte("Codes de secours (aucun)", "mfa_view_recovery_codes", f"{_V}codes/", "404", REFUSE, REFUSE),
    _compte("Refaire les codes", "mfa_generate_recovery_codes", f"{_V}codes/refaire/", "302", "302"),
    _compte("Télécharger les codes (aucun)", "mfa_download_recovery_codes", f"{_V}codes/telecharger/", "404", "404"),
    _compte("Mes courriels", "courriels:preferences", "/mon-compte/courriels/", "200", "302", REFUSE),
]

ESPACE = [
    Ligne("Espace des membres", "Mon espace", "espace", "/espace/", membres("200"), membres(REFUSE)),
    *(
        Ligne("Espace des membres", f"Qui voit ceci ? ({slug})", "qui_voit", f"/espace/qui-voit/{slug}/", lu, membres(REFUSE))
        for slug, lu in ({slug: seuls(lu, "200") for slug, lu in LISENT.items()} | {"absent": membres(ABSENT)}).items()
    ),
    Ligne("Espace des membres", "Échos", "echos:liste", "/echos/", membres("200"), membres(REFUSE)),
    Ligne(
        "Espace des membres", "Écrire un écho", "echos:ecrire", "/echos/ecrire/",
        seuls(TECHNICIENS | EQUIPE, "200"), seuls(TECHNICIENS | EQUIPE, "302"),
        {"jeton": "{jeton}", "titre": "Essai", "espace": "{espace_reseau}"},
    ),
]  # fmt: skip


def _publie(slug: str) -> Cas:
    autrice = EQUIPE | {ECRIVENT[slug]}
    contribuent = LISENT[slug] - {"public-elargi", "invitee"}
    return Cas(slug, f"un écho publié ({slug})", LISENT[slug], autrice, autrice, contribuent)


_A = EQUIPE | {"autrice"}
_RIEN: frozenset[str] = frozenset()
CAS = [
    *map(_publie, ECRIVENT),
    Cas("brouillon", "un brouillon d’écho", _A, _A, _A, _RIEN),
    Cas("retire", "un écho retiré", _A, _A, _A, _RIEN),
    Cas("quitte", "un écho écrit dans un groupe que l’autrice a quitté", LISENT["atelier"] | _A, EQUIPE, _A, EQUIPE | {"membre"}),
]


_ECHO = Type("Échos", "echos", "/echos/{}/")


def _echo(cas: Cas) -> list[Ligne]:
    """Every address below an écho."""
    version = {
        "jeton": f"{{{cas.mot}_jeton}}",
        "version": f"{{{cas.mot}_revision}}",
        "titre": "Autre",
        "espace": "{espace_reseau}",
    }
    auteurs_du_commentaire = cas.retirent & cas.lisent if cas.commentent or cas.mot == "retire" else _RIEN
    modifie = seuls(cas.modifient, "302")
    return [
        _ECHO.ligne(cas, "Lire", "detail", "", seuls(cas.lisent, "200")),
        _ECHO.ligne(cas, "Modifier", "modifier", "modifier/", seuls(cas.modifient, "200"), modifie, **version),
        *_ECHO.communes(cas, auteurs_du_commentaire),
        fichier(f"Photo : {cas.libelle}", f"{{{cas.mot}_fichier}}/", cas.lisent),
        fichier(f"Vignette : {cas.libelle}", f"{{{cas.mot}_fichier}}/vignette/", cas.lisent),
    ]


ECHOS = [
    *(ligne for cas in CAS for ligne in _echo(cas)),
    Ligne("Échos", "Lire : un écho absent", "echos:detail", "/echos/absent/", membres(ABSENT), membres(REFUSE)),
    Ligne(
        "Échos", "Retirer le commentaire d’un collègue : un écho publié (reseau)", "echos:retirer_commentaire",
        "/echos/{reseau}/commentaires/{commentaire_pays}/retirer/", membres(REFUSE), seuls(EQUIPE | {"pays"}, "302"),
    ),
    fichier("Un fichier absent", "{jeton}/", ()),
    fichier("Rien", "", (), "fichiers/"),
]  # fmt: skip

LIENS = [
    Ligne("Liens signés", "Relire un brouillon", "liens:ouvrir", "/lien/{lien}/", tous("200"), tous("200"), sans_csrf=True),
    Ligne("Liens signés", "Ne plus recevoir", "liens:ouvrir", "/lien/{lien_refus}/", tous("200"), tous("200"), sans_csrf=True),
    Ligne("Liens signés", "Un lien faux", "liens:ouvrir", "/lien/" + "x" * 43 + "/", tous("404"), tous("404"), sans_csrf=True),
]


def _gestion(
    libelle: str, url: str, adresse: str, get: str = "200", post: str = REFUSE, autres: str = REFUSE, **corps: str
) -> Ligne:
    return Ligne("Équipe", libelle, url, adresse, seuls(EQUIPE, get), seuls(EQUIPE, post), corps, autres)


GESTION = [
    _gestion("Connexion de Wagtail", "gestion/login/", "/gestion/login/", "302", "302", "302"),
    _gestion("Ma journée", "gestion_accueil", "/gestion/"),
    _gestion("Identité du Centre", "gestion_identite", "/gestion/identite/", post="200"),
    _gestion("Journal", "gestion_journal", "/gestion/journal/"),
    _gestion("Membres", "gestion_membres", "/gestion/membres/"),
    _gestion("Suspendre", "gestion_membre_suspendre", "/gestion/membres/{pays_pk}/suspendre/", post="302"),
    _gestion("Rétablir", "gestion_membre_retablir", "/gestion/membres/{suspendu}/retablir/", post="302"),
    _gestion("Courriels", "gestion_courriels:liste", "/gestion/courriels/"),
    _gestion("Envois en échec", "gestion_courriels:echecs", "/gestion/courriels/echecs/"),
    _gestion("Un courriel", "gestion_courriels:voir", "/gestion/courriels/{courriel}/"),
    _gestion("Renvoyer", "gestion_courriels:renvoyer", "/gestion/courriels/{courriel_rate}/renvoyer/", REFUSE, "302"),
    _gestion("Thèmes", "gestion_themes", "/gestion/themes/"),
    _gestion("Ajouter un thème (envoi vide)", "gestion_theme_nouveau", "/gestion/themes/nouveau/", post="422"),
    _gestion("Corriger un thème (envoi vide)", "gestion_theme", "/gestion/themes/{theme}/", post="422"),
    _gestion("Réunir deux thèmes (envoi vide)", "gestion_theme_reunir", "/gestion/themes/{theme}/reunir/", post="422"),
    _gestion("Compte de Wagtail", "gestion/account/", "/gestion/account/", "302", "302", "302"),
]

#: The rule of a whole group: Wagtail's screens below /gestion/. No account: the login; not of the team: 404. The team meets what
#: Wagtail shows of public pages; what has no use here is closed to all.
WAGTAIL = "gestion/"
FERMES = (
    "collections",
    "documents",
    "groups",
    "images",
    "locales",
    "reports",
    "sites",
    "snippets",
    "styleguide",
    "users",
    "workflows",
)

LIGNES: list[Ligne] = [
    *OUVERT,
    *CONNEXIONS,
    *COMPTE,
    *ESPACE,
    *ECHOS,
    *JEUDIS,
    *PROGRAMME,
    *INSCRIPTIONS,
    *EMARGEMENT,
    *AGENDA,
    *COMPTES_RENDUS,
    *RESSOURCES,
    *SOINS,
    *RESEAU,
    *LIENS,
    *GESTION,
    *VIE,
    *ENTREES,
    *RECHERCHE,
]
assert all(frozenset(ligne.get) == frozenset(ligne.post) == SANS_COMPTE | AVEC_COMPTE for ligne in LIGNES)
