import { randomBytes } from 'crypto';

export class PasswordResetService {
  async start(email: string): Promise<void> {
    const token = randomBytes(32).toString('hex');
    await this.store.save({ email, token, expires: Date.now() + 3600_000 });
    await this.mailer.send(email, token);
  }
}
