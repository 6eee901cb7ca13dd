/** A query string or form body in application/x-www-form-urlencoded, in the order given. */
export function formOf(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** Reads a query string. The first of two equal names counts; what is not percent-encoded rightly is left out. */
export function fieldsOf(query: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const part of query.split('&')) {
    const cut = part.indexOf('=');
    const name = decode(cut < 0 ? part : part.slice(0, cut));
    const value = decode(cut < 0 ? '' : part.slice(cut + 1));
    if (name !== undefined && value !== undefined && name !== '' && !fields.has(name))
      fields.set(name, value);
  }
  return fields;
}

/** encodeURIComponent leaves `!'()*` alone, some OAuth servers do not. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
