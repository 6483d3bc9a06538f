const crypto = require('crypto');

class OtpService {
  constructor(redis) {
    this.redis = redis;
  }

  async issue(phone) {
    const otp = Math.floor(100000 + Math.random() * 900000);
    await this.redis.set(`otp:${phone}`, otp, 'EX', 300);
    return otp;
  }
}

module.exports = OtpService;
