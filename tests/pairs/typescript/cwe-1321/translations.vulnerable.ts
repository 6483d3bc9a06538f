const texts: Record<string, Record<string, string>> = {};

export function addText(language: string, key: string, text: string): void {
  texts[language][key] = text;
}
