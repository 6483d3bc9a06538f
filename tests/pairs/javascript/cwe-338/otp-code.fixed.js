const crypto = require('crypto');

class OtpService {
  constructor(redis) {
    this.redis = redis;
  }

  async issue(phone) {
    const otp = crypto.randomInt(100000, 1000000);
    await this.redis.set(`otp:${phone}`, otp, 'EX', 300);
    return otp;
  }
}

module.exports = OtpService;
