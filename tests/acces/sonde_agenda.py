"""The probe's agenda: others' events in each espace and state, a poll and a theme of the réseau, a calendar read by the team."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from jeudis.models import Besoin, Evenement
from jeudis.operations import (
    Horaire,
    enregistrer_un_evenement,
    ouvrir_un_sondage,
    preparer_l_agenda,
    proposer_un_besoin,
    retirer_un_evenement,
    traiter_le_besoin,
)

from .publics import ECRIVENT, EQUIPE, LISENT
from .sonde import Voliere, sonde

CHAMPS = ("titre", "lieu", "organisateur", "description")


@sonde("evenement")
def evenements(v: Voliere) -> None:
    """A coming, a past and a withdrawn event in each restricted espace."""
    for slug, qui in ECRIVENT.items():
        for etat, jours in (("à venir", 20), ("passé", -20), ("retiré", 20)):
            lisent = LISENT[slug] if etat != "retiré" else EQUIPE | {qui}
            jour = timezone.localdate() + dt.timedelta(days=jours)
            evenement = Evenement(jeton=uuid.uuid4(), premier_jour=jour, dernier_jour=jour)
            for champ in CHAMPS:
                setattr(evenement, champ, f"Essai {v.canari(f'événement {slug} {etat}, {champ}', lisent)}")
            evenement.lien = f"https://ailleurs.example/{v.canari(f'événement {slug} {etat}, lien', lisent)}"
            ecrit = enregistrer_un_evenement(evenement=evenement, espace=v.pk(slug), par=v.gens[qui])
            if etat == "retiré":
                retirer_un_evenement(evenement=ecrit, retirer=True, par=v.gens[qui])
            v.adresses |= {ecrit.get_absolute_url() + suite for suite in ("", "agenda.ics", "modifier/")}
    v.adresses |= {"/jeudis/ailleurs/", "/jeudis/ailleurs/?passes=1", "/jeudis/agenda.ics?ailleurs=1"}


@sonde("sondages et besoins")
def demandes(v: Voliere) -> None:
    """What the réseau is asked, and what it asks, is the réseau's; a calendar not applied yet is the team's."""
    animatrice, reseau = v.gens["animatrice"], LISENT["reseau"]
    debut = timezone.now() + dt.timedelta(days=30)
    dates = [Horaire(debut + dt.timedelta(days=n), debut + dt.timedelta(days=n, hours=2)) for n in (0, 1)]
    sondage = ouvrir_un_sondage(
        titre=f"Essai {v.canari('sondage, titre', reseau)}", mot=v.canari("sondage, mot", reseau), espace=v.pk("reseau"),
        dates=dates, par=animatrice,
    )  # fmt: skip
    besoin = proposer_un_besoin(
        titre=v.canari("besoin, titre", reseau), detail=v.canari("besoin, détail", reseau), par=v.gens["pays"]
    )
    ecarte = proposer_un_besoin(titre=v.canari("besoin écarté, titre", reseau), par=v.gens["ville"])
    traiter_le_besoin(besoin=ecarte, etat="ecarte", motif=v.canari("besoin écarté, motif", reseau), par=animatrice)
    titre = v.canari("agenda lu, titre d’une ligne", EQUIPE)
    ics = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:z\nSUMMARY:{titre}\nDTSTART;VALUE=DATE:20300328\nEND:VEVENT\nEND:VCALENDAR\n"
    nom = v.canari("agenda lu, nom", EQUIPE)
    lu = preparer_l_agenda(octets=ics.encode(), nom=nom, espace=v.pk("reseau"), passes=False, par=animatrice)
    v.adresses |= {
        *("/jeudis/sondages/", sondage.get_absolute_url(), "/jeudis/besoins/", f"/jeudis/besoins/{besoin.pk}/"),
        *("/jeudis/ailleurs/importer/", f"/jeudis/ailleurs/importer/{lu.pk}/"),
    }


@sonde("sondages et besoins d’ailleurs")
def demandes_des_autres(v: Voliere) -> None:
    """Dates asked of one catégorie or of a groupe are theirs; a theme of an espace that is not the réseau, as the model allows it."""
    debut = timezone.now() + dt.timedelta(days=40)
    for slug in ("ville", "atelier"):
        mots = {champ: f"Essai {v.canari(f'sondage {slug}, {champ}', LISENT[slug])}" for champ in ("titre", "mot")}
        dates = [Horaire(debut, debut + dt.timedelta(hours=2))]
        sondage = ouvrir_un_sondage(**mots, espace=v.pk(slug), dates=dates, par=v.gens["animatrice"])
        v.adresses.add(sondage.get_absolute_url())
    besoin = proposer_un_besoin(
        titre=v.canari("besoin de la ville, titre", LISENT["ville"]),
        detail=v.canari("besoin de la ville, détail", LISENT["ville"]),
        par=v.gens["ville"],
    )
    Besoin.objects.filter(pk=besoin.pk).update(espace=v.pk("ville"))
    v.adresses.add(f"/jeudis/besoins/{besoin.pk}/")


#: Calls whose removal another test sees.
VUS_AILLEURS = {
    ("jeudis.courriels.programme", "ecrire_a_l_intervenant"): "tests/jeudis/test_programme.py",
    ("jeudis.views.contenu", "promotion"): "tests/jeudis/test_cycle.py",
    ("jeudis.branchements.lecture", "_mes_jeudis"): "tests/jeudis/test_parcours.py",
    ("jeudis.views.inscription", "_du_lien"): "tests/jeudis/test_sans_compte.py",
    ("jeudis.views.sondages", "_jeudi_nomme"): "tests/jeudis/test_sondages.py",
    ("jeudis.views.sondages", "_ce_jour_la"): "tests/jeudis/test_sondages.py",
    ("jeudis.agenda_personnel", "contenu"): "tests/jeudis/test_agendas.py",
    ("jeudis.models.decision", "DecisionQuerySet.visibles_pour"): "tests/jeudis/test_releve.py",
    ("jeudis.operations.evenements", "dire_j_y_vais"): "tests/jeudis/test_ailleurs.py",
    ("jeudis.views.agenda", "_demandes"): "tests/jeudis/test_besoins.py",
    ("jeudis.views.besoins", "voter"): "tests/jeudis/test_besoins.py",
    ("jeudis.views.dossiers", "_edition"): "tests/jeudis/test_dossiers.py",
    # Draws a link to a refusal.
    ("jeudis.views.agenda", "_marquer"): "tests/acces/test_fuites.py",
    # For the team, who reads everything.
    ("jeudis.views.evenements", "_recents"): "tests/jeudis/test_ailleurs.py",
    ("jeudis.views.sondages", "_jeudi"): "tests/jeudis/test_sondages.py",
    ("jeudis.views.sondages", "choisir"): "tests/jeudis/test_sondages.py",
    ("centre.journal.lecture", "_lisibles"): "tests/coherence/test_journal.py",
    ("jeudis.branchements.emargement", "_ligne"): "tests/jeudis/test_equipe.py",
    ("jeudis.forms.besoin", "TraiterForm.__init__"): "tests/jeudis/test_besoins.py",
    ("jeudis.forms.besoin", "FusionForm.__init__"): "tests/jeudis/test_besoins.py",
    ("jeudis.views.besoins", "traiter"): "tests/jeudis/test_besoins.py",
    ("jeudis.views.dossiers", "_brouillons"): "tests/jeudis/test_dossiers.py",
}
