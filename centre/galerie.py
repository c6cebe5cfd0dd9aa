"""Sample content of the gallery page: one example of every component, in every state. Persons and meetings are fictitious."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator

OUVERT = SimpleNamespace(slug="ouvert", nom="Ouvert à tous")
RESEAU = SimpleNamespace(slug="reseau", nom="Réseau")
EQUIPE = SimpleNamespace(slug="equipe", nom="Équipe")
PUBLICS = (("pays", "agents de Pays et du Parc"), ("ville", "équipes de la politique de la ville"), ("agglo", "agglomérations"))


class FormulaireDExemple(forms.Form):
    """One field of each kind."""

    titre = forms.CharField(label="Quoi ?", help_text="Le nom de la rencontre, tel qu'il est annoncé.")
    courriel = forms.EmailField(label="Votre adresse électronique")
    jour = forms.DateField(label="Quand ?", widget=forms.DateInput(attrs={"type": "date"}))
    nature = forms.ChoiceField(label="Nature", choices=[("colloque", "colloque"), ("formation", "formation")], required=False)
    texte = forms.CharField(label="Ce qui m'a surpris", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    utile = forms.MultipleChoiceField(label="Utile à qui ?", choices=PUBLICS, widget=forms.CheckboxSelectMultiple)
    espace = forms.ChoiceField(
        label="Qui pourra le lire ?",
        choices=[("reseau", "Le réseau"), ("pays", "Les Pays et le Parc seulement")],
        widget=forms.RadioSelect,
        help_text="L'usage, pour un écho, est le réseau.",
    )
    accord = forms.BooleanField(label="Les personnes photographiées sont d'accord")
    photo = forms.FileField(label="Une photo", required=False, help_text="Pas de visage sans accord. 10 Mo au plus.")
    fige = forms.CharField(label="Auteur", initial="Camille Exemple", disabled=True, required=False)


def exemples() -> dict[str, Any]:
    """Return the context of ``galerie.html``."""
    instant = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
    return {
        "instant": instant,
        "jour": date(2026, 12, 1),
        "ouvert": OUVERT,
        "reseau": RESEAU,
        "equipe": EQUIPE,
        "page_d_exemple": Paginator(range(240), 20).page(3),
        "formulaire": FormulaireDExemple(prefix="vide"),
        "refuse": FormulaireDExemple({"refuse-titre": "Rencontre nationale"}, prefix="refuse"),
        "faits": [
            ("Date", "jeudi 3 décembre 2026"),
            ("Lieu", "Neufchâtel-en-Bray"),
            ("Places", "11 libres sur 40"),
            ("Vide", ""),
        ],
        "etapes": [("2004", "Création du Pays"), ("2017", "PETR du Pays de Bray"), ("depuis", "Le territoire est documenté ici")],
        "chiffres": [
            ("248", "membres du réseau"),
            ("12 400", "participations depuis 2004"),
            ("41", "personnes distinctes ce mois-ci"),
        ],
        "metas": ["Pays de Bray", "Rouen"],
        "rendez_vous": SimpleNamespace(
            type="jeudi",
            espace=RESEAU,
            debut=date(2026, 12, 3),
            adresse="#g-listes",
            titre="Animer une réunion où l’on décide",
            resume="Trois séances pour préparer, tenir et conclure.",
        ),
        "territoires": [
            SimpleNamespace(nom="Pays de Bray", monde="rural", nature="Pays"),
            SimpleNamespace(nom="Métropole Rouen Normandie", monde="urbain", nature="Agglomération"),
            SimpleNamespace(nom="Seine-Maritime", monde="mixte", nature="Département"),
        ],
    }
