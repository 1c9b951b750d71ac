const english = document.documentElement.lang === "en";

/** One or the other, by the language of the page. */
export const t = (korean: string, inEnglish: string): string => (english ? inEnglish : korean);

/** An element with attributes and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
