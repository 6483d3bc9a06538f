export function highlight(text: string, term: string): string {
  const pattern = new RegExp(`(${term})`, "gi");
  return text.replace(pattern, "*$1*");
}
