"""Pure rules: what a policy bundle is, what to decide about a scan report, which candidate is best."""
