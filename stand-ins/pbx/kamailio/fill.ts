/** Puts values where a template says `@NAME@`; throws when one of them is missing. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/@([A-Z_]+)@/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The template asks for ${name}, and nobody says what that is`);
    return String(value);
  });
}
