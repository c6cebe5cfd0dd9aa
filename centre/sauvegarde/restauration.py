"""``restaurer``: the archive is opened and verified aside, the database replaced in one transaction, the files put back.

Until the COMMIT, whatever happens, the old data are whole: only files without namesake are added before. What is to be done
or undone is noted first: a restore that was killed is finished, or forgotten, by the next command.
"""

from __future__ import annotations

import io
import secrets
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections

from . import fichiers
from .archive import BASE, Manifeste, deplier
from .chantier import Chantier, Reste, seul
from .erreurs import ArchiveAbimee, BaseHabitee, ErreurDeSauvegarde, VersionTropRecente
from .postgres import AUTRES, TABLES, Base, compter_les_lignes, mesurer_les_tables
from .sauvegarde import ecrire_une_sauvegarde, empreinte_de_la_cle, migrations_du_code

JETON = "SELECT obj_description('public'::regnamespace, 'pg_namespace')"
ORDINAIRE = "COMMENT ON SCHEMA public IS 'standard public schema'"
EN_ATTENTE = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"
Dire = Callable[[str], object]


def verifier(chemin: Path) -> Manifeste:
    """Read a whole archive: every SHA-256, every row counted. Writes nothing but a temporary copy of the dump.

    Raises ArchiveAbimee, VersionTropRecente, ErreurDeSauvegarde.
    """
    with tempfile.TemporaryDirectory(prefix="centre-verification-") as dossier:
        return _ouvrir(chemin, Path(dossier), avec_fichiers=False)


def _ouvrir(chemin: Path, dossier: Path, *, avec_fichiers: bool) -> Manifeste:
    manifeste = deplier(chemin, dossier, avec_fichiers=avec_fichiers)
    trouvees = compter_les_lignes(dossier / BASE)
    for table in sorted(manifeste.lignes.keys() | trouvees.keys()):
        attendu, trouve = manifeste.lignes.get(table, 0), trouvees.get(table, 0)
        if attendu != trouve:
            raise ArchiveAbimee(f"La table {table} devrait avoir {attendu} lignes, la sauvegarde en contient {trouve}.")
    return manifeste


def membres_presents() -> int:
    """How many members the database holds; 0 for an empty one. Raises ErreurDeSauvegarde when it is another program's."""
    with Base.du_projet().connexion() as connexion:
        tables = {nom for (nom,) in connexion.execute(TABLES)}
        if not tables:
            return 0
        if "membres_membre" not in tables:
            raise ErreurDeSauvegarde("Cette base contient autre chose que l’Extranet des Territoires : rien n’y est restauré.")
        (nombre,) = connexion.execute("SELECT count(*) FROM public.membres_membre").fetchone() or (0,)
        return nombre


def restaurer(chemin: Path, *, remplacer: bool, dire: Dire) -> Manifeste:
    """Put the content of an archive in the place of everything there is; ``dire`` is given each thing worth knowing.

    Raises BaseHabitee (there are members, and ``remplacer`` is False), ArchiveAbimee, VersionTropRecente, ErreurDeSauvegarde.
    """
    with seul():
        _terminer_l_interrompue(dire)
        habitee = membres_presents() > 0
        if habitee and not remplacer:
            raise BaseHabitee("La base contient déjà des membres : rien n’est restauré sans « --remplacer ».")
        _exiger_que_tout_soit_arrete()
        chantier = Chantier()
        dossier = chantier.ouvrir()
        try:
            manifeste = _ouvrir(chemin, dossier, avec_fichiers=True)
            migrer = _comparer_les_migrations(manifeste)
            if habitee:
                gardee, _ = ecrire_une_sauvegarde(suffixe="-avant-restauration")
                dire(f"Ce qui est remplacé est gardé dans « {gardee} ».")
            _remplacer(chantier, manifeste, migrer=migrer, enlever=habitee)
        except BaseException:
            if not _en_place(chantier.reste()):
                _renoncer(chantier)
            raise
        _terminer(chantier, dire)
        _prevenir(manifeste, dire)
    return manifeste


def _exiger_que_tout_soit_arrete() -> None:
    """A running portal would keep in memory what it read before. Raises ErreurDeSauvegarde."""
    with Base.du_projet().connexion() as connexion:
        for _ in range(10):  # a connection that was just closed takes a moment to go
            (autres,) = connexion.execute(AUTRES).fetchone() or (0,)
            if not autres:
                return
            time.sleep(0.3)
    raise ErreurDeSauvegarde(f"Le portail est en marche (connexions à la base : {autres}) : arrêtez-le, puis recommencez.")


def _comparer_les_migrations(manifeste: Manifeste) -> bool:
    """Tell whether migrations are to be applied after the restore. Raises VersionTropRecente when the code lacks some."""
    courantes, connues = migrations_du_code()
    appliquees = set(manifeste.migrations)
    if inconnues := sorted(appliquees - connues):
        raise VersionTropRecente(
            f"Cette sauvegarde vient d’une version plus récente ({manifeste.version}, migration {'.'.join(inconnues[0])}) : "
            "mettez l’application à jour, puis recommencez."
        )
    return bool(courantes - appliquees)


def _remplacer(chantier: Chantier, manifeste: Manifeste, *, migrer: bool, enlever: bool) -> None:
    """Note what is going to be done, add the files that bother nobody, replace the database."""
    presents = {"/".join(cle) for cle in fichiers.tous()}
    voulus = {nom: piece.sha256 for nom, piece in manifeste.fichiers.items()}
    reste = Reste(
        jeton=f"restauration {secrets.token_hex(8)}",
        ajoutes=sorted(voulus.keys() - presents),
        a_remplacer={nom: voulus[nom] for nom in voulus.keys() & presents if fichiers.empreinte(_cle(nom)) != voulus[nom]},
        a_enlever=sorted(presents - voulus.keys()) if enlever else [],
        migrer=migrer,
    )
    chantier.noter(reste)
    for nom in reste.ajoutes:
        fichiers.poser(chantier.dossier / "fichiers" / nom, _cle(nom), voulus[nom])
    Base.du_projet().recharger(chantier.dossier / BASE, reste.jeton)


def _renoncer(chantier: Chantier) -> None:
    """Undo what came before the transaction."""
    if reste := chantier.reste():
        for nom in reste.ajoutes:
            fichiers.enlever(_cle(nom))
    chantier.effacer()


def _cle(nom: str) -> fichiers.Cle:
    stock, _, fichier = nom.partition("/")
    if stock not in fichiers.STOCKS:
        raise ArchiveAbimee(f"La sauvegarde contient un fichier d’un stock inconnu : « {nom} ».")
    return stock, fichier


def _en_place(reste: Reste | None) -> bool:
    """Tell whether the database is the one that was being restored. Raises ErreurDeSauvegarde while others use it."""
    if reste is None:
        return False
    _exiger_que_tout_soit_arrete()  # psql outlives for a moment the command that was killed
    with Base.du_projet().connexion() as connexion:
        return connexion.execute(JETON).fetchone() == (reste.jeton,)


def terminer(dire: Dire) -> None:
    """Finish the restore that was killed after its COMMIT, forget the one that was killed before. Raises ErreurDeSauvegarde."""
    with seul():
        if not _terminer_l_interrompue(dire):
            dire("Aucune restauration à terminer.")


def _terminer_l_interrompue(dire: Dire) -> bool:
    chantier = Chantier()
    reste = chantier.reste()
    if reste is None:
        chantier.effacer()
        return False
    if _en_place(reste):
        _terminer(chantier, dire)
        dire("La restauration interrompue est terminée.")
    else:
        _renoncer(chantier)
        dire("La restauration interrompue n’avait rien changé : elle est oubliée.")
    return True


def _terminer(chantier: Chantier, dire: Dire) -> None:
    """All that follows the COMMIT; may run again from its start."""
    reste = chantier.reste()
    assert reste
    for nom, sha256 in reste.a_remplacer.items():
        fichiers.poser(chantier.dossier / "fichiers" / nom, _cle(nom), sha256)
    for nom in reste.a_enlever:
        fichiers.enlever(_cle(nom))
    for ouverte in connections.all(initialized_only=True):
        ouverte.close()
    ContentType.objects.clear_cache()
    if reste.migrer:
        _migrer()
        dire("Les migrations plus récentes que la sauvegarde ont été appliquées.")
    mesurer_les_tables()
    _verifier_l_index(dire)
    with Base.du_projet().connexion() as connexion:
        connexion.execute(ORDINAIRE)
        (travaux,) = connexion.execute(EN_ATTENTE).fetchone() or (0,)
    if travaux:
        dire(f"Travaux qui reprendront au démarrage : {travaux}.")
    chantier.effacer()


def _migrer() -> None:
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except (DatabaseError, CommandError) as erreur:
        raise ErreurDeSauvegarde(
            f"Base et fichiers sont restaurés, mais une migration a échoué ({erreur}) : corrigez, puis « restaurer --terminer »."
        ) from erreur


def _verifier_l_index(dire: Dire) -> None:
    sortie = io.StringIO()
    try:
        call_command("verifier_index", stdout=sortie)
    except SystemExit:
        dire("L’index de recherche diffère des contenus : lancez « manage.py verifier_index --reparer ».")
        return
    dire(f"Index de recherche : {sortie.getvalue().strip().splitlines()[-1]}.")


def _prevenir(manifeste: Manifeste, dire: Dire) -> None:
    """What the person who restores would discover too late."""
    dire("Personne n’est plus connecté : les sessions ne sont pas sauvegardées.")
    if manifeste.cle != empreinte_de_la_cle():
        dire("Attention : SECRET_KEY n’est pas celle de la sauvegarde : remettez-la, ou les seconds facteurs seront à refaire.")
    if manifeste.manquants:
        dire(f"Attention, fichiers qui manquaient déjà au moment de la sauvegarde : {', '.join(manifeste.manquants)}.")
