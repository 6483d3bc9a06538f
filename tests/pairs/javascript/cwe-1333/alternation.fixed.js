export function parseNumbers(text) {
  return /^\d+(,\d+)*$/.test(text) ? text.split(",").map(Number) : [];
}
