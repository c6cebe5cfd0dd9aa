"""The index keeps to the espaces, the month, the thèmes and the territoires of a row; a row stays narrow, its text aside.

Words that answer each other, questions that found nothing, the team's choices, searches kept.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

ETROITES = """
ALTER TABLE recherche_texte ALTER COLUMN vecteur_court SET STORAGE MAIN;
ALTER TABLE recherche_texte SET (toast_tuple_target = 256);
"""
CASES = """
WITH cases AS (
    SELECT e.id, (
        SELECT string_agg('''§' || c || ''':1A', ' ')::tsvector FROM (
            SELECT 'e' || e.espace_id UNION ALL SELECT 'k' || e.type
            UNION ALL SELECT 'm' || coalesce(to_char(e.date AT TIME ZONE 'UTC', 'YYYYMM'), '0')
            UNION ALL SELECT 'h' || lien.theme_id FROM catalogue_entree_themes lien WHERE lien.entree_id = e.id
            UNION ALL SELECT 't' || lien.territoire_id FROM catalogue_entree_territoires lien WHERE lien.entree_id = e.id
        ) AS x(c)) AS mots
    FROM catalogue_entree e)
UPDATE recherche_texte t SET vecteur_court = vecteur_court || cases.mots, vecteur_long = vecteur_long || cases.mots
FROM cases WHERE cases.id = t.entree_id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("recherche", "0002_passage"),
        ("catalogue", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(ETROITES, migrations.RunSQL.noop),
        migrations.RunSQL(CASES, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="texte", name="recherche_long"),
        migrations.AddIndex(
            model_name="texte",
            index=django.contrib.postgres.indexes.GinIndex(fields=["vecteur_long"], name="recherche_long", fastupdate=False),
        ),
        migrations.AddIndex(
            model_name="texte",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(models.F("vecteur_court"), models.Value("{a}"), function="ts_filter"), name="recherche_titres", fastupdate=False
            ),
        ),
        migrations.AddIndex(
            model_name="texte",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(models.F("vecteur_court"), models.Value("{c}"), function="ts_filter"), name="recherche_themes", fastupdate=False
            ),
        ),
        migrations.CreateModel(
            name="Equivalence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("terme", models.CharField(max_length=120, verbose_name="on cherche")),
                ("equivalent", models.CharField(max_length=200, verbose_name="on trouve aussi")),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("synonyme", "Les deux disent la même chose"),
                            ("sens", "Le sigle a aussi ce sens"),
                            ("epoque", "La seconde a pris la suite de la première"),
                        ],
                        default="synonyme",
                        max_length=10,
                        verbose_name="pourquoi",
                    ),
                ),
            ],
            options={
                "verbose_name": "équivalence",
                "ordering": ["terme", "equivalent"],
                "constraints": [models.UniqueConstraint(fields=("terme", "equivalent"), name="une_fois_chaque_equivalence")],
            },
        ),
        migrations.CreateModel(
            name='QuestionVaine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cle', models.CharField(max_length=200, unique=True)),
                ('mots', models.CharField(max_length=200)),
                ('nb', models.PositiveIntegerField(default=1)),
                ('premiere_le', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='première fois')),
                ('derniere_le', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='dernière fois')),
                ('etat', models.CharField(choices=[('ouverte', 'À regarder'), ('repondue', 'Une réponse existe'), ('close', 'Close')], default='ouverte', max_length=10, verbose_name='état')),
                ('exemple', models.BooleanField(default=False, editable=False)),
                ('reponse', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.entree', verbose_name='réponse')),
            ],
            options={
                'verbose_name': 'recherche sans résultat',
                'verbose_name_plural': 'recherches sans résultat',
            },
        ),
        migrations.CreateModel(
            name='Epingle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cle', models.CharField(blank=True, max_length=200)),
                ('mots', models.CharField(blank=True, max_length=200, verbose_name='question')),
                ('ecartee', models.BooleanField(default=False, verbose_name='écartée')),
                ('ordre', models.PositiveSmallIntegerField(default=0)),
                ('entree', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.entree', verbose_name='page')),
            ],
            options={
                'verbose_name': 'épingle',
                'ordering': ['cle', 'ecartee', 'ordre', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('cle', 'entree'), name='une_epingle_par_question_et_page')],
            },
        ),
        migrations.CreateModel(
            name='Attente',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('adresse', models.EmailField(blank=True, max_length=254)),
                ('demandee_le', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='demandée le')),
                ('confirmee_le', models.DateTimeField(blank=True, null=True, verbose_name='confirmée le')),
                ('prevenue_le', models.DateTimeField(blank=True, null=True, verbose_name='prévenue le')),
                ('membre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attentes', to='recherche.questionvaine')),
            ],
            options={
                'verbose_name': 'demande d’être prévenu·e',
                'verbose_name_plural': 'demandes d’être prévenu·e',
                'constraints': [models.UniqueConstraint(fields=('question', 'membre'), name='une_attente_par_membre'), models.UniqueConstraint(condition=models.Q(('adresse', ''), _negated=True), fields=('question', 'adresse'), name='une_attente_par_adresse'), models.CheckConstraint(condition=models.Q(('membre__isnull', False), models.Q(('adresse', ''), _negated=True), _connector='XOR'), name='attente_d_un_membre_ou_d_une_adresse')],
            },
        ),
        migrations.CreateModel(
            name='RechercheGardee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mots', models.CharField(max_length=200)),
                ('filtres', models.CharField(blank=True, max_length=1000)),
                ('frequence', models.CharField(choices=[('quotidienne', 'Chaque jour'), ('hebdomadaire', 'Chaque lundi')], default='hebdomadaire', max_length=15, verbose_name='fréquence')),
                ('cree_le', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='créée le')),
                ('vue_le', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='vue le')),
                ('dites', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'recherche gardée',
                'verbose_name_plural': 'recherches gardées',
                'constraints': [models.UniqueConstraint(fields=('membre', 'mots', 'filtres'), name='une_fois_chaque_recherche_gardee')],
            },
        ),
    ]
