"""What a deposited file says of itself, by plain rules: a title, a year, authors, a language, thèmes; each with where it was read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from centre.publications.models import Fichier
from centre.themes.models import Synonyme, Theme

PREMIERE_PAGE, PROPRIETES = "la première page", "les propriétés du fichier"
NOM, VOCABULAIRE = "le nom du fichier", "les mots du texte et le vocabulaire des thèmes"
#: Characters of the text that are looked at: its beginning, then enough of it to tell what it is about.
TETE, CORPS = 1500, 60_000
#: What programs write in place of a title.
FAUX_TITRES = re.compile(
    r"(?i)^(microsoft (word|powerpoint|excel)|présentation powerpoint|powerpoint presentation|sans titre|untitled|document ?\d*"
    r"|diapositive \d+|slide \d+|titre( du document)?)\b|\.(docx?|pptx?|xlsx?|odt|odp|ods|pdf|indd)$"
)
FAUX_AUTEURS = re.compile(
    r"(?i)^(user|utilisateur|admin\w*|windows\b.*|microsoft\b.*|hp|dell|pc|auteur|author|unknown|inconnu|.*@.*)$"
)
#: A signature: « Guide · Agence du bâti partagé · 2021 », « Le Centre – mars 2020 ».
SEPARATEUR = re.compile(r"\s[·•|–—]\s")
AUTEURS = re.compile(
    r"(?im)^\s*(?:auteure?s?|auteur·e·?s|rédaction|rédigé par|établi par|réalisé par|par)\s*:?\s+([A-ZÀ-Ý][^\n]{2,120})$"
)
ANNEE = re.compile(r"(?<![\d./-])(19[5-9]\d|20\d\d)(?![\d-])")
MOIS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
DATE = re.compile(rf"(?i)\b(?:(?:1er|\d{{1,2}})\s+)?(?:{MOIS})\s+(19[5-9]\d|20\d\d)\b|\b\d{{1,2}}/\d{{1,2}}/(19[5-9]\d|20\d\d)\b")
#: Small words by which a language is told.
PETITS_MOTS = {
    "fr": {"le", "la", "les", "des", "une", "est", "dans", "pour", "que", "qui", "sur", "avec", "aux", "du"},
    "en": {"the", "of", "and", "to", "in", "is", "for", "that", "with", "on", "are"},
}
THEMES = 3


@dataclass(frozen=True)
class Proposition:
    """One field filled in advance: ``valeur`` for the form, ``mots`` for people, ``origine``: where it was read."""

    champ: str
    libelle: str
    valeur: Any
    mots: str
    origine: str


@dataclass(frozen=True)
class Contenu:
    """What the rules look at of one file: its name, the text of its beginning, what it says of itself."""

    nom: str
    texte: str
    metadonnees: Mapping[str, Any]

    @property
    def tete(self) -> str:
        """The beginning of its first page."""
        return self.texte[:TETE]


def du_fichier(fichiers: Iterable[Fichier]) -> Contenu | None:
    """The first of these files that was read; None when none was."""
    cles = [fichier.pk for fichier in fichiers]
    lus = Fichier.objects.filter(pk__in=cles, lecture__etat__in=("lu", "reconnu")).order_by("depose_le", "cle")
    lu = lus.values_list("nom", "lecture__pages__0_5", "lecture__metadonnees").first()
    return Contenu(lu[0], "\n".join(lu[1])[:CORPS], lu[2]) if lu else None


def proposer(contenu: Contenu) -> list[Proposition]:
    """What the file proposes, field by field; a field it says nothing of is left out."""
    trouvees = []
    for champ, libelle, regle in (
        ("titre", "Titre", titre), ("periode", "Date", periode), ("auteurs", "Auteurs", auteurs), ("langue", "Langue", langue)
    ):  # fmt: skip
        if lu := regle(contenu):
            trouvees.append(Proposition(champ, libelle, lu[0], str(lu[0]), lu[1]))
    if trouves := themes(contenu):
        noms = ", ".join(theme.nom for theme in trouves)
        trouvees.append(Proposition("themes", "Thèmes", [theme.pk for theme in trouves], noms, VOCABULAIRE))
    return trouvees


def _plie(texte: str) -> str:
    """Lower case, without accents nor plurals: words, one space apart, one around."""
    mots = slugify(texte.replace("’", " ").replace("'", " ")).replace("_", "-").split("-")
    return f" {' '.join(mot[:-1] if len(mot) > 3 and mot[-1] in 'sx' else mot for mot in mots)} "


def titre(contenu: Contenu) -> tuple[str, str] | None:
    """The properties' title when the first page has it too; else what is written largest; else the properties, a line, the name."""
    dit = " ".join(str(contenu.metadonnees.get("titre", "")).split())
    en_tete = str(contenu.metadonnees.get("en_tete", ""))
    tete = _plie(contenu.tete)
    vrai = len(dit) >= 5 and not FAUX_TITRES.search(dit)
    if vrai and _plie(dit) in tete:
        return dit[:200], PREMIERE_PAGE
    if 5 <= len(en_tete) <= 200:
        return en_tete, PREMIERE_PAGE
    if vrai:
        return dit[:200], PROPRIETES
    lignes = (" ".join(ligne.split()) for ligne in contenu.tete.splitlines())
    ligne = next((ligne for ligne in lignes if 8 <= len(ligne) <= 160 and not SEPARATEUR.search(ligne)), "")
    if ligne:
        return ligne, PREMIERE_PAGE
    nom = re.sub(r"[_-]+", " ", contenu.nom.rpartition(".")[0]).strip()
    return (nom[:200].capitalize(), NOM) if len(nom) >= 5 else None


def periode(contenu: Contenu) -> tuple[str, str] | None:
    """The year of the signature, else of the first date, else the one most written on the first page, else of the properties."""
    signees = [
        int(a) for ligne in contenu.tete.splitlines() if SEPARATEUR.search(ligne) for a in ANNEE.findall(ligne.strip()[-24:])
    ]
    datees = [int(a or b) for a, b in DATE.findall(contenu.tete)]
    ecrites = [int(a) for a in ANNEE.findall(contenu.tete)]
    frequentes = [a for a, _ in Counter(ecrites).most_common(1)]
    for annees in (signees, datees, frequentes):
        for lue in annees:
            if lue <= timezone.localdate().year + 1:
                return str(lue), PREMIERE_PAGE
    dite = re.match(r"(19[89]\d|20\d\d)", str(contenu.metadonnees.get("date", "")))
    return (dite[1], PROPRIETES) if dite else None


def auteurs(contenu: Contenu) -> tuple[str, str] | None:
    """Those of the properties, else of the signature, else of a line that says so."""
    dits = str(contenu.metadonnees.get("auteurs", "")).strip()
    if len(dits) > 2 and not FAUX_AUTEURS.match(dits):
        return dits[:300], PROPRIETES
    for ligne in contenu.tete.splitlines():
        morceaux = SEPARATEUR.split(ligne.strip())
        if len(morceaux) >= 2 and ANNEE.search(morceaux[-1]) and len(morceaux[-2]) > 2:
            return morceaux[-2].strip()[:300], PREMIERE_PAGE
    dit = AUTEURS.search(contenu.tete)
    return (dit[1].strip(), PREMIERE_PAGE) if dit else None


def langue(contenu: Contenu) -> tuple[str, str] | None:
    """The one the file declares, else the one whose small words are there."""
    dite = re.match(r"[a-z]{2}", str(contenu.metadonnees.get("langue", "")).lower())
    if dite:
        return dite[0], PROPRIETES
    mots = Counter(re.findall(r"[a-zà-ÿ]+", contenu.texte[:20_000].lower()))
    compte = {code: sum(mots[mot] for mot in petits) for code, petits in PETITS_MOTS.items()}
    code = max(compte, key=lambda c: compte[c])
    return (code, "les mots du texte") if compte[code] >= 20 and compte[code] > 2 * min(compte.values()) else None


def themes(contenu: Contenu) -> list[Theme]:
    """The thèmes whose name or other words come back most, those of the title counting more; a word met once is no thème."""
    lu = titre(contenu)
    en_tete, texte = _plie(lu[0] if lu else ""), _plie(contenu.texte)
    notes: Counter[int] = Counter()
    termes = [*Theme.objects.values_list("pk", "nom"), *Synonyme.objects.values_list("theme_id", "texte")]
    for cle, terme in termes:
        plie = _plie(terme)
        if len(plie) > 4:
            entier = re.compile(f"(?={re.escape(plie)})")  # two in a row share the space between them
            notes[cle] += len(entier.findall(texte)) + 4 * len(entier.findall(en_tete))
    meilleurs = [cle for cle, note in notes.most_common(THEMES) if note >= 2]
    par_cle = Theme.objects.in_bulk(meilleurs)
    return [par_cle[cle] for cle in meilleurs]
