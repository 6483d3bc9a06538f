type Tree = { [key: string]: any };

export function assignDeep(target: Tree, source: Tree): Tree {
  for (const [key, value] of Object.entries(source)) {
    if (value && typeof value === "object") {
      target[key] ??= {};
      assignDeep(target[key], value);
    } else {
      target[key] = value;
    }
  }
  return target;
}
