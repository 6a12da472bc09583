// Just enough HTML to fill in forms as a browser without JavaScript does.

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Text with its character references resolved. */
export function decode(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number.parseInt(decimal, 10));
    return NAMED[name.toLowerCase()] ?? whole;
  });
}

function attributes(text) {
  const found = {};
  for (const [, name, double, single, bare] of text.matchAll(ATTRIBUTE)) {
    found[name.toLowerCase()] ??= decode(double ?? single ?? bare ?? '');
  }
  return found;
}

function plain(html) {
  return decode(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();
}

/** The visible text of the first element of this name, or null. */
export function textOf(html, element) {
  const match = html.match(new RegExp(`<${element}\\b[^>]*>([\\s\\S]*?)</${element}>`, 'i'));
  return match ? plain(match[1]) : null;
}

/** What the page says is wrong with the last answer, or null. */
export function errorsOf(html) {
  const start = html.search(/class="[^"]*error-summary/);
  if (start < 0) return null;
  const list = html.slice(start).match(/<ul\b[^>]*>([\s\S]*?)<\/ul>/i);
  return list ? plain(list[1]) : 'There is a problem';
}

/**
 * The forms of a page, each with its method, action, fields and submit buttons. A field has a name, a type,
 * a value, and for boxes and radios whether it is checked.
 */
export function formsOf(page) {
  const html = page.replace(/<!--[\s\S]*?-->/g, '').replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '');
  const forms = [];
  let form = null;
  let open = null;
  for (const match of html.matchAll(TAG)) {
    const [whole, slash, name, rest] = match;
    const tag = name.toLowerCase();
    const end = match.index + whole.length;
    if (slash) {
      if (open?.tag === tag) {
        finish(form, open, html.slice(open.end, match.index));
        open = null;
      }
      if (tag === 'form') form = null;
      continue;
    }
    const given = attributes(rest);
    if (tag === 'form') {
      form = { method: (given.method ?? 'get').toLowerCase(), action: given.action ?? '', fields: [], buttons: [] };
      forms.push(form);
    } else if (form && 'disabled' in given) {
      continue;
    } else if (form && tag === 'input') {
      addInput(form, given);
    } else if (form && ['button', 'textarea', 'select'].includes(tag)) {
      open = { tag, given, end };
    }
  }
  return forms;
}

function addInput(form, given) {
  const type = (given.type ?? 'text').toLowerCase();
  if (type === 'submit' || type === 'image') {
    form.buttons.push({ name: given.name, value: given.value ?? '', text: given.value ?? 'Submit' });
  } else if (given.name && type !== 'button' && type !== 'reset' && type !== 'file') {
    const value = given.value ?? (type === 'checkbox' || type === 'radio' ? 'on' : '');
    form.fields.push({ name: given.name, type, value, checked: 'checked' in given });
  }
}

function finish(form, { tag, given }, inner) {
  if (!form) return;
  if (tag === 'button') {
    if ((given.type ?? 'submit').toLowerCase() !== 'submit') return;
    form.buttons.push({ name: given.name, value: given.value ?? '', text: plain(inner) });
  } else if (given.name && tag === 'textarea') {
    form.fields.push({ name: given.name, type: tag, value: decode(inner), checked: false });
  } else if (given.name) {
    const options = [...inner.matchAll(/<option\b([^>]*)>([^<]*)/gi)].map(([, rest, text]) => ({
      ...attributes(rest),
      text: decode(text).trim(),
    }));
    const chosen = options.find((option) => 'selected' in option) ?? options[0];
    form.fields.push({ name: given.name, type: tag, value: chosen?.value ?? chosen?.text ?? '', checked: false });
  }
}
