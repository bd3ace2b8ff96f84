"""The county report: a län's results for an analysis day, built from what the analysis found."""
