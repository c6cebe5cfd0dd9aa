"""The pages of the open space. Public content only: nothing here is ever restricted."""

from __future__ import annotations

from http import HTTPMethod
from typing import Any, cast

from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.rich_text import get_text_for_indexing

from centre.catalogue.models import Entree
from centre.registre import annoncer
from centre.territoires.models import Territoire

from .blocs import TRAITS_SIMPLES, ChampCorps
from .enums import Nature

#: Pages every page links to, by their place under the home page.
ADRESSES_FIXES = ("actualites", "le-centre", "accessibilite", "confidentialite", "mentions-legales")
#: First words of addresses that belong to other parts of the portal, built or to come.
ADRESSES_RESERVEES = frozenset({
        "jeudis", "dossiers", "ressources", "experiences", "reseau", "lettre", "recherche", "attestations", "territoires",
        "themes", "espace", "echos", "annuaire", "coproductions", "orientation", "mon-compte", "gestion", "oai", "flux",
        "fichiers", "lien", "sante", "galerie", "contact", "plan-du-site", "connexion", "deconnexion", "inscription",
        "mot-de-passe", "confirmer-adresse", "breves", "demander-un-acces",
})  # fmt: skip
PAR_PAGE = 20
#: The title of a page whose address does not follow it.
TITRE_SEUL = FieldPanel("title", classname="title")


class FormulaireDePage(WagtailAdminPageForm):
    """The team's form of a page: an address every page links to cannot change, nor disappear at a date."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.est_fixe:
            for nom in {"slug", "go_live_at", "expire_at"} & self.fields.keys():
                self.fields[nom].disabled = True
        if "territoires" in self.fields:
            retenus = [territoire.pk for territoire in self.instance.territoires.all()]
            proposes = Territoire.objects.affirmes().hors_communes() | Territoire.objects.filter(pk__in=retenus)
            self.fields["territoires"].queryset = proposes.ranges()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse an address that another part of the portal answers, or will answer."""
        champs: dict[str, Any] = super().clean()
        if champs.get("slug") in (ADRESSES_RESERVEES if self.parent_page.depth == 2 else {"breves"}):
            self.add_error("slug", "Cette adresse appartient à une autre partie du site.")
        return champs


class PageOuverte(Page):
    """What every page of the open space is: public, titled, with one line of summary."""

    base_form_class = FormulaireDePage
    #: No privacy setting: what is reserved is never a page.
    private_page_options: list[str] = []
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD]
    preview_modes = [("", "Aperçu")]
    promote_panels = [MultiFieldPanel([FieldPanel("slug"), FieldPanel("search_description")], heading="Adresse et résumé")]
    settings_panels = [PublishingPanel()]

    class Meta:
        abstract = True

    @property
    def adresse(self) -> str:
        """The path of the page on the site, without a query (one installation serves one site)."""
        return "/" + self.url_path.split("/", 2)[2]

    @property
    def est_fixe(self) -> bool:
        """Whether the navigation or the footer links to this very address."""
        return self.depth == 2 or (self.depth == 3 and self.slug in ADRESSES_FIXES)

    @property
    def resume(self) -> str:
        """One line for lists and search engines."""
        return self.search_description or getattr(self, "chapo", "")

    def texte(self) -> str:
        """The words of the page, without markup."""
        mots = corps.stream_block.get_searchable_content(corps) if (corps := getattr(self, "corps", None)) else []
        return "\n".join([getattr(self, "chapo", ""), *map(str, mots)]).strip()

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the page; when its address changed, those below it are announced again, in the same transaction."""
        ancienne = Page.objects.filter(pk=self.pk).values_list("url_path", flat=True).first()
        super().save(*args, **kwargs)
        if ancienne not in (None, self.url_path):
            for page in self.get_descendants().specific():
                annoncer(page)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; a visitor's browser asks again each time, and learns that nothing changed."""
        reponse = super().serve(request, *args, **kwargs)
        if not request.user.is_authenticated:
            reponse["Cache-Control"] = "no-cache"
        return reponse


class AccueilPage(PageOuverte):
    """The home: what the site is for, the map, the latest actualités, where to go."""

    surtitre = models.CharField(max_length=120, blank=True, help_text="Petite ligne au-dessus du titre.")
    devise = models.CharField("grand titre", max_length=120)
    chapo = models.TextField("présentation", max_length=600)
    corps = ChampCorps(verbose_name="suite de la page", blank=True)

    content_panels = [TITRE_SEUL, *map(FieldPanel, ("surtitre", "devise", "chapo", "corps"))]
    promote_panels = [FieldPanel("search_description")]
    settings_panels: list[Any] = []
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["extranet.RubriquePage", "extranet.ActualitesPage", "extranet.CentrePage"]
    max_count = 1
    template = "extranet/accueil.html"

    class Meta:
        verbose_name = "page d’accueil"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the next Jeudis, the latest actualités and documents the reader may read, and the Pays to be drawn."""
        courantes = Entree.objects.courantes()
        return super().get_context(request, *args, **kwargs) | {
            "actualites": ActualitePage.objects.publiees().avec_territoires(4),
            "pays": Territoire.objects.dessines().only("nom", "slug", "contour", "embleme", "nature", "monde_corrige"),
            "prochains": courantes.du_type("jeudi").a_venir().au_plus_profond(request.user)[:3],
            "dossier": courantes.du_type("dossier").recentes().au_plus_profond(request.user).first(),
            "documents": courantes.du_type("ressource", "compte_rendu").recentes().au_plus_profond(request.user)[:4],
        }


class RubriquePage(PageOuverte):
    """A page of text; it may hold others."""

    chapo = models.TextField("chapô", max_length=600, blank=True)
    corps = ChampCorps(verbose_name="corps", blank=True)

    content_panels = [*Page.content_panels, FieldPanel("chapo"), FieldPanel("corps")]
    parent_page_types = ["extranet.AccueilPage", "extranet.RubriquePage"]
    subpage_types = ["extranet.RubriquePage"]
    template = "extranet/rubrique.html"

    class Meta:
        verbose_name = "rubrique"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the pages below, in the order of the tree."""
        dessous = RubriquePage.objects.child_of(self).live()
        return super().get_context(request, *args, **kwargs) | {"dessous": dessous}


class ActualitesPage(PageOuverte):
    """The list of actualités."""

    chapo = models.TextField("chapô", max_length=600, blank=True)

    content_panels = [TITRE_SEUL, FieldPanel("chapo")]
    promote_panels = [FieldPanel("search_description")]
    settings_panels: list[Any] = []
    parent_page_types = ["extranet.AccueilPage"]
    subpage_types = ["extranet.ActualitePage"]
    max_count = 1
    template = "extranet/actualites.html"

    class Meta:
        verbose_name = "liste des actualités"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the filters of the address and one page of what they find."""
        from .forms import FiltreActualites

        filtre = FiltreActualites(request.GET, actualites=ActualitePage.objects.publiees())
        numeros = Paginator(filtre.appliquer(), PAR_PAGE).get_page(request.GET.get("page"))
        numeros.object_list = cast(ActualiteQuerySet, numeros.object_list).avec_territoires()
        return super().get_context(request, *args, **kwargs) | {"filtre": filtre, "numeros": numeros}


class ActualiteQuerySet(PageQuerySet):
    """Reads on actualités."""

    def publiees(self) -> "ActualiteQuerySet":
        """What everybody reads, latest first."""
        return self.live().order_by("-date", "-pk")

    def de_nature(self, nature: str) -> "ActualiteQuerySet":
        """Locales or nationales."""
        return self.filter(nature=nature)

    def cherchant(self, texte: str) -> "ActualiteQuerySet":
        """Those whose title or chapô hold every word, accents and case aside. Empty text: all."""
        lues = self
        for mot in texte.replace("\x00", " ").replace("'", "’")[:200].split():
            lues = lues.filter(models.Q(title__unaccent__icontains=mot) | models.Q(chapo__unaccent__icontains=mot))
        return lues

    def avec_territoires(self, combien: int | None = None) -> list["ActualitePage"]:
        """At most ``combien`` of them, each with ``noms_des_territoires``: two queries, whatever the number."""
        lues = list(self[:combien] if combien is not None else self)
        lien = ActualitePage.territoires.through
        noms: dict[int, list[str]] = {}
        paires = lien.objects.filter(actualitepage__in=[a.pk for a in lues]).order_by("territoire__nom")
        for pk, nom in paires.values_list("actualitepage_id", "territoire__nom"):
            noms.setdefault(pk, []).append(nom)
        for actualite in lues:
            actualite.noms_des_territoires = noms.get(actualite.pk, [])
        return lues


class ActualitePage(PageOuverte):
    """News written by the Centre, local or national."""

    chapo = models.TextField("chapô", max_length=400, help_text="Une ou deux phrases : ce qu’il faut retenir, pour qui.")
    corps = ChampCorps(verbose_name="corps", blank=True)
    date = models.DateField("date", help_text="Date affichée ; pour publier plus tard, utilisez la programmation.")
    nature = models.CharField(max_length=10, choices=Nature.choices, default=Nature.LOCALE)
    themes = ParentalManyToManyField("themes.Theme", blank=True, related_name="actualites", verbose_name="thèmes")
    territoires = ParentalManyToManyField("territoires.Territoire", blank=True, related_name="actualites")
    exemple = models.BooleanField("contenu d’exemple", default=False, editable=False)

    objects = PageManager.from_queryset(ActualiteQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("chapo"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("nature")]),
        FieldPanel("corps"),
        MultiFieldPanel([FieldPanel("themes"), FieldPanel("territoires")], heading="Classement"),
    ]
    parent_page_types = ["extranet.ActualitesPage"]
    subpage_types: list[str] = []
    template = "extranet/actualite.html"
    #: Names for lists, set by ``avec_territoires``.
    noms_des_territoires: list[str]

    class Meta:
        verbose_name = "actualité"

    def metas(self) -> list[str]:
        """The few words shown beside its date in a list."""
        return [*self.noms_des_territoires[:2], self.get_nature_display()]


def _section(libelle: str) -> RichTextField:
    return RichTextField(libelle, features=[*TRAITS_SIMPLES, "h4"], blank=True)


class CentrePage(PageOuverte):
    """« Le Centre »: its facts today come from the identity, its founding presentation is quoted section by section."""

    SECTIONS = ("histoire", "statut", "territoire", "principes", "missions", "productions", "moyens", "budget", "public", "coordonnees")  # fmt: skip

    chapo = models.TextField("chapô", max_length=600, blank=True)
    corps = ChampCorps(verbose_name="le Centre aujourd’hui", blank=True)
    document = models.CharField("document cité", max_length=250, help_text="Ce qui est cité ci-dessous : titre, date, origine.")
    histoire = _section("histoire")
    statut = _section("statut")
    territoire = _section("territoire")
    principes = _section("deux principes de fonctionnement")
    missions = _section("deux missions principales")
    productions = _section("productions")
    moyens = _section("moyens humains")
    budget = _section("budget")
    public = _section("public")
    coordonnees = _section("contact")

    content_panels = [
        TITRE_SEUL,
        FieldPanel("chapo"),
        FieldPanel("corps"),
        MultiFieldPanel([FieldPanel("document"), *map(FieldPanel, SECTIONS)], heading="Présentation d’origine, citée"),
    ]
    promote_panels = [FieldPanel("search_description")]
    settings_panels: list[Any] = []
    parent_page_types = ["extranet.AccueilPage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "extranet/centre.html"

    class Meta:
        verbose_name = "page « Le Centre »"

    def sections(self) -> list[tuple[str, str, str]]:
        """(key, title, HTML) of the quoted presentation, the empty ones left out."""
        champs = map(self._meta.get_field, self.SECTIONS)
        return [(c.name, str(c.verbose_name), getattr(self, c.name)) for c in champs if getattr(self, c.name)]

    def texte(self) -> str:
        """The words of the page, the quoted presentation included."""
        return "\n".join([super().texte(), *(get_text_for_indexing(html) for _, _, html in self.sections())])
