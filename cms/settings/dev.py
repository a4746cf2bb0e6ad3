"""Development and `make demo`: local files, no secret needed."""

from cms.settings.base import *

DEBUG = env.bool("DEBUG", True)
SECRET_KEY = env.str("SECRET_KEY", "only-for-development-never-in-production")
