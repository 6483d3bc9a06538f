export function isIgnored(file: string): boolean {
  return file.split("/").includes("node_modules");
}
