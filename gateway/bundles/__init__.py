"""Loads, verifies and compiles policy bundles, and checks them against their own samples."""

from gateway.bundles.checking import Report, RuleCheck, Scan, check
from gateway.bundles.files import standard_folder
from gateway.bundles.loading import load
from gateway.bundles.policies import BundlePolicies
from gateway.bundles.programs import Flow

__all__ = ["BundlePolicies", "Flow", "Report", "RuleCheck", "Scan", "check", "load", "standard_folder"]
