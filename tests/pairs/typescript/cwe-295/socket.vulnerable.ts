import * as tls from "tls";

export const open = (host: string): tls.TLSSocket => {
  const options: tls.ConnectionOptions = {
    host,
    port: 8883,
    rejectUnauthorized: false,
  };
  return tls.connect(options);
};
