// Registers people before a test begins: the same forms, sent without a browser, and nothing is checked on the way.

import { PARTNERS } from '../world/partners.mjs';

/** One sign-in, form after form. Each form carries the token of the page before it. */
class Forms {
  #request;
  #origin;
  #ticket;
  #token;

  constructor(request, origin) {
    this.#request = request;
    this.#origin = origin;
  }

  async begin(address) {
    await this.#read(await this.#request.get(address));
  }

  async send(slug, fields) {
    const form = { csrf: this.#token, ...fields };
    const headers = { origin: this.#origin };
    await this.#read(await this.#request.post(`${this.#origin}/t/${this.#ticket}/${slug}`, { form, headers }));
  }

  /** What the last page was, for a message. */
  heading = '';

  async #read(answer) {
    const page = await answer.text();
    this.#ticket = /\/t\/([^/]+)\//.exec(new URL(answer.url()).pathname)?.[1] ?? this.#ticket;
    this.#token = /name="csrf" value="([^"]+)"/.exec(page)?.[1];
    this.heading = /<h1[^>]*>([^<]*)/.exec(page)?.[1] ?? '';
  }
}

/** Registers `person` on a device of their own, on the way to our partner "open". */
export async function register(person, { request, house, ours, mailbox }) {
  const forms = new Forms(request, house.issuer);
  const parameters = {
    client_id: PARTNERS.open.client_id,
    redirect_uri: `${ours}/callback`,
    response_type: 'code',
    scope: 'openid profile email',
    state: 'before',
    nonce: 'before',
    vtr: '["P0.Cp.Cd"]',
  };
  await forms.begin(`${house.issuer}/authorize?${new URLSearchParams(parameters)}`);
  await forms.send('email', { email: person.email });
  await forms.send('register', {});
  await forms.send('create-password', { password: person.password, confirmPassword: person.password });
  await forms.send('confirm-email', { code: (await mailbox.nextCode(person.email)).code });
  await forms.send('phone', { phoneNumber: person.mobile });
  await forms.send('confirm-phone', { code: (await mailbox.nextCode(person.recipient)).code });
  await forms.send('share', {});
  if (forms.heading !== 'Back at the partner') throw new Error(`Registering ended at "${forms.heading}"`);
}
