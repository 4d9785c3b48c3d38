// The connection: comes back by itself, and carries a token that is new each time.
const KEPT = "plainspoken.token";
const UNKNOWN = 4401, TAKEN_OVER = 4409, FULL = 4503;
const FULL_BYTES = 262144;

export class Wire {
  constructor(on) {
    this.on = on;
    this.wait = 1;
    this.dropped = 0;
  }

  get paired() {
    return Boolean(localStorage.getItem(KEPT));
  }

  connect() {
    this.open({ type: "hello", token: localStorage.getItem(KEPT) });
  }

  pair(code, name) {
    this.open({ type: "pair", code, name });
  }

  open(first) {
    clearTimeout(this.timer);
    this.socket?.close();
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/talk`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => socket.send(JSON.stringify(first));
    socket.onmessage = (message) => this.take(message.data);
    socket.onclose = (event) => socket === this.socket && this.closed(event.code, first.type);
    this.socket = socket;
  }

  take(data) {
    if (data instanceof ArrayBuffer) return this.on.sound(data);
    const event = JSON.parse(data);
    if (event.type !== "welcome") return this.on.event(event);
    localStorage.setItem(KEPT, event.token);
    this.wait = 1;
    this.tell({ type: "kept" });
    this.on.welcome(event);
  }

  closed(code, first) {
    this.on.gone();
    if (code === UNKNOWN) {
      if (first === "hello") localStorage.removeItem(KEPT);
      return this.on.unknown(first === "pair");
    }
    if (code === TAKEN_OVER) return this.on.trouble("The conversation goes on in another window. Press the button to bring it here.");
    if (code === FULL) this.on.trouble("Too many devices are talking at the moment. I try again by myself.");
    if (first === "pair") return this.on.unknown(true);
    this.timer = setTimeout(() => this.connect(), this.wait * 1000);
    this.wait = Math.min(15, this.wait * 2);
  }

  get connected() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  tell(event) {
    if (this.connected) this.socket.send(JSON.stringify(event));
  }

  piece(buffer) {
    if (this.connected && this.socket.bufferedAmount < FULL_BYTES) this.socket.send(buffer);
  }
}
