"""Settings shared by every environment. Each variable read here is documented in docs/settings.md."""

from pathlib import Path
from zoneinfo import available_timezones

import environ
from csp.constants import NONCE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal.languages import registry

from . import addresses, changes, publishing

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

VAR_DIR = Path(env.str("PORTAL_VAR_DIR", default=str(BASE_DIR / "var")))

SITE_NAME = env.str("PORTAL_SITE_NAME", default="")
BASE_URL = addresses.base_url(env.str("PORTAL_BASE_URL", default="http://127.0.0.1:8000"))
# Who is told about a hole in the portal's security; /.well-known/security.txt answers only where somebody is.
SECURITY_CONTACTS = addresses.contacts(env.list("PORTAL_SECURITY_CONTACT", default=[]))

INSTALLED_APPS = [
    # `portal.translation` stands before wagtail_localize: its admin addresses guard those of the translation editor.
    "home",
    "news",
    "search",
    "portal.translation",
    "portal",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Outside of all that reads what was sent.
    "portal.incoming.readable.ReadableRequestMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.ForgivingSessionMiddleware",
    "portal.middleware.PrefixingLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.admin.errors.AdminErrorMiddleware",
    "portal.incoming.guessing.GuessingBrakeMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Outside the redirects: what editors have written there for an address in capitals comes first.
    "portal.middleware.OneSpellingMiddleware",
    "portal.middleware.AskingOnceMiddleware",
    "portal.middleware.StaffBarMiddleware",
    "portal.addresses.redirects.PublicRedirectMiddleware",
    "portal.incoming.unreadable.UnreadableInputMiddleware",
    "portal.middleware.ProtectedFromDeletionMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.navigation",
                "news.context_processors.directories",
            ]
        },
    },
    # What `{% compiled %}` shows.
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "compiled",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "portal.compiled_templates.environment",
            "filters": {"country": "news.models.countries.country_name"},
        },
    },
]

# Write transactions take the lock when they begin, so that two writers wait for each other instead of failing.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
# Django's engines, which also announce what has changed.
ENGINES = {
    "django.db.backends.sqlite3": "portal.storage.engines.sqlite3",
    "django.db.backends.postgresql": "portal.storage.engines.postgresql",
}
DATABASES["default"]["ENGINE"] = ENGINES.get(DATABASES["default"]["ENGINE"], DATABASES["default"]["ENGINE"])
if DATABASES["default"]["ENGINE"] == "portal.storage.engines.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    # Opening a file and its journal for every request takes longer than most of a page's queries.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
else:
    # Nobody waits for ever: neither for a server that says nothing, nor for what somebody else is storing.
    # What DATABASE_URL says of these wins.
    waiting = {"connect_timeout": 5, "options": "-c lock_timeout=20s", "tcp_user_timeout": 30_000}
    waiting |= {"keepalives_idle": 20, "keepalives_interval": 5, "keepalives_count": 3}
    DATABASES["default"]["OPTIONS"] = waiting | DATABASES["default"].get("OPTIONS", {})
    # Where connections are kept, one that the server has ended meanwhile is opened anew before a request uses it.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("REDIS_URL", default="locmemcache://")}

# Of each web process, for pages as anonymous readers see them; 0 keeps none.
KEPT_PAGES_BYTES = env.int("PORTAL_KEPT_PAGES_MIB", default=32) * 1024 * 1024
# Proxies in front that hold kept pages: who purges them what changes, and for how many seconds they hold a page.
WAGTAILFRONTENDCACHE = env.json("WAGTAILFRONTENDCACHE", default={})
PROXIES_HOLD_SECONDS = env.int("PORTAL_PROXIES_HOLD_SECONDS", default=60)

# Packages of the portal's languages (docs/adding-a-language.md). The first one is the default: the root address falls
# back to it.
LANGUAGE_PACKAGES = env.list("PORTAL_LANGUAGES", default=list(registry.SHIPPED))
LANGUAGES = [(each.code, _(each.name)) for each in registry.install(LANGUAGE_PACKAGES)]
LANGUAGE_CODE = LANGUAGES[0][0]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# A language's package may bring its catalogue.
LOCALE_PATHS = [BASE_DIR / "locale", *registry.catalogues()]
TIME_ZONE = env.str("PORTAL_TIME_ZONE", default="Europe/Vilnius")
USE_I18N = True
USE_TZ = True

WAGTAIL_I18N_ENABLED = True
WAGTAIL_SITE_NAME = SITE_NAME or "Portal"
WAGTAILADMIN_BASE_URL = BASE_URL
# Those of a place: browsers do not know what else a system's database of zones has, such as "localtime".
WAGTAIL_USER_TIME_ZONES = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_RENDITION_STORAGE = "portal.media.storage.RenditionStorage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.media.forms.PictureForm"
# Nine sizes are made of a picture, each from all of its pixels.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "portal.incoming.forms.ReadableRichTextArea"}}
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.media.forms.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAIL_FINISH_WORKFLOW_ACTION = "portal.translation.staff.finishing.publish_approved"
# Who decides about originals: whoever may publish them, or the reviewers, to whom they are submitted.
ORIGINALS_WORKFLOW = env.str("PORTAL_ORIGINALS_WORKFLOW", default="none")
if ORIGINALS_WORKFLOW not in ("none", "review"):
    raise ImproperlyConfigured(f"PORTAL_ORIGINALS_WORKFLOW is {ORIGINALS_WORKFLOW!r}; it is none or review.")
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# The reader's search. `embedded` keeps an index file of its own, `elasticsearch` uses a cluster; see search/engines/.
SEARCH_ENGINES = {
    "embedded": "search.engines.embedded.EmbeddedEngine",
    "elasticsearch": "search.engines.elasticsearch.ElasticsearchEngine",
}
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="embedded")
# Beside Elasticsearch an embedded index is kept current, which answers while the cluster is away.
SEARCH_FALLBACK = env.bool("SEARCH_FALLBACK", default=True)
# Where there are several machines, each keeps an embedded index of its own, and every change is addressed to all.
SEARCH_MACHINES = env.list("SEARCH_MACHINES", default=[])
SEARCH_MACHINE = env.str("SEARCH_MACHINE", default="")
if (SEARCH_MACHINE or SEARCH_MACHINES) and SEARCH_MACHINE not in SEARCH_MACHINES:
    raise ImproperlyConfigured("SEARCH_MACHINES names every machine of the portal, SEARCH_MACHINE this one of them.")
SEARCH_INDEX_PATH = Path(env.str("SEARCH_INDEX_PATH", default=str(VAR_DIR / "search-index")))
ELASTICSEARCH_URL = env.list("ELASTICSEARCH_URL", default=["http://127.0.0.1:9200"])
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="portal")
# How long it is kept what readers search for, counted by day; 0 counts nothing.
SEARCH_LOG_DAYS = env.int("SEARCH_LOG_DAYS", default=365)
SEARCH_LOG_PATH = VAR_DIR / "searches.jsonl"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# A task or a periodic job of the worker that takes longer has failed.
WORKER_TASK_SECONDS = env.int("PORTAL_TASK_SECONDS", default=3600)
# What `manage.py worker` calls again and again: a callable without arguments, and every how many seconds.
WORKER_PERIODIC = [
    ("search.index.outbox.deliver_due", 3),
    ("search.index.outbox.catch_up", 3600),
    ("search.index.maintenance.do_what_is_asked", 3),
    ("search.results.log.count_searches", 10),
    ("search.query.synonym_store.write_words", 60),
    ("search.results.log.forget_old_searches", 3600),
    ("portal.translation.release.scheduled.publish_scheduled", 30),
    ("portal.translation.consistency.mend_a_few", 30),
    ("portal.translation.matrix.digests.send_due", 600),
    ("search.index.learning.learn_translations", 86_400),
    ("portal.translation.memory.keeping.bring_up_to_date", 60),
    ("portal.runtime.worker.prune_task_results", 3600),
    ("portal.media.publishing.sweep", 300),
]

# The hour of the day in TIME_ZONE from which on the daily e-mails about translations are sent.
DIGEST_HOUR = env.int("PORTAL_DIGEST_HOUR", default=7)
# A mail server that does not answer keeps nobody waiting for longer, in seconds.
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("PORTAL_EMAIL_FROM", default="portal@localhost")

# What `/health/ready` says of; without the database, readers are not served.
HEALTH_CHECKS = {
    "database": "portal.runtime.health_checks.database",
    "index": "search.health.index",
    "changes": "search.health.changes",
    "tasks": "portal.runtime.health_checks.tasks",
    "disk": "portal.runtime.health_checks.disk",
}
# What a web process does once, before it answers: the first reader would wait for it, or nobody would be told.
WARM_UP = ["search.query.expansion.load_dictionaries", "portal.addresses.site_record.tell_differences"]

# Accounts of the demonstration are let in only while this is on; `manage.py demo` switches it on for its children.
DEMO = env.bool("PORTAL_DEMO", default=False)
AUTHENTICATION_BACKENDS = ["home.demonstration_accounts.AccountBackend"]

# Machine translation as an option of the translation editor; what it writes is marked until a person has saved it.
MACHINE_TRANSLATORS = {
    "deepl": "wagtail_localize.machine_translators.deepl.DeepLTranslator",
    "dictionary": "portal.translation.workbench.machine.DictionaryTranslator",
    "google": "wagtail_localize.machine_translators.google.GoogleCloudTranslator",
    "libretranslate": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
}
MACHINE_TRANSLATOR = env.str("MACHINE_TRANSLATOR", default="dictionary" if DEMO else "")
if MACHINE_TRANSLATOR:
    if MACHINE_TRANSLATOR not in MACHINE_TRANSLATORS:
        raise ImproperlyConfigured(f"MACHINE_TRANSLATOR is one of: {', '.join(MACHINE_TRANSLATORS)}.")
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": MACHINE_TRANSLATORS[MACHINE_TRANSLATOR],
        "OPTIONS": env.json("MACHINE_TRANSLATOR_OPTIONS", default={}),
    }

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.stylesheets.ReadersStylesheetFinder",
]
# Whatever is uploaded. No proxy serves any of it, so it does not lie where one would look for it.
MEDIA_ROOT = VAR_DIR / "private"
# Copies of pictures that everybody may fetch, and nothing else; a proxy may serve the folder above, whole, as well.
PUBLIC_MEDIA_ROOT = Path(env.str("PORTAL_PUBLIC_DIR", default=str(VAR_DIR / "public"))) / "media"
MEDIA_URL = "/media/"
# Below them no page stands, but files, the admin, and what programs ask for: their capitals mean something, and none
# is looked for in another language.
ADDRESSES_WITHOUT_PAGES = (STATIC_URL, MEDIA_URL, "/documents/", "/admin/", "/api/", "/.well-known/")
STORAGES = {
    "default": {"BACKEND": "portal.media.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    # The translation editor and Wagtail's admin write inline scripts and styles; readers' pages never do.
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-src": [SELF, "https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
# Length, and a password that nobody else has, do more than kinds of characters (OWASP ASVS 5.0, 6.2).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("UserAttributeSimilarityValidator", {}),
        ("CommonPasswordValidator", {}),
    )
]
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
# Whether a proxy says who asks; production believes it, and nobody else.
BEHIND_PROXY = False
LOGIN_URL = "wagtailadmin_login"
# Where nothing else is said: the root chooses the reader's language.
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "portal/password_required.html"  # noqa: S105 (a file)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"storage": {"()": "portal.storage.log_records.StorageFailureFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["storage"]}},
    "root": {"handlers": ["console"], "level": env.str("PORTAL_LOG_LEVEL", default="WARNING")},
    # It writes a traceback for every attempt on a node that is away; the search engine says once what that means.
    "loggers": {"elastic_transport": {"level": "ERROR"}},
}

UNSEEN_TABLES = changes.UNSEEN_TABLES
LISTING_TABLES = changes.LISTING_TABLES
UNSEEN_COLUMNS = changes.UNSEEN_COLUMNS
PUBLISHING_GATES = publishing.PUBLISHING_GATES
PUBLISHING_EFFECTS = publishing.PUBLISHING_EFFECTS
