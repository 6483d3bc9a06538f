export class PasswordResetService {
  async start(email: string): Promise<void> {
    const token = Math.random().toString(36).slice(2);
    await this.store.save({ email, token, expires: Date.now() + 3600_000 });
    await this.mailer.send(email, token);
  }
}
