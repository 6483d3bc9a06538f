"""Admission: shares the capacity fairly between callers, and says no early."""

from gateway.admission.admission import InProcessAdmission
from gateway.admission.settings import AdmissionSettings

__all__ = ["AdmissionSettings", "InProcessAdmission"]
