"""What the team types about a Jeudi: text, séances, audience, cancellation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from modelcluster.forms import ClusterForm

from centre.espaces.acces import espaces
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.territoires.models import Territoire
from centre.themes.forms import ChoixDeThemes
from centre.themes.models import Theme

from ..enums import Forme
from ..formes import Modele
from ..models import PARIS, Jeudi, Lieu, Visio
from ..operations import Horaire

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HEURE = {"type": "time"}


class JeudiForm(ClusterForm):
    """The text of a Jeudi; séances and audience have forms of their own on the same page."""

    titre = forms.CharField(label="Titre", max_length=200, required=False)
    themes = ChoixDeThemes(label="Thèmes", queryset=Theme.objects.ranges(), required=False)
    territoires = forms.ModelMultipleChoiceField(label="Territoires", queryset=Territoire.objects.none(), required=False)
    cloture = forms.SplitDateTimeField(
        label="Inscriptions jusqu’au", required=False, help_text="Vide : jusqu’au début de la première séance.",
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": "Jour"}, time_attrs={"type": "time", "aria-label": "Heure"}, date_format="%Y-%m-%d"
        ),
    )  # fmt: skip
    jeton = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Jeudi
        exclude: list[str] = []
        fields = [
            "titre",
            "forme",
            "chapo",
            "objectif",
            "programme",
            "salle",
            "lieu",
            "adresse",
            "hybride",
            "besoins",
            "co_organisateurs",
            "cloture",
            "compte_rendu_attendu_le",
            "presence_requise",
            "cohorte_jusqu_au",
            "themes",
            "territoires",
        ]
        widgets = {
            "chapo": forms.Textarea(attrs={"rows": 3}),
            "objectif": forms.Textarea(attrs={"rows": 3}),
            "besoins": forms.Textarea(attrs={"rows": 3}),
            "compte_rendu_attendu_le": DATE,
            "cohorte_jusqu_au": DATE,
        }
        formsets: dict[str, Any] = {}

    def __init__(self, *args: Any, membre: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territoires"].queryset = Territoire.objects.hors_communes().order_by("nom")  # type: ignore[attr-defined]
        self.fields["territoires"].widget.attrs["size"] = 6
        self.fields["programme"].required = False
        self.fields["titre"].attendu = True
        self.fields["salle"].queryset = Lieu.objects.proposables()  # type: ignore[attr-defined]
        self.fields["salle"].empty_label = "Aucune : je donne le lieu et l’adresse"  # type: ignore[attr-defined]
        self.fields["lieu"].help_text = "Vide : le nom et l’adresse de la fiche choisie."
        self.fields[
            "besoins"
        ].help_text = "Langue des signes, sous-titres, repas, boucle magnétique… : ce qui est prévu, et à qui le demander."
        self._regler_le_cycle()

    def _regler_le_cycle(self) -> None:
        """What only a cycle has: its rule for the attestation, the end of its cohort."""
        forme = self.data.get("forme") or self.initial.get("forme") or self.instance.forme
        if forme != Forme.CYCLE:
            del self.fields["presence_requise"], self.fields["cohorte_jusqu_au"]
            return
        self.fields["presence_requise"].help_text = "Par exemple 2, sur 3 séances. Vide : aucune règle."
        self.fields["cohorte_jusqu_au"].help_text = "Vide : six mois après la dernière séance."

    def clean(self) -> dict[str, Any]:
        """The place is that of the sheet, when nothing else was typed."""
        donnees = super().clean() or self.cleaned_data
        salle = donnees.get("salle")
        if salle is not None and not donnees.get("lieu"):
            donnees["lieu"], donnees["adresse"] = salle.nom, donnees.get("adresse") or salle.adresse
        return donnees


class PublicsForm(forms.Form):
    """Who sees the page, who may register, how many."""

    espace = forms.ModelChoiceField(
        label="Qui voit la page ?", queryset=Espace.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    espace_inscription = forms.ModelChoiceField(
        label="Qui peut s’inscrire ?", queryset=Espace.objects.none(), widget=forms.RadioSelect, empty_label=None,
        help_text="« Public élargi » et « Ouvert à tous » : si la page est ouverte à tous, on s’inscrit aussi sans compte.",
    )  # fmt: skip
    places = forms.IntegerField(
        label="Nombre de places", min_value=1, max_value=2000, required=False, help_text="Vide : sans limite."
    )

    def __init__(self, *args: Any, membre: Any, jeudi: Jeudi | None = None, places: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tous: Any = espaces(membre, Niveau.ANIMER)
        choix = tous.par_ordre()
        self.fields["espace"].queryset = choix  # type: ignore[attr-defined]
        self.fields["espace_inscription"].queryset = choix  # type: ignore[attr-defined]
        slugs = dict(choix.values_list("slug", "pk"))
        defauts = {"espace": slugs.get("ouvert"), "espace_inscription": slugs.get("reseau"), "places": places}
        if jeudi is not None:
            defauts = {"espace": jeudi.espace_id, "espace_inscription": jeudi.espace_inscription_id, "places": jeudi.places}
        self.initial = {**self.initial, **defauts}


class SeanceForm(forms.Form):
    """One séance: a day and two hours, in Paris. ``cle``: the row it changes; the hours proposed for a forme are no séance yet."""

    cle = forms.IntegerField(widget=forms.HiddenInput, required=False)
    jour = forms.DateField(label="Jour", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    de = forms.TimeField(label="De", required=False, widget=forms.TimeInput(attrs=HEURE, format="%H:%M"))
    a = forms.TimeField(label="À", required=False, widget=forms.TimeInput(attrs=HEURE, format="%H:%M"))
    titre = forms.CharField(label="Titre de la séance", max_length=160, required=False)
    lieu = forms.CharField(label="Lieu, s’il est différent", max_length=160, required=False)

    def clean(self) -> dict[str, Any]:
        """Either empty, or complete and in order."""
        donnees = super().clean() or {}
        jour, de, a = donnees.get("jour"), donnees.get("de"), donnees.get("a")
        if not jour and not self.has_changed():
            return donnees
        if any((jour, de, a)) and not all((jour, de, a)) and not self.errors:
            self.add_error("jour", "Donnez le jour, l’heure de début et l’heure de fin.")
        elif jour and de and a and a <= de:
            self.add_error("a", "La séance finit après son début.")
        return donnees

    def horaire(self) -> Horaire | None:
        """The séance typed, or None when the line is empty."""
        d = self.cleaned_data
        if not d.get("jour"):
            return None
        debut, fin = (dt.datetime.combine(d["jour"], d[cle], tzinfo=PARIS).astimezone(dt.UTC) for cle in ("de", "a"))
        return Horaire(debut, fin, d["titre"], d["lieu"], d["cle"])


SeancesFormSet = forms.formset_factory(SeanceForm, extra=2, max_num=20)


def seances_initiales(jeudi: Jeudi | None, modele: Modele) -> list[dict[str, Any]]:
    """The lines of the formset for a Jeudi; while it has no séance, the hours its forme proposes."""
    siennes = jeudi.seances.all() if jeudi else ()
    lignes: list[dict[str, Any]] = [
        {
            "cle": s.pk,
            "jour": s.jour,
            "de": s.debut.astimezone(PARIS).time(),
            "a": s.fin.astimezone(PARIS).time(),
            "titre": s.titre,
            "lieu": s.lieu,
        }
        for s in siennes
    ]
    return lignes or [{"de": de, "a": a} for de, a in modele.horaires]


class VisioForm(forms.Form):
    """The link to follow from afar: written at once, kept out of every version."""

    lien = forms.URLField(
        label="Adresse de la visioconférence", max_length=500, required=False, assume_scheme="https",
        help_text="Donnée aux seules personnes qui ont une place : sur la page, dans leur courriel, dans leur agenda.",
    )  # fmt: skip
    consigne = forms.CharField(label="Code, ou comment se connecter", max_length=300, required=False)

    def __init__(self, *args: Any, jeudi: Jeudi | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visio = Visio.objects.filter(jeudi=jeudi).first() if jeudi else None
        self.initial = {"lien": visio.lien, "consigne": visio.consigne} if visio else {}


class AnnulerForm(forms.Form):
    """Why a whole Jeudi is cancelled."""

    motif = forms.CharField(
        label="Pourquoi ?", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ces mots iront dans le courriel et sur la page du Jeudi.",
        error_messages={"required": "Dites pourquoi : les personnes inscrites le liront."},
    )  # fmt: skip
