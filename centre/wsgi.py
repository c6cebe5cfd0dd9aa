"""The WSGI application. The page cache of the public pages will wrap it here, outermost."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centre.settings.production")
application = get_wsgi_application()
