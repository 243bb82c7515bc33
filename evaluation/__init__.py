"""How well the extractor does: gold, baselines, benchmarks, results."""
