"""schemathesis against the service's HTTP: `python -m evals.serve_http`.

schemathesis lives in an environment of its own (`PLAINSPOKEN_SCHEMATHESIS_VENV`, else `.schemathesis-venv`), made
on the first use. What the routes promise is written down here as OpenAPI; all other methods are refused.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from app.serve.files import load_files
from bench.serve_home import METRICS_TOKEN, deaf_engine, demo_house, running

ROOT = Path(__file__).resolve().parents[1]
VENV = Path(os.environ.get("PLAINSPOKEN_SCHEMATHESIS_VENV", ROOT / ".schemathesis-venv"))
NEEDS = "schemathesis>=4,<5"


def main() -> None:
    """Run it over every route, with the token and without."""
    program = VENV / "bin" / "schemathesis"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        subprocess.run([str(VENV / "bin" / "pip"), "install", "-q", NEEDS], check=True)
    with demo_house(deaf_engine()) as house, running(house) as service, tempfile.TemporaryDirectory() as folder:
        schema = Path(folder) / "openapi.json"
        schema.write_text(json.dumps(openapi()), encoding="utf-8")
        command = [str(program), "run", str(schema), "--url", service.url, "--checks", "all", "--max-examples", "200"]
        command += ["--header", f"Authorization: Bearer {METRICS_TOKEN}", "--workers", "1", "--seed", "7"]
        code = subprocess.run(command, cwd=folder, check=False).returncode
    sys.exit(code)


def openapi() -> dict[str, Any]:
    """What HTTP offers: GET only, nothing changes anything."""
    refused = {
        str(code): {"description": why}
        for code, why in ((403, "foreign origin"), (421, "foreign host"), (400, "broken"))
    }
    paths: dict[str, Any] = {}
    for path, file in load_files().items():
        kind = file.type.split(";")[0]
        paths[path] = {
            "get": {"responses": {"200": {"description": "a file of the page", "content": {kind: {}}}, **refused}}
        }
    state = {
        "type": "object",
        "required": ["status", "conversations"],
        "properties": {"status": {"const": "ok"}, "conversations": {"type": "integer"}},
    }
    health = {"description": "it runs", "content": {"application/json": {"schema": state}}}
    paths["/health"] = {"get": {"responses": {"200": health, **refused}}}
    asked = {"401": {"description": "a token is needed"}, **refused}
    counts = {"description": "counts", "content": {"text/plain": {}}}
    paths["/metrics"] = {"get": {"security": [{"token": []}], "responses": {"200": counts, **asked}}}
    schemes = {"token": {"type": "http", "scheme": "bearer"}}
    info = {"title": "Plainspoken at home", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"securitySchemes": schemes}}


if __name__ == "__main__":
    main()
