"""What a harvester is told: public notices, what changed, what is gone, and never more."""

import pytest
import sickle
from django.db import transaction

from centre.catalogue.models import Entree
from centre.espaces.models import Espace
from centre.gestion.operations import definir_identite
from centre.publications.operations import deplacer, enregistrer, publier, retablir, retirer
from centre.registre import annoncer
from ressources.moisson.models import Enregistrement
from ressources.moisson.operations import rattraper

from .moissonneur import NS, demander, faute, moissonner, tout

pytestmark = pytest.mark.django_db


def test_la_moisson_entiere_puis_ce_qui_change_puis_ce_qui_part(client, notice, theme, par_deux, animatrice, a):
    """Journey L5."""
    with a(0):
        trois = [notice(f"Guide {n} & <b>", themes=[theme]) for n in (1, 2, 3)]
        notice("Note de l’équipe", espace="equipe", themes=[theme])
    with a(1):
        pages = moissonner(client)
        assert [[lu.dc["title"] for lu in page] for page in pages] == [
            [["Guide 1 & <b>"], ["Guide 2 & <b>"]],
            [["Guide 3 & <b>"]],
        ]
        assert {(lu.efface, lu.date) for page in pages for lu in page} == {(False, "2025-11-20T09:00:00Z")}
        assert faute(client, verb="ListRecords", metadataPrefix="oai_dc", depuis="2025-11-20T10:00:00Z") == "noRecordsMatch"
    with a(2):
        texte = trois[1].version_a_modifier()
        texte.auteurs = "Une autre"
        enregistrer(publication=texte, par=animatrice, version_lue=trois[1].latest_revision_id)
        publier(publication=trois[1], par=animatrice)
    with a(3):
        changes = tout(client, depuis="2025-11-20T10:00:00Z")
        assert [(lu.identifiant, lu.dc["creator"]) for lu in changes] == [(pages[0][1].identifiant, ["Une autre"])]
        retirer(publication=trois[0], par=animatrice)
        deplacer(publication=trois[2], espace=Espace.objects.get(slug="reseau"), par=animatrice)
    with a(4):
        partis = tout(client, depuis="2025-11-20T12:00:00Z")
        assert [(lu.identifiant, lu.efface, lu.dc) for lu in partis] == [
            (pages[0][0].identifiant, True, {}),
            (pages[1][0].identifiant, True, {}),
        ]
        assert Enregistrement.objects.filter(efface=True).exclude(fiche={}).count() == 0
        assert [lu.efface for lu in tout(client)] == [False, True, True]
        retablir(publication=trois[0], par=animatrice)
    with a(5):
        assert [(lu.identifiant, lu.efface) for lu in tout(client, depuis="2025-11-20T13:00:00Z")] == [
            (pages[0][0].identifiant, False)
        ]


def test_une_fiche_dit_la_notice_entiere(client, notice, theme, a):
    """One creator an author, a structure with a comma whole; the period, the language, the rights, the source and the link."""
    with a(0):
        objet = notice(
            "Guide",
            themes=[theme],
            auteurs="Zoé Exemple ; Agence d’urbanisme, pôle données",
            periode="2005/2008",
            langue="en",
            licence="etalab-2.0",
            source="Revue des essais",
            lien="https://ailleurs.example/guide",
        )
    with a(1):
        [lu] = tout(client)
        assert lu.ensembles == ["logement"]
        assert lu.dc == {
            "title": ["Guide"],
            "creator": ["Zoé Exemple", "Agence d’urbanisme, pôle données"],
            "subject": ["Logement"],
            "description": ["Un résumé"],
            "date": ["2005/2008"],
            "type": ["Guide"],
            "identifier": [f"http://testserver{objet.get_absolute_url()}"],
            "language": ["en"],
            "rights": [
                "Licence Ouverte 2.0 : réutilisation libre, en citant la source",
                "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
            ],
            "source": ["Revue des essais"],
            "relation": ["https://ailleurs.example/guide"],
        }


def test_une_notice_supprimee_est_effacee(client, notice, a):
    with a(0):
        objet = notice("Guide")
    with a(1):
        objet.delete()
        assert [(lu.efface, lu.date) for lu in tout(client)] == [(True, "2025-11-20T10:00:00Z")]


@pytest.mark.parametrize("sort", ["jamais", "retiree"])
def test_une_notice_qui_ne_fut_jamais_publique_n_existe_pas(client, notice, animatrice, a, sort):
    with a(0):
        objet = notice("Secret de l’équipe", espace="equipe")
        if sort == "retiree":
            retirer(publication=objet, par=animatrice)
    assert Enregistrement.objects.count() == 0
    assert faute(client, verb="ListRecords", metadataPrefix="oai_dc") == "noRecordsMatch"
    assert b"Secret" not in client.get("/oai/?verb=ListIdentifiers&metadataPrefix=oai_dc").content


def test_ce_qui_est_reserve_se_tait_meme_quand_l_enregistrement_n_en_sait_rien(client, notice, a):
    """The catalogue is asked at each reading: a row moved behind the operations' back says nothing."""
    with a(0):
        notice("Guide")
        Entree.objects.filter(type="ressource").update(espace=Espace.objects.get(slug="equipe"))
    with a(1):
        [lu] = tout(client)
        assert (lu.efface, lu.dc) == (True, {})
        reponse = client.get("/oai/", {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": lu.identifiant})
        assert b"Guide" not in reponse.content


def test_un_membre_ne_moissonne_rien_de_plus_et_jamais_les_fichiers(client, notice, animatrice):
    notice("Guide public")
    notice("Guide du réseau", espace="reseau")
    client.force_login(animatrice)
    reponse = client.get("/oai/?verb=ListRecords&metadataPrefix=oai_dc")
    assert (b"Guide public" in reponse.content, "réseau" in reponse.content.decode(), b"secret" in reponse.content) == (
        True,
        False,
        False,
    )
    assert reponse["Cache-Control"] == "no-cache"


def test_la_date_ne_bouge_pas_quand_rien_de_dit_ne_change(client, notice, a):
    with a(0):
        objet = notice("Guide")
    with a(1), transaction.atomic():
        annoncer(objet)
    assert Enregistrement.objects.get().horodatage.hour == 9


def test_un_rang_qui_change_pendant_la_moisson_revient_a_la_fin_et_n_en_cache_aucun(client, notice, animatrice, par_deux, a):
    with a(0):
        objets = [notice(f"Guide {n}") for n in range(4)]
    with a(1):
        premiere = demander(client, verb="ListRecords", metadataPrefix="oai_dc")
        jeton = premiere.findtext(".//o:resumptionToken", "", NS)
        retirer(publication=objets[0], par=animatrice)
    with a(2):
        suite = demander(client, verb="ListRecords", resumptionToken=jeton)
        assert [e.text for e in suite.iterfind(".//dc:title", NS)] == ["Guide 2", "Guide 3"]
        fin = demander(client, verb="ListRecords", resumptionToken=suite.findtext(".//o:resumptionToken", "", NS))
        assert [e.get("status") for e in fin.iterfind(".//o:header", NS)] == ["deleted"]
        dernier = fin.find(".//o:resumptionToken", NS)
        assert (dernier.text, dernier.get("cursor")) == (None, "4")


def test_par_ensemble_et_par_dates(client, notice, theme, a):
    with a(0):
        notice("Du thème", themes=[theme])
    with a(24):
        notice("D’aucun")
    with a(48):
        assert [lu.dc["title"] for lu in tout(client, set="logement")] == [["Du thème"]]
        assert [lu.dc["title"] for lu in tout(client, until="2025-11-20")] == [["Du thème"]]
        assert [lu.dc["title"] for lu in tout(client, depuis="2025-11-21", until="2025-11-21")] == [["D’aucun"]]
        assert [lu.ensembles for lu in tout(client, verbe="ListIdentifiers")] == [["logement"], []]
        assert faute(client, verb="ListRecords", metadataPrefix="oai_dc", set="absent") == "noRecordsMatch"


def test_l_identite_les_formats_et_les_ensembles(client, notice, theme, a):
    definir_identite(nom="Réseau", sous_titre="Centre", courriel="centre@centre.example")
    with a(0):
        notice("Guide")
    with a(1):
        dit = {e.tag.split("}")[1]: e.text for e in demander(client, verb="Identify").find("o:Identify", NS)}
        assert dit == {
            "repositoryName": "Réseau, Centre",
            "baseURL": "http://testserver/oai/",
            "protocolVersion": "2.0",
            "adminEmail": "centre@centre.example",
            "earliestDatestamp": "2025-11-20T09:00:00Z",
            "deletedRecord": "persistent",
            "granularity": "YYYY-MM-DDThh:mm:ssZ",
        }
        [lu] = tout(client)
        for arguments in ({}, {"identifier": lu.identifiant}):
            formats = demander(client, verb="ListMetadataFormats", **arguments)
            assert [e.text for e in formats.iterfind(".//o:metadataPrefix", NS)] == ["oai_dc"]
        ensembles = demander(client, verb="ListSets")
        assert [
            (e.findtext("o:setSpec", "", NS), e.findtext("o:setName", "", NS)) for e in ensembles.iterfind(".//o:set", NS)
        ] == [("logement", "Logement")]
        un = demander(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=lu.identifiant)
        assert [e.text for e in un.iterfind("o:GetRecord/o:record//dc:title", NS)] == ["Guide"]
        poste = client.post("/oai/", {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": lu.identifiant})
        assert b"<dc:title>Guide</dc:title>" in poste.content


LISTE = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Nada"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        (LISTE | {"set": ["a", "b"]}, "badArgument"),
        (LISTE | {"set": "a\x00"}, "badArgument"),
        (LISTE | {"until": "2026-13-01"}, "badArgument"),
        (LISTE | {"until": "9999-12-31"}, "badArgument"),
        (LISTE | {"until": "hier"}, "badArgument"),
        (LISTE | {"from": "2026-01-02", "until": "2026-01-01"}, "badArgument"),
        (LISTE | {"from": "2026-01-01", "until": "2026-01-01T00:00:00Z"}, "badArgument"),
        (LISTE | {"resumptionToken": "x"}, "badArgument"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "urn:uuid:0"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "x"}, "idDoesNotExist"),
        (LISTE, "noRecordsMatch"),
    ],
)
def test_les_fautes_du_protocole(client, arguments, code):
    racine = demander(client, **arguments)
    assert racine.find("o:error", NS).get("code") == code
    dits = racine.find("o:request", NS).attrib
    assert "verb" not in dits if code in ("badVerb", "badArgument") else dits["verb"] == arguments["verb"]


def test_un_jeton_ne_sert_que_son_verbe_et_ne_se_retouche_pas(client, notice, par_deux):
    for n in range(3):
        notice(f"Guide {n}")
    jeton = demander(client, **LISTE).findtext(".//o:resumptionToken", "", NS)
    assert faute(client, verb="ListRecords", resumptionToken=jeton) == ""
    assert faute(client, verb="ListIdentifiers", resumptionToken=jeton) == "badResumptionToken"
    assert faute(client, verb="ListRecords", resumptionToken=jeton[:-1] + "é") == "badResumptionToken"


def test_ce_qui_etait_public_avant_la_moisson_est_rattrape(client, notice):
    notice("Guide")
    notice("Du réseau", espace="reseau")
    Enregistrement.objects.all().delete()
    rattraper()
    rattraper()
    assert [lu.dc["title"] for lu in tout(client)] == [["Guide"]]


def test_autant_de_requetes_pour_un_que_pour_trois(client, notice, theme, django_assert_num_queries):
    notice("Guide 1", themes=[theme])
    client.get("/oai/", LISTE)
    with django_assert_num_queries(2):
        client.get("/oai/", LISTE)
    for n in (2, 3):
        notice(f"Guide {n}", themes=[theme])
    with django_assert_num_queries(2):
        client.get("/oai/", LISTE)


def test_la_page_des_flux_y_mene(client):
    assert 'href="/oai/?verb=Identify"' in client.get("/flux/").content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.complet
def test_un_vrai_moissonneur(live_server, notice, theme, par_deux, animatrice):
    """Sickle: two pages, an error, a deletion."""
    objets = [notice(f"Guide {n}", themes=[theme]) for n in range(3)]
    lui = sickle.Sickle(f"{live_server.url}/oai/")
    assert lui.Identify().deletedRecord == "persistent"
    assert [e.setSpec for e in lui.ListSets()] == ["logement"]
    lus = list(lui.ListRecords(metadataPrefix="oai_dc", set="logement"))
    assert [lu.metadata["title"] for lu in lus] == [["Guide 0"], ["Guide 1"], ["Guide 2"]]
    retirer(publication=objets[1], par=animatrice)
    tetes = {tete.identifier: tete.deleted for tete in lui.ListIdentifiers(metadataPrefix="oai_dc")}
    assert tetes == {lus[0].header.identifier: False, lus[1].header.identifier: True, lus[2].header.identifier: False}
    un = lui.GetRecord(metadataPrefix="oai_dc", identifier=lus[0].header.identifier)
    assert un.metadata["subject"] == ["Logement"]
    with pytest.raises(sickle.oaiexceptions.NoRecordsMatch):
        lui.ListRecords(metadataPrefix="oai_dc", until="2000-01-01")
