"""Writing the one source of the two editions, several people at once: whole, or one headed part."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from centre.espaces.models import Espace
from centre.publications.acces import peut_modifier
from centre.publications.operations import ConflitDeVersion, verrouiller
from centre.publications.views.saisie import Saisie

from .. import operations
from ..forms import CompteRenduForm, EditionForm
from ..models import CompteRendu, Decision
from ..models.sections import Conflit, couper, empreinte, fusionner, reperer
from .agenda import de_l_equipe

#: Besides the text: short fields, each one's by whoever changed it.
CHAMPS = {"titre": "Titre", "resume": "L’essentiel en quelques lignes"}


class SaisieDeCompteRendu(Saisie):
    """The team writes. What others saved meanwhile in other parts is merged in; in the same part, both versions are shown."""

    modele, formulaire, gabarit = CompteRendu, CompteRenduForm, "jeudis/compte_rendu_carnet.html"
    publie = "Le compte rendu est publié : édition complète, {espace}."
    garde = "Brouillon enregistré. Seule l’équipe le voit."

    def __init__(self, request: HttpRequest, objet: Any, **contexte: Any) -> None:
        self.conflits: list[Conflit] = []
        self.fondu = ""
        super().__init__(request, objet, **contexte)
        self.sections = couper(self.form.instance.texte)
        self.partie = request.GET.get("partie", "")
        if not self.form.is_bound:
            self._ouvrir_la_partie(objet)

    def _ouvrir_la_partie(self, objet: CompteRendu) -> None:
        """``?partie=``: the form holds that part alone, and remembers no other."""
        repere = self.repere(objet.version_a_modifier())
        if seule := next((s for s in self.sections if s.cle == self.partie and s.titre), None):
            self.form.initial["texte"] = seule.html
            repere["texte"] = {seule.cle: repere["texte"][seule.cle]}
        else:
            self.partie = ""
        self.form.initial["repere"] = repere

    def repere(self, version: CompteRendu) -> dict[str, Any]:
        """What a form opened on ``version`` remembers of it."""
        champs = {nom: empreinte(getattr(version, nom)) for nom in CHAMPS}
        return {"champs": champs | {"themes": _themes(version)}, "texte": reperer(version.texte)}

    def formulaires_annexes(self, data: Any) -> dict[str, Any]:
        """Who reads the public edition."""
        return {"edition": EditionForm(data, membre=self.request.user, actuel=self.objet.espace_publique_id)}

    def apres_enregistrement(self, objet: CompteRendu) -> None:
        """At once, like every change of readers."""
        publique = self.annexes["edition"].cleaned_data["publique"]
        if (publique and publique.pk) != objet.espace_publique_id:
            operations.editer_pour(compte_rendu=objet, espace_publique=publique, par=self.request.user)

    # --- several people at once ---
    def concilier(self, objet: CompteRendu, contenu: Any) -> int | None:
        """Merge part by part and field by field, under the row's lock; the version merged into."""
        base = _repere_lu(self.form.cleaned_data.get("repere"))
        derniere = verrouiller(objet).get_latest_revision()
        if base is None:
            if self.partie:
                raise ConflitDeVersion(derniere)
            return super().concilier(objet, contenu)
        autre: Any = derniere.as_object()
        self._fondre_les_champs(base["champs"], contenu, autre)
        contenu.texte = self._fondre_le_texte(base["texte"], contenu.texte, autre.texte)
        if self.conflits:
            self.fondu = contenu.texte
            raise ConflitDeVersion(derniere)
        return derniere.pk

    def _fondre_le_texte(self, base: Any, mien: str, autre: str) -> str:
        if self.partie:
            base, mien = _autour(base, mien, autre)
        fusion = fusionner(base, mien, autre, brut=self.request.POST.get("texte-format") != "html")
        self.conflits += fusion.conflits
        return fusion.html

    def _fondre_les_champs(self, base: dict[str, str], contenu: Any, autre: Any) -> None:
        for nom, libelle in CHAMPS.items():
            mienne, leur = getattr(contenu, nom), getattr(autre, nom)
            if empreinte(mienne) == base.get(nom):
                setattr(contenu, nom, leur)
            elif empreinte(leur) != base.get(nom) and leur != mienne:
                self.conflits.append(Conflit(libelle, mienne, leur))
        if _themes(contenu) == base.get("themes"):
            contenu.themes = list(autre.themes.all())

    def champs_suivis(self) -> dict[str, str]:
        """From now on the form is written from what it has just sent: the parts of others stay theirs."""
        envoye = self.form.instance
        texte = self.form.cleaned_data["texte"]
        champs = {nom: empreinte(self.form.cleaned_data[nom]) for nom in CHAMPS} | {"themes": _themes(envoye)}
        valeur = self.form.fields["repere"].widget.format_value  # the words a hidden field holds
        return {"repere": str(valeur(self.form.fields["repere"].prepare_value({"champs": champs, "texte": reperer(texte)})))}

    def page(self, statut: int = 200, version: int | None = None, **plus: Any) -> HttpResponse:
        """The page; after a conflict, the merged text, the writer's own part where the two disagree."""
        self.objet = CompteRendu.objects.select_related("espace", "jeudi").get(pk=self.objet.pk)
        if self.form.is_bound:
            self.form.data = self.form.data.copy()
        if self.conflits:
            self._reprendre_le_conflit(plus["autre"])
        contexte = {"conflits": self.conflits, "sections": self.sections, "partie": self.partie}
        contexte["relectures"] = self.objet.relectures.all()
        contexte["a_suivre"] = Decision.objects.visibles_pour(self.request.user).avant(self.objet.jeudi).a_faire()
        return super().page(statut, version, **contexte | plus)

    def _reprendre_le_conflit(self, autre: Any) -> None:
        """Saving again replaces the other's part: the form now starts from it."""
        champ = self.form.fields["repere"]
        self.form.data["repere"] = champ.prepare_value(self.repere(autre))
        if self.fondu and not self.partie:
            self.form.data["texte"], self.form.data["texte-format"] = self.fondu, "html"

    def adresse_de_saisie(self, objet: CompteRendu) -> str:
        """The part goes on alone, under the title it has now."""
        adresse = reverse("jeudis:ecrire_compte_rendu", args=[objet.jeudi.slug])
        if not self.partie or self.a_la_pause:
            return adresse
        presentes = {s.cle for s in couper(objet.version_a_modifier().texte)}  # type: ignore[attr-defined]
        ecrites = [s.cle for s in couper(self.form.cleaned_data["texte"]) if s.titre and s.cle in presentes]
        return f"{adresse}?{urlencode({'partie': ecrites[0]})}" if ecrites else adresse

    def _publier(self) -> HttpResponse:
        reponse = super()._publier()
        muets = [relecture.nom for relecture in self.objet.relectures.sans_reponse()]
        if muets and reponse.status_code == 302:
            messages.warning(self.request, f"Sans réponse à la relecture : {', '.join(muets)}.")
        return reponse


def _autour(base: Any, mien: str, autre: str) -> tuple[dict[str, Any], str]:
    """A part written alone, in its place among the others as they are now; to those its writer changed nothing."""
    avant, apres, passee = "", "", False
    entiere = {}
    for section, empreintes in zip(couper(autre), reperer(autre).values(), strict=True):
        if section.cle in base:
            passee = True
            continue
        entiere[section.cle] = empreintes
        avant, apres = (avant, apres + section.html) if passee else (avant + section.html, apres)
    return entiere | base, avant + mien + apres


def _themes(version: Any) -> str:
    return ",".join(str(pk) for pk in sorted(theme.pk for theme in version.themes.all()))


def _repere_lu(valeur: Any) -> dict[str, Any] | None:
    """What the form gave back, when it is what it was given."""
    if not isinstance(valeur, dict) or not all(isinstance(valeur.get(cle), dict) for cle in ("champs", "texte")):
        return None
    paires = all(isinstance(e, list) and len(e) == 2 for e in valeur["texte"].values())
    return valeur if paires else None


@require_http_methods(["GET", "HEAD", "POST"])
def ecrire_compte_rendu(request: HttpRequest, slug: str) -> HttpResponse:
    """Write it; the first POST begins it from the template of the forme (a GET stores nothing)."""
    jeudi = de_l_equipe(request, slug)
    objet = CompteRendu.objects.filter(jeudi=jeudi).first()
    if objet is None and request.method == "POST":
        if not jeudi.est_publie:
            messages.error(request, "Publiez d’abord le Jeudi : son compte rendu vient après.")
            return redirect(jeudi)
        reseau, ouvert = Espace.objects.get(slug="reseau"), Espace.objects.get(slug="ouvert")
        operations.commencer_compte_rendu(jeudi=jeudi, espace=reseau, espace_publique=ouvert, par=request.user)
        return redirect("jeudis:ecrire_compte_rendu", jeudi.slug)
    if objet is None:
        return render(request, "jeudis/compte_rendu_commencer.html", {"jeudi": jeudi})
    if not peut_modifier(objet, request.user):
        raise Http404
    return SaisieDeCompteRendu(request, objet, jeudi=jeudi).repondre()
