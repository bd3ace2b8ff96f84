"""Make the folder oj among the user's documents, print where it is, and say what to type."""

import ctypes
import sys
from pathlib import Path

DOCUMENTS = 5  # CSIDL_PERSONAL: where Windows has them, OneDrive or a share too
WORDS = """\
oj: från öppna jämförelser till förbättring

Mappen är {folder}
Det ni gör sparas där. Skriv ett kommando och tryck på Retur:

  oj                                börja, eller fortsätt: fråga för fråga
  oj identify --kommun Leksand      vad som är viktigast att förbättra
  oj status                         var ni är, och vad som kommer härnäst
  oj --help                         alla kommandon

Skriv exit för att stänga fönstret.
"""

place = ctypes.create_unicode_buffer(260)
if ctypes.windll.shell32.SHGetFolderPathW(None, DOCUMENTS, None, 0, place):
    sys.exit("Windows säger inte var mappen Dokument är.")
folder = Path(place.value, "oj")
folder.mkdir(parents=True, exist_ok=True)
sys.stderr.write(WORDS.format(folder=folder))
sys.stdout.write(f"{folder}\n")
