"""Writing a publication: one page, kept at each pause, published, with both versions shown when two people write.

A feature subclasses ``Saisie`` with its model, form and template; every POST keeps what was typed before anything else.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from centre.registre import origines
from centre.temps import date_locale

from ..historique import comparer
from ..models import Publication
from ..operations import ConflitDeVersion, enregistrer, jetons, publier
from ..texte_riche import ChampDeTexteRiche, assainir, en_texte
from .lecture import adresses
from .photos import joindre_les_photos, photos_de


class Saisie:
    """One request to the writing page of ``modele``; ``objet`` is None for a new one."""

    modele: ClassVar[type[Publication]]
    formulaire: ClassVar[type[Any]]
    gabarit: ClassVar[str]
    #: Sentences of the success messages.
    publie: ClassVar[str] = "C’est publié : {espace}."
    #: The form's field refused files are told beside, when it has one.
    champ_des_fichiers: ClassVar[str] = "photos"
    #: The text field that takes the substance of « ?depuis= ».
    champ_du_texte: ClassVar[str] = ""
    garde: ClassVar[str] = "Brouillon enregistré. Vous seul·e et l’équipe du Centre le voyez."

    def __init__(self, request: HttpRequest, objet: Any | None, **contexte: Any) -> None:
        self.request: Any = request
        self.objet: Any = objet
        self.contexte = contexte
        self.a_la_pause = "X-Brouillon" in request.headers
        data = request.POST if request.method == "POST" else None
        instance = objet.version_a_modifier() if objet else self.nouveau()
        self.depuis: Any = None if objet else next((liens.lire(request) for liens in origines.values()), None)
        initial = {"jeton": instance.jeton, "version": objet.latest_revision_id if objet else None} | self.de_l_origine()
        self.form = self.formulaire(data, instance=instance, initial=initial, membre=request.user)
        self.annexes = self.formulaires_annexes(data)

    # --- what a feature says of itself ---
    def nouveau(self) -> Any:
        """The empty instance a new text starts from."""
        return self.modele(jeton=uuid.uuid4())

    def de_l_origine(self) -> dict[str, Any]:
        """What the empty form takes from the text it is opened from (``?depuis=``)."""
        matiere = self.depuis
        if matiere is None:
            return {}
        valeurs = {"titre": matiere.titre[:200], "themes": matiere.themes, "territoires": matiere.territoires}
        if self.champ_du_texte:
            champ: Any = self.modele._meta.get_field(self.champ_du_texte)
            riche = isinstance(champ, ChampDeTexteRiche)
            valeurs[self.champ_du_texte] = assainir(matiere.html) if riche else en_texte(matiere.html)[: champ.max_length]
        return valeurs

    def formulaires_annexes(self, data: Any) -> dict[str, Any]:
        """Other forms of the page, by name in the context: who reads, dates…"""
        return {}

    def creer(self, contenu: Any) -> Any:
        """Store a new draft. ``self.annexes`` are valid."""
        raise NotImplementedError

    def apres_enregistrement(self, objet: Any) -> None:
        """Write what the other forms hold, in the same transaction."""

    def joindre(self) -> list[str]:
        """Keep the files sent with the form; returns what was refused, in sentences."""
        return joindre_les_photos(self.request, self.objet)

    def adresse_de_saisie(self, objet: Any) -> str:
        """Where the draft is taken up again."""
        return adresses(objet)["modifier"]

    # --- the answers ---
    def repondre(self) -> HttpResponse:
        """GET shows the page; POST keeps first, whatever follows: nothing typed is lost."""
        if self.request.method != "POST":
            return self.page()
        if not all([self.form.is_valid(), *(form.is_valid() for form in self.annexes.values())]):
            return self.refus()
        try:
            self._garder()
        except ConflitDeVersion as conflit:
            return self._conflit(conflit)
        except ValidationError as manque:
            self.reporter(manque.message_dict)
            return self.refus()
        rejets = self.joindre()
        if self.a_la_pause:
            return self._enregistre()
        if rejets:
            self.reporter({self.champ_des_fichiers: rejets})
            return self.refus()
        return self._publier() if self.request.POST.get("geste") == "publier" else self._plus_tard()

    def _garder(self) -> None:
        contenu = self.form.save(commit=False)
        with transaction.atomic():
            objet = self.objet or self._commence()
            if objet is None:
                contenu.jeton = self.form.cleaned_data["jeton"]
                objet = self.creer(contenu)
                self._garder_l_origine(objet)
            else:
                self._continuer(objet, contenu)
            self.apres_enregistrement(objet)
        self.objet = self.modele._default_manager.get(pk=objet.pk)

    def _garder_l_origine(self, objet: Any) -> None:
        for liens in origines.values():
            liens.garder(porteur=objet, matiere=self.depuis)

    def _commence(self) -> Any:
        """What the empty form sent again (lost answer, double click) already began; None the first time."""
        siens = self.modele._default_manager.filter(auteur=self.request.user)
        return siens.filter(jeton__in=jetons(self.form.cleaned_data["jeton"], self.request.user)).first()

    def _continuer(self, objet: Any, contenu: Any) -> None:
        """A new version, unless a published text comes back unchanged."""
        if self.objet is None and objet.first_published_at and not comparer(objet.version_a_modifier(), contenu):
            return
        contenu.pk = objet.pk
        enregistrer(publication=contenu, par=self.request.user, version_lue=self.concilier(objet, contenu))

    def concilier(self, objet: Any, contenu: Any) -> int | None:
        """The version ``contenu`` starts from. A type written by several hands merges here, in place, what others saved since.

        Raises ConflitDeVersion when that is for the writer to choose.
        """
        return self.form.cleaned_data["version"]

    def champs_suivis(self) -> dict[str, str]:
        """Hidden fields of the page that change with each draft kept, and their values."""
        return {}

    def _publier(self) -> HttpResponse:
        try:
            self.objet = publier(publication=self.objet, par=self.request.user)
        except ValidationError as manque:
            self.reporter(manque.message_dict)
            return self.refus()
        messages.success(self.request, self.publie.format(espace=self.objet.espace.nom))
        return redirect(self.objet)

    def _plus_tard(self) -> HttpResponse:
        messages.success(self.request, self.garde)
        return redirect(self.adresse_de_saisie(self.objet))

    def _enregistre(self) -> JsonResponse:
        heure = date_locale(self.objet.latest_revision.created_at, "heure")
        corps = {"version": self.objet.latest_revision_id, "adresse": self.adresse_de_saisie(self.objet)}
        corps["champs"] = self.champs_suivis()
        return JsonResponse(corps | {"message": f"Brouillon enregistré à {heure}"})

    def reporter(self, erreurs: dict[str, Any]) -> None:
        """Print beside their fields what an operation refused."""
        formulaires = [self.form, *(annexe for annexe in self.annexes.values() if hasattr(annexe, "fields"))]
        for champ, message in erreurs.items():
            sien = next((form for form in formulaires if champ in form.fields), None)
            (sien or self.form).add_error(champ if sien else None, message)

    def refus(self) -> HttpResponse:
        """422: the page again, with everything typed and each error beside its field."""
        if self.a_la_pause:
            return JsonResponse({"message": "Brouillon non enregistré : un champ est à corriger."}, status=422)
        return self.page(statut=422)

    def _conflit(self, conflit: ConflitDeVersion) -> HttpResponse:
        """Both versions on one page; the writer's own stays in the form, and saving again says which one it replaces."""
        if self.a_la_pause:
            return JsonResponse(
                {"message": "Une autre version a été enregistrée ailleurs. Enregistrez pour voir les deux."}, status=409
            )
        autre = conflit.revision.as_object()
        differences = comparer(autre, self.form.save(commit=False))
        return self.page(statut=409, autre=autre, revision=conflit.revision, differences=differences, version=conflit.revision.pk)

    def page(self, statut: int = 200, version: int | None = None, **plus: Any) -> HttpResponse:
        """The writing page. A bound form carries the version now on the server, or the one of a conflict."""
        if self.objet is not None and self.form.is_bound:
            actuelle = self.modele._default_manager.values_list("latest_revision_id", flat=True).get(pk=self.objet.pk)
            self.form.data = self.form.data.copy()
            self.form.data["version"] = version or actuelle
        media = self.form.media  # js_asset's own, with an import map to sign, when the form has an editor
        signe = media.with_nonce(self.request.csp_nonce) if hasattr(media, "with_nonce") else media
        contexte = {"objet": self.objet, "form": self.form, "media_du_formulaire": signe, "depuis": self.depuis}
        contexte |= {"photos": photos_de(self.objet, self.request.user)} | self.annexes | self.contexte | plus
        if self.objet is not None:
            contexte |= {"adresses": adresses(self.objet), self.modele._meta.model_name: self.objet}
        return render(self.request, self.gabarit, contexte, status=statut)
