"""Codes of service mapping (ESMS 2000, DESDE-LTC 2): their meaning, how they are read, chosen, compared and counted."""
