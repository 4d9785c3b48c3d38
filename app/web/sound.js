// Sound in and sound out, on a clock each; the browser's echo cancellation takes our voice out of the microphone.

export class Sound {
  constructor(onPiece, onSilence) {
    this.onPiece = onPiece;
    this.onSilence = onSilence;
    this.playing = new Set();
    this.until = 0;
    this.batch = 0;
    this.waiting = 0;
  }

  async open() {
    this.stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
    this.context ??= new AudioContext({ latencyHint: "interactive" });
    this.player ??= new AudioContext({ latencyHint: "interactive" });
    await Promise.all([this.context.resume(), this.player.resume()]);
    await this.context.audioWorklet.addModule("/mic-worklet.js");
    this.source = this.context.createMediaStreamSource(this.stream);
    this.node = new AudioWorkletNode(this.context, "microphone", { numberOfOutputs: 0, channelCount: 1 });
    this.node.port.onmessage = (message) => this.onPiece(message.data);
    this.source.connect(this.node);
  }

  mute() {
    this.source?.disconnect();
    this.node?.port.close();
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
  }

  get open_() {
    return Boolean(this.stream);
  }

  get speaking() {
    return this.playing.size > 0;
  }

  // A binary message: the rate in Hz as 4 bytes, then 16-bit samples.
  play(message) {
    if (!this.player) return;
    const rate = new DataView(message).getUint32(0, true);
    const samples = new Int16Array(message, 4);
    if (!samples.length) return;
    const buffer = this.player.createBuffer(1, samples.length, rate);
    const channel = buffer.getChannelData(0);
    for (let n = 0; n < samples.length; n += 1) channel[n] = samples[n] / 32768;
    const source = this.player.createBufferSource();
    source.buffer = buffer;
    source.connect(this.player.destination);
    const start = Math.max(this.player.currentTime + 0.02, this.until);
    this.until = start + buffer.duration;
    this.playing.add(source);
    source.onended = () => {
      this.playing.delete(source);
      if (!this.playing.size) this.onSilence();
    };
    source.start(start);
  }

  // Whether something of a reply is still to be heard.
  get pending() {
    return this.speaking || this.waiting > 0;
  }

  // Run something when what was sent so far has been heard, unless it is hushed before.
  whenHeard(run) {
    const due = this.until, batch = this.batch;
    this.waiting += 1;
    const look = () => {
      if (batch !== this.batch) return;
      const left = this.player ? due - this.player.currentTime : 0;
      if (left > 0.02) { setTimeout(look, Math.max(20, left * 1000)); return; }
      this.waiting -= 1;
      run();
    };
    look();
  }

  // Somebody speaks: the clock of the sound stands still until it is known what they said.
  hold(on) {
    if (on) this.player?.suspend(); else this.player?.resume();
  }

  hush() {
    this.player?.resume();
    this.batch += 1;
    this.waiting = 0;
    for (const source of this.playing) {
      source.onended = null;
      source.stop();
    }
    this.playing.clear();
    this.until = 0;
    this.onSilence();
  }
}
