"""The SQL of the index, in one place: the same expressions write the vectors and prove that they are right.

Two vectors: the long one is matched, the short one ranked. Weights: A title, B summary, C names of the thèmes, D text. Both end
with the row's pigeonholes (« §e12 »: espace 12), words that nobody can type: the index itself keeps to the espaces of a reader, to
a month, to a territoire. They only make the candidates few; the right is always asked of ``Entree``.
"""
# ruff: noqa: S608 (what is put into these texts is written below, never typed by a person)

#: French stemming, accents ignored.
CONFIGURATION = "french_unaccent"
#: Marks no stored text can hold (``propre``): what is between them is highlighted after everything is escaped.
DEBUT, FIN = "\x02", "\x03"
#: A longer text would not fit into a vector, and would break the publication's own transaction.
LIMITE = 300_000
#: Signs that PostgreSQL's parser would keep inside a word: « tiers-lieux », « élu·es », « urbain/rural », « 2004-2008 ».
SIGNES = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{MIDDLE DOT}/.<>&"


def _mots(texte: str, signes: str = SIGNES) -> str:
    return f"translate({texte}, '{signes}', '{' ' * len(signes)}')"


def _vecteur(texte: str, poids: str) -> str:
    return f"setweight(to_tsvector('{CONFIGURATION}', {_mots(texte)}), '{poids}')"


_THEMES = """coalesce((
    SELECT string_agg(theme.nom, ' ; ' ORDER BY theme.nom) FROM catalogue_entree_themes lien
    JOIN themes_theme theme ON theme.id = lien.theme_id WHERE lien.entree_id = e.id), '')"""
#: e espace, k type, m month (UTC; 0: no date), h thème, t territoire.
_CASES = """(
    SELECT string_agg('''§' || c || ''':1A', ' ')::tsvector FROM (
        SELECT 'e' || e.espace_id UNION ALL SELECT 'k' || e.type
        UNION ALL SELECT 'm' || coalesce(to_char(e.date AT TIME ZONE 'UTC', 'YYYYMM'), '0')
        UNION ALL SELECT 'h' || lien.theme_id FROM catalogue_entree_themes lien WHERE lien.entree_id = e.id
        UNION ALL SELECT 't' || lien.territoire_id FROM catalogue_entree_territoires lien WHERE lien.entree_id = e.id
    ) AS cases(c))"""
_DIT = f"{_vecteur('e.titre', 'A')} || {_vecteur('e.resume', 'B')} || {_vecteur(_THEMES, 'C')}"
COURT = f"{_DIT} || {_CASES}"
LONG = f"{_DIT} || {_vecteur('t.texte', 'D')} || {_CASES}"

#: Parameter: the pks of the entries to compute again.
RECALCULER = f"""
UPDATE recherche_texte t SET vecteur_court = {COURT}, vecteur_long = {LONG}
FROM catalogue_entree e WHERE e.id = t.entree_id AND e.id = ANY(%s)"""
#: Entries whose vectors are not what their words ask for.
DERIVES = f"""
SELECT t.entree_id FROM recherche_texte t JOIN catalogue_entree e ON e.id = t.entree_id
WHERE t.vecteur_court IS DISTINCT FROM ({COURT}) OR t.vecteur_long IS DISTINCT FROM ({LONG}) ORDER BY t.entree_id"""

#: Words read without an account, with the number of rows that hold each. Lower case, accents kept: they are shown.
MOTS_PUBLICS = f"""
INSERT INTO recherche_lexique (mot, cle, nb)
SELECT word, lower(unaccent(word)), ndoc FROM ts_stat($$
    SELECT to_tsvector('simple', {_mots("e.titre || ' ' || e.resume || ' ' || t.texte")})
    FROM recherche_texte t JOIN catalogue_entree e ON e.id = t.entree_id JOIN espaces_espace s ON s.id = e.espace_id
    WHERE s.ouvert AND e.etat IN ('publie', 'archive') AND (e.date IS NULL OR e.date <= now())
$$) WHERE word ~ '^[[:alpha:]]{{3,40}}$'"""

#: Parameters: three arrays (term, equivalent, whether the reader is told). One rule per term: once rewritten, a part of a
#: query is not rewritten again. A term is recognised as separate words and as a phrase; an equivalent is looked for as a phrase.
#: Several words of which the dictionary keeps one (« loi NOTRe » is « loi ») would stand for that word everywhere: left out.
REGLES = f"""
INSERT INTO recherche_reecriture (cible, remplacement, terme, equivalents)
SELECT cible::tsquery, (cible || ' | ' || string_agg(DISTINCT '(' || autre || ')', ' | '))::tsquery, min(terme),
       coalesce(array_agg(DISTINCT equivalent) FILTER (WHERE dit), '{{}}')
FROM (
    SELECT forme::text AS cible, phraseto_tsquery('{CONFIGURATION}', {_mots("equivalent")})::text AS autre, terme, equivalent, dit
    FROM unnest(%s::text[], %s::text[], %s::boolean[]) AS couple(terme, equivalent, dit)
    CROSS JOIN LATERAL (VALUES (plainto_tsquery('{CONFIGURATION}', {_mots("terme")})),
                               (phraseto_tsquery('{CONFIGURATION}', {_mots("terme")}))) AS f(forme)
) formes WHERE cible <> '' AND autre <> '' AND cible <> autre
  AND (numnode(cible::tsquery) > 1 OR terme !~ '\\S\\s+\\S') AND (numnode(autre::tsquery) > 1 OR equivalent !~ '\\S\\s+\\S')
GROUP BY cible"""
#: A longer term is recognised before a shorter one that it holds. Parameter: the question.
#: Gives its tsquery as typed, then with its neighbours.
REECRIRE = f"""
SELECT mots::text, CASE WHEN numnode(mots) = 0 THEN '' ELSE ts_rewrite(
    mots, 'SELECT cible, remplacement FROM recherche_reecriture ORDER BY numnode(cible) DESC, id')::text END
FROM websearch_to_tsquery('{CONFIGURATION}', %s) AS mots"""

#: Parameter: an array of words. The nearest public word of each, and whether it is the same, accents aside.
CORRIGER = """
SELECT demande.rang, proche.mot, proche.cle = demande.cle
FROM (SELECT rang, lower(unaccent(mot)) AS cle FROM unnest(%s::text[]) WITH ORDINALITY AS d(mot, rang)) demande
CROSS JOIN LATERAL (
    SELECT l.mot, l.cle FROM recherche_lexique l WHERE l.cle %% demande.cle
    ORDER BY similarity(l.cle, demande.cle) DESC, l.nb DESC, l.mot LIMIT 1) proche"""

#: Parameters: the file's key, the numbers of its pages, their texts. One row a page.
PAGES = f"""
INSERT INTO recherche_passage (fichier_id, numero, texte, vecteur)
SELECT %s, numero, texte, to_tsvector('{CONFIGURATION}', {_mots("texte")})
FROM unnest(%s::integer[], %s::text[]) AS page(numero, texte) WHERE texte <> ''"""

#: Parameters: the whole words, the beginning of the last one. That beginning stands for the public words that start so.
COMMENCE = f"""
WITH fin AS (SELECT lower(unaccent(%(fin)s)) AS cle),
suites AS (
    SELECT mot FROM recherche_lexique, fin
    WHERE recherche_lexique.cle LIKE replace(replace(replace(fin.cle, '\\', '\\\\'), '%%', '\\%%'), '_', '\\_') || '%%'
    ORDER BY nb DESC, mot LIMIT 12)
SELECT (websearch_to_tsquery('{CONFIGURATION}', %(debut)s) && (
    plainto_tsquery('{CONFIGURATION}', %(fin)s)
    || coalesce((SELECT to_tsquery('{CONFIGURATION}', string_agg(mot, ' | ')) FROM suites), ''::tsquery)))::text"""
