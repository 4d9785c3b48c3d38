"""Switching a helper on and off for this computer, and agreeing to one elsewhere, by typed words."""

import sys
from urllib.parse import urlsplit

import typer

from app.model.chosen import Chosen, endpoint_of, write_chosen
from app.model.endpoint import Endpoint, is_here
from app.model.found import offered
from app.model.helper import OwnHelper
from app.screen import notice, show
from app.settings import Model
from core.errors import BadAddress, NeedsConsent, NoEndpoint
from core.helper import asks
from core.questions import Command
from store.opened import Vault


def switch_on(wanted: Chosen, vault: Vault, agreed: str | None) -> str:
    """From now on this helper takes part in every conversation over this record; a sentence that says so.

    `wanted.name` may be empty: the first model that is offered. `agreed` is what was typed for one that is not on
    this machine; None asks for it. Raises `BadAddress`, `NoEndpoint`, `NeedsConsent` or `CannotWrite`.
    """
    endpoint = _addressed(wanted)
    helper = OwnHelper(endpoint, vault)
    here = is_here(endpoint)
    if here and not offered(endpoint):
        raise NoEndpoint(host=urlsplit(endpoint.url).netloc)
    if not here and not _agrees(helper, agreed):
        raise NeedsConsent(host=endpoint.host)
    write_chosen(Chosen(endpoint.url, wanted.name or (offered(endpoint) if here else "") or "local"))
    trouble = helper.heed(Command.HELPER_ALLOWED)
    where = "on this computer" if here else f"at {endpoint.host}"
    return trouble or f"The helper {where} takes part in every conversation now. To end that: plainspoken helper off."


def switch_off(vault: Vault, model: Model) -> str:
    """No helper takes part in any conversation on this computer, and what was agreed to for this record is taken back."""
    endpoint = endpoint_of(model)
    write_chosen(Chosen(""))
    trouble = OwnHelper(endpoint, vault).heed(Command.HELPER_OFF) if endpoint is not None else ""
    return trouble or "No helper takes part any more. Answers are worded by Plainspoken itself."


def _addressed(wanted: Chosen) -> Endpoint:
    try:
        parts = urlsplit(wanted.url)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        right = False
    if not right:
        raise BadAddress
    return Endpoint(wanted.url, wanted.name or "local")


def _agrees(helper: OwnHelper, agreed: str | None) -> bool:
    """By the name of the host, whole; without anybody to ask there is no agreement."""
    if agreed is None:
        for sentence in asks(helper)[:-2]:
            show(sentence)
        notice("What is sent is written down in the record: plainspoken audit.")
        if not sys.stdin.isatty():
            return False
        agreed = typer.prompt(f"To agree, type its name, {helper.where}", default="", show_default=False, err=True)
    return agreed.strip().lower() == helper.where
