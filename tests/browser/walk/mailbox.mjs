// What the service sent, read from the sandbox's outbox as JSON.

/** The messages of one house. Each is taken once, so that a new code is never mistaken for an old one. */
export class Mailbox {
  #outbox;
  #request;
  #taken = new Set();

  constructor(outbox, request) {
    this.#outbox = outbox;
    this.#request = request;
  }

  /** Every message to `recipient`, newest first. */
  async messagesTo(recipient) {
    const answer = await this.#request.get(this.#outbox, { params: { to: recipient }, headers: { accept: 'application/json' } });
    if (!answer.ok()) throw new Error(`The outbox answered ${answer.status()}`);
    return answer.json();
  }

  /** The one code sent to `recipient` since the last time of asking, with its message. */
  async nextCode(recipient) {
    const messages = await this.messagesTo(recipient);
    const fresh = messages.filter((message) => message.code && !this.#taken.has(message.id));
    for (const message of fresh) this.#taken.add(message.id);
    if (fresh.length !== 1) throw new Error(`${fresh.length} new codes were sent to ${recipient}, not one`);
    return fresh[0];
  }
}

/** Six digits that are not this code. */
export function notTheCode(code) {
  return code === '123123' ? '321321' : '123123';
}
