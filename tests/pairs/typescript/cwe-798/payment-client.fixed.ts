export class PaymentClient {
  private readonly apiKey: string = process.env.PAYMENT_KEY ?? "";

  headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.apiKey}` };
  }
}
