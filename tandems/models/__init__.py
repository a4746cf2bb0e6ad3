from tandems.models.index import TandemIndexPage
from tandems.models.pages import (
    TandemCompany,
    TandemMaterial,
    TandemMember,
    TandemOccupation,
    TandemPage,
    TandemSchool,
    TandemTeam,
)
from tandems.models.projects import DevelopmentProject, ProjectTopic

__all__ = [
    "DevelopmentProject",
    "ProjectTopic",
    "TandemCompany",
    "TandemIndexPage",
    "TandemMaterial",
    "TandemMember",
    "TandemOccupation",
    "TandemPage",
    "TandemSchool",
    "TandemTeam",
]
