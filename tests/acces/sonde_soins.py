"""The probe's links: an address is a part of the text that gives it, wherever the team lists what no longer answers."""

from __future__ import annotations

from centre.publications import operations
from echos.models import Echo
from ressources.liens_morts.enums import Etat
from ressources.liens_morts.models import Lien

from .publics import ECRIVENT, EQUIPE, LISENT
from .sonde import Voliere, _noter, sonde


@sonde("lien d’un texte réservé")
def liens(v: Voliere) -> None:
    """A dead link in each restricted espace; one more in a text that was withdrawn."""
    for slug, qui in ECRIVENT.items():
        _ecrire(v, slug, qui, f"https://ailleurs.example/{v.canari(f'lien {slug}', LISENT[slug])}")
    repris = _ecrire(
        v, "reseau", "autrice", f"https://ailleurs.example/{v.canari('lien d’un texte repris', EQUIPE | {'autrice'})}"
    )
    operations.retirer(publication=repris, par=v.gens["autrice"])
    Lien.objects.filter(adresse__startswith="https://ailleurs.example/canari").update(
        etat=Etat.MORT, premier_echec="2026-11-01", vu_le="2026-11-20T00:00Z"
    )
    v.adresses |= {
        "/gestion/liens/",
        "/gestion/liens/?voir=archives",
        "/ressources/a-revoir/",
        "/ressources/telechargements/",
        "/ressources/lot/",
    }


def _ecrire(v: Voliere, slug: str, qui: str, adresse: str) -> Echo:
    echo = Echo(titre="Essai", retenir_1="Essai", recit=f'<p><a href="{adresse}">là</a></p>')
    echo = operations.creer(publication=echo, espace=v.pk(slug), par=v.gens[qui])
    return _noter(v, operations.publier(publication=echo, par=v.gens[qui]))
