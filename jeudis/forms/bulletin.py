"""What somebody answers when they register: questions, ateliers, shared ride, name on the list."""

from __future__ import annotations

from typing import Any

from django import forms

from centre.territoires.enums import Nature
from centre.territoires.models import Territoire

from ..enums import Covoiturage, GenreQuestion
from ..models import Atelier, Inscription, Jeudi, Question, Regles, Reponse, Trajet
from ..operations import Bulletin

#: Where one leaves from: wide enough for several people, small enough for one car.
ALENTOURS = (Nature.AGGLOMERATION, Nature.EPCI, Nature.PAYS, Nature.PETR, Nature.PNR)
OUI_NON = [("Oui", "Oui"), ("Non", "Non")]


class BulletinForm(forms.Form):
    """Built from what a Jeudi asks; filled with what the person answered, or with their answers of the last time."""

    def __init__(
        self, *args: Any, jeudi: Jeudi, inscription: Inscription | None = None, membre: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.jeudi, self.inscription = jeudi, inscription
        self.questions = list(Question.objects.posees(jeudi))
        self.ateliers: dict[int, list[Atelier]] = {}
        for atelier in Atelier.objects.du(jeudi):
            self.ateliers.setdefault(atelier.seance_id, []).append(atelier)
        for question in self.questions:
            self.fields[f"q{question.pk}"] = champ_de_la_question(question)
        for seance, proposes in self.ateliers.items():
            self._ajouter_les_ateliers(seance, proposes)
        if Regles.objects.pour(jeudi).covoiturage and (membre is not None or inscription is not None):
            self._ajouter_le_covoiturage()
        self.fields["visible"] = forms.BooleanField(
            label="Mon nom, ma fonction et ma structure peuvent figurer sur la liste des participant·es",
            required=False,
            help_text="Lue seulement par les personnes inscrites et par l’équipe.",
        )
        self.initial = {**self.initial, **self._deja(membre)}

    def _ajouter_les_ateliers(self, seance: int, proposes: list[Atelier]) -> None:
        choix = [("", "Je n’y serai pas" if len(proposes) == 1 else "Aucun")]
        choix += [(str(a.pk), f"{a.titre}{_places(a)}") for a in proposes]
        titre = proposes[0].seance
        quand = titre.titre or f"{titre.jour:%d/%m/%Y}"
        self.fields[f"atelier{seance}_1"] = forms.ChoiceField(label=f"Atelier, {quand}", choices=choix, required=False)
        if len(proposes) > 1:
            self.fields[f"atelier{seance}_2"] = forms.ChoiceField(
                label=f"Sinon, {quand}", choices=choix, required=False, help_text="Si le premier est complet."
            )

    def _ajouter_le_covoiturage(self) -> None:
        territoires = Territoire.objects.affirmes().actifs().par_nature(*ALENTOURS).order_by("nom")
        self.fields["covoiturage"] = forms.ChoiceField(
            label="Covoiturage", choices=[("", "Non merci"), *Covoiturage.choices], required=False,
            help_text="Vous verrez les personnes du même territoire qui le demandent aussi, et elles vous verront. Aucune adresse n’est montrée.",
        )  # fmt: skip
        self.fields["territoire"] = forms.ModelChoiceField(
            label="Territoire de départ", queryset=territoires, required=False, empty_label="Choisissez…"
        )
        self.fields["depart"] = forms.CharField(label="Commune ou lieu de départ", max_length=120, required=False)
        self.fields["places_voiture"] = forms.IntegerField(label="Places proposées", min_value=1, max_value=8, required=False)

    def _deja(self, membre: Any) -> dict[str, Any]:
        """What was answered here, else the last time."""
        inscription = self.inscription
        if inscription is None or not inscription.pk:
            return self._la_derniere_fois(membre)
        valeurs: dict[str, Any] = {"visible": inscription.visible}
        for reponse in inscription.reponses.select_related("question"):
            valeurs[f"q{reponse.question_id}"] = _vers_le_champ(reponse.question, reponse.valeurs)
        rangs: dict[int, int] = {}
        for voeu in inscription.voeux.select_related("atelier").order_by("ordre"):
            seance = voeu.atelier.seance_id
            rangs[seance] = rangs.get(seance, 0) + 1
            valeurs[f"atelier{seance}_{rangs[seance]}"] = str(voeu.atelier_id)
        trajet = Trajet.objects.filter(inscription=inscription).first()
        if trajet is not None:
            valeurs |= {
                "covoiturage": trajet.genre,
                "territoire": trajet.territoire_id,
                "depart": trajet.depart,
                "places_voiture": trajet.places,
            }
        return valeurs

    def _la_derniere_fois(self, membre: Any) -> dict[str, Any]:
        """A member's last answers to the same question; what they expected of another Jeudi is not proposed again."""
        if membre is None:
            return {}
        siennes = Reponse.objects.de(membre).exclude(question__genre=GenreQuestion.ATTENTES).select_related("question")
        anciennes = {(r.question.genre, r.question.libelle): r.valeurs for r in siennes.order_by("pk")}
        return {
            f"q{q.pk}": _vers_le_champ(q, [v for v in anciennes[q.genre, q.libelle] if not q.choix or v in q.choix])
            for q in self.questions
            if (q.genre, q.libelle) in anciennes
        }

    def clean(self) -> dict[str, Any]:
        """A shared ride says from where; two choices are two ateliers."""
        donnees = super().clean() or {}
        if donnees.get("covoiturage") and not donnees.get("territoire") and "territoire" not in self.errors:
            self.add_error("territoire", "Dites d’où vous partez : les personnes du même territoire vous verront.")
        for seance in self.ateliers:
            premier, second = donnees.get(f"atelier{seance}_1"), donnees.get(f"atelier{seance}_2")
            if second and second == premier:
                self.add_error(f"atelier{seance}_2", "Choisissez un autre atelier, ou aucun.")
        return donnees

    def bulletin(self) -> Bulletin:
        """What was typed, for the operations."""
        d = self.cleaned_data
        reponses = {q.pk: _en_liste(d.get(f"q{q.pk}")) for q in self.questions}
        voeux = {seance: [int(pk) for n in (1, 2) if (pk := d.get(f"atelier{seance}_{n}"))] for seance in self.ateliers}
        trajet = None
        if d.get("covoiturage"):
            places = d["places_voiture"] if d["covoiturage"] == Covoiturage.PROPOSE else None
            trajet = Trajet(genre=d["covoiturage"], territoire=d["territoire"], depart=d["depart"], places=places)
        return Bulletin(reponses=reponses, voeux=voeux, visible=d["visible"], trajet=trajet)


def champ_de_la_question(question: Question) -> forms.Field:
    """The field that asks it."""
    communs: dict[str, Any] = {"label": question.libelle, "required": question.obligatoire}
    if question.sensible:
        communs["help_text"] = "Lu par l’équipe seulement, effacé quatre semaines après le Jeudi."
    if question.plusieurs:
        choix = [(c, c) for c in question.choix]
        return forms.MultipleChoiceField(choices=choix, widget=forms.CheckboxSelectMultiple, **communs)
    if question.genre == GenreQuestion.OUI_NON:
        return forms.ChoiceField(choices=OUI_NON, widget=forms.RadioSelect, **communs)
    if question.choix:
        return forms.ChoiceField(choices=[(c, c) for c in question.choix], widget=forms.RadioSelect, **communs)
    return forms.CharField(max_length=1000, widget=forms.Textarea({"rows": 3}), **communs)


def _en_liste(valeur: Any) -> list[str]:
    return valeur if isinstance(valeur, list) else [valeur] if valeur else []


def _vers_le_champ(question: Question, valeurs: list[str]) -> Any:
    return valeurs if question.plusieurs else "".join(valeurs[:1])


def _places(atelier: Atelier) -> str:
    if atelier.libres is None:
        return ""
    return f" ({atelier.libres} place{'s' if atelier.libres > 1 else ''})" if atelier.libres else " (complet : liste d’attente)"


class DeclinerForm(forms.Form):
    """« Je ne viendrai pas »."""

    motif = forms.CharField(
        label="Pourquoi ?", max_length=300, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="Lu par l’équipe : cela l’aide à choisir les dates et les lieux.",
    )  # fmt: skip
