"""Put on PYTHONPATH of a watched process: everything is logged, and no socket leaves this machine."""

import ipaddress
import logging
import os
import sys
from pathlib import Path

FORBIDDEN = 97
"""The exit code of a process that tried."""

logging.basicConfig(level=logging.DEBUG, filename=Path(os.environ["WATCHED_FOLDER"]) / "debug.log")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
    elif event == "socket.getaddrinfo":
        host = str(arguments[0])
    else:
        return
    try:
        inside = ipaddress.ip_address(host).is_loopback
    except ValueError:
        inside = host == "localhost"
    if not inside:
        os._exit(FORBIDDEN)


sys.addaudithook(_watch)
