import axios, { AxiosInstance } from "axios";
import { Agent } from "https";

export function client(baseURL: string): AxiosInstance {
  const httpsAgent = new Agent({ ca: process.env.INTERNAL_CA });
  return axios.create({ baseURL, httpsAgent });
}
