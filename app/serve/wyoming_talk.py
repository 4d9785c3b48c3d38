"""One Wyoming connection as a client like Home Assistant uses it: describe, transcribe, handle, synthesize."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from wyoming.asr import Transcript as Heard
from wyoming.event import Event
from wyoming.handle import Handled, NotHandled
from wyoming.ping import Ping, Pong
from wyoming.tts import SynthesizeStopped

from app.serve.assistant_desk import AssistantDesk
from app.serve.early_ear import EarlyEar
from app.serve.wyoming_events import Malformed
from app.serve.wyoming_info import info
from app.serve.wyoming_sound import Ear, pieces, started, stopped
from core.audio import SAMPLE_RATE_HZ, SpeechChunk
from core.ports import Manner

LONGEST_SOUND_BYTES = 2 * SAMPLE_RATE_HZ * 60
LONGEST_TEXT = 4_000
Send = Callable[[Event], Any]


class WyomingTalk:
    """What was said on this connection so far; `send` is awaited."""

    def __init__(self, desk: AssistantDesk, send: Send) -> None:
        self._desk = desk
        self._send = send
        self._format = Ear()
        self._ear = EarlyEar(desk, desk.listening)
        self._text: list[str] | None = None
        """Of a streamed synthesis."""

    async def take(self, event: Event) -> None:
        """Answer one event; unknown ones are let pass, as the protocol asks. Raises `Malformed`."""
        match event.type:
            case "describe":
                await self._send(info().event())
            case "ping":
                await self._send(Pong(text=Ping.from_event(event).text).event())
            case "transcribe" | "audio-start":
                self._ear.drop()
                self._format, self._ear = Ear(), EarlyEar(self._desk, self._desk.listening)
            case "audio-chunk":
                self._ear.hear(self._format.pcm(event))
                if self._ear.size > LONGEST_SOUND_BYTES:
                    raise Malformed
            case "audio-stop":
                await self._transcribe()
            case "transcript":
                await self._handle(_text(event), event.data.get("context"))
            case _:
                await self._speech(event)

    async def _transcribe(self) -> None:
        ear, self._ear = self._ear, EarlyEar(self._desk, self._desk.listening)
        await self._send(Heard(text=await ear.words(), language="en").event())

    def close(self) -> None:
        """The connection is over: what is being read is dropped."""
        self._ear.drop()

    async def _handle(self, text: str, context: object) -> None:
        known = context if isinstance(context, dict) else {}
        spoken, understood = await asyncio.to_thread(self._desk.answer, text, str(known.get("conversation_id", "")))
        kind = Handled if understood else NotHandled
        await self._send(kind(text=spoken, context=known or None).event())

    async def _speech(self, event: Event) -> None:
        match event.type:
            case "synthesize" if self._text is None:
                await self._speak(_text(event))
            case "synthesize-start":
                self._text = []
            case "synthesize-chunk" if self._text is not None:
                self._text.append(_text(event))
                if sum(map(len, self._text)) > LONGEST_TEXT:
                    raise Malformed
            case "synthesize-stop" if self._text is not None:
                text, self._text = "".join(self._text), None
                await self._speak(text)
                await self._send(SynthesizeStopped().event())

    async def _speak(self, text: str) -> None:
        began = False
        async for chunk in _threaded(self._desk.voice.speak(text, Manner())):
            if not began:
                await self._send(started(chunk.rate_hz))
                began = True
            for piece in pieces(chunk):
                await self._send(piece)
        if not began:
            await self._send(started(22_050))
        await self._send(stopped())


async def _threaded(chunks: Iterator[SpeechChunk]) -> AsyncIterator[SpeechChunk]:
    while (chunk := await asyncio.to_thread(next, chunks, None)) is not None:
        yield chunk


def _text(event: Event) -> str:
    text = event.data.get("text")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise Malformed
    return text
