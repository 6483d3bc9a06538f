function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

export function highlight(text: string, term: string): string {
  const pattern = new RegExp(`(${escapeRegExp(term)})`, "gi");
  return text.replace(pattern, "*$1*");
}
