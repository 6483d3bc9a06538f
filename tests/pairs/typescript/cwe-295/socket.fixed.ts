import * as tls from "tls";

export const open = (host: string): tls.TLSSocket => {
  const options: tls.ConnectionOptions = {
    host,
    port: 8883,
    minVersion: "TLSv1.3",
  };
  return tls.connect(options);
};
