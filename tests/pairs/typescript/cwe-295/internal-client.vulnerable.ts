import axios, { AxiosInstance } from "axios";
import { Agent } from "https";

export function client(baseURL: string): AxiosInstance {
  const httpsAgent = new Agent({ rejectUnauthorized: false });
  return axios.create({ baseURL, httpsAgent });
}
