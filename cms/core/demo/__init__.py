"""Sample content of the ground: organisations, people, occupations, topics, glossary."""

from cms.core.demo import organisations, vocabularies
from cms.core.samples import Builder

SAMPLES: dict[str, Builder] = {**organisations.SAMPLES, **vocabularies.SAMPLES}
