// Sound of the microphone at the device's rate -> pieces of 20 ms, 16 kHz, 16 bit, one channel.
const RATE = 16000;
const PIECE = 320;
const TAPS = 47;

// A low pass below 7.2 kHz (windowed sinc, Hamming), so that nothing folds over at 16 kHz.
function lowPass(rate) {
  const cut = 7200 / rate;
  const taps = Array.from({ length: TAPS }, (_, n) => {
    const m = n - (TAPS - 1) / 2;
    const sinc = m === 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * m) / (Math.PI * m);
    return sinc * (0.54 - 0.46 * Math.cos((2 * Math.PI * n) / (TAPS - 1)));
  });
  const sum = taps.reduce((a, b) => a + b, 0);
  return taps.map((tap) => tap / sum);
}

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.taps = sampleRate === RATE ? [1] : lowPass(sampleRate);
    this.history = new Float32Array(this.taps.length);
    this.step = sampleRate / RATE;
    this.next = 0;
    this.before = 0;
    this.piece = new Int16Array(PIECE);
    this.filled = 0;
  }

  process(inputs) {
    const sound = inputs[0][0];
    if (sound) for (const sample of sound) this.take(sample);
    return true;
  }

  take(sample) {
    this.history.copyWithin(0, 1);
    this.history[this.history.length - 1] = sample;
    let low = 0;
    for (let n = 0; n < this.taps.length; n += 1) low += this.taps[n] * this.history[n];
    // `next` is how far the next sample to come out lies after the one before.
    while (this.next < 1) {
      this.put(this.before + (low - this.before) * this.next);
      this.next += this.step;
    }
    this.next -= 1;
    this.before = low;
  }

  put(value) {
    this.piece[this.filled] = Math.max(-1, Math.min(1, value)) * 32767;
    this.filled += 1;
    if (this.filled === PIECE) {
      this.port.postMessage(this.piece.buffer, [this.piece.buffer]);
      this.piece = new Int16Array(PIECE);
      this.filled = 0;
    }
  }
}

registerProcessor("microphone", Microphone);
