"""From öppna jämförelser to improvement: the four steps of local analysis as a tool."""
