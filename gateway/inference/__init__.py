"""The client of the model server: the `Model` port over text-generation-inference."""

from gateway.inference.answers import ModelInfo
from gateway.inference.settings import ModelSettings
from gateway.inference.tgi import TgiModel

__all__ = ["ModelInfo", "ModelSettings", "TgiModel"]
