const texts: Record<string, Record<string, string>> = {};

export function addText(language: string, key: string, text: string): void {
  if (!["en", "de", "fr"].includes(language)) {
    return;
  }
  texts[language][key] = text;
}
