"""What Plainspoken tells a Wyoming client that it is."""

from importlib.metadata import version

from wyoming.info import AsrModel, AsrProgram, Attribution, HandleModel, HandleProgram, Info, TtsProgram, TtsVoice

WHO = Attribution(name="Plainspoken", url="")
WHISPER = Attribution(name="OpenAI Whisper", url="https://github.com/openai/whisper")
PIPER = Attribution(name="Piper", url="https://github.com/OHF-Voice/piper1-gpl")
NAME = "plainspoken"
LANGUAGES = ["en"]


def info() -> Info:
    """Speech to text, conversation, and text to speech."""
    number = version(NAME)
    hearing = AsrModel(NAME, WHISPER, True, "Whisper on a short window", number, LANGUAGES)
    handling = HandleModel(NAME, WHO, True, "Answers about one's own health record", number, LANGUAGES)
    speaking = TtsVoice(NAME, PIPER, True, "A Piper voice", number, ["en-US"])
    return Info(
        asr=[AsrProgram(NAME, WHO, True, "Hears health questions", number, [hearing])],
        handle=[HandleProgram(NAME, WHO, True, "Talks about one's own health record", number, [handling])],
        tts=[TtsProgram(NAME, WHO, True, "Speaks", number, [speaking], supports_synthesize_streaming=True)],
    )
