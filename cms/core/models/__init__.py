from cms.core.models.consents import PictureConsent
from cms.core.models.files import Material, Picture, Rendition
from cms.core.models.links import MaterialLink, OccupationLink, OrganisationLink, TopicLink
from cms.core.models.organisations import FormerName, Organisation, Person
from cms.core.models.pages import BasePage, BodyMixin
from cms.core.models.samples import SampleRecord
from cms.core.models.settings import NetworkSettings
from cms.core.models.users import User
from cms.core.models.vocabularies import GlossaryTerm, LearningField, Occupation, Topic

__all__ = [
    "BasePage",
    "BodyMixin",
    "FormerName",
    "GlossaryTerm",
    "LearningField",
    "Material",
    "MaterialLink",
    "NetworkSettings",
    "Occupation",
    "OccupationLink",
    "Organisation",
    "OrganisationLink",
    "Person",
    "Picture",
    "PictureConsent",
    "Rendition",
    "SampleRecord",
    "Topic",
    "TopicLink",
    "User",
]
