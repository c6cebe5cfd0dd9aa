"""Archives that are not what they were: said in one French line, and nothing is written."""

import gzip
import io
import json
import tarfile

import pytest

from centre.sauvegarde import ErreurDeSauvegarde, verifier

pytestmark = pytest.mark.django_db


def refaire(archive, vers, changer):
    """Write the archive again, ``changer(nom, octets)`` giving new bytes, or None to leave the member out."""
    with tarfile.open(archive) as ancienne, tarfile.open(vers, "w:gz") as neuve:
        for membre in ancienne:
            octets = changer(membre.name, ancienne.extractfile(membre).read())
            if octets is not None:
                membre.size = len(octets)
                neuve.addfile(membre, io.BytesIO(octets))
    return vers


def au_manifeste(**champs):
    """Change fields of the manifest; a function is given the old value."""

    def changer(nom, octets):
        if nom != "manifeste.json":
            return octets
        manifeste = json.loads(octets)
        for champ, valeur in champs.items():
            manifeste[champ] = valeur(manifeste[champ]) if callable(valeur) else valeur
        return json.dumps(manifeste).encode()

    return changer


def une_seule_ligne(erreur):
    assert "\n" not in str(erreur.value)
    return str(erreur.value)


def test_une_archive_intacte_se_verifie(sauvegarde, source):
    assert verifier(sauvegarde).lignes["echos_echo"] == 3
    assert not (source.var / "restauration").exists()


@pytest.mark.parametrize("part", [0, 0.02, 0.5, 0.98])
def test_une_archive_tronquee_se_dit(sauvegarde, tmp_path, part):
    octets = sauvegarde.read_bytes()
    tronquee = tmp_path / "tronquee.tar.gz"
    tronquee.write_bytes(octets[: int(len(octets) * part)])
    with pytest.raises(ErreurDeSauvegarde, match=r"tronqué ou abîmé|manifeste manque"):
        verifier(tronquee)


def test_un_dernier_octet_perdu_se_dit(sauvegarde, tmp_path):
    courte = tmp_path / "courte.tar.gz"
    courte.write_bytes(sauvegarde.read_bytes()[:-1])
    with pytest.raises(ErreurDeSauvegarde, match="tronqué ou abîmé"):
        verifier(courte)


def test_un_bit_change_se_dit(sauvegarde, tmp_path):
    octets = bytearray(sauvegarde.read_bytes())
    octets[len(octets) // 2] ^= 1
    changee = tmp_path / "changee.tar.gz"
    changee.write_bytes(octets)
    with pytest.raises(ErreurDeSauvegarde):
        verifier(changee)


def test_autre_chose_qu_une_sauvegarde_se_dit(tmp_path):
    autre = tmp_path / "photo.tar.gz"
    autre.write_bytes(gzip.compress(b"une photo"))
    with pytest.raises(ErreurDeSauvegarde, match="tronqué ou abîmé, ou n’est pas une sauvegarde"):
        verifier(autre)
    with pytest.raises(ErreurDeSauvegarde, match="n’existe pas"):
        verifier(tmp_path / "rien.tar.gz")


@pytest.mark.parametrize("debut", ["fichiers/prive/", "fichiers/medias/", "base.dump"])
def test_un_contenu_change_dans_une_archive_valide_se_dit(sauvegarde, tmp_path, debut):
    vise = []

    def changer(nom, octets):
        if nom.startswith(debut) and not vise:
            vise.append(nom)
            return octets[:-1] + bytes([octets[-1] ^ 1])
        return octets

    changee = refaire(sauvegarde, tmp_path / "changee.tar.gz", changer)
    with pytest.raises(ErreurDeSauvegarde, match=r"n’est plus tel qu’il a été sauvegardé") as erreur:
        verifier(changee)
    assert vise[0] in une_seule_ligne(erreur)


def test_un_fichier_absent_se_dit(sauvegarde, tmp_path):
    sans = refaire(sauvegarde, tmp_path / "sans.tar.gz", lambda nom, octets: None if nom.endswith("orphelin.txt") else octets)
    with pytest.raises(ErreurDeSauvegarde, match=r"« fichiers/medias/documents/orphelin.txt » manque"):
        verifier(sans)


def test_des_lignes_en_moins_se_disent(sauvegarde, tmp_path):
    fausse = refaire(sauvegarde, tmp_path / "fausse.tar.gz", au_manifeste(lignes=lambda lignes: lignes | {"echos_echo": 4}))
    with pytest.raises(ErreurDeSauvegarde, match="La table echos_echo devrait avoir 4 lignes, la sauvegarde en contient 3"):
        verifier(fausse)


@pytest.mark.parametrize("nom", ["../evade", "/etc/evade", "fichiers/prive/../../../evade", "autre.txt"])
def test_rien_ne_s_ecrit_hors_du_dossier(sauvegarde, tmp_path, nom):
    piegee = tmp_path / "piegee.tar.gz"
    with tarfile.open(piegee, "w:gz") as tar:
        entree = tarfile.TarInfo(nom)
        entree.size = 3
        tar.addfile(entree, io.BytesIO(b"mal"))
    with pytest.raises(ErreurDeSauvegarde, match="entrée inattendue"):
        verifier(piegee)


def test_une_version_plus_recente_est_refusee_et_rien_ne_change(sauvegarde, nouveau, tmp_path):
    future = refaire(
        sauvegarde, tmp_path / "future.tar.gz", au_manifeste(version="9.0", migrations=lambda m: [*m, ["echos", "0999_demain"]])
    )
    vide = nouveau()
    code, _, plaintes = vide.executer("restaurer", future)
    assert code == 1
    assert plaintes.strip() == (
        "CommandError: Cette sauvegarde vient d’une version plus récente (9.0, migration echos.0999_demain) : "
        "mettez l’application à jour, puis recommencez."
    )
    assert vide.etat()[0] == {}
    with pytest.raises(ErreurDeSauvegarde, match="format plus récent"):
        verifier(refaire(sauvegarde, tmp_path / "format.tar.gz", au_manifeste(format=2)))
