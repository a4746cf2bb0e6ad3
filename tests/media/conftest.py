from tests.media.clips import clips

__all__ = ["clips"]
