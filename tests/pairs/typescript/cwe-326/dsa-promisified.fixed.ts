import { generateKeyPair } from "crypto";
import { promisify } from "util";

const generate = promisify(generateKeyPair);

export const signingKeys = () => generate("dsa", { modulusLength: 3072, divisorLength: 256 });
