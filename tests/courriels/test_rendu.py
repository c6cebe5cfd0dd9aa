# ruff: noqa: E501
"""The words of a mail, whole."""

import re

import pytest
from inline_snapshot import snapshot

from centre.courriels.operations import envoyer
from centre.courriels.rendu import composer
from centre.taches import vider_la_file

pytestmark = pytest.mark.django_db


def test_le_texte_en_entier(lea, boite):
    envoyer(genre="essai", evenement="1", destinataire=lea, contexte={"titre": "L’eau & le « quartier »"})
    vider_la_file()
    (message,) = boite()
    texte = re.sub(r"/lien/[\w-]{43}/", "/lien/JETON/", message.get_body(("plain",)).get_content())
    assert message["Subject"] == snapshot("Nouveau : L’eau & le « quartier »")
    assert texte == snapshot("""\
Bonjour Léa,

L’eau & le « quartier » vient de paraître.

Lire : http://localhost:8000/essai/

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/JETON/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")


def test_le_html_en_entier(lea, boite):
    envoyer(genre="essai", evenement="1", destinataire=lea, contexte={"titre": "<script>alert(1)</script>"})
    vider_la_file()
    (message,) = boite()
    html = re.sub(r"/lien/[\w-]{43}/", "/lien/JETON/", message.get_body(("html",)).get_content())
    assert html == snapshot("""\
<!DOCTYPE html><html lang="fr"><head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Nouveau : &lt;script&gt;alert(1)&lt;/script&gt;</title>

</head>
<body style="margin: 0;padding: 24px 16px;background-color: #ffffff;color: #1d2430;font-family: Arial, Helvetica, sans-serif;font-size: 16px;line-height: 1.55;">
<div class="feuille" style="max-width: 600px;margin: 0 auto;">
<p class="entete" style="margin: 0 0 24px;padding: 0 0 12px;border-bottom: 1px solid #c9c4b8;font-family: Georgia, serif;font-size: 18px;">Extranet des Territoires</p>
<p style="margin: 0 0 16px;">Bonjour Léa,</p>
<h1 style="margin: 0 0 16px;font-family: Georgia, serif;font-size: 24px;font-weight: normal;line-height: 1.25;">&lt;script&gt;alert(1)&lt;/script&gt;</h1><p style="margin: 0 0 16px;"><a class="bouton" href="http://localhost:8000/essai/" style="color: #ffffff;text-decoration: none;display: inline-block;padding: 12px 20px;background-color: #0b4f78;font-weight: bold;border-radius: 4px;">Lire</a></p>
<div class="pied" style="margin: 32px 0 0;padding: 12px 0 0;border-top: 1px solid #c9c4b8;color: #55606e;font-size: 14px;">
<p style="margin: 0 0 16px;"><a href="http://localhost:8000/" style="color: #0b4f78;text-decoration: underline;">Extranet des Territoires</a></p>
<p style="margin: 0 0 16px;"><a href="http://localhost:8000/lien/JETON/" style="color: #0b4f78;text-decoration: underline;">Ne plus recevoir ces messages</a> · <a href="http://localhost:8000/mon-compte/courriels/" style="color: #0b4f78;text-decoration: underline;">Choisir tous vos messages</a></p>
</div>
</div>


</body></html>\
""")


def test_un_essentiel_n_offre_pas_de_refus(lea, boite):
    envoyer(genre="officiel", evenement="1", destinataire=lea, contexte={})
    vider_la_file()
    (message,) = boite()
    assert message.get_content_type() == "text/plain"
    assert message.get_content() == "Bonjour.\n"


def test_un_gabarit_sans_objet_est_une_faute():
    with pytest.raises(ValueError, match=r"sans_objet\.txt"):
        composer("sans_objet", {})


def test_un_objet_tient_sur_une_ligne():
    assert composer("essai", {"titre": "deux\u2028mots   espacés"}).sujet == "Nouveau : deux mots espacés"
