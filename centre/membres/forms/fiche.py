"""What a member says of themselves; who one looks for in the annuaire; a message."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Exists, OuterRef, Q

from centre.espaces.enums import CATEGORIES, Public
from centre.territoires.models import Territoire
from centre.themes.forms import ChoixDeThemes
from centre.themes.models import Theme

from ..acces import Regard
from ..enums import Visibilite
from ..models import CHAMPS, Fiche, Membre, MembreQuerySet, Poste, Structure

LONGUEUR = 200


class FicheForm(forms.Form):
    """The words, the themes, the photo, and who sees each."""

    presentation = forms.CharField(
        label="Présentation", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ce que vous faites, ce sur quoi un·e collègue peut vous appeler.",
    )  # fmt: skip
    telephone = forms.CharField(
        label="Téléphone professionnel", required=False, max_length=30, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        validators=[RegexValidator(r"^[+0-9 .()/-]*$", "Écrivez un numéro : des chiffres, des espaces, « + » au début.")],
    )  # fmt: skip
    photo = forms.FileField(
        label="Photo", required=False, help_text="JPEG, PNG ou WebP, 10 Mo au plus. Le lieu et l’appareil sont effacés.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    retirer_photo = forms.BooleanField(label="Retirer ma photo", required=False)
    connus = ChoixDeThemes(label="Thèmes que je connais", queryset=Theme.objects.none(), required=False)
    cherches = ChoixDeThemes(label="Thèmes que je cherche", queryset=Theme.objects.none(), required=False)
    suivis = ChoixDeThemes(
        label="Thèmes que je suis", queryset=Theme.objects.none(), required=False,
        help_text="Ce qui paraît sur ces thèmes arrive en tête de « Mon espace ». Vous seul·e voyez ce choix.",
    )  # fmt: skip

    def __init__(self, *args: Any, membre: Membre, avec_photo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fiche = membre.fiche_ou_vide
        if not avec_photo:
            del self.fields["retirer_photo"]
        themes = Theme.objects.ranges()
        for champ in ("connus", "cherches", "suivis"):
            self.fields[champ].queryset = themes  # type: ignore[attr-defined]
        self.initial.update(presentation=fiche.presentation, telephone=fiche.telephone, suivis=membre.themes.all())
        if not fiche._state.adding:
            self.initial.update(connus=fiche.connus.all(), cherches=fiche.cherches.all())
        for champ, (libelle, _) in CHAMPS.items():
            choix = forms.ChoiceField(label=libelle, choices=_choix(membre), initial=getattr(fiche, f"voir_{champ}"))
            self.fields[f"voir_{champ}"] = choix

    @property
    def visibilites(self) -> list[Any]:
        """The fields that say to whom, bound."""
        return [self[f"voir_{champ}"] for champ in CHAMPS]

    def pour_l_operation(self) -> dict[str, Any]:
        """What ``enregistrer_la_fiche`` takes."""
        lus = self.cleaned_data
        return {
            "textes": {champ: lus[champ] for champ in ("presentation", "telephone")},
            "visibilites": {champ: lus[f"voir_{champ}"] for champ in CHAMPS},
        } | {champ: lus[champ] for champ in ("connus", "cherches", "suivis")}


def _choix(membre: Membre) -> list[tuple[str, str]]:
    """« À ma catégorie » means something to who has one."""
    poste = membre.poste
    sans_categorie = poste is None or poste.categorie == Public.ELARGI
    return [(v, mots) for v, mots in Visibilite.choices if v != Visibilite.CATEGORIE or not sans_categorie]


class FiltreAnnuaire(forms.Form):
    """Who one looks for: each filter compares what this reader may see of each member, and nothing else."""

    q = forms.CharField(
        label="Nom, fonction, mot", required=False, max_length=LONGUEUR, widget=forms.TextInput(attrs={"type": "search"})
    )
    categorie = forms.ChoiceField(label="Catégorie", required=False)
    territoire = forms.ModelChoiceField(
        label="Territoire", required=False, queryset=Territoire.objects.none(), to_field_name="slug", empty_label="Tous"
    )
    connait = forms.ModelChoiceField(
        label="Connaît le thème", required=False, queryset=Theme.objects.none(), to_field_name="slug", empty_label="Tous"
    )
    cherche = forms.ModelChoiceField(
        label="Cherche sur le thème", required=False, queryset=Theme.objects.none(), to_field_name="slug", empty_label="Tous"
    )
    structure = forms.ModelChoiceField(
        label="Structure", required=False, queryset=Structure.objects.none(), to_field_name="slug", empty_label="Toutes"
    )

    def __init__(self, data: Any, *, regard: Regard) -> None:
        super().__init__({cle: valeur.replace("\x00", "")[:LONGUEUR] for cle, valeur in data.items()})
        self.regard = regard
        visibles = Membre.objects.actifs().filter(regard.condition())
        postes = Poste.objects.en_cours().filter(membre__in=visibles.values("pk"))
        self.fields["categorie"].choices = [("", "Toutes"), *((c.value, c.label) for c in (*CATEGORIES, Public.ELARGI))]  # type: ignore[attr-defined]
        lieux = Territoire.objects.legers().filter(
            Exists(Poste.territoires.through.objects.filter(territoire=OuterRef("pk"), poste__in=postes.values("pk")))
        )
        choix = {"territoire": lieux.ranges(), "connait": Theme.objects.ranges(), "cherche": Theme.objects.ranges()}
        choix["structure"] = Structure.objects.de_membres(visibles)
        for champ, lignes in choix.items():
            self.fields[champ].queryset = lignes  # type: ignore[attr-defined]

    @property
    def rempli(self) -> bool:
        """Whether anything is asked."""
        return any(self.data.get(champ) for champ in self.fields)

    def appliquer(self, membres: MembreQuerySet) -> MembreQuerySet:
        """Those of ``membres`` that answer every filter; an unknown value finds nobody."""
        if not self.is_valid():
            return membres.none()
        voulu = self.cleaned_data
        postes = self._postes(voulu)
        if postes is not None:
            membres = membres.filter(Exists(postes.filter(membre=OuterRef("pk"))))
        for filtre, champ in (("connait", "connus"), ("cherche", "cherches")):
            if voulu[filtre]:
                lien = getattr(Fiche, champ).through.objects
                membres = membres.filter(
                    self.regard.condition(champ), Exists(lien.filter(fiche=OuterRef("pk"), theme=voulu[filtre]))
                )
        for mot in voulu["q"].split():
            membres = membres.filter(self._mot(mot))
        return membres

    def _postes(self, voulu: dict[str, Any]) -> Any:
        postes = Poste.objects.en_cours()
        if voulu["categorie"]:
            postes = postes.filter(categorie=voulu["categorie"])
        if voulu["structure"]:
            postes = postes.filter(structure=voulu["structure"])
        if voulu["territoire"]:
            dedans = voulu["territoire"].contenus().values("pk")
            la = Poste.territoires.through.objects.filter(poste=OuterRef("pk"))
            postes = postes.filter(Exists(la.filter(Q(territoire=voulu["territoire"]) | Q(territoire__in=dedans))))
        return postes if any(voulu[champ] for champ in ("categorie", "structure", "territoire")) else None

    def _mot(self, mot: str) -> Q:
        """One word of the box: in the name, the post, or the words shown to this reader."""
        poste = Poste.objects.en_cours().filter(membre=OuterRef("pk"))
        dit = poste.filter(Q(fonction__unaccent__icontains=mot) | Q(structure__nom__unaccent__icontains=mot))
        nomme = Q(nom__unaccent__icontains=mot) | Q(prenom__unaccent__icontains=mot) | Q(Exists(dit))
        return nomme | (self.regard.condition("presentation") & Q(fiche__presentation__unaccent__icontains=mot))


class MessageForm(forms.Form):
    """A message to a member whose address is not shown."""

    sujet = forms.CharField(label="Sujet", max_length=150, error_messages={"required": "Dites en deux mots de quoi il s’agit."})
    texte = forms.CharField(
        label="Votre message", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Écrivez votre message avant de l’envoyer."},
    )  # fmt: skip
    montrer_adresse = forms.BooleanField(
        label="Donner mon adresse électronique", required=False,
        help_text="Sinon, la réponse vous parvient par l’annuaire, sans que votre adresse soit montrée.",
    )  # fmt: skip
    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_sujet(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["sujet"].split())
