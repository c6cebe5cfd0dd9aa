"""A member in the catalogue and the search: one row per espace their fiche opens, each with what its readers see."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from centre.espaces.models import Espace
from centre.registre import Projection

from .acces import travaille_au_centre
from .models import Fiche, Membre

#: What is searched of a fiche, besides who the member is. A telephone number is read on the page, and searched by nobody.
CHERCHES = ("presentation", "connus", "cherches")


def projeter(membre: Membre) -> list[Projection]:
    """From the most open row to the most closed; nothing for who may not sign in or holds no place in the réseau."""
    if not membre.is_active or not _a_une_place(membre):
        return []
    textes = {champ: texte for champ in CHERCHES if (texte := _texte(membre.fiche_ou_vide, champ))}
    espaces = {champ: membre.espace_le_plus_ferme("identite", champ) for champ in textes}
    slugs = [membre.espace_de("identite")]
    slugs += [slug for slug in dict.fromkeys(sorted(espaces.values(), key=_rang)) if slug not in slugs]
    pks = dict(Espace.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    vus: list[str] = []
    projections = []
    for slug in slugs:
        vus += [champ for champ, ou in espaces.items() if ou == slug]
        projections.append(_ligne(membre, slug, pks[slug], {champ: textes[champ] for champ in vus}))
    return projections


def _rang(slug: str) -> int:
    return {"public-elargi": 0, "reseau": 1, "equipe": 3}.get(slug, 2)


def _a_une_place(membre: Membre) -> bool:
    return membre.poste is not None or travaille_au_centre(membre)


def _texte(fiche: Fiche, champ: str) -> str:
    if champ == "presentation" or fiche._state.adding:
        return fiche.presentation if champ == "presentation" else ""
    return ", ".join(theme.nom for theme in getattr(fiche, champ).all())


def _ligne(membre: Membre, slug: str, espace: int, textes: dict[str, str]) -> Projection:
    poste: Any = membre.poste
    territoires = list(poste.territoires.all()) if poste else []
    connus = membre.fiche_ou_vide.connus.all() if "connus" in textes else ()
    return Projection(
        titre=membre.nom_complet or "Membre sans nom",
        adresse=reverse("fiche", args=[membre.pk]),
        resume=str(poste or "Équipe du Centre"),
        texte="\n".join([str(poste or ""), ", ".join(t.nom for t in territoires), *textes.values()]).strip(),
        profondeur=slug,
        espace_id=espace,
        themes=tuple(theme.pk for theme in connus),
        territoires=tuple(territoire.pk for territoire in territoires),
    )
