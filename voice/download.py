"""A model that is set by its hub name: from the cache, else fetched, else one plain error, quickly."""

from contextlib import suppress
from pathlib import Path

from core.errors import ModelMissing, ModelNeedsDownload

LOOKUP_TIMEOUT_S = 5.0
"""How long one request may wait for the hub to answer; the hub client's own default is 10."""


def download(name: str, cache: Path) -> Path:
    """The folder of the Whisper weights called `name`: a faster-whisper size, or `owner/repository`.

    Raises `ModelMissing` for a name nobody knows and `ModelNeedsDownload` when it cannot be fetched.
    """
    import huggingface_hub.constants as hub
    from faster_whisper.utils import available_models

    if "/" not in name and name not in available_models():
        raise ModelMissing(name=name)
    _be_quick(hub)
    # Whatever the hub client raises here means that the model is not in the cache.
    with suppress(Exception):
        return _fetch(name, cache, local_only=True)
    try:
        return _fetch(name, cache, local_only=False)
    except Exception as error:  # httpx, huggingface_hub and OSError leaves alike
        raise ModelNeedsDownload(name=name) from error


def _fetch(name: str, cache: Path, *, local_only: bool) -> Path:
    from faster_whisper.utils import download_model

    cache.mkdir(parents=True, exist_ok=True)
    return Path(download_model(name, cache_dir=str(cache), local_files_only=local_only))


def _be_quick(hub: object) -> None:
    for constant in ("HF_HUB_ETAG_TIMEOUT", "HF_HUB_DOWNLOAD_TIMEOUT", "DEFAULT_REQUEST_TIMEOUT"):
        setattr(hub, constant, min(LOOKUP_TIMEOUT_S, getattr(hub, constant, LOOKUP_TIMEOUT_S)))
