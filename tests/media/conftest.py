from tests.media.clips import clips
from tests.media.folders import folders

__all__ = ["clips", "folders"]
