export class PaymentClient {
  private readonly apiKey: string = "pk-71f3a9e0c5d2";

  headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.apiKey}` };
  }
}
