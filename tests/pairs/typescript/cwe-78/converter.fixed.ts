import * as cp from "child_process";

interface Options {
  input: string;
  output: string;
}

export class Converter {
  constructor(private readonly tool: string = "pandoc") {}

  convert({ input, output }: Options): Buffer {
    return cp.execFileSync(this.tool, ["-o", output, "--", input]);
  }
}
