import { generateKeyPair } from "crypto";
import { promisify } from "util";

const generate = promisify(generateKeyPair);

export const signingKeys = () => generate("dsa", { modulusLength: 1024, divisorLength: 160 });
