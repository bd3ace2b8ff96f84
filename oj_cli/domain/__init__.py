"""The vocabulary of öppna jämförelser as plain typed Python: no pandas, no I/O."""
