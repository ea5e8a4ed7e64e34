"""How do clients that were written for WB-IA talk to ACM? In WB-IA's own words, translated here and nowhere else."""
